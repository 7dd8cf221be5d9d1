using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace KotaCerdas.Ui;

/// <summary>What the host calls.</summary>
public static class UiSetup
{
    /// <summary>Registers Razor Pages with their root at <c>/Features</c>, and the page kit.</summary>
    public static IMvcBuilder AddKotaUi(this IServiceCollection services)
    {
        services.TryAddScoped<IPageFrames, BarePageFrames>();
        services.Replace(ServiceDescriptor.Singleton(HtmlEncoder.Create(UnicodeRanges.All)));
        var pages = services.AddRazorPages(options => options.RootDirectory = "/Features");
        BoundProperties.Use(services);
        services.AddSingleton<IConfigureOptions<MvcOptions>, BindingMessages>();
        return pages.AddMvcOptions(options =>
            {
                options.Filters.Add<HandlerGuard>();
                options.Filters.Add<UnreadAddress>();
                options.Filters.Add<SentOnce>();
                options.Filters.Add<ListDownloads>();
            });
    }

    /// <summary>Applies language and theme of each request. Before anything that writes a text.</summary>
    public static IApplicationBuilder UsePagePreferences(this IApplicationBuilder app) =>
        app.Use(next => http => PagePreferences.ApplyAsync(http, next));

    /// <summary>Serves css, js and font.</summary>
    public static void MapKotaUi(this IEndpointRouteBuilder endpoints) => UiAssets.Map(endpoints);
}

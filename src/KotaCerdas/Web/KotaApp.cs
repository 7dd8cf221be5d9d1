using KotaCerdas.Features.Setup;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.ResponseCompression;

namespace KotaCerdas.Web;

/// <summary>Builds the one process: services of all modules, pages, endpoints.</summary>
internal static class KotaApp
{
    /// <summary>A web application, not yet started.</summary>
    /// <param name="settings">Configuration on top of file and environment, key to value.</param>
    /// <param name="adjust">Last word on the services; tests put their clock here.</param>
    public static WebApplication Build(IReadOnlyDictionary<string, string?> settings, Action<IServiceCollection>? adjust = null)
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, ApplicationName = "kotacerdas" });
        Configuration.Add(builder.Configuration, settings);
        builder.WebHost.ConfigureKestrel(k =>
        {
            k.AddServerHeader = false;
            k.Limits.MaxRequestBodySize = BodyLimit.Most;
        });
        AddServices(builder.Services, builder.Configuration);
        adjust?.Invoke(builder.Services);
        var app = builder.Build();
        BeginModel(app.Services);
        Pipeline.Use(app);
        return app;
    }

    /// <summary>The services without the web server, for command-line verbs.</summary>
    /// <param name="settings">Configuration on top of file and environment, key to value.</param>
    /// <param name="adjust">Last word on the services.</param>
    public static ServiceProvider Services(IReadOnlyDictionary<string, string?> settings, Action<IServiceCollection>? adjust = null)
    {
        var configuration = new ConfigurationManager();
        Configuration.Add(configuration, settings);
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        // A verb tells its own errors in a sentence; the log of the database would put a stack trace before it.
        services.AddLogging(l => l.AddConfiguration(configuration.GetSection("Logging")).AddConsole().SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Microsoft.EntityFrameworkCore", LogLevel.None));
        AddServices(services, configuration);
        adjust?.Invoke(services);
        return services.BuildServiceProvider();
    }

    /// <summary>
    /// The model of the database is the longest step of a start. It is made while the rest is put together; whoever needs it earlier waits
    /// for it, and where it fails it fails for them as well.
    /// </summary>
    private static void BeginModel(IServiceProvider services) => _ = Task.Run(() =>
    {
        using var scope = services.CreateScope();
        _ = scope.ServiceProvider.GetRequiredService<KotaDb>().Model;
    });

    private static void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        foreach (var module in ModuleList.All)
        {
            services.AddSingleton(module);
            module.AddServices(services, configuration);
        }

        services.AddSingleton(new TextAssembly(typeof(PageOutcomes).Assembly));
        services.AddSingleton(new TextAssembly(typeof(KotaApp).Assembly));
        services.AddHttpContextAccessor();
        services.AddScoped<PageWork>();
        services.AddSingleton<SetupSettings>();
        services.AddScoped<IPageFrames, PageFrames>();
        services.AddKotaUi();
        OpenApiDocument.Add(services);
        services.AddHealthChecks().AddCheck<Readiness>("database").AddCheck<PublicAddress>("site");
        services.AddHostedService<PublicAddress>();
        services.AddProblemDetails();
        // Pages hold antiforgery tokens that differ in every answer, so compressing them over TLS reveals nothing that repeats.
        services.AddResponseCompression(o =>
        {
            o.EnableForHttps = true;
            o.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "image/svg+xml"];
        });
        ProxyHeaders.Add(services, configuration);
        Limits.Add(services, configuration);
        Telemetry.Add(services, configuration);
        Configuration.RefuseStrangers(configuration, services);
    }
}

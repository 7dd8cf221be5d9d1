using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Ui.Tests;

/// <summary>A property that is bound stays bound; one that only shows something is not looked into.</summary>
public sealed class BoundPropertiesTests
{
    [Theory]
    [InlineData(typeof(Some), nameof(Some.Bound), true)]
    [InlineData(typeof(Some), nameof(Some.FromAddress), true)]
    [InlineData(typeof(Some), nameof(Some.Settable), false)]
    [InlineData(typeof(Some), nameof(Some.Shown), false)]
    [InlineData(typeof(Some), nameof(Some.Computed), false)]
    [InlineData(typeof(Whole), nameof(Whole.Settable), true)]
    public void Only_what_is_bound_has_a_model(Type page, string property, bool bound)
    {
        using var services = Services();
        var parts = services.GetRequiredService<IPageApplicationModelPartsProvider>();
        var model = parts.CreatePropertyModel(page.GetProperty(property)!);
        Assert.Equal((bound, bound), (model is not null, model?.BindingInfo is not null));
    }

    private static ServiceProvider Services()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(UiTexts.Load());
        services.AddKotaUi();
        return services.BuildServiceProvider();
    }

    private sealed class Some : ProductPage
    {
        [BindProperty]
        public string Bound { get; set; } = string.Empty;

        [FromQuery]
        public string FromAddress { get; set; } = string.Empty;

        public string Settable { get; set; } = string.Empty;

        public string Shown { get; private set; } = string.Empty;

        public string Computed => Shown;
    }

    [BindProperties]
    private sealed class Whole : ProductPage
    {
        public string Settable { get; set; } = string.Empty;
    }
}

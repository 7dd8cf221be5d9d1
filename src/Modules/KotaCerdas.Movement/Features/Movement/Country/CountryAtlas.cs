using KotaCerdas.Platform;
using Microsoft.Extensions.Hosting;

namespace KotaCerdas.Movement.Features.Country;

/// <summary>
/// The picture of the country. It takes about a second to lay out and follows from shipped files only, so one is made for the process, in the
/// background as soon as the web server starts.
/// </summary>
internal sealed class CountryAtlas : IHostedService
{
    private static readonly Lazy<Task<AtlasPicture>> Picture =
        new(() => Task.Run(() => Atlas.Build(RegionReference.Open(ShippedData.PathOf("regions")))));

    public static Task<AtlasPicture> GetAsync() => Picture.Value;

    /// <summary>The land as a file of its own, which browsers keep; colours come from the page that uses it.</summary>
    public static async Task<string> LandAsync()
    {
        var picture = await GetAsync();
        return $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="{AtlasPicture.ViewBox}"><g id="peta"><path d="{picture.LandPath}"/>
            <path d="{picture.IslandPath}" fill="none" stroke="currentColor" stroke-width="5" stroke-linecap="round"/></g></svg>
            """;
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = Picture.Value;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

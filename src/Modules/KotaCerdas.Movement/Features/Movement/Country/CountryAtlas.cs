using KotaCerdas.Platform;
using Microsoft.Extensions.Hosting;

namespace KotaCerdas.Movement.Features.Country;

/// <summary>
/// The picture of the country. It takes about a second to lay out and follows from shipped files only, so one is made for the process, in
/// the background as soon as the web server starts; whoever asks earlier waits for it.
/// </summary>
internal sealed class CountryAtlas : IHostedService
{
    private static readonly Lazy<AtlasPicture> Made = new(() => Atlas.Build(RegionReference.Open(ShippedData.PathOf("regions"))));

    public static AtlasPicture Picture => Made.Value;

    /// <summary>The land as a file of its own, which browsers keep; colours come from the page that uses it.</summary>
    public static string Land => $"""
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="{AtlasPicture.ViewBox}"><g id="peta"><path d="{Picture.LandPath}"/>
        <path d="{Picture.IslandPath}" fill="none" stroke="currentColor" stroke-width="5" stroke-linecap="round"/></g></svg>
        """;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = Task.Run(() => Made.Value, cancellationToken);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

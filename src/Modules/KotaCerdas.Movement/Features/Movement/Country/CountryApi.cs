using KotaCerdas.Movement.Model.Country;
using KotaCerdas.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace KotaCerdas.Movement.Features.Country;

/// <summary>A region as the API gives it.</summary>
internal sealed record RegionItem(
    string Code, string Name, string Kind, string Province, string IslandGroup, string Standing, IReadOnlyList<int> Years);

/// <summary>A page of regions; <c>Next</c> is the value of <c>after</c> for the page after, or null at the end.</summary>
internal sealed record RegionItems(IReadOnlyList<RegionItem> Items, int Total, string? Next, IReadOnlyList<string> Attribution);

/// <summary>A cohort as the API gives it; null means not known. The running total is of kabupaten and kota.</summary>
internal sealed record CohortItem(
    int Year, string Track, int? Invited, int Selected, int Repeats, int? RunningTotal, int? Named, IReadOnlyList<string> Sources);

/// <summary>All cohorts and the sum of them.</summary>
internal sealed record CohortItems(int Joined, int Named, int Regions, IReadOnlyList<CohortItem> Items, IReadOnlyList<string> Attribution);

/// <summary>What is asked of the list of regions.</summary>
internal sealed record RegionsAsked
{
    [FromQuery(Name = "year")]
    public string? Year { get; init; }

    [FromQuery(Name = "province")]
    public string? Province { get; init; }

    [FromQuery(Name = "island_group")]
    public string? Group { get; init; }

    [FromQuery(Name = "kind")]
    public string? Kind { get; init; }

    [FromQuery(Name = "standing")]
    public string? Standing { get; init; }

    [FromQuery(Name = "search")]
    public string? Search { get; init; }

    [FromQuery(Name = "after")]
    public string? After { get; init; }
}

/// <summary>The country for machines: public, no key needed.</summary>
internal static class CountryApi
{
    private const int PageSize = 100;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/regions", RegionsAsync).WithName("regions")
            .WithSummary("Regions with what is known of their part in the movement");
        api.MapGet("/cohorts", CohortsAsync).WithName("cohorts").WithSummary("Cohorts with the running total");
    }

    private static async Task<Ok<RegionItems>> RegionsAsync(
        [AsParameters] RegionsAsked asked, CountryQueries queries, CancellationToken cancel)
    {
        var filter = new CountryFilter
        {
            Year = Some(asked.Year),
            Province = Some(asked.Province),
            Group = Some(asked.Group),
            Kind = asked.Kind == "province" ? CountryFilter.Provinces : Some(asked.Kind),
            State = Enum.TryParse<Standing>(asked.Standing, ignoreCase: true, out var known)
                ? CountryFilter.Word(known)
                : Some(asked.Standing),
            Search = Some(asked.Search),
            After = Some(asked.After),
        };
        var page = RegionPage.Of(filter.Of(await queries.LoadAsync(cancel)), filter, PageSize);
        return TypedResults.Ok(new RegionItems([.. page.Rows.Select(Item)], page.Total, page.Next?.After, CountryOpenData.Attribution));
    }

    private static async Task<Ok<CohortItems>> CohortsAsync(CountryQueries queries, CancellationToken cancel)
    {
        var country = await queries.LoadAsync(cancel);
        var items = country.Cohorts.Select(c =>
        {
            var step = c.Track == Track.City ? country.Step(c.Year) : null;
            var track = CountryOpenData.Word(c.Track);
            return new CohortItem(c.Year, track, c.Invited, c.Selected, c.Repeats, step?.Total, step?.Known, c.Sources);
        });
        return TypedResults.Ok(
            new CohortItems(country.Joined, country.Named, country.Regions.Count, [.. items], CountryOpenData.Attribution));
    }

    private static string? Some(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static RegionItem Item(RegionLine r) => new(
        r.Code.Value, r.Name, r.Kind.ToString().ToLowerInvariant(), r.Code.Province.Value, r.IslandGroup,
        r.Standing.ToString().ToLowerInvariant(), [.. r.Cohorts.Select(c => c.Year)]);
}

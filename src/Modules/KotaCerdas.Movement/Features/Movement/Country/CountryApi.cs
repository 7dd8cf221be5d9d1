using System.Globalization;
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
    private const string Province = "province";

    private static readonly string[] Kinds = [CountryFilter.Kabupaten, CountryFilter.Kota, Province];

    private static readonly string[] Standings = [.. Enum.GetNames<Standing>().Select(s => s.ToLowerInvariant())];

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/regions", RegionsAsync).WithName("regions")
            .WithSummary("Regions with what is known of their part in the movement");
        api.MapGet("/cohorts", CohortsAsync).WithName("cohorts").WithSummary("Cohorts with the running total");
    }

    private static async Task<Results<Ok<RegionItems>, ProblemHttpResult>> RegionsAsync(
        [AsParameters] RegionsAsked asked, CountryQueries queries, Texts texts, CancellationToken cancel)
    {
        var country = await queries.LoadAsync(cancel);
        var query = new QueryReader();
        var filter = Read(asked, country, query);
        if (query.Answer(texts) is { } refused)
        {
            return refused;
        }

        var page = RegionPage.Of(filter.Of(country), filter, PageSize);
        return TypedResults.Ok(new RegionItems([.. page.Rows.Select(Item)], page.Total, page.Next?.After, CountryOpenData.Attribution));
    }

    private static CountryFilter Read(RegionsAsked asked, CountryView country, QueryReader query)
    {
        var kind = query.Word("kind", asked.Kind, Kinds);
        var standing = query.Word("standing", asked.Standing?.ToLowerInvariant(), Standings);
        var after = QueryReader.Some(asked.After);
        if (after is not null && !(after is [>= '0' and <= '9', '-', ..] && RegionCode.TryParse(after[2..], out _)))
        {
            query.Refuse("Platform.Query.Cursor", "after", after);
        }

        return new CountryFilter
        {
            Year = query.Number("year", asked.Year, 1, 9999)?.ToString(CultureInfo.InvariantCulture),
            Province = query.Word("province", asked.Province, [.. country.Provinces.Select(p => p.Code.Value)]),
            Group = query.Word("island_group", asked.Group, [.. country.Provinces.Select(p => p.IslandGroup).Distinct()]),
            Kind = kind == Province ? CountryFilter.Provinces : kind,
            State = standing is null ? null : CountryFilter.Word(Enum.Parse<Standing>(standing, ignoreCase: true)),
            Search = QueryReader.Some(asked.Search),
            After = after,
        };
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

    private static RegionItem Item(RegionLine r) => new(
        r.Code.Value, r.Name, r.Kind.ToString().ToLowerInvariant(), r.Code.Province.Value, r.IslandGroup,
        r.Standing.ToString().ToLowerInvariant(), [.. r.Cohorts.Select(c => c.Year)]);
}

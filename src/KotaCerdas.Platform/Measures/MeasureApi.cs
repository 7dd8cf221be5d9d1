using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace KotaCerdas.Platform;

/// <summary>A measure in the API.</summary>
public sealed record MeasureAnswer(
    string Code, string Name, string About, string Formula, string Unit, string Direction, string Period, int Decimals,
        IReadOnlyList<string> Periods);

/// <summary>
/// A page of figures. <c>Next</c> is the address of the following one, null at the end. A value is exact decimal text, null where missing.
/// </summary>
public sealed record FiguresAnswer(string Measure, string Period, PublishedFigure? Country, IReadOnlyList<PublishedFigure> Regions,
    string? Next);

/// <summary>A step of a figure, in words and exact decimal text.</summary>
public sealed record StepAnswer(string Rule, IReadOnlyDictionary<string, string?> Inputs, string ResultName, string? Result);

/// <summary>A row behind a figure, as it is now.</summary>
public sealed record RowAnswer(string Key, string Label, RegionCode Region, string? Numerator, string? Denominator, string? Href);

/// <summary>A figure down to its rows. <c>RowsChanged</c> is true where the rows are no longer those it was published from.</summary>
public sealed record FigureAnswer(
    string Measure, RegionCode Region, string Period, int Revision, string? Value, DateTime PublishedAt, string RowsHash, bool RowsChanged,
    IReadOnlyList<StepAnswer> Trace, IReadOnlyList<RowAnswer> Rows);

/// <summary>Published measures for machines; public.</summary>
internal static class MeasureApi
{
    private const int Usual = 100;
    private const int Most = 500;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/measures", ListAsync).WithName("ListMeasures").WithSummary("Definitions of all measures and their published periods");
        api.MapGet("/measures/{code}", FiguresAsync).WithName("ListMeasureFigures")
            .WithSummary("Published figures of a measure by region, 100 a page unless limit says otherwise");
        api.MapGet("/measures/{code}/{region}/{period}", FigureAsync).WithName("ExplainMeasureFigure")
            .WithSummary("One published figure with its trace and its source rows");
    }

    private static async Task<Ok<List<MeasureAnswer>>> ListAsync(MeasureCatalogue measures, PublishedMeasures published, Texts texts,
        CancellationToken cancel)
    {
        var answers = new List<MeasureAnswer>();
        foreach (var m in measures.All)
        {
            var periods = (await published.CountryAsync(m.Code, cancel)).Select(f => f.Period).ToList();
            answers.Add(new(
                m.Code, texts[m.NameKey], texts[m.AboutKey], texts[m.FormulaKey], texts[m.UnitKey], m.Direction.ToString(),
                    m.Period.ToString(),
                m.Decimals, periods));
        }

        return TypedResults.Ok(answers);
    }

    private static async Task<Results<Ok<FiguresAnswer>, ProblemHttpResult>> FiguresAsync(
        string code, [AsParameters] FiguresQuery query, MeasureCatalogue measures, PublishedMeasures published, Texts texts,
            CancellationToken cancel)
    {
        if (measures.Find(code) is not { } measure)
        {
            return Refuse(texts, new("Platform.Measure.Unknown", null, code), StatusCodes.Status404NotFound);
        }

        var asked = new QueryReader();
        var within = asked.Region("region", query.Region) is { IsNational: false } region ? region : (RegionCode?)null;
        var after = asked.Region("after", query.After)?.Value;
        var limit = asked.Number("limit", query.Limit, 1, Most) ?? Usual;
        if (query.Period is { } typed && !measure.IsPeriod(typed))
        {
            asked.Refuse("Platform.Measure.BadPeriod", "period", typed);
        }

        if (asked.Answer(texts) is { } refused)
        {
            return refused;
        }

        var country = await published.CountryAsync(code, cancel);
        var period = query.Period ?? (country is [.., var latest] ? latest.Period : string.Empty);
        var regions = await published.RegionsAsync(code, period, within, after, limit + 1, cancel);
        var shown = regions.Take(limit).ToList();
        var same = within is { } only ? $"&region={only}" : string.Empty;
        var next = regions.Count > limit ? $"/api/v1/measures/{code}?period={period}&after={shown[^1].Region}&limit={limit}{same}" : null;
        return TypedResults.Ok(new FiguresAnswer(code, period, country.FirstOrDefault(f => f.Period == period), shown, next));
    }

    private static async Task<Results<Ok<FigureAnswer>, ProblemHttpResult>> FigureAsync(
        string code, string region, string period, [AsParameters] FigureSources from, CancellationToken cancel)
    {
        if (from.Measures.Find(code) is not { } measure || !RegionCode.TryParse(region, out var of)
            || await from.Published.FindAsync(code, of, period, cancel) is not { } value)
        {
            return Refuse(from.Texts, new("Platform.Measure.NotPublished", null, code, region, period), StatusCodes.Status404NotFound);
        }

        var texts = from.Texts;
        var figure = await from.Computer.ComputeAsync(measure, of, period, cancel);
        return TypedResults.Ok(new FigureAnswer(
            code, of, period, value.Revision, value.Value, value.PublishedAt, value.RowsHash, figure.RowsHash != value.RowsHash,
            [.. MeasureFigure.ReadTrace(value.Trace).Select(s => new StepAnswer(
                texts[s.RuleKey], s.Inputs.ToDictionary(i => texts[i.NameKey], i => MeasureFigure.Written(i.Value), StringComparer.Ordinal),
                texts[s.ResultKey], MeasureFigure.Written(s.Result)))],
            [.. figure.Rows.Select(r => new RowAnswer(
                r.Key, texts[r.LabelKey, [.. r.LabelArgs]], r.Region, MeasureFigure.Written(r.Numerator),
                    MeasureFigure.Written(r.Denominator), r.Href))]));
    }

    private static ProblemHttpResult Refuse(Texts texts, Problem problem, int status) =>
        TypedResults.Problem(texts.Of(problem), statusCode: status, type: problem.Code);

    /// <summary>What a list can be asked for.</summary>
    /// <param name="Period">Period, by default the latest.</param>
    /// <param name="Region">A region, or a province with its regions.</param>
    /// <param name="After">Region code after which to go on.</param>
    /// <param name="Limit">1 to 500.</param>
    internal sealed record FiguresQuery(string? Period, string? Region, string? After, string? Limit);

    /// <summary>What an explanation is made from.</summary>
    internal sealed record FigureSources(MeasureCatalogue Measures, PublishedMeasures Published, MeasureComputer Computer, Texts Texts);
}

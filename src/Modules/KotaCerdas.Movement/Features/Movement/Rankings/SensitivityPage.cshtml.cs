using System.Globalization;
using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model.Assessing;
using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Rankings;

/// <summary>A region now and under the moved weight.</summary>
internal sealed record MovedRegion(SelectedRegion Now, SelectedRegion Then);

/// <summary>
/// What happens where one weight moves and the others keep their proportions. Nothing is stored: the address holds the question.
/// </summary>
[Needs("movement.score.see")]
internal sealed class SensitivityPage(CallRankings rankings, Texts texts) : ProductPage
{
    private const int Border = 3;
    private const int FlipsShown = 24;

    [BindProperty(SupportsGet = true, Name = "kriteria")]
    public string? Criterion { get; set; }

    [BindProperty(SupportsGet = true, Name = "bobot")]
    public string? Weight { get; set; }

    public RankedCall Ranked { get; private set; } = null!;

    public string? Problem { get; private set; }

    /// <summary>Who enters or leaves first, then all others; each by place.</summary>
    public IReadOnlyList<MovedRegion> Moved { get; private set; } = [];

    public ListPage<MovedRegion> Listed => ListPages.Of(HttpContext, Moved, m => m.Now.Ranked.Region.Value);

    public IReadOnlyList<FlipPoint> Flips { get; private set; } = [];

    /// <summary>Pairs at the border with the same total, one line each: no weight made their order.</summary>
    public IReadOnlyList<FlipPoint> Ties { get; private set; } = [];

    public string Finding { get; private set; } = string.Empty;

    public IReadOnlyList<Choice> Criteria =>
        [.. Ranked.Rule.Criteria
            .Select(c => new Choice(c.Code,
            texts["Movement.Rank.CriterionWithWeight", TitleOf(c.Code), Formats.Percent(c.Weight / 1_000_000m)]))];

    /// <summary>A change that two decimals would show as nothing gets four.</summary>
    public static string Points(decimal points) =>
        (points > 0 ? "+" : string.Empty) + Formats.Decimal(points, Math.Abs(points) < 0.005m ? 4 : 2);

    public string TitleOf(string criterion) => Ranked.Standing.Engine.Instrument.Criteria.First(c => c.Code == criterion).Title.In();

    public Cell Place(SelectedRegion region) => region.Ranked.Rank is { } rank ? Formats.Number(rank) : Cell.Missing(texts);

    public Cell Total(SelectedRegion region) => region.Ranked.Total is { } total ? Formats.Decimal(total, 2) : Cell.Missing(texts);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        var ranked = await rankings.ForReadingAsync(new CallId(id), cancel);
        if (ranked.Failed)
        {
            return this.Refused(id, ranked.Problems);
        }

        Ranked = ranked.Value;
        var criterion = Ranked.Rule.Criteria.FirstOrDefault(c => c.Code == Criterion) ?? Ranked.Rule.Criteria[0];
        Criterion = criterion.Code;
        Weight ??= (criterion.Weight / 10_000m).ToString("0.####", CultureInfo.InvariantCulture);
        if (!decimal.TryParse(Weight.Replace(',', '.'), NumberStyles.Number, CultureInfo.InvariantCulture, out var percent)
            || percent is < 0 or > 100)
        {
            Problem = texts["Movement.Rank.WeightRange"];
            return Page();
        }

        Simulate(criterion, percent);
        return Page();
    }

    private void Simulate(RankedCriterion criterion, decimal percent)
    {
        if (Ranked.Regions.Count == 0)
        {
            return;
        }

        var rule = Sensitivity.Shift(Ranked.Rule, criterion, percent - (criterion.Weight / 10_000m));
        var then = CallRankings.Rank(Ranked.Standing, rule);
        if (then.Failed)
        {
            Problem = texts.Of(then.Problem);
            return;
        }

        var after = then.Value.Regions.ToDictionary(r => r.Ranked.Region);
        Moved =
        [
            .. Ranked.Regions.Select(r => new MovedRegion(r, after[r.Ranked.Region])).OrderBy(m => m.Then.IsSelected == m.Now.IsSelected),
        ];
        var enters = Moved.Count(m => m.Then.IsSelected && !m.Now.IsSelected);
        Finding = enters == 0
            ? texts["Movement.Rank.NobodyMoves", TitleOf(criterion.Code), Formats.Decimal(percent, 1)]
            : texts["Movement.Rank.SomeMove", TitleOf(criterion.Code), Formats.Decimal(percent, 1), enters];
        var totals = Ranked.Regions.ToDictionary(r => r.Ranked.Region, r => r.Ranked.Total);
        var flips = Sensitivity.Flips(Ranked.Regions, Ranked.Rule, Border);
        Ties = [.. flips.Where(IsTie).DistinctBy(f => (f.Above, f.Below))];
        Flips =
        [
            .. flips.Where(f => f.Points is not null && !IsTie(f)).OrderBy(f => Math.Abs(f.Points!.Value)).Take(FlipsShown),
        ];

        bool IsTie(FlipPoint flip) => totals[flip.Above] == totals[flip.Below];
    }
}

using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Agreement;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Assessing;
using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Rankings;

/// <summary>
/// How a region's total came about: levels, raw values, normalisation, weights, total, place. The last step equals the ranking's figure.
/// </summary>
[Needs("movement.score.see")]
internal sealed class ExplainPage(CallRankings rankings, Texts texts) : ProductPage
{
    private RankedCall _ranked = null!;
    private Standing _standing = null!;

    public Call Call => _ranked.Standing.Call;

    public Region Region => _standing.Region;

    public SelectedRegion Selected { get; private set; } = null!;

    public string Lead => texts[RankTexts.ReasonKey(Selected.Reason), Selected.Ranked.Rank ?? 0, _ranked.Rule.Quota];

    public IReadOnlyList<LadderStep> Steps => [Levels(), .. Selected.Ranked.Parts.Select(Criterion), Total(), Place()];

    private Instrument Instrument => _ranked.Standing.Engine.Instrument;

    private string Source => $"{Instrument.Title.In()} ({Instrument.Code} v{Instrument.Version}), {Instrument.LegalBasis}";

    public async Task<IActionResult> OnGetAsync(Guid id, string regionCode, CancellationToken cancel)
    {
        var ranked = await rankings.ForReadingAsync(new CallId(id), cancel);
        if (ranked.Failed)
        {
            return this.Refused(id, ranked.Problems);
        }

        _ranked = ranked.Value;
        if (_ranked.Standing.Complete.FirstOrDefault(s => s.Region.Code.Value == regionCode) is not { } standing)
        {
            return NotFound();
        }

        _standing = standing;
        Selected = _ranked.Regions.First(r => r.Ranked.Region == standing.Region.Code);
        return Page();
    }

    private LadderStep Levels() => new(
        texts["Movement.Rank.StepLevels"],
        [
            .. _standing.Items.Select(i => (i.Item.Text.In(), texts["Movement.Rank.LevelsUsed",
                string.Join(" · ", i.Given.Select(g => g.Level is { } level ? Formats.Number(level) : "–")), Shown(i.Used), HowOf(i)])),
            .. _standing.Indices.Select(i => (i.Item.Text.In(), i.Value is { ValueMicro: { } micro } value
                ? texts["Movement.Rank.IndexUsed", Formats.Decimal(micro / 1_000_000m, i.Item.Decimals),
                    value.Year.ToString(System.Globalization.CultureInfo.InvariantCulture), value.Source]
                : texts["Movement.Rank.IndexMissing"])),
        ],
        texts["Movement.Rank.StepLevelsResult"], texts["Movement.Rank.QuestionsKnown", _standing.Items.Count(i => i.Used is not null)])
    {
        Source = texts["Movement.Rank.Aggregation"],
    };

    private LadderStep Criterion(RankedPart part)
    {
        var criterion = Instrument.Criteria.First(c => c.Code == part.Criterion);
        var parts = new List<(string, string)>
        {
            (texts["Movement.Rank.Raw"], Shown(part.Raw)),
            (texts["Movement.Rank.Normalisation"], RankTexts.NormalisationOf(criterion.Normalisation, texts)),
            (texts["Movement.Rank.Normalised"], Shown(part.Normalised)),
            (texts["Movement.Rank.WeightUsed"], Formats.Decimal(part.Weight, 2) + " %"),
        };
        if (criterion.Score.Length > 0)
        {
            parts.Insert(0, (texts["Movement.Rank.Formula"], criterion.Score));
        }

        parts.InsertRange(0, Instrument.ChildrenOf(criterion.Code)
            .Select(c => (c.Title.In(), Shown(_standing.Evaluation[c.Code].Value.NumberOrNull))));
        return new(texts["Movement.Rank.StepCriterion", criterion.Title.In()], parts, texts["Movement.Rank.Contribution"],
            Shown(part.Contribution)) { Source = Source };
    }

    private LadderStep Total() => new(
        texts["Movement.Rank.StepTotal"],
        [.. Selected.Ranked.Parts.Select(p => (Instrument.Criteria.First(c => c.Code == p.Criterion).Title.In(), Shown(p.Contribution)))],
        texts["Movement.Rank.TotalExact"], Shown(Selected.Ranked.Exact));

    private LadderStep Place() => new(
        texts["Movement.Rank.StepPlace"],
        [
            (texts["Movement.Rank.RegionsRanked"], Formats.Number(_ranked.Regions.Count(r => r.Ranked.Rank is not null))),
            (texts["Movement.Rank.Place"], Selected.Ranked.Rank is { } rank ? Formats.Number(rank) : "–"),
            (texts["Movement.Rank.Territories"], Selected.Territories.Count == 0 ? "–" : string.Join(", ", Selected.Territories)),
        ],
        texts["Movement.Rank.Total"], Selected.Ranked.Total is { } total ? Formats.Decimal(total, 2) : texts["Ui.Missing"]);

    private string HowOf(ItemScore item) =>
        texts[item.Ruling is { } ruling ? ModerationPage.KindKey(ruling.Kind) : "Movement.Score.MeanOfLevels"];

    private string Shown(decimal? value) => value is { } known ? Formats.Decimal(known, 4) : texts["Ui.Missing"];
}

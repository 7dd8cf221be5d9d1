using KotaCerdas.Movement.Contracts;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Agreement;

/// <summary>Agreement between assessors and where they differ, over the regions whose panels have handed in completely.</summary>
[Needs("movement.score.see")]
internal sealed class AgreementPage(Standings standings, Texts texts) : ProductPage
{
    // Krippendorff, Content Analysis, 4th ed. 2019, p. 356: rely on α ≥ 0.800, draw tentative conclusions only where α ≥ 0.667.
    private const double Reliable = 0.800;
    private const double Tentative = 0.667;

    public CallStanding Standing { get; private set; } = null!;

    public AgreementReport Report { get; private set; } = null!;

    public ListPage<SpreadRow> Listed { get; private set; } = null!;

    public Cell Alpha(double? alpha) => alpha is { } known ? Formats.Decimal((decimal)known, 3) : Cell.Missing(texts);

    public Cell Number(decimal? value) => value is { } known ? Formats.Decimal(known, 2) : Cell.Missing(texts);

    public IHtmlContent Reading(double? alpha) => alpha switch
    {
        null => Tag.Render(texts["Movement.Score.AlphaUndefined"]),
        >= Reliable => Tag.Render(texts["Movement.Score.AlphaReliable"], Tone.Positive),
        >= Tentative => Tag.Render(texts["Movement.Score.AlphaTentative"], Tone.Info),
        _ => Tag.Render(texts["Movement.Score.AlphaWeak"], Tone.Warning),
    };

    public IHtmlContent FlagOf(SpreadRow row) => !row.Flagged ? Tag.Render(texts["Movement.Score.WithinRule"], Tone.Positive)
        : row.Waits ? Tag.Render(texts["Movement.Score.ToModerate"], Tone.Warning)
        : row.Decided < row.Topics.Count ? Tag.Render(texts["Movement.Next.PartlyModerated", row.Decided, row.Topics.Count], Tone.Info)
        : Tag.Render(texts["Movement.Next.Moderated"], Tone.Positive);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        var standing = await standings.OfCallAsync(new CallId(id), cancel);
        if (standing.Failed)
        {
            return this.Refused(id, standing.Problems);
        }

        Standing = standing.Value;
        Report = AgreementReport.Of(Standing);
        Listed = ListPages.Of(HttpContext, Report.Regions, r => r.Region.Code.Value);
        return Page();
    }
}

using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Surveys;

/// <summary>Objects that were found in the field and have no number yet; what waits for the desk stands first.</summary>
[Needs(SurveyPermissions.DecideCode)]
internal sealed class FindsPageModel(RegisterDesk desk, FindReading reading) : RegisterPage(desk)
{
    public IReadOnlyList<FindRow> Rows { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string region, CancellationToken cancel)
    {
        if (await OpenAsync(region, SurveyPermissions.Decide, cancel) is { } closed)
        {
            return closed;
        }

        Rows = await reading.AllAsync(Code, cancel);
        return Page();
    }

    /// <summary>Finds as a table.</summary>
    public static TableOptions Table(RegionCode code, Region region, IReadOnlyList<FindRow> rows, Texts t) => new()
    {
        Caption = t["Revenue.Find.ListTitle"],
        CaptionHidden = true,
        Columns =
        [
            new(t["Revenue.Object.Address"]), new(t["Revenue.Object.Village"]), new(t["Revenue.Survey.Field.block"]),
            new(t["Revenue.Survey.Surveyor"]), new(t["Revenue.Survey.SurveyedAt"]), new(t["Revenue.Survey.State"]),
        ],
        Rows = rows.Select(r => (IReadOnlyList<Cell>)
        [
            Cell.Link(r.Facts["address"], SurveyPaths.Find(code, r.Find.Id)), TaxVillage.Show(r.Find.TaxCode),
            r.Find.Block.ToString("000", System.Globalization.CultureInfo.InvariantCulture), r.Find.ReceivedByName,
            Formats.Instant(r.Find.FoundAt, region.Zone), Cell.Of(StateOf(r, t)),
        ]),
        Empty = EmptyState.Render(new() { Title = t["Revenue.Find.None"], Text = t["Revenue.Find.NoneText"], Icon = IconName.Map }),
    };

    public static IHtmlContent StateOf(FindRow row, Texts t) => row.Decision is { } decision
        ? Tag.Render(t[$"Revenue.FindOutcome.{decision.Outcome}"], decision.Outcome == FindOutcome.Refused ? Tone.Neutral : Tone.Positive)
        : Tag.Render(t["Revenue.Survey.Waits"], Tone.Warning);
}

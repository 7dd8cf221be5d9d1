using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Surveys;

/// <summary>What came from the field; what waits for a decision stands first.</summary>
[Needs(SurveyPermissions.DecideCode)]
internal sealed class SurveyReportsPageModel(RegisterDesk desk, SurveyReading reading) : RegisterPage(desk)
{
    public IReadOnlyList<SurveyReportRow> Rows { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string region, CancellationToken cancel)
    {
        if (await OpenAsync(region, SurveyPermissions.Decide, cancel) is { } closed)
        {
            return closed;
        }

        Rows = await reading.ReportsAsync(Code, cancel);
        return Page();
    }

    public static IHtmlContent StateOf(SurveyReportRow row, Texts t) => row.Decision is not null
        ? Tag.Render(t["Revenue.Survey.Decided"], Tone.Positive)
        : Tag.Render(t[$"Revenue.SurveyOutcome.{row.Report.Outcome}"], row.Waits ? Tone.Warning : Tone.Positive);
}

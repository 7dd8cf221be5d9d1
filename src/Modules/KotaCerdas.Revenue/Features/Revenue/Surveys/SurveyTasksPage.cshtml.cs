using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Surveys;

/// <summary>The tasks of whoever is signed in, which can be taken along without a network.</summary>
[Needs(SurveyPermissions.ReportCode)]
internal sealed class SurveyTasksPageModel(RegisterDesk desk, SurveyReading reading, FindReading finds) : RegisterPage(desk)
{
    private readonly RegisterDesk _desk = desk;

    public IReadOnlyList<SurveyTaskRow> Rows { get; private set; } = [];

    /// <summary>What they found that has no number yet, and what became of it.</summary>
    public IReadOnlyList<FindRow> Finds { get; private set; } = [];

    /// <summary>Addresses that are kept on the phone.</summary>
    public IEnumerable<string> Pages =>
        Rows.Where(r => r.Report is null).Select(r => SurveyPaths.Of(Code, r.Task.Id)).Append(SurveyPaths.NewFind(Code));

    public async Task<IActionResult> OnGetAsync(string region, CancellationToken cancel)
    {
        if (await OpenAsync(region, SurveyPermissions.Report, cancel) is { } closed)
        {
            return closed;
        }

        SurveyPage.AllowPosition(Response);
        Rows = _desk.Actor.User is { } user ? await reading.TasksAsync(Code, user, cancel) : [];
        Finds = _desk.Actor.User is { } finder ? await finds.OwnAsync(Code, finder, cancel) : [];
        return Page();
    }

    public static IHtmlContent StateOf(SurveyTaskRow row, Texts t) => row switch
    {
        { Report: null } => Tag.Render(t["Revenue.Survey.Open"], Tone.Info),
        { Report.Outcome: SurveyOutcome.Conflict or SurveyOutcome.Held, Settled: false } =>
            Tag.Render(t["Revenue.Survey.Waits"], Tone.Warning),
        _ => Tag.Render(t["Revenue.Survey.Reported"], Tone.Positive),
    };
}

/// <summary>What the pages of field surveys share.</summary>
internal static class SurveyPage
{
    /// <summary>The browser may ask for the position on these pages; all others forbid it.</summary>
    public static void AllowPosition(Microsoft.AspNetCore.Http.HttpResponse response) =>
        response.Headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(self)";

    /// <summary>What the script says, as attributes of an element.</summary>
    public static IHtmlContent Words(Texts t) => new HtmlBuilder().Start(
        "div", ("id", "lapangan"), ("class", "k-stack"), ("data-worker", UiAssets.FieldWorker), ("data-kept", t["Revenue.Survey.Kept"]),
        ("data-failed", t["Revenue.Survey.KeepFailed"]), ("data-stored", t["Revenue.Survey.Stored"]),
            ("data-waiting", t["Revenue.Survey.Waiting"]),
        ("data-delivered", t["Revenue.Survey.Sent"]), ("data-refused", t["Revenue.Survey.Refused"]),
            ("data-signed-out", t["Revenue.Survey.SignedOut"]),
        ("data-no-position", t["Revenue.Survey.NoPosition"]), ("data-erased", t["Revenue.Survey.Erased"]),
            ("data-erase-first", t["Revenue.Survey.EraseFirst"]))
        .Start("p", ("data-field-say", ""), ("role", "status"), ("class", "k-saved")).End()
        .Start("ul", ("data-field-queue", "")).End().End();
}

using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Surveys;

/// <summary>A report beside the register: what became of it, and the decision where both say different things.</summary>
[Needs(RegisterPermissions.ReadCode)]
[OpensFiles]
internal sealed class SurveyReportPageModel(
    RegisterDesk desk, SurveyReading reading, RuleStore rules, DecideReport decide, FileStore files, Texts texts) : RegisterPage(desk)
{
    private readonly RegisterDesk _desk = desk;
    private SurveyFields _fields = null!;

    [BindProperty]
    public string? Reason { get; set; }

    public SurveyReportRow Row { get; private set; } = null!;

    public IReadOnlyList<FieldDifference> Differences { get; private set; } = [];

    public bool MayDecide => Row.Waits && _desk.Actor.May(SurveyPermissions.Decide, Code);

    public string Back => _desk.Actor.May(SurveyPermissions.Decide, Code) ? SurveyPaths.Reports(Code) : SurveyPaths.Tasks(Code);

    public string LabelOf(FieldDifference of) => _fields.LabelOf(of.Field);

    public string Show(FieldDifference of, string value) => _fields.Show(of.Field, value);

    public async Task<IActionResult> OnGetAsync(string region, Guid id, CancellationToken cancel) =>
        await LoadAsync(region, id, cancel) ?? Page();

    public async Task<IActionResult> OnGetPhotoAsync(string region, Guid id, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, cancel) is { } closed)
        {
            return closed;
        }

        var photo = Row.Report.PhotoId is { } file ? await files.FindAsync(Code, file, cancel) : null;
        return photo is null ? NotFound() : File(files.Open(photo), photo.MediaType);
    }

    public async Task<IActionResult> OnPostAsync(string region, Guid id, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, cancel) is { } closed)
        {
            return closed;
        }

        var choices = Differences.ToDictionary(d => d.Field, d => Request.Form[d.Field].ToString(), StringComparer.Ordinal);
        var decided = await decide.RunAsync(Code, id, choices, Reason ?? string.Empty, cancel);
        return decided.Failed
            ? this.Invalid([.. decided.Problems.Select(p => p.Field == "reason" ? p.On(nameof(Reason)) : p)])
            : this.SeeOther(SurveyPaths.Report(Code, id));
    }

    /// <summary>The choice for a field: what the report found, or what the register has.</summary>
    public IHtmlContent Choose(FieldDifference of) => SideChoice.Render(
        of, _fields, Chosen(of), ModelState.TryGetValue(of.Field, out var entry) && entry.Errors is [var first, ..] ? first.ErrorMessage
            : null, texts);

    private string Chosen(FieldDifference of) =>
        HttpContext.Request.HasFormContentType && Request.Form[of.Field].ToString() is { Length: > 0 } typed ? typed
            : of.Change == FieldChange.Report ? DecideReport.TakeReport : string.Empty;

    private async Task<IActionResult?> LoadAsync(string region, Guid id, CancellationToken cancel)
    {
        if (await OpenAsync(region, RegisterPermissions.Read, cancel) is { } closed)
        {
            return closed;
        }

        if (await reading.ReportAsync(Code, id, cancel) is not { } row || !MaySee(row.Report)
            || await reading.CompareAsync(row.Report, Today, cancel) is not { } compared)
        {
            return NotFound();
        }

        Row = row;
        Differences = [.. compared.Differences.Where(d => d.Change is FieldChange.Report or FieldChange.Conflict)];
        var set = await rules.InForceAsync(Code, Today, cancel);
        var tables = set.Failed || set.Value.Dbkb.Count == 0 ? null : DbkbRules.Of(set.Value, Today.Year, estimate: false).Value;
        _fields = new SurveyFields(tables, _ => string.Empty, _ => null, texts);
        return null;
    }

    /// <summary>Surveyors see their own reports.</summary>
    private bool MaySee(SurveyReport report) =>
        _desk.Actor.May(SurveyPermissions.Decide, Code) || report.ReceivedBy == _desk.Actor.User;
}

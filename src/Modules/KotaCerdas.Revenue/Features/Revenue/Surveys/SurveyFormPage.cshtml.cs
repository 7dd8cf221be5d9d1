using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Surveys;

/// <summary>What goes with a report beside the fields.</summary>
internal sealed class ReportForm
{
    /// <summary>Made here, or on the phone.</summary>
    public Guid Id { get; set; }

    /// <summary>Version of the object that the form was filled in from.</summary>
    public int Seen { get; set; }

    public string? Note { get; set; }

    /// <summary>When the phone saved it.</summary>
    public string? At { get; set; }

    public IFormFile? Photo { get; set; }

    /// <summary>Problems under the names of the form.</summary>
    public static IReadOnlyList<Problem> Tie(IEnumerable<Problem> problems) =>
        [.. problems.Select(p => p.Field is "note" or "photo" ? p.On($"Form.{char.ToUpperInvariant(p.Field[0])}{p.Field[1..]}") : p)];
}

/// <summary>SPOP and LSPOP of one object, filled in on the spot.</summary>
[Needs(SurveyPermissions.ReportCode)]
internal sealed class SurveyFormPageModel(
    RegisterDesk desk, SurveyReading reading, RuleStore rules, SubmitReport submit, Texts texts) : RegisterPage(desk)
{
    private readonly RegisterDesk _desk = desk;
    private IReadOnlyDictionary<string, string> _typed = new Dictionary<string, string>(StringComparer.Ordinal);
    private DbkbRules? _tables;

    [BindProperty]
    public ReportForm Form { get; set; } = new();

    public SurveyVisit Visit { get; private set; } = null!;

    public string Back => SurveyPaths.Tasks(Code);

    public SurveyFields Fields => new(_tables, name => _typed.GetValueOrDefault(name, string.Empty), ErrorOf, texts);

    /// <summary>Facilities of a building, or null.</summary>
    public Microsoft.AspNetCore.Html.IHtmlContent? FacilitiesOf(int number) =>
        Fields.Facilities(number, SurveyFacts.Facilities(Visit.Facts, number));

    /// <summary>Buildings that are known, and lines for more.</summary>
    public int Buildings => Math.Max(SurveyFacts.BuildingsOf(_typed).DefaultIfEmpty(0).Max(), SurveyFacts.BuildingsOf(Visit.Facts)
        .DefaultIfEmpty(0).Max()) + SurveyFacts.Spare;

    public async Task<IActionResult> OnGetAsync(string region, Guid task, CancellationToken cancel)
    {
        if (await LoadAsync(region, task, cancel) is { } closed)
        {
            return closed;
        }

        _typed = Visit.Facts;
        Form = new() { Id = _desk.NewId(), Seen = Visit.Latest.Version };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string region, Guid task, CancellationToken cancel)
    {
        if (await LoadAsync(region, task, cancel) is { } closed)
        {
            return closed;
        }

        _typed = SurveyFacts.Clean(Request.Form.Select(f => KeyValuePair.Create(f.Key, f.Value.ToString())));
        await using var photo = Form.Photo is { Length: > 0 } ? Form.Photo.OpenReadStream() : null;
        var at = DateTimeOffset.TryParse(Form.At, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var said) ? said
            : (DateTimeOffset?)null;
        var input = new ReportInput(Form.Id, task, Form.Seen, _typed, Form.Note ?? string.Empty, at)
        {
            Photo = photo is null ? null : (photo, Form.Photo!.FileName),
        };
        var sent = await submit.RunAsync(Code, input, cancel);
        return sent.Failed ? this.Invalid(ReportForm.Tie(sent.Problems))
            : this.SeeOther(SurveyPaths.Report(Code, sent.Value.Id));
    }

    private async Task<IActionResult?> LoadAsync(string region, Guid task, CancellationToken cancel)
    {
        if (await OpenAsync(region, SurveyPermissions.Report, cancel) is { } closed)
        {
            return closed;
        }

        if (_desk.Actor.User is not { } user || await reading.VisitAsync(Code, task, user, Today, cancel) is not { } visit)
        {
            return NotFound();
        }

        SurveyPage.AllowPosition(Response);
        Visit = visit;
        var set = await rules.InForceAsync(Code, Today, cancel);
        _tables = set.Failed || set.Value.Dbkb.Count == 0 ? null : DbkbRules.Of(set.Value, Today.Year, estimate: false).Value;
        return null;
    }

    private string? ErrorOf(string name) =>
        ModelState.TryGetValue(name, out var entry) && entry.Errors is [var first, ..] ? first.ErrorMessage : null;
}

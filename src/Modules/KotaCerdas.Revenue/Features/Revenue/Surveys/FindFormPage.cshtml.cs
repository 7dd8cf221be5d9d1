using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Surveys;

/// <summary>SPOP and LSPOP of an object that has no number yet, filled in on the spot.</summary>
[Needs(SurveyPermissions.ReportCode)]
internal sealed class FindFormPageModel(RegisterDesk desk, VillageMap map, RuleStore rules, SubmitFind submit, Texts texts)
    : RegisterPage(desk)
{
    private readonly RegisterDesk _desk = desk;
    private IReadOnlyDictionary<string, string> _typed = new Dictionary<string, string>(StringComparer.Ordinal);
    private DbkbRules? _tables;
    private IReadOnlyList<VillageRow> _villages = [];

    [BindProperty]
    public ReportForm Form { get; set; } = new();

    public string Back => SurveyPaths.Tasks(Code);

    public SurveyFields Visit => new(_tables, name => _typed.GetValueOrDefault(name, string.Empty), ErrorOf, texts);

    public FindFields Fields => new(Visit, _villages, texts);

    public async Task<IActionResult> OnGetAsync(string region, CancellationToken cancel)
    {
        if (await LoadAsync(region, cancel) is { } closed)
        {
            return closed;
        }

        Form = new() { Id = _desk.NewId() };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string region, CancellationToken cancel)
    {
        if (await LoadAsync(region, cancel) is { } closed)
        {
            return closed;
        }

        _typed = FindFacts.Clean([.. Request.Form.Select(f => KeyValuePair.Create(f.Key, f.Value.ToString()))]);
        await using var photo = Form.Photo is { Length: > 0 } ? Form.Photo.OpenReadStream() : null;
        var at = DateTimeOffset.TryParse(Form.At, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var said) ? said
            : (DateTimeOffset?)null;
        var input = new FindInput(Form.Id, _typed, Form.Note ?? string.Empty, at)
        {
            Photo = photo is null ? null : (photo, Form.Photo!.FileName),
        };
        var sent = await submit.RunAsync(Code, input, cancel);
        return sent.Failed ? this.Invalid(ReportForm.Tie(sent.Problems)) : this.SeeOther(SurveyPaths.Find(Code, sent.Value.Id));
    }

    /// <summary>The fields of a building; all but the first are folded as long as nothing stands in them.</summary>
    public IHtmlContent Building(int number)
    {
        var fields = new HtmlContentBuilder();
        foreach (var field in Visit.Building(number))
        {
            fields.AppendHtml(field);
        }

        if (Visit.Facilities(number, []) is { } facilities)
        {
            fields.AppendHtml(facilities);
        }

        return Details.Render(
            texts["Revenue.Object.BuildingNumber", number], fields, number == 1 || SurveyFacts.BuildingsOf(_typed).Contains(number));
    }

    private async Task<IActionResult?> LoadAsync(string region, CancellationToken cancel)
    {
        if (await OpenAsync(region, SurveyPermissions.Report, cancel) is { } closed)
        {
            return closed;
        }

        SurveyPage.AllowPosition(Response);
        _villages = await map.RowsAsync(Code, cancel);
        var set = await rules.InForceAsync(Code, Today, cancel);
        _tables = set.Failed || set.Value.Dbkb.Count == 0 ? null : DbkbRules.Of(set.Value, Today.Year, estimate: false).Value;
        return null;
    }

    private string? ErrorOf(string name) =>
        ModelState.TryGetValue(name, out var entry) && entry.Errors is [var first, ..] ? first.ErrorMessage : null;
}

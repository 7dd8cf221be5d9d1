using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Levies;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>A period and a reason as they are typed.</summary>
internal sealed class BatchForm
{
    public DateFields From { get; set; } = new();

    public DateFields To { get; set; } = new();

    public string? Reason { get; set; }
}

/// <summary>Proposes the official assessment of a kind for all its active objects at once.</summary>
[Needs(ChargePermissions.ProposeCode)]
internal sealed class NewBatchPageModel(RegisterDesk desk, KindObjectReading objects, Operations operations, Texts texts)
    : RegisterPage(desk)
{
    private readonly RegisterDesk _desk = desk;
    private KindRules? _rules;

    [BindProperty]
    public BatchForm Form { get; set; } = new();

    public RevenueKind? Kind { get; private set; }

    public LetterRule? Letter { get; private set; }

    public Problem? NoRules { get; private set; }

    public static IEnumerable<Choice> Kinds => RevenueKinds.All.Where(k => KindObject.Has(k) && LetterRules.OfficialOf(k) is not null)
        .Select(k => new Choice(k.Code, k.Title.In()));

    public IEnumerable<IHtmlContent> Fields => _rules is null ? [] : new FactFields(_rules, texts).Render(
        Facts.Read(Facts.None), Request.HasFormContentType ? Request.Form : null, ModelState, standing: true);

    public async Task<IActionResult> OnGetAsync(string region, string? jenis, CancellationToken cancel)
    {
        if (await LoadAsync(region, jenis, cancel) is { } closed)
        {
            return closed;
        }

        var month = new DateOnly(Today.Year, Today.Month, 1);
        (Form.From, Form.To) = (DateFields.From(month), DateFields.From(month.AddMonths(1).AddDays(-1)));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string region, string? jenis, CancellationToken cancel)
    {
        if (await LoadAsync(region, jenis, cancel) is { } closed)
        {
            return closed;
        }

        if (_rules is null || Letter is null)
        {
            return NotFound();
        }

        var (from, to) = (Form.From.Read("Form.From"), Form.To.Read("Form.To"));
        var facts = new FactFields(_rules, texts).Read(Request.Form);
        List<Problem> problems = [.. from.Problems, .. to.Problems, .. FactFields.Tie(_rules, Facts.RefusePart(_rules, facts))];
        if (!from.Failed && !to.Failed && to.Value < from.Value)
        {
            problems.Add(new("Revenue.Letter.PeriodWrong", "Form.To"));
        }

        if (string.IsNullOrWhiteSpace(Form.Reason) || Form.Reason.Length > Charge.ReasonLength)
        {
            problems.Add(new("Revenue.Letter.ReasonNeeded", "Form.Reason", Charge.ReasonLength));
        }

        if (problems.Count > 0)
        {
            return this.Invalid(problems);
        }

        var batch = _desk.NewId();
        var input = new ProposeManyInput(
            Code, batch, Letter.Code, Kind!.Code, from.Value, to.Value, facts.ToDictionary(StringComparer.Ordinal), Form.Reason!.Trim());
        var started = await operations.StartAsync(_desk.Actor, ProposeMany.Kind, Code, input, batch.ToString(), cancel);
        return started.Failed ? this.Invalid(started.Problems) : this.SeeOther($"/operasi/{started.Value}");
    }

    private async Task<IActionResult?> LoadAsync(string region, string? kind, CancellationToken cancel)
    {
        if (await OpenAsync(region, ChargePermissions.Propose, cancel) is { } closed)
        {
            return closed;
        }

        if (RevenueKinds.Find(kind ?? string.Empty) is { } known && KindObject.Has(known) && LetterRules.OfficialOf(known) is { } letter)
        {
            (Kind, Letter) = (known, letter);
            var rules = await objects.RulesAsync(Code, known.Code, Today, cancel);
            _rules = rules.Failed ? null : rules.Value;
            NoRules = rules.Failed ? rules.Problem : null;
        }

        return null;
    }
}

using System.Globalization;
using KotaCerdas.Movement.Features.Calls;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Agreements;

/// <summary>A new obligation as typed.</summary>
internal sealed class ObligationFields
{
    public string? Title { get; set; }

    public string? Party { get; set; }

    public string? Owner { get; set; }

    public string? Rule { get; set; }

    public string? Days { get; set; }

    public DateFields Date { get; set; } = new();

    public string? Law { get; set; }

    public Outcome<ObligationInput> Read()
    {
        var form = new FormReader();
        var rule = form.Choice<ObligationRule>(Rule, nameof(Rule));
        var counts = rule is ObligationRule.CalendarDays or ObligationRule.WorkingDays or ObligationRule.Months;
        var input = new ObligationInput(
            (Title ?? string.Empty).Trim(), form.Number(Party, nameof(Party)), (Owner ?? string.Empty).Trim(), rule,
            counts ? form.Number(Days, nameof(Days)) : 0)
        {
            Date = rule == ObligationRule.FixedDate ? form.Date(Date, nameof(Date)) : null,
            Law = (Law ?? string.Empty).Trim(),
        };
        return form.Problems.Count > 0 ? form.Problems : input;
    }
}

/// <summary>What each party of an agreement promised, with the clocks.</summary>
[Needs]
internal sealed class ObligationsModel(
    AgreementDesk desk, AddObligation add, AgreementText words, Actor actor, Texts texts, TimeProvider clock) : ProductPage
{
    [BindProperty]
    public ObligationFields Input { get; set; } = new();

    public AgreementFile Dossier { get; private set; } = null!;

    public IReadOnlyList<Obligation> Obligations { get; private set; } = [];

    public DateOnly Today => Dossier.Region.Zone.DateAt(clock.GetUtcNow());

    public bool MayEdit => Dossier.Agreement.TextOpen && Dossier.SideOf(actor, AgreementPermissions.Draft) is not null;

    public IReadOnlyList<Choice> Parties => [.. Dossier.Parties.Select(p => new Choice(AgreementWords.Number(p.Number), p.Name))];

    public IReadOnlyList<Choice> Rules =>
        [.. Enum.GetValues<ObligationRule>().Select(r => new Choice(r.ToString(), texts[$"Movement.ObligationRule.{r}"]))];

    public async Task<IActionResult> OnGetAsync(string region, Guid id, CancellationToken cancel) =>
        await LoadAsync(region, id, cancel) ?? Page();

    public async Task<IActionResult> OnPostAsync(string region, Guid id, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, cancel) is { } closed)
        {
            return closed;
        }

        var input = Input.Read();
        var added = input.Failed ? Outcome.Fail<Nothing>(input.Problems)
            : await add.RunAsync(Dossier.Region.Code, new(id), input.Value, cancel);
        return added.Failed
            ? this.Invalid([.. added.Problems.Select(p => p.Field is null ? p : p.On($"{nameof(Input)}.{p.Field}"))])
            : this.SeeOther(AgreementPaths.Obligations(Dossier.Agreement));
    }

    /// <summary>A yearly obligation says which year.</summary>
    public string TitleOf(Obligation obligation, Texts texts) => obligation.DueKind == DueKind.Yearly
        ? texts["Movement.Obligation.YearOf", obligation.Title, obligation.Occurrence]
        : obligation.Title;

    public string RuleOf(Obligation obligation) => words.Due(obligation, CultureInfo.CurrentUICulture);

    public IHtmlContent DueOf(Obligation obligation, Texts texts) => obligation switch
    {
        { DueOn: null } => Markup.Text("–"),
        { Open: true } => AgreementWords.Due(obligation.DueOn.Value, Today, texts),
        _ => Markup.Date(obligation.DueOn.Value),
    };

    private async Task<IActionResult?> LoadAsync(string region, Guid id, CancellationToken cancel)
    {
        var (file, closed) = await desk.OpenAsync(region, id, cancel);
        if (file is null)
        {
            return closed;
        }

        Dossier = file;
        Obligations = await desk.ObligationsAsync(file.Region.Code, file.Agreement.Id, cancel);
        return null;
    }
}

using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Levies;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>Proposes a letter: about a charge, or about an object and a period.</summary>
[Needs(ChargePermissions.ProposeCode)]
internal sealed class NewProposalPageModel(RegisterDesk desk, LetterCases cases, ProposeLetter propose, Texts texts) : RegisterPage(desk)
{
    private LetterTarget? _target;
    private LetterForm? _form;

    public LetterRule Letter { get; private set; } = null!;

    public LetterCase? Case { get; private set; }

    /// <summary>Why the letter cannot follow now, or null.</summary>
    public Problem? Refused { get; private set; }

    public Guid? Object { get; private set; }

    public string From { get; private set; } = string.Empty;

    public string To { get; private set; } = string.Empty;

    /// <summary>True where the period must be said first.</summary>
    public bool AsksPeriod { get; private set; }

    public ChargeDraft? Draft { get; private set; }

    [BindProperty]
    public string? Reason { get; set; }

    public string Back => _target?.Nop is { } nop ? RegisterPaths.Of(Code, nop)
        : _target?.Charge is { } charge ? ChargePaths.Of(Code, charge)
        : Object is { } thing ? LevyPaths.Of(Code, new(thing)) : ChargePaths.Desk(Code);

    public IEnumerable<IHtmlContent> Fields =>
        _form?.Fields(Request.HasFormContentType ? Request.Form : null, ModelState) ?? [];

    public IReadOnlyList<LadderStep> Steps => Draft is null ? [] : ChargeSteps.Ladder(Draft.Result, Region.Slug, texts);

    public string? ErrorOf(string name) =>
        ModelState.TryGetValue(name, out var entry) && entry.Errors is [var first, ..] ? first.ErrorMessage : null;

    public async Task<IActionResult> OnGetAsync(string region, CancellationToken cancel) => await LoadAsync(region, cancel) ?? Page();

    public async Task<IActionResult> OnPostAsync(string region, CancellationToken cancel)
    {
        if (await LoadAsync(region, cancel) is { } closed)
        {
            return closed;
        }

        if (Case is null || _form is null || _target is null)
        {
            return this.Invalid(Refused!);
        }

        var values = Values(_form.Read(Request.Form));
        var reason = (Reason ?? string.Empty).Trim();
        if (reason.Length == 0)
        {
            return this.Invalid(new Problem("Revenue.Letter.ReasonNeeded", "Reason", Charge.ReasonLength));
        }

        var draft = LetterAmounts.Of(Case, values, reason);
        if (draft.Failed)
        {
            return this.Invalid(draft.Problems);
        }

        Draft = draft.Value;
        if (Request.Form["langkah"] != "kirim")
        {
            return Page();
        }

        var made = await propose.RunAsync(Code, _target, values, reason, cancel);
        return made.Failed ? this.Invalid(made.Problems) : this.SeeOther(ChargePaths.Proposal(Code, made.Value));
    }

    /// <summary>What was typed, with the object that a reduction of years is about.</summary>
    private IReadOnlyDictionary<string, string> Values(IReadOnlyDictionary<string, string> typed) => _target?.Nop is not { } nop ? typed
        : new Dictionary<string, string>(typed, StringComparer.Ordinal) { [ReductionCase.Object] = nop.ToString() };

    private async Task<IActionResult?> LoadAsync(string region, CancellationToken cancel)
    {
        if (await OpenAsync(region, ChargePermissions.Propose, cancel) is { } closed)
        {
            return closed;
        }

        var query = Request.Query;
        if (LetterRules.Find(query["surat"].ToString()) is not { Group: not "return" } letter)
        {
            return NotFound();
        }

        Letter = letter;
        (From, To) = (query["dari"].ToString(), query["sampai"].ToString());
        Object = Guid.TryParse(query["objek"], out var thing) ? thing : null;
        ChargeId? charge = Guid.TryParse(query["ketetapan"], out var id) ? new ChargeId(id) : null;
        Nop? nop = letter.Basis == LetterBasis.Years && Nop.TryParse(query["nop"], out var number) ? number : null;
        if (charge is null && nop is null && (Day(From) is null || Day(To) is null))
        {
            AsksPeriod = true;
            return Object is null ? NotFound() : null;
        }

        _target = new(letter.Code, charge, Object is { } key ? new KindObjectId(key) : null, Day(From) ?? Today, Day(To) ?? Today)
        {
            Request = Guid.TryParse(query["permohonan"], out var request) ? request : null, Nop = nop,
        };
        var at = await cases.OpenAsync(Region, _target, cancel);
        Refused = at.Failed ? at.Problem : LetterOrder.Refuse(at.Value);
        if (at.Failed)
        {
            return at.Problem == RegisterDesk.NotFound ? NotFound() : null;
        }

        if (Refused is null)
        {
            (Case, _form) = (at.Value, new LetterForm(at.Value, texts));
        }

        return null;
    }

    private static DateOnly? Day(string text) => DateOnly.TryParseExact(
        text, ["yyyy-MM-dd", "d/M/yyyy", "d-M-yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}

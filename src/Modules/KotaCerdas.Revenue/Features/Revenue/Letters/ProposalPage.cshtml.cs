using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>A proposal as it stands today, and its decision by somebody else.</summary>
[Needs(ChargePermissions.ReadCode)]
internal sealed class ProposalPageModel(
    RegisterDesk desk, ProposalReading reading, LetterCases cases, DecideLetter decide, Texts texts) : RegisterPage(desk)
{
    private readonly RegisterDesk _desk = desk;

    public ProposalFile Known { get; private set; } = null!;

    public LetterCase? Case { get; private set; }

    /// <summary>What it comes to today, null where it cannot be issued today.</summary>
    public ChargeDraft? Draft { get; private set; }

    public Problem? Refused { get; private set; }

    /// <summary>What is owed besides if it is refused.</summary>
    public RefusalFine IfRefused { get; private set; }

    public IReadOnlyList<(string Name, string Value)> Values { get; private set; } = [];

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public bool Grant { get; set; }

    [BindProperty]
    public long Seen { get; set; }

    public string KindTitle => RevenueKinds.Find(Known.Proposal.Kind)?.Title.In() ?? Known.Proposal.Kind;

    public bool MayDecide => _desk.Actor.May(ChargePermissions.Decide, Code);

    public bool IsOpen => Known is { Decision: null, Deemed: null };

    public bool IsOwn => _desk.Actor.User == Known.Proposal.RecordedBy;

    public string SeenAmount => (Draft?.Result.Parts.Total ?? 0).ToString(CultureInfo.InvariantCulture);

    public IReadOnlyList<LadderStep> Steps => Draft is null ? [] : ChargeSteps.Ladder(Draft.Result, Region.Slug, texts);

    public static IHtmlContent StateOf(ProposalFile file, Texts texts) => file.Decision switch
    {
        null when file.Closed is { } closed => Tag.Render(
            texts["Revenue.Letter.StateClosed", closed.ClosedOn, LetterRules.Of(closed.Cause).InSentence()], Tone.Neutral),
        null when file.Deemed is { } deemed => Tag.Render(texts["Revenue.Letter.StateDeemed", deemed.Since], Tone.Positive),
        null => Tag.Render(texts["Revenue.Letter.StateWaiting"], Tone.Warning),
        { Result: DecisionResult.Granted } => Tag.Render(texts["Revenue.Letter.StateGranted"], Tone.Positive),
        _ => Tag.Render(texts["Revenue.Letter.StateRefused"], Tone.Neutral),
    };

    public async Task<IActionResult> OnGetAsync(string region, Guid id, CancellationToken cancel) =>
        await LoadAsync(region, id, cancel) ?? Page();

    public async Task<IActionResult> OnPostAsync(string region, Guid id, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, cancel) is { } closed)
        {
            return closed;
        }

        var decided = await decide.RunAsync(Code, id, new(Grant, Seen, Reason ?? string.Empty), cancel);
        return decided.Failed ? this.Invalid(decided.Problems)
            : this.SeeOther(decided.Value.ChargeId is { } made ? ChargePaths.Of(Code, made) : ChargePaths.Proposal(Code, id));
    }

    private async Task<IActionResult?> LoadAsync(string region, Guid id, CancellationToken cancel)
    {
        if (await OpenAsync(region, ChargePermissions.Read, cancel) is { } closed)
        {
            return closed;
        }

        if (await reading.FindAsync(Code, id, cancel) is not { } file)
        {
            return NotFound();
        }

        Known = file;
        var values = Facts.Read(file.Proposal.Facts);
        var at = await cases.OpenAsync(Region, LetterTarget.Of(file.Proposal), cancel);
        if (at.Failed)
        {
            Refused = at.Problem;
            return null;
        }

        Case = at.Value;
        IfRefused = IsOpen ? RefusalFine.Of(at.Value, file.Proposal) : default;
        Values = new LetterForm(at.Value, texts).Words(values);
        var draft = LetterAmounts.Of(at.Value, values, file.Proposal.Reason);
        Draft = draft.Failed || !IsOpen ? null : draft.Value;
        Refused = draft.Failed && IsOpen ? draft.Problem : null;
        return null;
    }
}

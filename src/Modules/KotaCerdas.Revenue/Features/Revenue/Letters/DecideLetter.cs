using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Contracts;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Revenue.Model.Rules;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>What the decider says.</summary>
/// <param name="Grant">True to grant, false to refuse.</param>
/// <param name="Seen">The amount in rupiah that the decider saw.</param>
/// <param name="Reason">Why it is refused; may be empty where it is granted.</param>
internal sealed record DecisionInput(bool Grant, long Seen, string Reason);

/// <summary>
/// Decides a proposal: somebody else than who proposed it. It is computed again on the day of the decision; letter, amount and journal
/// become durable together with the decision.
/// </summary>
internal sealed class DecideLetter(
    KotaDb db, RegisterDesk desk, LetterCases cases, ChargeDesk charges, LetterEffects effects, LetterSeals seals)
{
    public async Task<Outcome<Decision>> RunAsync(RegionCode code, Guid id, DecisionInput input, CancellationToken cancel)
    {
        var decided = await WriteAsync(code, id, input, cancel);
        if (decided.Failed)
        {
            return Outcome.Fail<Decision>(decided.Problems);
        }

        foreach (var document in new[] { decided.Value.Decision.DocumentId, decided.Value.Second }.OfType<DocumentId>())
        {
            await seals.SealAsync(code, document, cancel);
        }

        return decided.Value.Decision;
    }

    /// <summary>The decision, and the second letter where it gave two.</summary>
    private async Task<Outcome<(Decision Decision, DocumentId? Second)>> WriteAsync(
        RegionCode code, Guid id, DecisionInput input, CancellationToken cancel)
    {
        var region = await desk.OpenAsync(code, ChargePermissions.Decide, cancel);
        if (region.Failed)
        {
            return region.Problem;
        }

        var scope = RegionScope.Of(code);
        if (await db.In<Proposal>(scope).AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancel) is not { } proposal)
        {
            return RegisterDesk.NotFound;
        }

        if (await RefuseAsync(scope, proposal, input, cancel) is { } refused)
        {
            return refused;
        }

        var at = await cases.OpenAsync(region.Value, LetterTarget.Of(proposal), cancel);
        if (at.Failed)
        {
            return Outcome.Fail<(Decision, DocumentId?)>(at.Problems);
        }

        if (await TooLateAsync(scope, at.Value, (proposal, input.Grant), cancel) is { } late)
        {
            return late;
        }

        var reason = input.Reason.Trim().Length > 0 ? input.Reason.Trim() : proposal.Reason;
        var draft = LetterAmounts.Of(at.Value, Facts.Read(proposal.Facts), reason);
        if (input.Grant && draft.Failed)
        {
            return Outcome.Fail<(Decision, DocumentId?)>(draft.Problems);
        }

        if (input.Grant && draft.Value.Result.Parts.Total != input.Seen)
        {
            return new Problem("Revenue.Letter.Changed", null, Formats.Money(input.Seen), Formats.Money(draft.Value.Result.Parts.Total));
        }

        await using var write = await db.BeginWriteAsync(scope, cancel);
        var made = input.Grant
            ? await effects.GrantAsync(write, region.Value, at.Value, draft.Value with { DecisionId = id }, cancel)
            : await RejectAsync(write, region.Value, at.Value, proposal, reason, cancel);
        if (made.Failed)
        {
            return Outcome.Fail<(Decision, DocumentId?)>(made.Problems);
        }

        var decision = Record(at.Value, proposal, input, made.Value);
        return await RegisterDesk.TryCommitAsync(write, cancel) is { } raced ? raced : (decision, made.Value.Second);
    }

    /// <summary>The decision, in the open write.</summary>
    private Decision Record(LetterCase at, Proposal proposal, DecisionInput input, LetterMade made)
    {
        var (code, id) = (proposal.RegionCode, proposal.Id);
        var decision = new Decision
        {
            RegionCode = code, ProposalId = id, Result = input.Grant ? DecisionResult.Granted : DecisionResult.Refused,
            DecidedOn = at.On, Reason = input.Reason.Trim(), ChargeId = made.Charge, DocumentId = made.Document,
            ProposedBy = proposal.RecordedBy, DecidedBy = desk.Actor.User!.Value, DecidedByName = desk.Actor.Name, RecordedAt = desk.Now,
        };
        db.Add(decision);
        if (proposal.RequestId is { } request)
        {
            desk.Tell(new RequestAnswered(code, request, decision.Result.ToString()));
        }

        desk.NoteThing("Revenue.Trail.LetterDecided", new(code, "revenue.proposal", id.ToString()), new { decision.Result });
        return decision;
    }

    private async Task<Problem?> RefuseAsync(RegionScope scope, Proposal proposal, DecisionInput input, CancellationToken cancel)
    {
        if (desk.Actor.User is not { } user)
        {
            return new("Revenue.Letter.NoPerson");
        }

        if (user == proposal.RecordedBy)
        {
            return new("Revenue.Letter.OwnProposal");
        }

        if (await db.In<Decision>(scope).AnyAsync(d => d.ProposalId == proposal.Id, cancel))
        {
            return new("Revenue.Letter.Decided");
        }

        return !input.Grant && input.Reason.Trim().Length is 0 or > Charge.ReasonLength
            ? new("Revenue.Letter.ReasonNeeded", "Reason", Charge.ReasonLength) : null;
    }

    /// <summary>
    /// What nobody decided in time counts as granted: it is not refused any more, and not granted otherwise than it was asked for. Where
    /// that cannot be computed, what the person decides is all there is.
    /// </summary>
    private async Task<Problem?> TooLateAsync(
        RegionScope scope, LetterCase at, (Proposal Proposal, bool Grant) says, CancellationToken cancel)
    {
        if (at.Request is not { } request)
        {
            return null;
        }

        if (await db.In<DeemedDecision>(scope).AnyAsync(d => d.RequestId == request.Id, cancel)
            || await db.In<ClosedRequest>(scope).AnyAsync(c => c.RequestId == request.Id, cancel))
        {
            return new("Revenue.Letter.Decided");
        }

        // What can follow no more, because the charge was cancelled or written off meanwhile, may be refused to close it.
        if (!request.IsDeemed(at.On) || (!says.Grant && LetterOrder.Refuse(at) is not null))
        {
            return null;
        }

        var asked = DeemLetter.Draft(at);
        var proposed = LetterAmounts.Of(at, Facts.Read(says.Proposal.Facts), request.Reason);
        var same = asked.Failed || (!proposed.Failed && proposed.Value.Result.Parts == asked.Value.Result.Parts);
        return says.Grant && same ? null
            : new("Revenue.Letter.Deemed", null, at.Letter.Title.In(), request.DecideBy!.Value, at.Letter.Article);
    }

    /// <summary>
    /// A refused request gives a letter that says so, with a fine on the disputed part that is unpaid where the table has a rate. What
    /// nobody asked for leaves nothing behind.
    /// </summary>
    private async Task<Outcome<LetterMade>> RejectAsync(
        WriteScope write, Region region, LetterCase at, Proposal proposal, string reason, CancellationToken cancel)
    {
        if (!at.Letter.OnRequest || at.Parent is not { } parent)
        {
            return new LetterMade(null, null);
        }

        var before = parent.Current.Parts;
        var refusal = RefusalFine.Of(at, proposal);
        var fine = refusal.Fine;
        var apart = parent.Bill is not null;
        TraceStep[] steps = fine == 0 ? [] : refusal.Steps(at.Letter);
        var draft = new ChargeDraft
        {
            Letter = at.Letter with { Effect = fine > 0 && !apart ? LetterEffect.Amend : LetterEffect.None, Interrupts = false },
            Topic = at.Topic,
            Result = new(
                at.Set, Facts.Read(parent.Current.Facts), [], apart ? before : before with { Sanction = checked(before.Sanction + fine) })
            {
                More = steps,
            },
            Reference = parent.Current.Reference, IssuedOn = at.On, Follows = parent.Current.Follows, Reason = reason,
            Outcome = DecisionResult.Refused, DecisionId = proposal.Id, Before = parent,
        };
        var refused = await effects.GrantAsync(write, region, at with { Letter = draft.Letter }, draft, cancel);
        return refused.Failed || !apart || fine == 0 ? refused : await FineAsync(write, region, at, (refused.Value, fine, draft), cancel);
    }

    /// <summary>A PBB-P2 bill has no sanctions of its own: a fine is asked for by a bill of sanctions that follows it.</summary>
    private async Task<Outcome<LetterMade>> FineAsync(
        WriteScope write, Region region, LetterCase at, (LetterMade Refused, long Fine, ChargeDraft Draft) by, CancellationToken cancel)
    {
        var letter = LetterRules.All.First(l => l.Basis == LetterBasis.Late && l.AppliesTo(at.Topic.Kind)).Under(at.Today, at.On);
        var due = letter.DueOn(at.Today, at.On, at.Calendar);
        if (due.Failed)
        {
            return due.Problem;
        }

        var fined = await charges.IssueAsync(write, region, by.Draft with
        {
            Letter = letter, Result = by.Draft.Result with { Parts = new(0, by.Fine, 0) }, DueOn = due.Value, Follows = at.Parent!.Id,
            Reference = $"{letter.Code}/{at.Parent.Id}/{by.Draft.DecisionId}", Outcome = DecisionResult.Granted,
        }, cancel);
        return fined.Failed ? Outcome.Fail<LetterMade>(fined.Problems) : by.Refused with { Second = fined.Value.DocumentId };
    }
}

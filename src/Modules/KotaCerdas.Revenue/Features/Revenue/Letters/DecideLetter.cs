using System.Globalization;
using KotaCerdas.Platform;
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
internal sealed class DecideLetter(KotaDb db, RegisterDesk desk, LetterCases cases, ChargeDesk charges, LetterSeals seals)
{
    public async Task<Outcome<Decision>> RunAsync(RegionCode code, Guid id, DecisionInput input, CancellationToken cancel)
    {
        var decided = await WriteAsync(code, id, input, cancel);
        if (!decided.Failed && decided.Value.DocumentId is { } document)
        {
            await seals.SealAsync(code, document, cancel);
        }

        return decided;
    }

    private async Task<Outcome<Decision>> WriteAsync(RegionCode code, Guid id, DecisionInput input, CancellationToken cancel)
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
            return Outcome.Fail<Decision>(at.Problems);
        }

        var reason = input.Reason.Trim().Length > 0 ? input.Reason.Trim() : proposal.Reason;
        var draft = LetterAmounts.Of(at.Value, Facts.Read(proposal.Facts), reason);
        if (input.Grant && draft.Failed)
        {
            return Outcome.Fail<Decision>(draft.Problems);
        }

        if (input.Grant && draft.Value.Result.Parts.Total != input.Seen)
        {
            return new Problem("Revenue.Letter.Changed", null, Formats.Money(input.Seen), Formats.Money(draft.Value.Result.Parts.Total));
        }

        await using var write = await db.BeginWriteAsync(scope, cancel);
        var made = input.Grant
            ? await GrantAsync(write, region.Value, at.Value, draft.Value with { DecisionId = id }, cancel)
            : await RejectAsync(write, region.Value, at.Value, proposal, reason, cancel);
        if (made.Failed)
        {
            return Outcome.Fail<Decision>(made.Problems);
        }

        var decision = new Decision
        {
            RegionCode = code, ProposalId = id, Result = input.Grant ? DecisionResult.Granted : DecisionResult.Refused,
            DecidedOn = at.Value.On, Reason = input.Reason.Trim(), ChargeId = made.Value.Charge, DocumentId = made.Value.Document,
            ProposedBy = proposal.RecordedBy, DecidedBy = desk.Actor.User!.Value, DecidedByName = desk.Actor.Name, RecordedAt = desk.Now,
        };
        db.Add(decision);
        desk.NoteThing("Revenue.Trail.LetterDecided", new(code, "revenue.proposal", id.ToString()), new { decision.Result });
        return await RegisterDesk.TryCommitAsync(write, cancel) is { } raced ? raced : decision;
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

    private async Task<Outcome<(ChargeId? Charge, DocumentId? Document)>> GrantAsync(
        WriteScope write, Region region, LetterCase at, ChargeDraft draft, CancellationToken cancel)
    {
        if (at.Letter.Effect is LetterEffect.Charge or LetterEffect.Amend)
        {
            var charge = at.Letter.Effect == LetterEffect.Charge
                ? await charges.IssueAsync(write, region, draft, cancel)
                : await charges.AmendAsync(write, region, at.Parent!, draft, cancel);
            return charge.Failed
                ? Outcome.Fail<(ChargeId?, DocumentId?)>(charge.Problems) : (charge.Value.ChargeId, charge.Value.DocumentId);
        }

        var noted = await charges.NoteAsync(write, region, at.Parent!, draft, cancel);
        return noted.Failed ? Outcome.Fail<(ChargeId?, DocumentId?)>(noted.Problems) : (at.Parent!.Id, noted.Value.Id);
    }

    /// <summary>
    /// A refused request gives a letter that says so, with a fine on the disputed part that is unpaid where the table has a rate. What
    /// nobody asked for leaves nothing behind.
    /// </summary>
    private async Task<Outcome<(ChargeId? Charge, DocumentId? Document)>> RejectAsync(
        WriteScope write, Region region, LetterCase at, Proposal proposal, string reason, CancellationToken cancel)
    {
        if (!at.Letter.OnRequest || at.Parent is not { } parent)
        {
            return ((ChargeId?)null, (DocumentId?)null);
        }

        var before = parent.Current.Parts;
        var disputed = Math.Max(0, parent.Current.Amount - proposal.Amount);
        var fine = at.Letter.Rate is { } rate
            ? Rounding.Divide((Int128)Math.Min(disputed, parent.Standing.Open) * rate, 1_000_000, RoundingMode.Down) : 0;
        var draft = new ChargeDraft
        {
            Letter = at.Letter with { Effect = fine > 0 ? LetterEffect.Amend : LetterEffect.None, Interrupts = false },
            Topic = at.Topic,
            Result = new(at.Set, Facts.Read(parent.Current.Facts), [], before with { Sanction = checked(before.Sanction + fine) })
            {
                More = fine == 0 ? [] : [new(at.Letter.Article, "refused", fine.ToString(CultureInfo.InvariantCulture))],
            },
            Reference = parent.Current.Reference, IssuedOn = at.On, Follows = parent.Current.Follows, Reason = reason,
            Outcome = DecisionResult.Refused, DecisionId = proposal.Id,
        };
        return await GrantAsync(write, region, at with { Letter = draft.Letter }, draft, cancel);
    }
}

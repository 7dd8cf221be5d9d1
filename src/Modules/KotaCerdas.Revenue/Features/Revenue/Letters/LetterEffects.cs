using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Returns;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>What a decision made: the charge that was issued or changed, its letter, and a second letter where there are two.</summary>
internal sealed record LetterMade(ChargeId? Charge, DocumentId? Document, DocumentId? Second = null);

/// <summary>What a letter does when it is granted, by the column of the table; inside the caller's write.</summary>
internal sealed class LetterEffects(KotaDb db, ChargeDesk charges, CloseRequests requests)
{
    public async Task<Outcome<LetterMade>> GrantAsync(
        WriteScope write, Region region, LetterCase at, ChargeDraft draft, CancellationToken cancel)
    {
        if (at.Letter.Effect is LetterEffect.Charge or LetterEffect.Amend)
        {
            var charge = at.Letter.Effect == LetterEffect.Charge
                ? await charges.IssueAsync(write, region, draft, cancel)
                : await charges.AmendAsync(write, region, at.Parent!, draft, cancel);
            if (charge.Failed)
            {
                return Outcome.Fail<LetterMade>(charge.Problems);
            }

            await CloseAsync(at, charge.Value, cancel);
            return new LetterMade(charge.Value.ChargeId, charge.Value.DocumentId);
        }

        if (at.Relief is { } relief)
        {
            var relieved = await charges.RelieveAsync(write, region, relief.Nop, draft, cancel);
            return relieved.Failed ? Outcome.Fail<LetterMade>(relieved.Problems) : new LetterMade(null, relieved.Value.Id);
        }

        var noted = await charges.NoteAsync(write, region, at.Parent!, draft, cancel);
        if (noted.Failed)
        {
            return Outcome.Fail<LetterMade>(noted.Problems);
        }

        await CloseAsync(at, null, cancel);
        return new LetterMade(at.Parent!.Id, noted.Value.Id);
    }

    /// <summary>Requests about a charge that is left with nothing go with it; the case is given as it stands after the event.</summary>
    private async Task CloseAsync(LetterCase at, Charge? next, CancellationToken cancel)
    {
        if (at.Parent is { } parent && (next is null || next.ChargeId == parent.Id))
        {
            var events = db.ChangeTracker.Entries<ChargeEvent>().Select(e => e.Entity).Where(e => e.ChargeId == parent.Id);
            await requests.AfterAsync(at with
            {
                Parent = parent with
                {
                    Current = next ?? parent.Current, Cycles = next is null ? parent.Cycles : [.. parent.Cycles, next],
                    Events = [.. parent.Events.Concat(events).DistinctBy(e => e.Ordinal).OrderBy(e => e.Ordinal)],
                },
            }, cancel);
        }
    }
}

using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Letters;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>What a decision made: the charge that was issued or changed, its letter, and a second letter where there are two.</summary>
internal sealed record LetterMade(ChargeId? Charge, DocumentId? Document, DocumentId? Second = null);

/// <summary>What a letter does when it is granted, by the column of the table; inside the caller's write.</summary>
internal sealed class LetterEffects(ChargeDesk charges)
{
    public async Task<Outcome<LetterMade>> GrantAsync(
        WriteScope write, Region region, LetterCase at, ChargeDraft draft, CancellationToken cancel)
    {
        if (at.Letter.Effect is LetterEffect.Charge or LetterEffect.Amend)
        {
            var charge = at.Letter.Effect == LetterEffect.Charge
                ? await charges.IssueAsync(write, region, draft, cancel)
                : await charges.AmendAsync(write, region, at.Parent!, draft, cancel);
            return charge.Failed
                ? Outcome.Fail<LetterMade>(charge.Problems) : new LetterMade(charge.Value.ChargeId, charge.Value.DocumentId);
        }

        if (at.Relief is { } relief)
        {
            var relieved = await charges.RelieveAsync(write, region, relief.Nop, draft, cancel);
            return relieved.Failed ? Outcome.Fail<LetterMade>(relieved.Problems) : new LetterMade(null, relieved.Value.Id);
        }

        var noted = await charges.NoteAsync(write, region, at.Parent!, draft, cancel);
        return noted.Failed ? Outcome.Fail<LetterMade>(noted.Problems) : new LetterMade(at.Parent!.Id, noted.Value.Id);
    }
}

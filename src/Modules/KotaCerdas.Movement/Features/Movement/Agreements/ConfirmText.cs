using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Agreements;

/// <summary>
/// A party confirms the whole text as it read it, by its hash. Once every party has confirmed the same text it is frozen; while a clause is
/// open nothing can be confirmed, and any change of the text makes earlier confirmations void.
/// </summary>
internal sealed class ConfirmText(
    KotaDb db, Actor actor, AgreementDesk desk, AgreementText text, AgreementTold told, Records records)
{
    /// <returns>True where the text is frozen now.</returns>
    public async Task<Outcome<bool>> RunAsync(RegionCode region, AgreementId id, string sha256, CancellationToken cancel)
    {
        var read = await desk.ReadAsync(region, id, cancel);
        if (read.Failed)
        {
            return read.Problem;
        }

        var (file, agreement) = (read.Value, read.Value.Agreement);
        if (file.SideOf(actor, AgreementPermissions.Negotiate) is not { } side)
        {
            return new Problem("Platform.Access.NotAllowed");
        }

        if (agreement.State != AgreementState.Negotiation)
        {
            return new Problem("Movement.Agreement.NotNegotiating");
        }

        var clauses = ClauseView.Of(await desk.ClausesAsync(region, id, cancel));
        if (clauses.FirstOrDefault(c => c.Open) is { } open)
        {
            return new Problem("Movement.Agreement.ClauseOpen", null, open.Shown.Heading);
        }

        if (clauses.FirstOrDefault(c => c.Shown.Body.Contains(AgreementCatalogue.Blank, StringComparison.Ordinal)) is { } blank)
        {
            return new Problem("Movement.Agreement.BlankLeft", null, blank.Shown.Heading, AgreementCatalogue.Blank);
        }

        var whole = text.Compose(file, clauses, await desk.ObligationsAsync(region, id, cancel));
        if (AgreementText.Hash(whole) != sha256)
        {
            return new Problem("Movement.Agreement.TextChanged");
        }

        var people = await told.PartiesAsync(file, cancel);
        var now = records.Now;
        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), cancel);
        file.Party(side).Confirm(sha256, actor.Name, now);
        var frozen = file.Parties.All(p => p.ConfirmedSha256 == sha256);
        if (frozen)
        {
            Check.That(agreement.Freeze(whole, sha256, now) is null);
            records.Tell(new AgreementFrozen(region, id.Value, sha256));
        }
        else
        {
            agreement.Touch();
        }

        records.About(actor, frozen ? "Movement.Trail.AgreementFrozen" : "Movement.Trail.TextConfirmed", AgreementPaths.Subject(agreement),
            new { sha256, party = side });
        told.Tell(people, frozen ? "Movement.Notice.AgreementFrozen" : "Movement.Notice.TextConfirmed", agreement, file.Region.Name,
            agreement.Title);
        return await write.TryCommitAsync(new Problem("Movement.Agreement.TextChanged"), cancel) is { } raced ? raced : frozen;
    }
}

using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Signing;

/// <summary>
/// A party signs the document of an agreement; after the last signature the agreement is in force and its clocks run. The other party
/// signs first, the ministry last. Doing it again signs nothing twice and finishes what a crash left.
/// </summary>
internal sealed class SignAgreement(
    KotaDb db, Actor actor, AgreementDesk desk, SigningDesk signing, BringIntoForce force, SigningTold told)
{
    /// <summary>Signs for the party that the actor signs for.</summary>
    /// <returns>True where the agreement is in force now.</returns>
    public async Task<Outcome<bool>> RunAsync(RegionCode region, AgreementId id, SigningHand hand, CancellationToken cancel)
    {
        var read = await desk.ReadAsync(region, id, cancel);
        return read.Failed ? read.Problem
            : read.Value.SignedBy(actor) is { } party ? await SignAsync(read.Value, (party, Asks: true), hand, cancel)
            : new Problem("Movement.Signing.NotYours");
    }

    /// <summary>Signs for the ministry; the caller has checked that the actor may, and asked once for all whether they can sign.</summary>
    /// <returns>True where the agreement is in force now.</returns>
    public async Task<Outcome<bool>> CountersignAsync(RegionCode region, AgreementId id, SigningHand hand, CancellationToken cancel)
    {
        var read = await desk.ReadAsync(region, id, cancel);
        return read.Failed ? read.Problem
            : await SignAsync(read.Value, (read.Value.Parties.First(AgreementFile.IsNational), Asks: false), hand, cancel);
    }

    /// <summary>Brings an agreement into force that everybody has signed.</summary>
    /// <returns>True where it is in force.</returns>
    public async Task<Outcome<bool>> SettleAsync(RegionCode region, AgreementId id, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        var read = await desk.ReadAsync(region, id, cancel);
        if (read.Failed)
        {
            return read.Problem;
        }

        var sheet = await signing.SheetAsync(read.Value, cancel);
        if (read.Value.Agreement.State != AgreementState.Signing || sheet is not { Document: { State: DocumentState.Issued } document })
        {
            return read.Value.Agreement.State == AgreementState.InForce;
        }

        var done = await force.AtAsync(region, id, new DateTimeOffset(document.IssuedAt!.Value, TimeSpan.Zero), cancel);
        if (!done.Failed)
        {
            return true;
        }

        // Somebody else may have done it at the same moment.
        db.ChangeTracker.Clear();
        var again = await desk.ReadAsync(region, id, cancel);
        return again.Value.Agreement.State == AgreementState.InForce ? true : Outcome.Fail<bool>(done.Problems);
    }

    private async Task<Outcome<bool>> SignAsync(
        AgreementFile file, (AgreementParty Party, bool Asks) who, SigningHand hand, CancellationToken cancel)
    {
        var party = who.Party;
        var (region, id) = (file.Agreement.RegionCode, file.Agreement.Id);
        if (await signing.SheetAsync(file, cancel) is not { } sheet)
        {
            return new Problem("Movement.Signing.NotOut");
        }

        if (sheet.Of(party).Signature is not null)
        {
            return await SettleAsync(region, id, cancel);
        }

        if (await RefuseAsync(file, sheet, party, hand, cancel) is { Count: > 0 } refused)
        {
            return Outcome.Fail<bool>(refused);
        }

        if (who.Asks && await signing.RefuseSignerAsync(hand, cancel) is { } cannot)
        {
            return cannot;
        }

        var place = sheet.Of(party).Place;
        var signed = await signing.Signatures.SignAsync(
            actor, region, sheet.Document.Id, new SignerIdentity(place.Role, place.Office, hand.Identity), hand.Secret, cancel);
        if (signed.Failed && signed.Problem.Code is not ("Platform.Signing.AlreadySigned" or "Platform.Signing.AlreadyIssued"))
        {
            return Outcome.Fail<bool>(signed.Problems);
        }

        if (!signed.Failed)
        {
            await told.PartySignedAsync(file, party, cancel);
        }

        return await SettleAsync(region, id, cancel);
    }

    /// <summary>Everything that would keep the agreement from coming into force is found before the signature.</summary>
    private async Task<IReadOnlyList<Problem>> RefuseAsync(
        AgreementFile file, SigningSheet sheet, AgreementParty party, SigningHand hand, CancellationToken cancel)
    {
        if (file.Agreement.State != AgreementState.Signing)
        {
            return [new("Movement.Signing.NotOut")];
        }

        if (AgreementFile.IsNational(party) && !sheet.OnlyLeft(party))
        {
            return [new("Movement.Signing.OtherFirst", null, file.Region.Name)];
        }

        return signing.Refuse(hand) is { } secret ? [secret] : await force.RefuseAsync(file, cancel);
    }
}

/// <summary>Tells the parties that one has signed; what is lost in a crash here is a message, not a signature.</summary>
internal sealed class SigningTold(KotaDb db, Actor actor, AgreementTold told, Records records)
{
    public async Task PartySignedAsync(AgreementFile file, AgreementParty party, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        var people = await told.PartiesAsync(file, cancel);
        await using var write = await db.BeginWriteAsync(RegionScope.Of(file.Region.Code), cancel);
        records.About(actor, "Movement.Trail.AgreementPartySigned", AgreementPaths.Subject(file.Agreement), new { party = party.Number });
        records.Tell(new AgreementPartySigned(file.Region.Code, file.Agreement.Id.Value, party.Number));
        told.Tell(people, "Movement.Notice.AgreementPartySigned", AgreementPaths.Signing(file.Agreement), party.Name, file.Agreement.Title);
        await write.CommitAsync(cancel);
    }
}

using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Features.Signing;
using KotaCerdas.Movement.Model.Signing;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Ceremonies;

/// <summary>
/// Ends a ceremony with its protocol: who came, what was signed, what was not and why. The protocol gets its number in the write that
/// closes; the director general signs it then. Agreements that were not signed stay out for signature.
/// </summary>
internal sealed class CloseCeremony(
    KotaDb db, Actor actor, CeremonyDesk desk, DocumentRegister register, ProtocolRequest protocol, Records records)
{
    public async Task<Outcome<Nothing>> RunAsync(CeremonyId id, CancellationToken cancel)
    {
        if (actor.Refuse(CeremonyPermissions.Manage, RegionCode.National) is { } refusal)
        {
            return refusal;
        }

        if (await desk.RoomAsync(id, cancel) is not { Ceremony.State: CeremonyState.Open } room)
        {
            return new Problem("Movement.Ceremony.NotOpen");
        }

        if (room.Busy)
        {
            return new Problem("Movement.Ceremony.Countersigning");
        }

        var ceremony = (await desk.FindAsync(id, cancel))!;
        var now = records.Now;
        await using var write = await db.BeginWriteAsync(RegionScope.Of(RegionCode.National), cancel);
        var made = await register.PrepareAsync(actor, write, protocol.Of(room, now), cancel);
        if (made.Failed)
        {
            return Outcome.Fail<Nothing>(made.Problems);
        }

        ceremony.Close(now, made.Value.Id.Value);
        records.About(actor, "Movement.Trail.CeremonyClosed", CeremonyPaths.Subject(id), new { signed = room.Complete });
        records.Tell(new CeremonyClosed(RegionCode.National, id.Value, room.Complete, room.Seats.Count));
        return await write.TryCommitAsync(RunCeremony.Changed, cancel) is { } raced ? raced : Outcome.Done;
    }
}

/// <summary>The director general signs the protocol.</summary>
internal sealed class SignProtocol(Actor actor, CeremonyDesk desk, SigningDesk signing)
{
    public async Task<Outcome<Nothing>> RunAsync(CeremonyId id, SigningHand hand, CancellationToken cancel)
    {
        if (actor.Refuse(AgreementPermissions.Sign, RegionCode.National) is { } refusal)
        {
            return refusal;
        }

        if (await desk.RoomAsync(id, cancel) is not { Protocol: { } document })
        {
            return new Problem("Movement.Ceremony.NoProtocol");
        }

        if (signing.Refuse(hand) is { } secret)
        {
            return secret;
        }

        var place = document.SignaturePlaces.Single(p => p.Role == ProtocolRequest.Host);
        if (await signing.RefuseSignerAsync(hand, cancel) is { } cannot)
        {
            return cannot;
        }

        var signed = await signing.Signatures.SignAsync(
            actor, RegionCode.National, document.Id, new SignerIdentity(place.Role, place.Office, hand.Identity), hand.Secret, cancel);
        return signed.Failed && signed.Problem.Code != "Platform.Signing.AlreadyIssued"
            ? Outcome.Fail<Nothing>(signed.Problems)
            : Outcome.Done;
    }
}

using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Mentoring;
using KotaCerdas.Movement.Features.Signing;
using KotaCerdas.Movement.Model.Institutions;
using KotaCerdas.Movement.Model.Mentoring;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Institutions;

/// <summary>
/// The head of the region, or who has a letter from the head, signs a decree. With the signature it is handed in, as of that day, and goes
/// the way of every decree: its mentor or the ministry answers. Doing it again signs nothing twice and finishes what a crash left.
/// </summary>
internal sealed class SignDecree(
    KotaDb db, DecreeDesk desk, SigningDesk signing, SettleDecree settle, DecreeSigners signers, MentoringRecords records)
{
    /// <summary>Signs the document that the signer has seen.</summary>
    public async Task<Outcome<Nothing>> RunAsync(
        RegionCode region, (Guid Decree, Guid Document) what, SigningHand hand, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        var read = await desk.ReadAsync(region, what.Decree, cancel);
        if (read.Failed)
        {
            return read.Problem;
        }

        var (of, actor) = (read.Value, records.Actor);
        var decree = of.Decree;
        if (!DecreeSigners.May(actor, decree))
        {
            return new Problem("Movement.Decree.NotYours", null, (await signers.OfAsync(of, cancel)).Office);
        }

        if (decree.DocumentId != what.Document)
        {
            return new Problem("Movement.Decree.OtherDocument");
        }

        if (!decree.OutForSignature)
        {
            return Outcome.Done;
        }

        if (await RefuseAsync(of, hand, cancel) is { } refused)
        {
            return refused;
        }

        var document = (await signing.DocumentAsync(region, what.Document, cancel))!;
        var place = document.SignaturePlaces.Single();
        var signed = await signing.Signatures.SignAsync(
            actor, region, document.Id, new SignerIdentity(place.Role, place.Office, hand.Identity), hand.Secret, cancel);
        return signed.Failed && signed.Problem.Code is not ("Platform.Signing.AlreadySigned" or "Platform.Signing.AlreadyIssued")
            ? Outcome.Fail<Nothing>(signed.Problems)
            : await settle.RunAsync(region, what.Decree, cancel);
    }

    private async Task<Problem?> RefuseAsync(DecreeFile of, SigningHand hand, CancellationToken cancel)
    {
        var signer = await signers.OfAsync(of, cancel) with { Who = [records.Actor.User!.Value] };
        return DecreeSigners.Refuse(of, signer, records.TodayIn(of.Access.Region))
            ?? signing.Refuse(hand) ?? await signing.RefuseSignerAsync(hand, cancel);
    }
}

/// <summary>Makes of a signed document the decree that is handed in; also after a crash between the two.</summary>
internal sealed class SettleDecree(
    KotaDb db, DocumentRegister register, DocumentSignatures signatures, FileStore files, MentoringRecords records)
{
    private static readonly RegionScope Everywhere = RegionScope.National("decrees that were signed when the process died");

    /// <summary>Decrees whose document is out, so that it may be signed without their knowing.</summary>
    public async Task<IReadOnlyList<(RegionCode Region, Guid Id)>> WaitingAsync(CancellationToken cancel) =>
    [
        .. (await db.In<Decree>(Everywhere).AsNoTracking()
            .Where(d => d.DocumentId != null && d.FileId == null && (d.Step == WorkStep.Draft || d.Step == WorkStep.Returned))
            .OrderBy(d => d.RegionCode).ThenBy(d => d.Id).Select(d => new { d.RegionCode, d.Id }).ToListAsync(cancel))
            .Select(d => (d.RegionCode, d.Id)),
    ];

    public async Task<Outcome<Nothing>> RunAsync(RegionCode region, Guid id, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        var decree = await db.In<Decree>(RegionScope.Of(region)).SingleAsync(d => d.RegionCode == region && d.Id == id, cancel);
        if (!decree.OutForSignature
            || await register.FindAsync(region, new(decree.DocumentId!.Value), cancel) is not { State: DocumentState.Issued } document)
        {
            return Outcome.Done;
        }

        var signature = (await signatures.OfAsync(region, document.Id, cancel))[^1];
        var file = (await files.FindAsync(region, document.FileId, cancel))!;
        var place = await db.Shared<Region>().AsNoTracking().SingleAsync(r => r.Code == region, cancel);
        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), cancel);
        decree.Sign(file, place.Zone.DateAt(new DateTimeOffset(signature.SignedAt, TimeSpan.Zero)));
        await DecreeSuccession.ReplaceAsync(db, decree, document.Id, ownOnly: false, cancel);
        db.Add(new DecreeRuling
        {
            RegionCode = region,
            Id = records.NewId(),
            DecreeId = id,
            Kind = RulingKind.Submitted,
            Reason = string.Empty,
            At = signature.SignedAt,
            ByUser = signature.SignedBy!.Value,
            ByName = signature.Office,
        });
        records.Note("Movement.Trail.DecreeSigned", JudgeDecree.Subject(decree), new { decree.Kind, decree.Number, signature.Office });
        records.Tell(new DecreeSubmitted(region, id, decree.Kind));
        var raced = await write.TryCommitAsync(MentoringRecords.Raced, cancel);
        return raced is null || await DoneAsync(region, id, cancel) ? Outcome.Done : raced;
    }

    /// <summary>Somebody else may have done it at the same moment.</summary>
    private async Task<bool> DoneAsync(RegionCode region, Guid id, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        var decree = await db.In<Decree>(RegionScope.Of(region)).SingleAsync(d => d.RegionCode == region && d.Id == id, cancel);
        return !decree.OutForSignature;
    }
}

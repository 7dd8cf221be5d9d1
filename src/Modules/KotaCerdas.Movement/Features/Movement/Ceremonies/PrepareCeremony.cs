using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Features.Signing;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Movement.Model.Signing;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Ceremonies;

/// <summary>Input of <see cref="PrepareCeremony"/>.</summary>
internal sealed record PrepareCeremonyInput(Guid Ceremony, IReadOnlyList<SeatInput> Seats);

/// <summary>
/// Gives every region its seat and has its document made, one region a write: stopping in between loses nothing, going on gives no number
/// twice. Where one region cannot be prepared its seat says why, and the others go on.
/// </summary>
internal sealed class PrepareCeremony(KotaDb db, CeremonyDesk desk, PrepareSeat prepare) : IOperation<PrepareCeremonyInput>
{
    /// <summary>Runs without one seat made between them: a process that dies is no reason to give a ceremony up.</summary>
    private const int Attempts = 20;

    public static readonly OperationKind<PrepareCeremonyInput> Kind = OperationKind.For<PrepareCeremony, PrepareCeremonyInput>(
        "movement.prepare-ceremony", "Movement.Ceremony.PrepareOperation", CeremonyPermissions.Manage, Attempts,
        page: input => $"/upacara/{input.Ceremony}/ruang");

    public async Task<Outcome<OperationResult>> RunAsync(
        OperationContext context, PrepareCeremonyInput input, CancellationToken cancel)
    {
        var id = new CeremonyId(input.Ceremony);
        if (await desk.FindAsync(id, cancel) is not { } ceremony)
        {
            return new Problem("Movement.Ceremony.NotFound");
        }

        var failed = 0;
        foreach (var (index, seat) in input.Seats.Index())
        {
            db.ChangeTracker.Clear();
            var done = await prepare.RunAsync(ceremony, seat.Region, new(seat.Agreement), cancel);
            failed += done.Failed ? 1 : 0;
            db.ChangeTracker.Clear();
            await using (var write = await db.BeginWriteAsync(RegionScope.Of(RegionCode.National), cancel))
            {
                await context.CheckpointAsync(db, index + 1, cancel);
                await write.CommitAsync(cancel);
            }

            context.Report(index + 1, input.Seats.Count, "Movement.Ceremony.PrepareProgress", index + 1, input.Seats.Count);
        }

        return new OperationResult("Movement.Ceremony.PrepareDone", CeremonyPaths.Room(id), input.Seats.Count - failed, failed);
    }
}

/// <summary>One region's seat: plan of the signing, seat, document. Doing it again does only what is missing.</summary>
internal sealed class PrepareSeat(
    KotaDb db, AgreementDesk agreements, PrepareSigning prepare, SeatNotes notes, AgreementTold told, TimeProvider clock)
{
    public async Task<Outcome<Nothing>> RunAsync(Ceremony ceremony, RegionCode region, AgreementId id, CancellationToken cancel)
    {
        var read = await agreements.ReadAsync(region, id, cancel);
        if (read.Failed)
        {
            return read.Problem;
        }

        var seated = await SeatAsync(ceremony, read.Value, cancel);
        if (seated.Failed)
        {
            return seated;
        }

        db.ChangeTracker.Clear();
        var file = (await agreements.ReadAsync(region, id, cancel)).Value;
        var problem = file.Agreement.State == AgreementState.Frozen ? await PrintAsync(file, cancel) : null;
        await notes.NoteAsync(region, ceremony.Id, problem, cancel);
        return problem is null ? Outcome.Done : problem;
    }

    private async Task<Problem?> PrintAsync(AgreementFile file, CancellationToken cancel)
    {
        if (MoveAgreement.RefuseSigning(file, clock.GetUtcNow()) is { } letters)
        {
            return letters;
        }

        var made = await prepare.RunAsync(file, cancel);
        return made.Failed ? made.Problem : null;
    }

    private async Task<Outcome<Nothing>> SeatAsync(Ceremony ceremony, AgreementFile file, CancellationToken cancel)
    {
        var (agreement, region) = (file.Agreement, file.Region.Code);
        var people = await told.OfPartyAsync(
            file.Parties.First(p => !AgreementFile.IsNational(p)), AgreementPermissions.Negotiate, cancel);
        var seated = await db.In<CeremonySeat>(RegionScope.Of(region))
            .AnyAsync(s => s.RegionCode == region && s.CeremonyId == ceremony.Id, cancel);
        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), cancel);
        if (agreement.State == AgreementState.Frozen)
        {
            (agreement.PlannedOn, agreement.Place, agreement.HeldOnline) = (ceremony.HeldOn, ceremony.Place, ceremony.HeldOnline);
            agreement.Touch();
        }

        if (!seated)
        {
            db.Add(new CeremonySeat { RegionCode = region, CeremonyId = ceremony.Id, AgreementId = agreement.Id });
            told.Tell(people, "Movement.Notice.CeremonySeat", CeremonyPaths.Seat(ceremony.Id, region), ceremony.Title, ceremony.HeldOn);
        }

        return await write.TryCommitAsync(new Problem("Movement.Agreement.Changed"), cancel) is { } raced ? raced : Outcome.Done;
    }
}

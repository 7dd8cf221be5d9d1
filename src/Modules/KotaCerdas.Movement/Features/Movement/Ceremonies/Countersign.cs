using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Features.Signing;
using KotaCerdas.Platform;
using Microsoft.Extensions.Logging;

namespace KotaCerdas.Movement.Features.Ceremonies;

/// <summary>Input of <see cref="Countersign"/>.</summary>
internal sealed record CountersignInput(Guid Ceremony);

/// <summary>
/// The ministry signs everything that regions have signed, one document after the other. What was signed before a crash stays signed; the
/// next run goes on with the rest. One region's failure stands on its seat and does not stop the others.
/// </summary>
internal sealed class Countersign(KotaDb db, CeremonyDesk desk, CountersignSeat seats) : IOperation<CountersignInput>
{
    public static readonly OperationKind<CountersignInput> Kind = OperationKind.For<Countersign, CountersignInput>(
        "movement.countersign", "Movement.Ceremony.CountersignOperation", AgreementPermissions.Sign);

    public async Task<Outcome<OperationResult>> RunAsync(OperationContext context, CountersignInput input, CancellationToken cancel)
    {
        var id = new CeremonyId(input.Ceremony);
        var tried = new HashSet<RegionCode>();
        var failed = 0;
        while (true)
        {
            // Read anew after each round: regions go on signing meanwhile.
            db.ChangeTracker.Clear();
            if (await desk.RoomAsync(id, cancel) is not { } room)
            {
                return new Problem("Movement.Ceremony.NotFound");
            }

            var batch = room.Seats.Where(s => s.Waits && !tried.Contains(s.Region.Code)).ToList();
            if (batch.Count == 0)
            {
                return new OperationResult(
                    "Movement.Ceremony.CountersignDone", CeremonyPaths.Room(id), room.Complete, failed,
                    room.Seats.Count - room.RegionsSigned);
            }

            foreach (var seat in batch)
            {
                tried.Add(seat.Region.Code);
                failed += await seats.TryAsync(id, seat, context.Actor.User, cancel) ? 0 : 1;
                await using (var write = await db.BeginWriteAsync(RegionScope.Of(RegionCode.National), cancel))
                {
                    await context.CheckpointAsync(db, tried.Count, cancel);
                    await write.CommitAsync(cancel);
                }

                context.Report(tried.Count, room.Waiting, "Movement.Ceremony.CountersignProgress", seat.Region.Name);
            }
        }
    }
}

/// <summary>Countersigns one seat.</summary>
internal sealed partial class CountersignSeat(
    KotaDb db, SignAgreement sign, SeatNotes notes, SigningHands hands, ILogger<CountersignSeat> logger)
{
    /// <returns>True where the agreement is in force now; otherwise the seat says why not.</returns>
    public async Task<bool> TryAsync(CeremonyId ceremony, RoomSeat seat, UserId? user, CancellationToken cancel)
    {
        var (region, agreement) = (seat.Region.Code, seat.Seat.AgreementId);
        Problem? problem;
        try
        {
            var done = await sign.CountersignAsync(region, agreement, hands.Of(user), cancel);
            problem = done.Failed ? done.Problem : null;
        }
        catch (Exception broke) when (broke is not OperationCanceledException)
        {
            SeatBroke(logger, ceremony, region, broke);
            problem = new Problem("Movement.Ceremony.SeatBroke");
        }

        db.ChangeTracker.Clear();
        if (problem is not null || seat.Seat.ProblemCode.Length > 0)
        {
            await notes.NoteAsync(region, ceremony, problem, cancel);
        }

        return problem is null;
    }

    [LoggerMessage(LogLevel.Error, "Ceremony {Ceremony}: the countersignature for region {Region} broke")]
    private static partial void SeatBroke(ILogger logger, CeremonyId ceremony, RegionCode region, Exception problem);
}

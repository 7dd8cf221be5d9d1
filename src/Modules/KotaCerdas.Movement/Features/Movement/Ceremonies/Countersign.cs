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
/// next run goes on with the rest. One region's failure stands on its seat and does not stop the others; what concerns the signer stops
/// the run, so that a wrong passphrase is not tried fifty times.
/// </summary>
internal sealed class Countersign(KotaDb db, CeremonyDesk desk, CountersignSeat seats, SigningHands hands) : IOperation<CountersignInput>
{
    public static readonly OperationKind<CountersignInput> Kind = OperationKind.For<Countersign, CountersignInput>(
        "movement.countersign", "Movement.Ceremony.CountersignOperation", AgreementPermissions.Sign,
        page: input => $"/upacara/{input.Ceremony}/ruang");

    public async Task<Outcome<OperationResult>> RunAsync(OperationContext context, CountersignInput input, CancellationToken cancel)
    {
        var ended = await seats.RefuseAsync(context.Actor.User, cancel) is { } cannot
            ? cannot : await SignAsync(context, new CeremonyId(input.Ceremony), cancel);
        if (context.Actor.User is { } user)
        {
            hands.Forget(user);
        }

        return ended;
    }

    private async Task<Outcome<OperationResult>> SignAsync(OperationContext context, CeremonyId id, CancellationToken cancel)
    {
        var tried = new HashSet<RegionCode>();
        var failures = new BatchFailures();
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
                    "Movement.Ceremony.CountersignDone", CeremonyPaths.Room(id), room.Complete, failures.Count,
                    room.Seats.Count - room.RegionsSigned);
            }

            foreach (var seat in batch)
            {
                tried.Add(seat.Region.Code);
                if (failures.Add(await seats.TryAsync(id, seat, context.Actor.User, cancel)) is { } reason)
                {
                    return await StoppedAsync(id, reason, cancel);
                }

                await using (var write = await db.BeginWriteAsync(RegionScope.Of(RegionCode.National), cancel))
                {
                    await context.CheckpointAsync(db, tried.Count, cancel);
                    await write.CommitAsync(cancel);
                }

                context.Report(tried.Count, room.Waiting, "Movement.Ceremony.CountersignProgress", seat.Region.Name);
            }
        }
    }

    /// <summary>What is signed stays; who signs is told in the room what to do.</summary>
    private async Task<Outcome<OperationResult>> StoppedAsync(CeremonyId id, Problem reason, CancellationToken cancel)
    {
        if (reason.Code != BatchFailures.SecretNeeded)
        {
            return reason;
        }

        db.ChangeTracker.Clear();
        var room = (await desk.RoomAsync(id, cancel))!;
        return new Problem("Movement.Ceremony.SecretAgain", null, room.Complete, room.Waiting);
    }
}

/// <summary>Counts what failed in a batch, and says when going on would be in vain.</summary>
internal sealed class BatchFailures
{
    public const string SecretNeeded = "Movement.Signing.SecretNeeded";

    private bool _signed;
    private string? _refusal;

    public int Count { get; private set; }

    /// <summary>True where it is about the signer, not about a region's document.</summary>
    public static bool ConcernsSigner(Problem problem) => problem.Code == SecretNeeded || SigningProblems.ConcernsSigner(problem);

    /// <summary>Notes how one signature ended.</summary>
    /// <returns>Why the batch stops, or null where it goes on.</returns>
    public Problem? Add(Problem? problem)
    {
        if (problem is null)
        {
            _signed = true;
            return null;
        }

        Count++;
        if (ConcernsSigner(problem))
        {
            return problem;
        }

        // The same words twice before anything was signed: it is not the documents.
        var refusal = SigningProblems.IsRefusal(problem) && !_signed ? string.Join(' ', problem.Args) : null;
        var again = refusal is not null && refusal == _refusal;
        _refusal = refusal;
        return again ? problem : null;
    }
}

/// <summary>Countersigns one seat.</summary>
internal sealed partial class CountersignSeat(
    KotaDb db, SignAgreement sign, SigningDesk signing, SeatNotes notes, SigningHands hands, ILogger<CountersignSeat> logger)
{
    /// <summary>Why who signs the batch cannot sign now, asked once before it.</summary>
    public Task<Problem?> RefuseAsync(UserId? user, CancellationToken cancel) => signing.RefuseSignerAsync(hands.Of(user), cancel);

    /// <returns>Null where the agreement is in force now; else why not, which the seat says too unless it is about the signer.</returns>
    public async Task<Problem?> TryAsync(CeremonyId ceremony, RoomSeat seat, UserId? user, CancellationToken cancel)
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
        if (problem is null ? seat.Seat.ProblemCode.Length > 0 : !BatchFailures.ConcernsSigner(problem))
        {
            await notes.NoteAsync(region, ceremony, problem, cancel);
        }

        return problem;
    }

    [LoggerMessage(LogLevel.Error, "Ceremony {Ceremony}: the countersignature for region {Region} broke")]
    private static partial void SeatBroke(ILogger logger, CeremonyId ceremony, RegionCode region, Exception problem);
}

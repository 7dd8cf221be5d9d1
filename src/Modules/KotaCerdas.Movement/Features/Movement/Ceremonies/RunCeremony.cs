using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Features.Signing;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Movement.Model.Signing;
using KotaCerdas.Platform;
using BackgroundOperations = KotaCerdas.Platform.Operations;

namespace KotaCerdas.Movement.Features.Ceremonies;

/// <summary>What the ministry does in the room: open it, note witnesses, have documents made again.</summary>
internal sealed class RunCeremony(
    KotaDb db, Actor actor, CeremonyDesk desk, CeremonyClocks clocks, BackgroundOperations operations, Records records)
{
    public static readonly Problem Changed = new("Movement.Ceremony.Changed");

    public async Task<Outcome<Nothing>> OpenAsync(CeremonyId id, CancellationToken cancel)
    {
        var found = await MineAsync(id, cancel);
        if (found.Failed)
        {
            return found.Problem;
        }

        // The documents bear the day of the ceremony, and nobody signs before it; it begins in the east.
        if (records.Today(RegionZone.WIT) < found.Value.HeldOn)
        {
            return new Problem("Movement.Ceremony.TooEarly", null, found.Value.HeldOn);
        }

        var room = (await desk.RoomAsync(id, cancel))!;
        var stopped = await clocks.FindAsync(room, cancel);
        if (stopped.Any(s => s.Seats == room.Seats.Count))
        {
            return stopped.Select(s => s.Problem).ToList();
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(RegionCode.National), cancel);
        if (found.Value.Open(records.Now) is { } refused)
        {
            return refused;
        }

        records.About(actor, "Movement.Trail.CeremonyOpened", CeremonyPaths.Subject(id));
        return await write.TryCommitAsync(Changed, cancel) is { } raced ? raced : Outcome.Done;
    }

    /// <summary>Adds a witness or someone who attended for no region.</summary>
    public async Task<Outcome<Nothing>> AttendAsync(
        CeremonyId id, (AttendanceKind Kind, string Office, string Institution, bool Online) who, CancellationToken cancel)
    {
        var found = await MineAsync(id, cancel);
        if (found.Failed)
        {
            return found.Problem;
        }

        if (found.Value.State == CeremonyState.Closed)
        {
            return new Problem("Movement.Ceremony.Over");
        }

        if (who.Office.Length is 0 or > Ceremony.TextLength || who.Institution.Length is 0 or > Ceremony.TextLength)
        {
            return new Problem("Movement.Agreement.AttendeeNeeded", "Office", Ceremony.TextLength);
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(RegionCode.National), cancel);
        db.Add(new CeremonyPerson
        {
            Id = records.NewId(),
            CeremonyId = id,
            Kind = who.Kind,
            Office = who.Office,
            Institution = who.Institution,
            Online = who.Online,
        });
        records.About(actor, "Movement.Trail.AttendanceAdded", CeremonyPaths.Subject(id), new { kind = who.Kind.ToString() });
        await write.CommitAsync(cancel);
        return Outcome.Done;
    }

    /// <summary>Has the documents made that could not be made before.</summary>
    public async Task<Outcome<Nothing>> PrepareAgainAsync(CeremonyId id, CancellationToken cancel)
    {
        var found = await MineAsync(id, cancel);
        if (found.Failed)
        {
            return found.Problem;
        }

        var seats = (await desk.RoomAsync(id, cancel))!.Seats.Where(s => s.Document is null)
            .Select(s => new SeatInput(s.Region.Code, s.Seat.AgreementId.Value)).ToList();
        if (seats.Count == 0)
        {
            return Outcome.Done;
        }

        var started = await operations.StartAsync(
            actor, PrepareCeremony.Kind, RegionCode.National, new PrepareCeremonyInput(id.Value, seats), null, cancel);
        return started.Failed ? started.Problem : Outcome.Done;
    }

    private async Task<Outcome<Ceremony>> MineAsync(CeremonyId id, CancellationToken cancel) =>
        actor.Refuse(CeremonyPermissions.Manage, RegionCode.National) is { } refusal ? refusal
            : await desk.FindAsync(id, cancel) is { } found ? found
            : new Problem("Movement.Ceremony.NotFound");
}

/// <summary>The director general has the batch countersigned in the background; a second click gives the same operation.</summary>
internal sealed class StartCountersign(
    KotaDb db, Actor actor, CeremonyDesk desk, BackgroundOperations operations, SigningDesk signing, SigningHands hands)
{
    public async Task<Outcome<OperationId>> RunAsync(CeremonyId id, int version, SigningHand hand, CancellationToken cancel)
    {
        if (actor.Refuse(AgreementPermissions.Sign, RegionCode.National) is { } refusal)
        {
            return refusal;
        }

        if (await desk.RoomAsync(id, cancel) is not { Ceremony.State: CeremonyState.Open } room)
        {
            return new Problem("Movement.Ceremony.NotOpen");
        }

        var running = room.Countersigning is { Ended: false } found ? found : null;
        var secret = signing.Refuse(hand);
        if (running is null && secret is not null)
        {
            return secret;
        }

        if (actor.User is { } user && signing.AsksForSecret && secret is null)
        {
            // A run that goes on after a restart has lost what was typed for it.
            hands.Keep(user, hand);
        }

        if (running is not null)
        {
            return running.Id;
        }

        var started = await operations.StartAsync(
            actor, Countersign.Kind, RegionCode.National, new CountersignInput(id.Value), $"{id}/{version}", cancel);
        return started.Failed ? started : await KeepAsync(id, started.Value, cancel);
    }

    private async Task<Outcome<OperationId>> KeepAsync(CeremonyId id, OperationId operation, CancellationToken cancel)
    {
        var ceremony = (await desk.FindAsync(id, cancel))!;
        if (ceremony.CountersignId == operation.Value)
        {
            return operation;
        }

        await using (var write = await db.BeginWriteAsync(RegionScope.Of(RegionCode.National), cancel))
        {
            ceremony.Countersign(operation.Value);
            if (await write.TryCommitAsync(RunCeremony.Changed, cancel) is null)
            {
                return operation;
            }
        }

        // Who clicked at the same moment has kept the same operation.
        db.ChangeTracker.Clear();
        return (await desk.RoomAsync(id, cancel))!.Ceremony.CountersignId == operation.Value ? operation : RunCeremony.Changed;
    }
}

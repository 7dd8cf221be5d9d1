using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Signing;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Movement.Features.Agreements;

/// <summary>Input of <see cref="WatchObligations"/>: none.</summary>
internal sealed record WatchObligationsInput;

/// <summary>
/// Every day, region by region on the region's own date: tells of obligations whose time is half, four fifths or wholly gone, opens the
/// next year of a yearly one, ends agreements whose term is over. A run again changes and tells nothing: each threshold is a row.
/// </summary>
internal sealed class WatchObligations(KotaDb db, OneByOne oneByOne, SettleSigned signed) : IOperation<WatchObligationsInput>
{
    public static readonly OperationKind<WatchObligationsInput> Kind = OperationKind.For<WatchObligations, WatchObligationsInput>(
        "movement.watch-obligations", "Movement.Obligation.Watch", AgreementPermissions.RecordSigning, page: _ => AgreementPaths.Due);

    /// <summary>One o'clock in the west: midnight has passed in all three zones.</summary>
    public static Schedule Daily { get; } =
        Schedule.Daily("movement.watch-obligations", new TimeOnly(1, 0), RegionZone.WIB, Kind, new WatchObligationsInput());

    private static readonly RegionScope Everywhere = RegionScope.National("clocks of obligations");

    public async Task<Outcome<OperationResult>> RunAsync(
        OperationContext context, WatchObligationsInput input, CancellationToken cancel)
    {
        var unsettled = await signed.RunAsync(context, cancel);
        var running = await db.In<AgreementRecord>(Everywhere).AsNoTracking().Where(a => a.State == AgreementState.InForce)
            .Select(a => new { a.RegionCode, a.Id }).ToListAsync(cancel);
        var (alerts, broke) = (0, 0);
        foreach (var (index, one) in running.OrderBy(a => a.RegionCode).Index())
        {
            var tried = await oneByOne.TryAsync(
                context, (one.RegionCode, one.Id.ToString()),
                async services => alerts += await services.GetRequiredService<WatchAgreement>()
                    .RunAsync(context.Actor, one.RegionCode, one.Id, cancel),
                cancel);
            broke += tried ? 0 : 1;
            context.Report(index + 1, running.Count);
        }

        return broke + unsettled == 0
            ? new OperationResult("Movement.Obligation.WatchDone", AgreementPaths.Due, running.Count, alerts)
            : new Problem("Movement.Obligation.WatchBroke", null, running.Count - broke, alerts, broke, unsettled);
    }
}

/// <summary>What the day brings for one agreement in force.</summary>
internal sealed class WatchAgreement(KotaDb db, AgreementDesk desk, AgreementTold told, Trail trail, TimeProvider clock)
{
    /// <summary>Thresholds told of one agreement.</summary>
    public async Task<int> RunAsync(Actor actor, RegionCode region, AgreementId id, CancellationToken cancel)
    {
        var file = (await desk.ReadAsync(region, id, cancel)).Value;
        var today = file.Region.Zone.DateAt(clock.GetUtcNow());
        var obligations = await desk.ObligationsAsync(region, id, cancel);
        var ids = obligations.ConvertAll(o => o.Id);
        var before = (await db.In<ObligationAlert>(RegionScope.Of(region)).AsNoTracking()
            .Where(a => a.RegionCode == region && ids.Contains(a.ObligationId)).ToListAsync(cancel))
                .ToLookup(a => a.ObligationId, a => a.Percent);
        var over = file.Agreement.EndsOn < today;
        var next = over ? [] : Following(file.Agreement, obligations, today);
        var due = over ? [] : obligations.Where(o => o.Open)
            .Select(o => (Obligation: o, Steps: Crossed(o, today).Where(s => !before[o.Id].Contains(s.Percent)).ToList()))
            .Where(d => d.Steps.Count > 0).ToList();
        if (!over && next.Count == 0 && due.Count == 0)
        {
            return 0;
        }

        var people = new Dictionary<Guid, IReadOnlyList<UserId>>();
        foreach (var (obligation, steps) in due)
        {
            people[obligation.Id] = await AudienceAsync(file, obligation, steps, cancel);
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), cancel);
        db.AddRange(next);
        foreach (var (obligation, steps) in due)
        {
            db.AddRange(steps.Select(s => Alert(obligation, s.Percent, today)));
            told.Tell(people[obligation.Id], KeyOf(obligation, today), AgreementPaths.Obligation(file.Agreement, obligation.Id),
                file.Region.Name, obligation.Title, obligation.DueOn!.Value);
        }

        if (over)
        {
            _ = file.Agreement.Advance(AgreementState.Expired, string.Empty, clock.GetUtcNow().UtcDateTime);
            obligations.ForEach(o => o.Lapse());
            trail.Add(actor, "Movement.Trail.AgreementExpired", AgreementPaths.Subject(file.Agreement));
        }

        return await write.TryCommitAsync(new Problem("Movement.Obligation.Raced"), cancel) is null ? due.Sum(d => d.Steps.Count) : 0;
    }

    private static IEnumerable<EscalationStep> Crossed(Obligation obligation, DateOnly today) =>
        AgreementCatalogue.Shipped.Steps.Where(s => obligation.Clock!.Value.FirstDayAt(s.Percent) <= today);

    private static string KeyOf(Obligation obligation, DateOnly today) =>
        obligation.IsLate(today) ? "Movement.Notice.ObligationLate" : "Movement.Notice.ObligationDue";

    /// <summary>Of a yearly obligation the year that has begun and is not there yet.</summary>
    private List<Obligation> Following(AgreementRecord agreement, List<Obligation> obligations, DateOnly today)
    {
        List<Obligation> next = [];
        foreach (var last in obligations.Where(o => o.DueKind == DueKind.Yearly).GroupBy(o => o.Code)
            .Select(g => g.MaxBy(o => o.Occurrence)!))
        {
            if (last.DueOn < today && today <= agreement.EndsOn)
            {
                var following = Again(last);
                var start = agreement.SignedOn!.Value.AddYears(last.Occurrence);
                following.Start(new(start, agreement.SignedOn.Value.AddYears(following.Occurrence).AddDays(-1)));
                next.Add(following);
            }
        }

        return next;
    }

    private Obligation Again(Obligation last) => new()
    {
        RegionCode = last.RegionCode,
        Id = Ids.New(clock),
        AgreementId = last.AgreementId,
        Party = last.Party,
        Code = last.Code,
        Occurrence = last.Occurrence + 1,
        Title = last.Title,
        Owner = last.Owner,
        DueKind = last.DueKind,
        Law = last.Law,
    };

    private async Task<IReadOnlyList<UserId>> AudienceAsync(
        AgreementFile file, Obligation obligation, List<EscalationStep> steps, CancellationToken cancel)
    {
        HashSet<UserId> found = [];
        if (steps.Exists(s => s.Owner))
        {
            found.UnionWith(await told.OfPartyAsync(file.Party(obligation.Party), AgreementPermissions.Report, cancel));
        }

        if (steps.Exists(s => s.Head))
        {
            found.UnionWith(await told.HeadAsync(file.Region.Code, cancel));
        }

        if (steps.Exists(s => s.OtherParty))
        {
            foreach (var party in file.Parties.Where(p => p.Number != obligation.Party))
            {
                found.UnionWith(await told.OfPartyAsync(party, AgreementPermissions.Accept, cancel));
            }
        }

        return [.. found];
    }

    private ObligationAlert Alert(Obligation obligation, int percent, DateOnly today) => new()
    {
        RegionCode = obligation.RegionCode,
        ObligationId = obligation.Id,
        Percent = percent,
        OnDate = today,
        At = clock.GetUtcNow().UtcDateTime,
    };
}

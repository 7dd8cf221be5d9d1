using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Agreements;

/// <summary>
/// Finds before a signing what would keep the clocks of agreements from starting, such as a working-day calendar that is not loaded: the
/// officer can mend it, the head who comes to sign cannot.
/// </summary>
internal sealed class AgreementClocks(KotaDb db, CallSources sources, Records records)
{
    private static readonly RegionScope Everywhere = RegionScope.National("clocks of agreements that are to be signed");

    /// <summary>What is in the way of one agreement on the day on which it is planned to be signed, or today.</summary>
    public async Task<IReadOnlyList<Problem>> OfAsync(AgreementFile file, CancellationToken cancel) =>
        [.. (await FindAsync([(file.Agreement.Id, DayOf(file.Agreement, file.Region.Zone))], cancel)).Select(f => f.Problem)];

    /// <summary>What is in the way of all that are negotiated, final or out for signature, each with how many it stops.</summary>
    public async Task<IReadOnlyList<(Problem Problem, int Agreements)>> ComingAsync(CancellationToken cancel)
    {
        var coming = await db.In<AgreementRecord>(Everywhere).AsNoTracking().Where(a => a.State == AgreementState.Negotiation
            || a.State == AgreementState.Frozen || a.State == AgreementState.Signing).ToListAsync(cancel);
        return await FindAsync([.. coming.Select(a => (a.Id, DayOf(a, RegionZone.WIB)))], cancel);
    }

    /// <summary>What is in the way of agreements on a day each; empty where all can be signed.</summary>
    public async Task<IReadOnlyList<(Problem Problem, int Agreements)>> FindAsync(
        IReadOnlyList<(AgreementId Id, DateOnly On)> of, CancellationToken cancel)
    {
        if (of.Count == 0)
        {
            return [];
        }

        var days = of.ToDictionary(a => a.Id, a => a.On);
        var ids = days.Keys.ToList();
        var calendar = await sources.CalendarAsync(cancel);
        var waiting = await db.In<Obligation>(Everywhere).AsNoTracking()
            .Where(o => ids.Contains(o.AgreementId) && o.State == ObligationState.Waiting).ToListAsync(cancel);
        return
        [
            .. waiting.SelectMany(o => o.ClockFrom(days[o.AgreementId], calendar).Problems.Select(p => (o.AgreementId, Problem: p)))
                .GroupBy(f => (f.Problem.Code, Values: string.Join('|', f.Problem.Args)))
                .Select(g => (g.First().Problem, g.Select(f => f.AgreementId).Distinct().Count())),
        ];
    }

    private DateOnly DayOf(AgreementRecord agreement, RegionZone zone) =>
        records.Today(zone) is var today && agreement.PlannedOn is { } planned && planned > today ? planned : today;
}

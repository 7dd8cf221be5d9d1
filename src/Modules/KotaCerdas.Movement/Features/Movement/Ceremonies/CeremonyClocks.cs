using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Ceremonies;

/// <summary>
/// Finds before the ceremony what would keep its agreements from coming into force on its day, such as a working-day calendar that is not
/// loaded: the officer can mend it, the heads who come to sign cannot.
/// </summary>
internal sealed class CeremonyClocks(KotaDb db, CallSources sources, Records records)
{
    private static readonly RegionScope Everywhere = RegionScope.National("agreements of a ceremony");

    /// <summary>What is in the way, each with how many regions it stops; empty where all can sign.</summary>
    public async Task<IReadOnlyList<(Problem Problem, int Seats)>> FindAsync(CeremonyRoom room, CancellationToken cancel)
    {
        var ids = room.Seats.Where(s => s.Document is not null && !s.Complete).Select(s => s.Seat.AgreementId).ToList();
        if (ids.Count == 0)
        {
            return [];
        }

        var on = records.Today(RegionZone.WIB) is var today && today > room.Ceremony.HeldOn ? today : room.Ceremony.HeldOn;
        var calendar = await sources.CalendarAsync(cancel);
        var waiting = await db.In<Obligation>(Everywhere).AsNoTracking()
            .Where(o => ids.Contains(o.AgreementId) && o.State == ObligationState.Waiting).ToListAsync(cancel);
        return
        [
            .. waiting.SelectMany(o => o.ClockFrom(on, calendar).Problems.Select(p => (o.AgreementId, Problem: p)))
                .GroupBy(f => (f.Problem.Code, Values: string.Join('|', f.Problem.Args)))
                .Select(g => (g.First().Problem, g.Select(f => f.AgreementId).Distinct().Count())),
        ];
    }
}

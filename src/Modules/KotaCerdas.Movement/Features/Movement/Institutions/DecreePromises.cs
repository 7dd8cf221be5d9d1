using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Movement.Model.Mentoring;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Institutions;

/// <summary>What agreements in force ask of a region's decrees.</summary>
internal sealed class DecreePromises(KotaDb db)
{
    /// <summary>By kind of decree, the promise that is still open or else the one met; a kind that nobody promised is not there.</summary>
    public async Task<IReadOnlyDictionary<string, Obligation>> OfAsync(RegionCode region, MentoringGuide guide, CancellationToken cancel)
    {
        var codes = guide.Decrees.Select(k => k.Obligation).ToList();
        var running = await db.In<Obligation>(RegionScope.Of(region)).AsNoTracking()
            .Where(o => o.RegionCode == region && codes.Contains(o.Code) && o.DueOn != null && o.State != ObligationState.Lapsed)
            .ToListAsync(cancel);
        return guide.Decrees
            .Select(k => (k.Code, Promise: running.Where(o => o.Code == k.Obligation)
                .OrderBy(o => o.State == ObligationState.Met).ThenBy(o => o.DueOn).FirstOrDefault()))
            .Where(k => k.Promise is not null).ToDictionary(k => k.Code, k => k.Promise!, StringComparer.Ordinal);
    }
}

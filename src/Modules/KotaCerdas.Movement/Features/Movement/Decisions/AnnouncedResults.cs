using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model.Deciding;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Decisions;

/// <summary>What calls announced of one region, without the reasons.</summary>
internal sealed class AnnouncedResults(KotaDb db)
{
    /// <summary>The newest announced result by call, the one announced last first; a correction replaces what it corrects.</summary>
    public async Task<IReadOnlyList<(CallId Call, SelectionResult Result)>> OfAsync(RegionCode region, CancellationToken cancel)
    {
        var lines = await db.In<DecisionLine>(RegionScope.Of(region)).AsNoTracking().Where(l => l.RegionCode == region)
            .ToDictionaryAsync(l => l.DecisionId, l => l.Result, cancel);
        var drafts = lines.Keys.ToList();
        var announced = await db.Shared<Announcement>().AsNoTracking().Where(a => drafts.Contains(a.DecisionId)).ToListAsync(cancel);
        return
        [
            .. announced.GroupBy(a => a.CallId).Select(g => g.MaxBy(a => a.At)!).OrderByDescending(a => a.At)
                .Select(a => (a.CallId, lines[a.DecisionId])),
        ];
    }
}

using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Boards;

/// <summary>A call as one region sees it.</summary>
internal sealed record MineRow(Call Call, Invitation? Invitation, Application? Application);

/// <summary>What a region has to do with calls.</summary>
internal sealed class MineRows(KotaDb db)
{
    /// <summary>Calls that the region may take part in, newest first.</summary>
    public async Task<IReadOnlyList<MineRow>> OfAsync(RegionCode region, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        var calls = await db.Shared<Call>().AsNoTracking().Where(c => c.Status != CallStatus.Draft)
            .OrderByDescending(c => c.Year).ThenByDescending(c => c.Id).ToListAsync(cancel);
        var invitations = await db.In<Invitation>(scope).AsNoTracking().Where(i => i.RegionCode == region)
            .ToDictionaryAsync(i => i.CallId, cancel);
        var applications = await db.In<Application>(scope).AsNoTracking().Where(a => a.RegionCode == region)
            .ToDictionaryAsync(a => a.CallId, cancel);
        return
        [
            .. calls.Where(c => c.Admits(region))
            .Select(c => new MineRow(c, invitations.GetValueOrDefault(c.Id), applications.GetValueOrDefault(c.Id))),
        ];
    }

    public Task<List<Region>> RegionsAsync(IReadOnlyList<RegionCode> codes, CancellationToken cancel) =>
        db.Shared<Region>().AsNoTracking().Where(r => codes.Contains(r.Code)).OrderBy(r => r.Code).ToListAsync(cancel);
}

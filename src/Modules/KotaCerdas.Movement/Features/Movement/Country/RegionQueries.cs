using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Country;

/// <summary>A public result of a region in a call.</summary>
/// <param name="Call">The call.</param>
/// <param name="Application">What the region sent in.</param>
internal sealed record RegionCall(Call Call, Application Application);

/// <summary>What the page of a region shows besides its cohorts.</summary>
/// <param name="Region">The region.</param>
/// <param name="Districts">How many districts.</param>
/// <param name="Villages">How many villages and wards.</param>
/// <param name="Changes">Splits, renames and new codes it took part in, newest first.</param>
/// <param name="Values">Index values, newest first.</param>
/// <param name="Results">Calls whose result is announced, newest first.</param>
/// <param name="Late">Applications that were returned and not sent in again by the deadline.</param>
internal sealed record RegionFacts(
    Region Region, int Districts, int Villages, IReadOnlyList<RegionChange> Changes, IReadOnlyList<IndexValue> Values,
    IReadOnlyList<RegionCall> Results, IReadOnlyList<RegionCall> Late);

/// <summary>Reads what the page of one region shows.</summary>
internal sealed class RegionQueries(KotaDb db, TimeProvider clock)
{
    public async Task<RegionFacts?> FindAsync(string slug, CancellationToken cancel)
    {
        var region = await db.Shared<Region>().AsNoTracking().SingleOrDefaultAsync(r => r.Slug == slug, cancel);
        if (region is null)
        {
            return null;
        }

        var code = region.Code;
        var parts = region.Kind == RegionKind.Province
            ? await db.Shared<Region>().Where(r => r.ProvinceCode == code && r.Code != code).Select(r => r.Code).ToListAsync(cancel)
            : [code];
        var districts = db.Shared<District>().Where(d => parts.Contains(d.RegencyCode));
        var villages = await db.Shared<Village>().CountAsync(v => districts.Any(d => d.Code == v.DistrictCode), cancel);
        var changes = await db.Shared<RegionChange>().AsNoTracking().Where(c => c.OldCode == code.Value || c.NewCode == code.Value)
            .OrderByDescending(c => c.EffectiveOn).ToListAsync(cancel);
        var values = await db.In<IndexValue>(RegionScope.Of(code)).AsNoTracking().Where(v => v.RegionCode == code)
            .OrderByDescending(v => v.Year).ToListAsync(cancel);
        var calls = await CallsAsync(code, cancel);
        var today = region.Zone.DateAt(clock.GetUtcNow());
        return new(
            region,
            await districts.CountAsync(cancel),
            villages,
            changes,
            values,
            [.. calls.Where(c => c.Call.Status == CallStatus.Announced)],
            [.. calls.Where(c => c.Call.Status != CallStatus.Withdrawn
                && c.Application is { Status: ApplicationStatus.Returned, ReturnDeadline: { } due } && due < today)]);
    }

    private async Task<List<RegionCall>> CallsAsync(RegionCode code, CancellationToken cancel)
    {
        var applications = await db.In<Application>(RegionScope.Of(code)).AsNoTracking()
            .Where(a => a.RegionCode == code && a.FirstSubmittedOn != null && a.Status != ApplicationStatus.Withdrawn)
            .ToListAsync(cancel);
        var ids = applications.ConvertAll(a => a.CallId);
        var calls = await db.Shared<Call>().AsNoTracking().Where(c => ids.Contains(c.Id)).OrderByDescending(c => c.Year)
            .ToListAsync(cancel);
        return
        [
            .. from call in calls
               join application in applications on call.Id equals application.CallId
               select new RegionCall(call, application),
        ];
    }
}

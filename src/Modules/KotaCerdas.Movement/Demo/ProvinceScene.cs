using KotaCerdas.Movement.Contracts;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Demo;

/// <summary>The call of provinces of 2027: some are invited by name, one has applied and one has begun.</summary>
internal sealed class ProvinceScene(DemoStage stage, CallScene calls, Func<CallId, Task<ApplicationScene>> scenes)
{
    private const int Others = 3;

    public async Task PlayAsync(DemoSeason season)
    {
        var call = await calls.OpenAsync(DemoCalls.NextOfProvinces(stage, season), new DateOnly(2026, 10, 28));
        var acting = await stage.ReadAsync((KotaDb db) => DemoRegions.ProvincesAsync(db, stage.Cancel));
        var others = await stage.ReadAsync((KotaDb db) => db.Shared<Region>().AsNoTracking()
            .Where(r => r.ValidTo == null && r.Kind == RegionKind.Province && !DemoRegions.Provinces.Contains(r.Code)).OrderBy(r => r.Code)
            .Select(r => r.Code).Take(Others).ToListAsync(stage.Cancel));
        await calls.InviteByNameAsync(call, acting.Select(r => r.Code).Concat(others), stage.Say("Movement.Demo.ProvinceReason"));
        var scene = await scenes(call);
        if (acting is [_, var applies, var begins, ..])
        {
            await scene.FillAsync(begins, new DateOnly(2026, 11, 12), 0.4);
            await scene.FillAsync(applies, new DateOnly(2026, 11, 13), 1);
            await scene.SubmitAsync(applies, new DateOnly(2026, 11, 17), 16);
        }
    }
}

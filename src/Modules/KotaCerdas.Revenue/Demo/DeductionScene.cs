using KotaCerdas.Platform;
using KotaCerdas.Revenue.Contracts;
using KotaCerdas.Revenue.Features.Deductions;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Registers;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Demo;

/// <summary>
/// The old system gave some owners the untaxed part on two objects: the office settles it before it assesses. Later it finds that one owner
/// was registered twice; whoever uses it on two objects since stands on the page.
/// </summary>
internal sealed class DeductionScene(DemoStage stage, RevenueDemoCast cast, RegionCode region)
{
    private const int Year = 2026;

    // Enough objects to find two owners of a village among.
    private const int Looked = 40;

    public async Task SettleAsync()
    {
        stage.Clock.Set(new DateOnly(Year, 1, 8), 9);
        await stage.RunAsync(
            cast.Surveyor, SettleDeductions.Kind, region, new DeductionWork(Year, stage.Say("Revenue.Demo.OneDeduction"), Missing: false));
    }

    public async Task MergeAsync()
    {
        stage.Clock.Set(new DateOnly(Year, 11, 20), 10);
        var owners = await stage.ReadAsync(async (KotaDb db) =>
        {
            var last = await db.In<TaxObject>(RegionScope.Of(region)).AsNoTracking().Where(o => o.Version == 1)
                .OrderByDescending(o => o.Nop).Take(Looked).ToListAsync(stage.Cancel);
            return last.Where(o => o.TakesDeduction).Select(o => o.TaxpayerId).Distinct().Take(2).ToList();
        });
        if (owners is [var one, var other])
        {
            await stage.AsAsync(cast.Surveyor, (MergeTaxpayers o) => o.RunAsync(
                region, one, other.ToString(), stage.Say("Revenue.Demo.SamePerson"), stage.Cancel));
        }
    }
}

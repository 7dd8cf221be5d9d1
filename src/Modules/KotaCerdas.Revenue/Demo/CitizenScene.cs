using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Contracts;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Features.Mine;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Revenue.Model.Rules;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Demo;

/// <summary>
/// Two taxpayers with accounts of their own: one adds the objects on their name by the codes of the bills and asks for a correction, which
/// the office answers, and for a reduction, which waits; the other is connected with a business at the counter and asks for a correction
/// that nobody decides in time.
/// </summary>
internal sealed class CitizenScene(DemoStage stage, RevenueDemoCast cast, RegionCode region)
{
    // A generated owner of a few objects, so that the page shows more than one and less than all.
    private const int Fewest = 2;
    private const int Most = 5;

    // The month of the return that the second taxpayer corrects.
    private const int Corrected = 202503;

    public async Task PlayAsync(IReadOnlyList<(DemoKind Kind, KindObjectId Id)> objects)
    {
        stage.Clock.Set(new DateOnly(2026, 4, 22), 19);
        if (cast.Citizens is not [var first, var second, ..])
        {
            return;
        }

        await ClaimAsync(first);
        await ConnectAsync(second, objects[0].Id);
        await WaitAsync(second, objects[0].Id);
    }

    /// <summary>Adds all objects of a household, as with the papers in hand.</summary>
    private async Task ClaimAsync(UserId citizen)
    {
        var bills = await BillsAsync();
        foreach (var (nop, year) in bills)
        {
            var code = await CodeAsync(nop, year);
            await stage.AsAsync(citizen, (ClaimObject c) => c.RunAsync(nop.ToString(), code, null, null, stage.Cancel));
        }

        var where = await stage.ReadAsync(async (BillRegions r) => (await r.FindAsync(region.Value, stage.Cancel))!);
        var asked = await stage.AsAsync(citizen, (CorrectionDesk d) => d.AskAsync(
            where, bills[0], new(CorrectionKind.LandArea, stage.Say("Revenue.Demo.CitizenAsks"), string.Empty), null, stage.Cancel));
        await AskAsync(citizen, where.Region, new("pengurangan", ChargeId.Of(await LargestAsync(bills), bills[0].Year), where.Today,
            stage.Say("Revenue.Demo.CitizenReduction"))
        {
            Values = new Dictionary<string, string>(StringComparer.Ordinal) { ["principal_share"] = "25" },
        });
        stage.Clock.Set(new DateOnly(2026, 4, 23), 10);
        await stage.AsAsync(cast.Assessor, (CorrectionDesk d) => d.StepAsync(
            region, asked.Id, CorrectionState.Examined, stage.Say("Revenue.Demo.CitizenAnswer"), stage.Cancel));
    }

    /// <summary>A return named a tenth too much; six months later the correction counts as granted.</summary>
    private async Task WaitAsync(UserId citizen, KindObjectId id)
    {
        var filed = await stage.ReadAsync((KotaDb db) => db.In<Charge>(RegionScope.Of(region)).AsNoTracking()
            .SingleAsync(c => c.ObjectId == id && c.LedgerPeriod == Corrected && c.Cycle == 1, stage.Cancel));
        var facts = Facts.Read(filed.Facts).ToDictionary(StringComparer.Ordinal);
        facts["turnover"] = (long.Parse(facts["turnover"], CultureInfo.InvariantCulture) * 9 / 10).ToString(CultureInfo.InvariantCulture);
        var where = await stage.ReadAsync(async (BillRegions r) => (await r.FindAsync(region.Value, stage.Cancel))!);
        stage.Clock.Set(new DateOnly(2026, 4, 24), 19);
        await AskAsync(
            citizen, where.Region,
            new("pembetulan", filed.ChargeId, default, stage.Say("Revenue.Demo.CitizenCorrects")) { Values = facts });
        stage.Clock.Set(new DateOnly(2026, 10, 25), 8);
        await stage.RunAsync(cast.Head, DeemDecisions.Kind, region, new DeemDecisionsInput(region));
    }

    private Task<Guid> AskAsync(UserId citizen, Region where, AskInput input) =>
        stage.AsAsync(citizen, (AskLetter a) => a.OwnAsync(where, input, stage.Cancel));

    /// <summary>Bills of this year of the first owner in the register who has some objects, and not many.</summary>
    private Task<List<(Nop Nop, int Year)>> BillsAsync() => stage.ReadAsync(async (KotaDb db) =>
    {
        var scope = RegionScope.Of(region);
        // One cycle a bill, however often a decision changed it.
        var bills = db.In<Bill>(scope).Where(b => b.TaxYear == 2026 && b.Cycle == 1);
        var owner = await bills.Where(b => b.Amount > 0).GroupBy(b => b.TaxpayerId)
            .Where(g => g.Count() >= Fewest && g.Count() <= Most).OrderBy(g => g.Min(b => b.Number)).Select(g => g.Key)
            .FirstAsync(stage.Cancel);
        var nops = await bills.Where(b => b.TaxpayerId == owner).OrderBy(b => b.Number).Select(b => b.Nop).ToListAsync(stage.Cancel);
        return nops.ConvertAll(n => (n, 2026));
    });

    /// <summary>The largest of some bills that no decision changed.</summary>
    private Task<Nop> LargestAsync(List<(Nop Nop, int Year)> bills) => stage.ReadAsync((KotaDb db) =>
    {
        var (nops, year) = (bills.ConvertAll(b => b.Nop), bills[0].Year);
        var changed = db.In<ChargeEvent>(RegionScope.Of(region)).Where(e => e.TaxYear == year && e.Nop != null).Select(e => e.Nop!.Value);
        return db.In<Bill>(RegionScope.Of(region))
            .Where(b => b.TaxYear == year && nops.Contains(b.Nop) && !changed.Contains(b.Nop))
            .OrderByDescending(b => b.Amount).Select(b => b.Nop).FirstAsync(stage.Cancel);
    });

    private Task<string> CodeAsync(Nop nop, int year) =>
        stage.ReadAsync((PersonalNumbers numbers) => Task.FromResult(BillCode.Of(numbers, region, nop, year)));

    /// <summary>The owner of a restaurant gets a code at the counter and redeems it in the evening.</summary>
    private async Task ConnectAsync(UserId citizen, KindObjectId id)
    {
        var owner = await stage.ReadAsync((KotaDb db) => db.In<KindObject>(RegionScope.Of(region)).Where(o => o.ObjectId == id)
            .OrderByDescending(o => o.Version).Select(o => o.TaxpayerId).FirstAsync(stage.Cancel));
        stage.Clock.Set(new DateOnly(2026, 4, 23), 11);
        var code = await stage.AsAsync(cast.Assessor, (ConnectTaxpayer c) => c.GiveAsync(region, owner, stage.Cancel));
        stage.Clock.Set(new DateOnly(2026, 4, 23), 20);
        await stage.AsAsync(citizen, (ConnectTaxpayer c) => c.RedeemAsync(code, null, stage.Cancel));
    }
}

using KotaCerdas.Platform;
using KotaCerdas.Revenue.Contracts;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Features.Paper;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Rules;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Demo;

/// <summary>
/// PBB-P2 of this year: simulated, approved by two heads with a decree, posted, sent out in most villages, and handed over in some.
/// </summary>
internal sealed class AssessmentScene(DemoStage stage, RevenueDemoCast cast, RevenueDemoPlan plan)
{
    private const int Year = 2026;

    // A round figure for the page of targets; a generated one, like all else.
    private const long Target = 1_600_000_000;

    // Villages whose bills are handed over, and bills that one person writes down at once.
    private const int Delivered = 2;
    private const int ManyAtOnce = 100;

    // The last villages still wait for their bills.
    private const int Waiting = 4;

    private readonly RegionCode _region = plan.Region;

    public async Task PlayAsync()
    {
        stage.Clock.Set(new DateOnly(Year, 1, 19), 9);
        var input = new BatchInput(stage.Say("Revenue.Demo.Batch"), Year, Batch.WholeRegion);
        var batch = await stage.AsAsync(cast.Assessor, (BatchDesk d) => d.MakeAsync(_region, input, stage.Cancel));
        await stage.RunDueAsync();
        foreach (var (approver, day) in new[] { (cast.Head, 26), (cast.RegionHead, 28) })
        {
            stage.Clock.Set(new DateOnly(Year, 1, day), 10);
            var history = (await stage.ReadAsync((BatchReading r) => r.FindAsync(_region, batch.Id, stage.Cancel)))!;
            var approval = new ApprovalInput(history.Hash, stage.Say("Revenue.Demo.BatchDecree"), new DateOnly(Year, 1, 26), true);
            await stage.AsAsync(approver, (BatchDesk d) => d.ApproveAsync(_region, batch.Id, approval, stage.Cancel));
        }

        stage.Clock.Set(new DateOnly(Year, 1, 29), 9);
        await stage.AsAsync(cast.Head, (BatchDesk d) => d.PostAsync(_region, batch.Id, stage.Cancel));
        await stage.RunDueAsync();
        await PrintAsync(batch.Id);
        await DispatchAsync(batch.Id);
    }

    /// <summary>What stands on paper, and the lists of all villages; a bill is printed when somebody asks for it.</summary>
    private async Task PrintAsync(BatchId batch)
    {
        stage.Clock.Set(new DateOnly(Year, 2, 2), 9);
        await stage.AsAsync(cast.Head, (PaperDesk d) => d.SetAsync(
            _region, new DateOnly(Year, 1, 1), (version, at, by) => new PaperSetting
            {
                RegionCode = _region, Version = version, ValidFrom = new DateOnly(Year, 1, 1), RecordedAt = at, RecordedBy = by,
                Government = stage.Say("Revenue.Demo.Paper.Government"), Office = stage.Say("Revenue.Demo.Paper.Office"),
                Address = stage.Say("Revenue.Demo.Paper.Address"), Place = stage.Say("Revenue.Demo.Paper.Place"),
                SignatoryTitle = stage.Say("Revenue.Demo.Paper.Title"), SignatoryName = stage.Say("Revenue.Demo.Paper.Name"),
                SignatoryNumber = string.Empty, PayPlaces = stage.Say("Revenue.Demo.Paper.Places"),
            }, stage.Cancel));
        await stage.AsAsync(cast.Head, (PaperDesk d) => d.StartAsync(
            _region, new PrintOrder(batch, PrintKind.Dhkp, PaperSize.A4, new DateOnly(Year, 3, 2)), stage.Cancel));
        await stage.RunDueAsync();
    }

    private async Task DispatchAsync(BatchId batch)
    {
        var villages = await stage.ReadAsync((KotaDb db) => db.In<TaxVillage>(RegionScope.Of(_region)).AsNoTracking()
            .OrderBy(v => v.TaxCode).Select(v => v.TaxCode).ToListAsync(stage.Cancel));
        var (first, second) = (villages.Take(villages.Count / 2).ToList(), villages.Skip(villages.Count / 2).SkipLast(Waiting).ToList());
        foreach (var (some, day) in new[] { (first, new DateOnly(Year, 3, 2)), (second, new DateOnly(Year, 3, 16)) })
        {
            stage.Clock.Set(day, 15);
            await stage.AsAsync(cast.Assessor, (DispatchBills d) => d.RunAsync(_region, batch, day, some, stage.Cancel));
        }

        await DeliverAsync(first);
    }

    /// <summary>Village officers write down what became of the bills of the first villages, and the office sets its target.</summary>
    private async Task DeliverAsync(IReadOnlyList<long> villages)
    {
        stage.Clock.Set(new DateOnly(Year, 2, 2), 10);
        await stage.AsAsync(cast.Head, (TargetDesk t) => t.SetAsync(
            _region, (RevenueKinds.Pbb, Year), Target, stage.Say("Revenue.Demo.Decree"), stage.Cancel));
        foreach (var (index, village) in villages.Take(Delivered).Index())
        {
            var day = new DateOnly(Year, 3, 9).AddDays(index);
            stage.Clock.Set(day, 16);
            var bills = await stage.ReadAsync((KotaDb db) => db.In<Bill>(RegionScope.Of(_region)).AsNoTracking()
                .Where(b => b.TaxYear == Year).Select(b => b.Nop).ToListAsync(stage.Cancel));
            foreach (var some in bills.Where(n => n.Village == village).OrderBy(n => n.Value).Chunk(ManyAtOnce))
            {
                var entries = some.Select(EntryOf).ToList();
                await stage.AsAsync(cast.Assessor, (DeliveryDesk d) => d.RecordAsync(_region, (Year, village), day, entries, stage.Cancel));
            }
        }
    }

    /// <summary>Of a hundred bills 82 are taken, 3 refused, 5 find nobody who knows the taxpayer; the rest is still open.</summary>
    private DeliveryEntry EntryOf(Nop nop)
    {
        var chance = new DemoRandom(plan.Seed, "delivered", nop.Value).Unit();
        return chance switch
        {
            < 0.82 => new(nop, DeliveryOutcome.Received, stage.Say("Revenue.Demo.Receiver"), nameof(ReceiverRelation.Self)),
            < 0.87 => new(nop, DeliveryOutcome.Unknown, string.Empty, string.Empty),
            < 0.9 => new(nop, DeliveryOutcome.Refused, string.Empty, string.Empty),
            _ => new(nop, DeliveryOutcome.Returned, string.Empty, string.Empty),
        };
    }
}

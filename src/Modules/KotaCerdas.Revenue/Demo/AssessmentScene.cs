using System.Globalization;
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
/// PBB-P2 of this year, first of one village, then of all: simulated, approved by two heads with a decree, posted, sent out in most
/// villages, and handed over in some. The targets of this year and of those that the old system billed.
/// </summary>
internal sealed class AssessmentScene(DemoStage stage, RevenueDemoCast cast, RevenueDemoPlan plan)
{
    private const int Year = 2026;

    // Round figures for the page of targets; generated ones, like all else.
    private static readonly (string Kind, int Year, long Amount)[] Targets =
    [
        (RevenueKinds.Pbb, 2024, 1_400_000_000), (RevenueKinds.Pbb, 2025, 1_500_000_000), (RevenueKinds.Pbb, Year, 1_600_000_000),
        ("pbjt-makan", Year, 450_000_000), ("bphtb", Year, 900_000_000),
    ];

    // Villages whose bills are handed over, and bills that one person writes down at once.
    private const int Delivered = 2;
    private const int ManyAtOnce = 100;

    // The last villages still wait for their bills.
    private const int Waiting = 4;

    private readonly RegionCode _region = plan.Region;

    public async Task PlayAsync()
    {
        var villages = await stage.ReadAsync((KotaDb db) => db.In<TaxVillage>(RegionScope.Of(_region)).AsNoTracking()
            .OrderBy(v => v.TaxCode).Select(v => v.TaxCode).ToListAsync(stage.Cancel));
        var pilot = await AssessAsync(
            stage.Say("Revenue.Demo.PilotBatch"), villages[0].ToString(CultureInfo.InvariantCulture), new(Year, 1, 12));
        var batch = await AssessAsync(stage.Say("Revenue.Demo.Batch"), Batch.WholeRegion, new(Year, 1, 19));
        await PrintAsync(pilot, batch);
        await DispatchAsync(pilot, batch, villages);
    }

    /// <summary>An assessment from its simulation to its posting, all in a fortnight.</summary>
    private async Task<BatchId> AssessAsync(string title, string scope, DateOnly from)
    {
        stage.Clock.Set(from, 9);
        var batch = await stage.AsAsync(
            cast.Assessor, (BatchDesk d) => d.MakeAsync(_region, new BatchInput(title, Year, scope), stage.Cancel));
        await stage.RunDueAsync();
        foreach (var (approver, days) in new[] { (cast.Head, 2), (cast.RegionHead, 3) })
        {
            stage.Clock.Set(from.AddDays(days), 10);
            var history = (await stage.ReadAsync((BatchReading r) => r.FindAsync(_region, batch.Id, stage.Cancel)))!;
            var approval = new ApprovalInput(history.Hash, stage.Say("Revenue.Demo.BatchDecree"), from.AddDays(2), true);
            await stage.AsAsync(approver, (BatchDesk d) => d.ApproveAsync(_region, batch.Id, approval, stage.Cancel));
        }

        stage.Clock.Set(from.AddDays(4), 9);
        await stage.AsAsync(cast.Head, (BatchDesk d) => d.PostAsync(_region, batch.Id, stage.Cancel));
        await stage.RunDueAsync();
        return batch.Id;
    }

    /// <summary>
    /// What stands on paper, the bills of the first village, and the lists of all; other bills are printed when somebody asks for them.
    /// </summary>
    private async Task PrintAsync(BatchId pilot, BatchId batch)
    {
        stage.Clock.Set(new DateOnly(Year, 2, 2), 9);
        await stage.AsAsync(cast.Head, (PaperDesk d) => d.SetAsync(
            _region, new DateOnly(Year, 1, 1), (version, at, by) => new PaperSetting
            {
                RegionCode = _region, Version = version, ValidFrom = new DateOnly(Year, 1, 1), RecordedAt = at, RecordedBy = by,
                Government = stage.Say("Revenue.Demo.Paper.Government"), Office = stage.Say("Revenue.Demo.Paper.Office"),
                Address = stage.Say("Revenue.Demo.Paper.Address"), Place = stage.Say("Revenue.Demo.Paper.Place"),
                SignatoryTitle = stage.Say("Revenue.Demo.Paper.Title"), SignatoryName = stage.Say("Revenue.Demo.Paper.Name"),
                SignatoryNumber = string.Empty, PayPlaces = stage.Say("Revenue.Demo.Paper.Places"), Form = PaperSetting.NewestForm,
            }, stage.Cancel));
        foreach (var (of, kind) in new[] { (pilot, PrintKind.Sppt), (pilot, PrintKind.Dhkp), (batch, PrintKind.Dhkp) })
        {
            await stage.AsAsync(cast.Head, (PaperDesk d) => d.StartAsync(
                _region, new PrintOrder(of, kind, PaperSize.A4, new DateOnly(Year, 3, 2)), stage.Cancel));
            await stage.RunDueAsync();
        }
    }

    private async Task DispatchAsync(BatchId pilot, BatchId batch, List<long> villages)
    {
        stage.Clock.Set(new DateOnly(Year, 3, 2), 14);
        await stage.AsAsync(cast.Assessor, (DispatchBills d) => d.RunAsync(_region, pilot, new(Year, 3, 2), [], stage.Cancel));
        var (first, second) = (villages.Take(villages.Count / 2).ToList(), villages.Skip(villages.Count / 2).SkipLast(Waiting).ToList());
        foreach (var (some, day) in new[] { (first, new DateOnly(Year, 3, 2)), (second, new DateOnly(Year, 3, 16)) })
        {
            stage.Clock.Set(day, 15);
            await stage.AsAsync(cast.Assessor, (DispatchBills d) => d.RunAsync(_region, batch, day, some, stage.Cancel));
        }

        await DeliverAsync(first);
    }

    /// <summary>Village officers write down what became of the bills of the first villages, and the office sets its targets.</summary>
    private async Task DeliverAsync(IReadOnlyList<long> villages)
    {
        stage.Clock.Set(new DateOnly(Year, 2, 2), 10);
        foreach (var (kind, year, amount) in Targets)
        {
            await stage.AsAsync(cast.Head, (TargetDesk t) => t.SetAsync(
                _region, (kind, year), amount, stage.Say("Revenue.Demo.Decree"), stage.Cancel));
        }

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
    private DeliveryNote EntryOf(Nop nop)
    {
        var chance = new DemoRandom(plan.Seed, "delivered", nop.Value).Unit();
        DeliveryNote Of(DeliveryOutcome outcome, string receiver = "", string relation = "") =>
            new(BillPaths.Digits(nop), nop.ToString(), outcome, receiver, relation);
        return chance switch
        {
            < 0.82 => Of(DeliveryOutcome.Received, stage.Say("Revenue.Demo.Receiver"), nameof(ReceiverRelation.Self)),
            < 0.87 => Of(DeliveryOutcome.Unknown),
            < 0.9 => Of(DeliveryOutcome.Refused),
            _ => Of(DeliveryOutcome.Returned),
        };
    }
}

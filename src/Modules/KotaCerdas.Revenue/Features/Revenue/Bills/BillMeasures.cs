using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Rules;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Bills;

/// <summary>The numbers on PBB-P2 bills and on targets that regions publish.</summary>
internal static class BillMeasures
{
    public static readonly Measure Issued = Of("revenue.bill.issued", "Issued", "Bills");
    public static readonly Measure Principal = Of("revenue.bill.principal", "Principal", "Rupiah");
    public static readonly Measure Received = Of("revenue.pbb.received", "Received", "Rupiah") with { Direction = MeasureDirection.Up };

    public static readonly Measure Delivered = Of("revenue.bill.delivered", "Delivered", "Percent") with
    {
        Aggregation = Aggregation.Ratio, Scale = 100, Decimals = 1, Direction = MeasureDirection.Up,
    };

    public static readonly Measure Realised = Of("revenue.pbb.realised", "Realised", "Percent") with
    {
        Aggregation = Aggregation.Ratio, Scale = 100, Decimals = 1, Direction = MeasureDirection.Up,
    };

    public static readonly Measure Target = Of("revenue.target", "Target", "Rupiah");

    public static IReadOnlyList<Measure> All { get; } = [Issued, Principal, Delivered, Received, Realised, Target];

    /// <summary>A measure of the module; its texts are named after it.</summary>
    public static Measure Of(string code, string name, string unit) => new()
    {
        Code = code, NameKey = "Revenue.Measure." + name, AboutKey = $"Revenue.Measure.{name}About",
        FormulaKey = $"Revenue.Measure.{name}Formula", UnitKey = $"Revenue.Measure.Unit{unit}", Aggregation = Aggregation.Sum,
    };
}

/// <summary>
/// Rows by village: bills and what they ask for, how many were delivered, what was received by what was taken over; and the targets.
/// </summary>
internal sealed class BillMeasureRows(KotaDb db) : IMeasureSource
{
    public IReadOnlyList<Measure> Measures => BillMeasures.All;

    public async Task<IReadOnlyList<string>> PeriodsAsync(CancellationToken cancel)
    {
        var scope = RegionScope.National("years of bills");
        var years = await db.In<Batch>(scope).Select(b => b.TaxYear).Distinct().ToListAsync(cancel);
        years.AddRange(await db.In<LegacyPayment>(scope).Select(p => p.PaidOn.Year).Distinct().ToListAsync(cancel));
        years.AddRange(await db.In<RevenueTarget>(scope).Select(t => t.Year).Distinct().ToListAsync(cancel));
        return [.. years.Distinct().Order().Select(y => y.ToString(CultureInfo.InvariantCulture))];
    }

    public async Task<IReadOnlyList<MeasureRow>> RowsAsync(string period, RegionCode? only, CancellationToken cancel)
    {
        if (!int.TryParse(period, NumberStyles.None, CultureInfo.InvariantCulture, out var year))
        {
            return [];
        }

        var scope = only is { } region ? RegionScope.Of(region) : RegionScope.National("measures of bills");
        var targets = (await db.In<RevenueTarget>(scope).AsNoTracking().Where(t => t.Year == year).ToListAsync(cancel))
            .GroupBy(t => (t.RegionCode, t.Kind)).Select(g => g.MaxBy(t => t.Version)!).ToList();
        return
        [
            .. await BillsAsync(scope, year, cancel), .. await ReceivedAsync(scope, year, targets, cancel),
            .. targets.Select(t => OfTarget(BillMeasures.Target, t, t.Amount, 1)),
        ];
    }

    private async Task<List<MeasureRow>> BillsAsync(RegionScope scope, int year, CancellationToken cancel)
    {
        var posted = await (from e in db.In<BatchEvent>(scope)
                            join b in db.In<Batch>(scope) on new { e.RegionCode, Id = e.BatchId } equals new { b.RegionCode, b.Id }
                            where e.Kind == BatchEventKind.Posted && b.TaxYear == year
                            select b).AsNoTracking().ToListAsync(cancel);
        var ids = posted.ConvertAll(b => b.Id);
        var villages = await db.In<BatchVillage>(scope).AsNoTracking().Where(v => ids.Contains(v.BatchId) && v.Bills > 0)
            .ToListAsync(cancel);
        var delivered = (await db.In<Delivery>(scope).Where(d => d.TaxYear == year && d.Outcome == DeliveryOutcome.Received
                && !db.In<Delivery>(scope).Any(l => l.RegionCode == d.RegionCode && l.TaxYear == d.TaxYear && l.Nop == d.Nop
                    && l.Ordinal > d.Ordinal))
            .GroupBy(d => new { d.RegionCode, d.TaxCode })
            .Select(g => new { g.Key.RegionCode, g.Key.TaxCode, Count = g.Count() }).ToListAsync(cancel))
            .ToDictionary(d => (d.RegionCode, d.TaxCode), d => d.Count);
        var rows = new List<MeasureRow>();
        foreach (var village in villages)
        {
            MeasureRow Row(Measure measure, decimal value) => new(
                measure.Code, village.RegionCode, $"revenue.batch/{village.RegionCode}/{village.BatchId}/{village.TaxCode}", value)
                {
                    LabelKey = "Revenue.Measure.RowVillage", LabelArgs = [TaxVillage.Show(village.TaxCode)],
                };
            rows.Add(Row(BillMeasures.Issued, village.Bills));
            rows.Add(Row(BillMeasures.Principal, village.Amount));
        }

        rows.AddRange(villages.GroupBy(v => (v.RegionCode, v.TaxCode)).Select(g => new MeasureRow(
            BillMeasures.Delivered.Code, g.Key.RegionCode, $"revenue.delivery/{g.Key.RegionCode}/{year}/{g.Key.TaxCode}",
            delivered.GetValueOrDefault(g.Key), g.Sum(v => v.Bills))
            {
                LabelKey = "Revenue.Measure.RowVillage", LabelArgs = [TaxVillage.Show(g.Key.TaxCode)],
            }));
        return rows;
    }

    private async Task<List<MeasureRow>> ReceivedAsync(
        RegionScope scope, int year, IReadOnlyList<RevenueTarget> targets, CancellationToken cancel)
    {
        // What is in the cash of a year counts for it, whichever year it was owed for; fines are another account than the tax.
        var (first, last) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        var paid = await db.In<LegacyPayment>(scope).Where(p => p.PaidOn >= first && p.PaidOn <= last)
            .GroupBy(p => new { p.RegionCode, TaxCode = (long)(object)p.Nop / Nop.PerVillage })
            .Select(g => new { g.Key.RegionCode, g.Key.TaxCode, Sum = g.Sum(p => p.Amount - p.Penalty) })
            .OrderBy(g => g.RegionCode).ThenBy(g => g.TaxCode).ToListAsync(cancel);
        var rows = paid.ConvertAll(p => new MeasureRow(
            BillMeasures.Received.Code, p.RegionCode, $"revenue.payment/{p.RegionCode}/{year}/{p.TaxCode}", p.Sum)
            {
                LabelKey = "Revenue.Measure.RowVillage", LabelArgs = [TaxVillage.Show(p.TaxCode)],
            });

        // Where nothing was taken over it is not known what came in, which is not nothing.
        var received = paid.GroupBy(p => p.RegionCode).ToDictionary(g => g.Key, g => g.Sum(p => p.Sum));
        rows.AddRange(targets.Where(t => t.Kind == RevenueKinds.Pbb && received.ContainsKey(t.RegionCode))
            .Select(t => OfTarget(BillMeasures.Realised, t, received[t.RegionCode], t.Amount)));
        return rows;
    }

    private static MeasureRow OfTarget(Measure measure, RevenueTarget target, long rupiah, long of) => new(
        measure.Code, target.RegionCode, $"revenue.target/{target.RegionCode}/{target.Kind}/{target.Year}", rupiah, of)
        {
            LabelKey = "Revenue.Measure.RowTarget",
            LabelArgs = [RevenueKinds.Find(target.Kind)?.Title.In() ?? target.Kind, target.Basis],
        };
}

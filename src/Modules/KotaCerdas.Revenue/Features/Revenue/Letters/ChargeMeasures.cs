using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Rules;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>The numbers on returns and letters of the other taxes and levies that regions publish.</summary>
internal static class ChargeMeasures
{
    public static readonly Measure Issued = BillMeasures.Of("revenue.charge.issued", "ChargeIssued", "Letters");
    public static readonly Measure Principal = BillMeasures.Of("revenue.charge.principal", "ChargePrincipal", "Rupiah");

    public static IReadOnlyList<Measure> All { get; } = [Issued, Principal];
}

/// <summary>
/// Rows by kind: returns and letters about periods that end in the year, and the principal of the cycles that count. What few taxpayers owe
/// of a kind would say what each of them owes, which is secret (UU 1/2022 art. 103): it is missing.
/// </summary>
internal sealed class ChargeMeasureRows(KotaDb db) : IMeasureSource
{
    /// <summary>So many taxpayers must share a principal that is published.</summary>
    private const int Fewest = 3;

    public IReadOnlyList<Measure> Measures => ChargeMeasures.All;

    public async Task<IReadOnlyList<string>> PeriodsAsync(CancellationToken cancel)
    {
        var years = await db.In<Charge>(RegionScope.National("years of charges")).Select(c => c.LedgerPeriod / 100).Distinct()
            .ToListAsync(cancel);
        return [.. years.Order().Select(y => y.ToString(CultureInfo.InvariantCulture))];
    }

    public async Task<IReadOnlyList<MeasureRow>> RowsAsync(string period, RegionCode? only, CancellationToken cancel)
    {
        if (!int.TryParse(period, NumberStyles.None, CultureInfo.InvariantCulture, out var year))
        {
            return [];
        }

        var scope = only is { } region ? RegionScope.Of(region) : RegionScope.National("measures of charges");
        var (from, to) = (year * 100, (year * 100) + 99);
        var charges = db.In<Charge>(scope).Where(c => c.LedgerPeriod > from && c.LedgerPeriod < to);
        var last = charges.GroupBy(c => new { c.RegionCode, c.ChargeId })
            .Select(g => new { g.Key.RegionCode, g.Key.ChargeId, Cycle = g.Max(c => c.Cycle) });
        var kinds = await (from c in charges
                           join l in last on new { c.RegionCode, c.ChargeId, c.Cycle } equals new { l.RegionCode, l.ChargeId, l.Cycle }
                           group c by new { c.RegionCode, c.Kind } into g
                           select new
                           {
                               g.Key.RegionCode, g.Key.Kind, Count = g.Count(), Principal = g.Sum(c => c.Principal),
                               Taxpayers = g.Select(c => c.TaxpayerId).Distinct().Count(),
                           }).ToListAsync(cancel);
        var rows = new List<MeasureRow>();
        foreach (var kind in kinds)
        {
            MeasureRow Row(Measure measure, decimal? value) => new(
                measure.Code, kind.RegionCode, $"revenue.charge/{kind.RegionCode}/{period}/{kind.Kind}", value)
                {
                    LabelKey = "Revenue.Measure.RowKind", LabelArgs = [RevenueKinds.Find(kind.Kind)?.Title.In() ?? kind.Kind],
                };
            rows.Add(Row(ChargeMeasures.Issued, kind.Count));
            rows.Add(Row(ChargeMeasures.Principal, kind.Taxpayers < Fewest ? null : kind.Principal));
        }

        return rows;
    }
}

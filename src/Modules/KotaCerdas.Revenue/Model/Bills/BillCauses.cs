using System.Runtime.InteropServices;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Model.Bills;

/// <summary>The figures of a bill that are compared with another year's: areas in m², the rest in rupiah.</summary>
internal sealed record BillFigures(
    int Year, int LandArea, long LandUnit, int BuildingArea, long BuildingUnit, long Common, long Deduction, long Tax, long Amount)
{
    public string LandClass { get; init; } = string.Empty;

    public string BuildingClass { get; init; } = string.Empty;

    public long LandNjop { get; init; }

    public long BuildingNjop { get; init; }

    public long Njop => LandNjop + BuildingNjop + Common;

    public long Taxable => Math.Max(0, Njop - Deduction);

    public static BillFigures Of(Bill b) => new(
        b.TaxYear, b.LandArea, b.LandUnit, b.BuildingArea, b.BuildingUnit, b.CommonValue, b.Deduction, b.Tax, b.Amount)
    {
        LandClass = b.LandClass, BuildingClass = b.BuildingClass, LandNjop = b.LandNjop, BuildingNjop = b.BuildingNjop,
    };

    /// <summary>A bill of the system before; what it has no column for shows up as common property.</summary>
    public static BillFigures Of(LegacyBill b) => new(
        b.TaxYear, b.LandArea, Unit(b.LandValue, b.LandArea), b.BuildingArea, Unit(b.BuildingValue, b.BuildingArea),
        Math.Max(0, b.TotalValue - b.LandValue - b.BuildingValue), b.Deduction, b.Tax, b.Amount)
    {
        LandClass = b.LandClass, BuildingClass = b.BuildingClass, LandNjop = b.LandValue, BuildingNjop = b.BuildingValue,
    };

    private static long Unit(long value, int area) => area == 0 ? 0 : value / area;
}

/// <summary>Why a bill differs from that of the year before.</summary>
internal enum BillCause
{
    LandArea,
    LandUnit,
    BuildingArea,
    BuildingUnit,
    Common,
    Deduction,

    /// <summary>Tariff, NJKP or the tier that the value falls into.</summary>
    Rate,

    /// <summary>Rise, limit on growth, reduction, rounding, minimum.</summary>
    Relief,
}

/// <summary>One cause with its share of the difference, in rupiah.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CauseShare(BillCause Cause, long Rupiah);

/// <summary>
/// Splits the difference of two bills by its causes, so that the shares add up to it exactly. What changed about the object is weighed
/// with what a rupiah of taxable value cost the year before; what is left of the difference in tax is the tariff's, unless rounding
/// explains it; the rest comes of relief and rounding. One change after the other, land before buildings, area before value.
/// </summary>
internal static class BillCauses
{
    /// <summary>The causes that have a share, in the order of the computation.</summary>
    public static IReadOnlyList<CauseShare> Of(BillFigures before, BillFigures now)
    {
        // Where nothing was taxable the year before, this year's cost of a rupiah counts.
        var basis = before.Taxable > 0 ? before : now;
        var cost = basis.Taxable > 0 ? Fraction.Of(basis.Tax) / Fraction.Of(basis.Taxable) : Fraction.Zero;
        var landAt = (long)now.LandArea * before.LandUnit;
        var buildingAt = (long)now.BuildingArea * before.BuildingUnit;
        (BillCause Cause, long Value)[] changes =
        [
            (BillCause.LandArea, before.LandArea == now.LandArea ? 0 : landAt - before.LandNjop),
            (BillCause.LandUnit, now.LandNjop - (before.LandArea == now.LandArea ? before.LandNjop : landAt)),
            (BillCause.BuildingArea, before.BuildingArea == now.BuildingArea ? 0 : buildingAt - before.BuildingNjop),
            (BillCause.BuildingUnit, now.BuildingNjop - (before.BuildingArea == now.BuildingArea ? before.BuildingNjop : buildingAt)),
            (BillCause.Common, now.Common - before.Common),
            (BillCause.Deduction, before.Deduction - now.Deduction),
        ];
        var shares = new List<CauseShare>();
        var (left, taxable, done) = (now.Tax - before.Tax, before.Njop - before.Deduction, 0L);
        foreach (var (cause, value) in changes)
        {
            // The running taxable value is cut at nothing, so that a deduction that is larger than the value costs no more than it gives.
            var earlier = Math.Max(0, taxable);
            taxable += value;
            var share = value == 0 ? 0 : Whole(Fraction.Of(Math.Max(0, taxable) - earlier) * cost);
            done += share;
            Add(shares, cause, share);
        }

        // Each share and each tax is a whole rupiah: what is no more than their roundings is no change of the tariff.
        var rounded = Math.Abs(left - done) <= changes.Count(c => c.Value != 0) + 1;
        Add(shares, BillCause.Rate, rounded ? 0 : left - done);
        Add(shares, BillCause.Relief, now.Amount - now.Tax - (before.Amount - before.Tax) + (rounded ? left - done : 0));
        Check.That(shares.Sum(s => s.Rupiah) == now.Amount - before.Amount);
        return shares;
    }

    private static void Add(List<CauseShare> shares, BillCause cause, long rupiah)
    {
        if (rupiah != 0)
        {
            shares.Add(new(cause, rupiah));
        }
    }

    private static long Whole(Fraction value) => new Rounding(RoundingMode.HalfUp, 1).Apply(value).Whole()!.Value;
}

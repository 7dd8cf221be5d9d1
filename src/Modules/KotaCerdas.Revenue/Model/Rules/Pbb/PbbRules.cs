using System.Runtime.CompilerServices;

namespace KotaCerdas.Revenue.Model.Rules;

/// <summary>
/// The PBB-P2 rules of a region and year, compiled: sorted arrays, no look-ups by name. Immutable. Every figure that a person sees is a
/// whole rupiah, and each is computed from those before it, so that anyone can follow with a pencil.
/// </summary>
internal sealed partial class PbbRules
{
    private const int Million = 1_000_000;

    // The largest factor whose product with any rate up to 100 % fits 64 bits.
    private const long Narrow = long.MaxValue / Million;

    private readonly long[] _landUpper;
    private readonly long[] _landValue;
    private readonly long[] _buildingUpper;
    private readonly long[] _buildingValue;
    private readonly long[] _tierUpper;
    private readonly int[] _tierRate;
    private readonly int[] _tierNjkp;
    private readonly (short First, short Count)[] _uses;
    private readonly bool _byClass;
    private readonly bool _tierOnNjop;
    private readonly long _njoptkp;
    private readonly long _minimum;
    private readonly Rounding _rounding;
    private readonly int _adjustment;
    private readonly int _growth;

    /// <summary>SHA-256 of the set these rules came from; a bill keeps it.</summary>
    public string Hash => Set.Hash;

    /// <summary>True where the region has tiers for the use of land.</summary>
    public bool Knows(int landUse) => landUse >= 0 && landUse < _uses.Length && _uses[landUse].Count > 0;

    /// <summary>Rate and share of NJKP of a row of tiers, in millionths.</summary>
    public (int Rate, int NjkpShare) TierOf(int row) => (_tierRate[row], _tierNjkp[row]);

    /// <summary>The smallest amount that is billed, rupiah.</summary>
    public long Minimum => _minimum;

    /// <summary>True where what is left after limits and reductions, in rupiah, is less than the smallest amount that is billed.</summary>
    public bool TakesMinimum(long open) => (_rounding.To == 1 ? open : RoundTo(open)) < _minimum;

    /// <summary>Assesses an object; pure, and without allocating.</summary>
    public PbbAmount Assess(in PbbFacts facts)
    {
        var amount = new PbbAmount { LandClass = -1, BuildingClass = -1, Tier = -1 };
        var refusal = Value(facts, ref amount);
        if (refusal == PbbRefusal.None)
        {
            refusal = Tax(facts, ref amount);
        }

        amount.Refusal = refusal;
        return amount;
    }

    /// <summary>From areas and values to the taxable value.</summary>
    private PbbRefusal Value(in PbbFacts facts, ref PbbAmount amount)
    {
        if ((facts.LandArea | facts.BuildingArea | facts.Reduction) < 0
            || (facts.LandValue | facts.BuildingValue | facts.Common) < 0
            || facts.Reduction > Million || facts.LastYear < -1)
        {
            return PbbRefusal.BadFacts;
        }

        if (!Class(facts.LandArea, facts.LandValue, _landUpper, out var land))
        {
            return PbbRefusal.NoLandClass;
        }

        if (!Class(facts.BuildingArea, facts.BuildingValue, _buildingUpper, out var building))
        {
            return PbbRefusal.NoBuildingClass;
        }

        amount.LandClass = land;
        amount.BuildingClass = building;
        amount.LandUnit = facts.LandArea == 0 ? 0 : _byClass ? _landValue[land] : facts.LandValue;
        amount.BuildingUnit = facts.BuildingArea == 0 ? 0 : _byClass ? _buildingValue[building] : facts.BuildingValue;
        if (!Multiply(facts.LandArea, amount.LandUnit, out var landNjop)
            || !Multiply(facts.BuildingArea, amount.BuildingUnit, out var other)
            || !Add(landNjop, other, out var njop) || !Add(njop, facts.Common, out njop))
        {
            return PbbRefusal.TooLarge;
        }

        amount.LandNjop = landNjop;
        amount.BuildingNjop = other;
        amount.Njop = njop;
        amount.Deduction = facts.TakesNjoptkp ? Math.Min(_njoptkp, njop) : 0;
        amount.Taxable = njop - amount.Deduction;
        return PbbRefusal.None;
    }

    /// <summary>From the taxable value to what is billed.</summary>
    private PbbRefusal Tax(in PbbFacts facts, ref PbbAmount amount)
    {
        if (!Knows(facts.LandUse))
        {
            return PbbRefusal.NoTier;
        }

        return Charge(facts, TierOf(facts.LandUse, amount.Njop, amount.Taxable), ref amount);
    }

    /// <summary>From the taxable value to what is billed, in a tier.</summary>
    private PbbRefusal Charge(in PbbFacts facts, int tier, ref PbbAmount amount)
    {
        amount.Tier = (short)tier;
        amount.Njkp = Share(amount.Taxable, _tierNjkp[tier]);
        amount.Tax = Share(amount.Njkp, _tierRate[tier]);
        if (!Changed(amount.Tax, _adjustment, _rounding.Mode, out var adjusted) || !Limit(facts.LastYear, out var limit))
        {
            return PbbRefusal.TooLarge;
        }

        amount.Adjusted = adjusted;
        amount.Limited = Math.Min(adjusted, limit);
        amount.Reduced = Share(amount.Limited, facts.Reduction);
        var open = amount.Limited - amount.Reduced;
        if (open > long.MaxValue - _rounding.To)
        {
            return PbbRefusal.TooLarge;
        }

        amount.Payable = Math.Max(_minimum, _rounding.To == 1 ? open : RoundTo(open));
        return PbbRefusal.None;
    }

    /// <summary>A class by binary search; without area there is none. Where it is only a label its absence does not matter.</summary>
    private bool Class(int area, long value, long[] upper, out short found)
    {
        found = -1;
        if (area == 0)
        {
            return true;
        }

        var at = Search(upper, value);
        if (at < upper.Length)
        {
            found = (short)at;
            return true;
        }

        return !_byClass;
    }

    /// <summary>The first interval whose upper bound is not below the value: lower bounds are outside, upper ones inside.</summary>
    private static int Search(ReadOnlySpan<long> upper, long value)
    {
        var (low, high) = (0, upper.Length);
        while (low < high)
        {
            var middle = (low + high) >> 1;
            if (upper[middle] < value)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <summary>A share of an amount, at most the whole of it, rounded to whole rupiah.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long Share(long amount, int millionths)
    {
        if (amount > Narrow)
        {
            return Rounding.Divide((Int128)amount * millionths, Million, _rounding.Mode);
        }

        var product = amount * millionths;
        var down = product / Million;
        var rest = product - (down * Million);
        return _rounding.Mode switch
        {
            RoundingMode.Up => rest > 0 ? down + 1 : down,
            RoundingMode.HalfUp => rest * 2 >= Million ? down + 1 : down,
            _ => down,
        };
    }

    /// <summary>An amount raised or lowered by a share that may be more than the whole.</summary>
    private static bool Changed(long amount, int millionths, RoundingMode mode, out long changed)
    {
        changed = amount;
        if (millionths == 0)
        {
            return true;
        }

        var product = (Int128)amount * Math.Max(0, Million + (long)millionths);
        if (product / Million >= long.MaxValue)
        {
            return false;
        }

        changed = Rounding.Divide(product, Million, mode);
        return true;
    }

    /// <summary>
    /// The most that the limit on growth lets through, always rounded down: a limit that were rounded up would be passed by the rest of a
    /// rupiah. Who paid nothing last year has no limit.
    /// </summary>
    private bool Limit(long lastYear, out long limit)
    {
        limit = long.MaxValue;
        return _growth < 0 || lastYear <= 0 || Changed(lastYear, _growth, RoundingMode.Down, out limit);
    }

    private long RoundTo(long open)
    {
        var down = open / _rounding.To * _rounding.To;
        var rest = open - down;
        return _rounding.Mode switch
        {
            RoundingMode.Up => rest > 0 ? down + _rounding.To : down,
            RoundingMode.HalfUp => rest * 2 >= _rounding.To ? down + _rounding.To : down,
            _ => down,
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Multiply(int area, long value, out long product)
    {
        // Neither is negative.
        var high = Math.BigMul(area, value, out var low);
        product = low;
        return high == 0 && low >= 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Add(long a, long b, out long sum)
    {
        sum = unchecked(a + b);
        return sum >= 0;
    }
}

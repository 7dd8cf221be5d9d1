namespace KotaCerdas.Revenue.Model.Rules;

/// <content>Rows of the tables by their codes, and what a bill would be in another row.</content>
internal sealed partial class PbbRules
{
    /// <summary>Code of a row of the classes of land, empty for −1.</summary>
    public string LandClassCode(int row) => row < 0 ? string.Empty : _landClasses[row].Code;

    /// <summary>Code of a row of the classes of buildings, empty for −1.</summary>
    public string BuildingClassCode(int row) => row < 0 ? string.Empty : _buildingClasses[row].Code;

    /// <summary>Row of a class of land, −1 where the rules know none with the code.</summary>
    public short LandClassRow(string code) => (short)Array.FindIndex(_landClasses, c => c.Code == code);

    /// <summary>Row of a class of buildings, −1 where the rules know none with the code.</summary>
    public short BuildingClassRow(string code) => (short)Array.FindIndex(_buildingClasses, c => c.Code == code);

    /// <summary>A row of the tiers.</summary>
    public TierRule TierRow(int row) => _tiers[row];

    /// <summary>Row of the tier of a value; the rules must know the use of land.</summary>
    public int TierOf(int landUse, long njop, long taxable)
    {
        var (first, count) = _uses[landUse];
        return first + Search(_tierUpper.AsSpan(first, count), _tierOnNjop ? njop : taxable);
    }

    /// <summary>The tier that would apply to a value of the object in another year, the deduction being the same.</summary>
    public int TierAt(in PbbFacts facts, long njop) =>
        TierOf(facts.LandUse, njop, njop - (facts.TakesNjoptkp ? Math.Min(_njoptkp, njop) : 0));

    /// <summary>What an object would be billed in a lower tier, everything else being as it is; the object is not refused.</summary>
    public long PayableInTier(in PbbFacts facts, in PbbAmount amount, int tier)
    {
        var other = amount;
        return Charge(facts, tier, ref other) == PbbRefusal.None ? other.Payable : amount.Payable;
    }

    /// <summary>What an object would be billed, were its land or its buildings in a lower class; the object is not refused.</summary>
    public long PayableInClass(in PbbFacts facts, in PbbAmount amount, short? land, short? building)
    {
        var other = amount;
        if (land is { } l)
        {
            other.LandNjop = facts.LandArea * _landValue[l];
        }

        if (building is { } b)
        {
            other.BuildingNjop = facts.BuildingArea * _buildingValue[b];
        }

        other.Njop = other.LandNjop + other.BuildingNjop + facts.Common;
        other.Deduction = facts.TakesNjoptkp ? Math.Min(_njoptkp, other.Njop) : 0;
        other.Taxable = other.Njop - other.Deduction;
        var tier = TierOf(facts.LandUse, other.Njop, other.Taxable);
        return Charge(facts, tier, ref other) == PbbRefusal.None ? other.Payable : amount.Payable;
    }

    /// <summary>True where the class decides the value and is not only a label.</summary>
    public bool ByClass => _byClass;
}

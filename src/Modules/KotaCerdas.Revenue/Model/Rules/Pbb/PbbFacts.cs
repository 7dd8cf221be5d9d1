using System.Runtime.InteropServices;

namespace KotaCerdas.Revenue.Model.Rules;

/// <summary>What an object of PBB-P2 is assessed by, as it stands on 1 January. All figures are whole numbers and not negative.</summary>
/// <param name="LandArea">Land in m².</param>
/// <param name="LandValue">Mean value of the land in rupiah per m² (the NIR).</param>
/// <param name="LandUse">Number of the use in <c>data/revenue/land-uses.csv</c>.</param>
/// <param name="BuildingArea">Buildings in m².</param>
/// <param name="BuildingValue">Value of the buildings in rupiah per m².</param>
/// <param name="Common">Share of common property in rupiah of NJOP.</param>
/// <param name="TakesNjoptkp">True for the one object on which the owner's untaxed value is used.</param>
/// <param name="LastYear">PBB of the year before in rupiah, −1 where there was none.</param>
/// <param name="Reduction">Reduction granted on request, in millionths of the tax.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PbbFacts(
    int LandArea, long LandValue, int LandUse, int BuildingArea, long BuildingValue, long Common, bool TakesNjoptkp, long LastYear,
    int Reduction);

/// <summary>Why an object cannot be assessed.</summary>
internal enum PbbRefusal : byte
{
    None,

    /// <summary>A figure is negative, or a reduction above the whole.</summary>
    BadFacts,

    /// <summary>The region has no tiers for the use of land.</summary>
    NoTier,

    /// <summary>The value lies above the highest class of land that the set knows.</summary>
    NoLandClass,

    /// <summary>The value lies above the highest class of buildings that the set knows.</summary>
    NoBuildingClass,

    /// <summary>A figure does not fit.</summary>
    TooLarge,
}

/// <summary>Every intermediate figure of an assessment, in rupiah unless it says otherwise.</summary>
[StructLayout(LayoutKind.Auto)]
internal record struct PbbAmount
{
    /// <summary>Why there is no amount.</summary>
    public PbbRefusal Refusal { get; set; }

    /// <summary>Row of the land's class in the rules, −1 where it has none.</summary>
    public short LandClass { get; set; }

    /// <summary>Row of the buildings' class, −1 where it has none.</summary>
    public short BuildingClass { get; set; }

    /// <summary>Row of the tier in the rules.</summary>
    public short Tier { get; set; }

    /// <summary>NJOP of land per m².</summary>
    public long LandUnit { get; set; }

    /// <summary>NJOP of buildings per m².</summary>
    public long BuildingUnit { get; set; }

    public long LandNjop { get; set; }

    public long BuildingNjop { get; set; }

    public long Njop { get; set; }

    /// <summary>NJOPTKP that was used: never more than the NJOP.</summary>
    public long Deduction { get; set; }

    public long Taxable { get; set; }

    public long Njkp { get; set; }

    /// <summary>Rate times NJKP, rounded.</summary>
    public long Tax { get; set; }

    /// <summary>After the region's rise or stimulus.</summary>
    public long Adjusted { get; set; }

    /// <summary>After the limit on growth over last year.</summary>
    public long Limited { get; set; }

    /// <summary>Reduction on request.</summary>
    public long Reduced { get; set; }

    /// <summary>What is billed.</summary>
    public long Payable { get; set; }
}

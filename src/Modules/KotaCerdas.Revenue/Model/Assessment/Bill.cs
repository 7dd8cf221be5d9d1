using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Rules;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Model.Assessment;

/// <summary>
/// A bill of PBB-P2, and with it what is owed for an object and year. It holds what it was computed from and what came of it, in rupiah
/// unless it says otherwise, and is never changed: a correction is a bill with the next cycle, and the highest cycle counts.
/// </summary>
internal sealed class Bill : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required Nop Nop { get; init; }

    public required int TaxYear { get; init; }

    /// <summary>1 for the first bill of object and year.</summary>
    public required int Cycle { get; init; }

    /// <summary>From 1, without gaps, within region and year.</summary>
    public required long Number { get; init; }

    public required BatchId BatchId { get; init; }

    /// <summary>Version of the object that it was computed from.</summary>
    public required int ObjectVersion { get; init; }

    /// <summary>Who owes it, merged entries resolved.</summary>
    public required TaxpayerId TaxpayerId { get; init; }

    /// <summary>Version of the taxpayer that was known: name and address of the bill.</summary>
    public required int TaxpayerVersion { get; init; }

    /// <summary>Square metres.</summary>
    public required int LandArea { get; init; }

    /// <summary>A square metre: the NIR, or the land's own value.</summary>
    public required long LandValue { get; init; }

    /// <summary>Number of the use that decides the rate.</summary>
    public required int LandUse { get; init; }

    /// <summary>Square metres.</summary>
    public required int BuildingArea { get; init; }

    /// <summary>A square metre.</summary>
    public required long BuildingValue { get; init; }

    /// <summary>Share in common property.</summary>
    public required long CommonValue { get; init; }

    /// <summary>True where the taxpayer's one deduction (NJOPTKP) is used here.</summary>
    public required bool TakesDeduction { get; init; }

    /// <summary>What the bill of the year before asked for, −1 where there was none.</summary>
    public required long LastYear { get; init; }

    /// <summary>Reduction on request, millionths of the tax.</summary>
    public required int Reduction { get; init; }

    /// <summary>Code of the class, empty where there is none.</summary>
    public required string LandClass { get; init; }

    /// <summary>Code of the class, empty where there is none.</summary>
    public required string BuildingClass { get; init; }

    /// <summary>Row of the tier in the rules.</summary>
    public required int Tier { get; init; }

    /// <summary>NJOP of a square metre of land.</summary>
    public required long LandUnit { get; init; }

    /// <summary>NJOP of a square metre of the buildings.</summary>
    public required long BuildingUnit { get; init; }

    public required long LandNjop { get; init; }

    public required long BuildingNjop { get; init; }

    public required long Njop { get; init; }

    /// <summary>NJOPTKP that was used.</summary>
    public required long Deduction { get; init; }

    public required long Njkp { get; init; }

    /// <summary>Rate times NJKP.</summary>
    public required long Tax { get; init; }

    /// <summary>After the region's rise or stimulus.</summary>
    public required long Adjusted { get; init; }

    /// <summary>After the limit on growth.</summary>
    public required long Limited { get; init; }

    /// <summary>Reduction on request, rupiah.</summary>
    public required long Reduced { get; init; }

    /// <summary>What is owed.</summary>
    public required long Amount { get; init; }

    /// <summary>What it was computed from; with the rules of its batch it can be explained.</summary>
    public PbbFacts Facts() => new(
        LandArea, LandValue, LandUse, BuildingArea, BuildingValue, CommonValue, TakesDeduction, LastYear, Reduction);

    public static void Map(ModelBuilder model) => model.Entity<Bill>(e =>
    {
        e.ToTable("revenue_bill");
        e.Property(b => b.Nop).HasConversion(n => n.Value, v => Nop.Of(v));
        e.HasKey(b => new { b.RegionCode, b.Nop, b.TaxYear, b.Cycle });
        e.HasIndex(b => new { b.RegionCode, b.TaxYear, b.Number }).IsUnique().HasDatabaseName("revenue_bill_number");
    });
}

/// <summary>The day on which the bills of a village went out; the clock of what they ask for starts then.</summary>
internal sealed class Dispatch : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required BatchId BatchId { get; init; }

    /// <summary>The tax office's ten digits.</summary>
    public required long TaxCode { get; init; }

    /// <summary>Legal date in the region.</summary>
    public required DateOnly DispatchedOn { get; init; }

    /// <summary>Last day without interest, by the rules that the bills were computed by.</summary>
    public required DateOnly DueOn { get; init; }

    public required DateTime RecordedAt { get; init; }

    public required string RecordedBy { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<Dispatch>(e =>
    {
        e.ToTable("revenue_dispatch");
        e.HasKey(d => new { d.RegionCode, d.BatchId, d.TaxCode });
    });
}

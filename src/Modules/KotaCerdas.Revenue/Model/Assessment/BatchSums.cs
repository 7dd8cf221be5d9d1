using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Rules;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Model.Assessment;

/// <summary>Sums of a batch in a village, in rupiah and square metres, as they were simulated.</summary>
internal sealed class BatchVillage : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required BatchId BatchId { get; init; }

    /// <summary>The tax office's ten digits.</summary>
    public required long TaxCode { get; init; }

    /// <summary>Bills, those of nothing included.</summary>
    public required int Bills { get; init; }

    /// <summary>Objects that could not be assessed; <see cref="BatchRefusal"/> has each.</summary>
    public required int Refused { get; init; }

    /// <summary>Public facilities, which are not billed.</summary>
    public required int NotBilled { get; init; }

    /// <summary>Objects that had a bill of the year already.</summary>
    public required int BilledBefore { get; init; }

    public required long LandArea { get; init; }

    public required long BuildingArea { get; init; }

    public required long Njop { get; init; }

    /// <summary>Tax before rise, limit and reduction.</summary>
    public required long Tax { get; init; }

    /// <summary>What the bills ask for.</summary>
    public required long Amount { get; init; }

    /// <summary>Bills whose object had one the year before.</summary>
    public required int LastBills { get; init; }

    /// <summary>What these asked for the year before.</summary>
    public required long LastAmount { get; init; }

    /// <summary>Bills above that of the year before.</summary>
    public required int Higher { get; init; }

    /// <summary>Bills below that of the year before.</summary>
    public required int Lower { get; init; }

    /// <summary>Bills whose object had none the year before.</summary>
    public required int Fresh { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<BatchVillage>(e =>
    {
        e.ToTable("revenue_batch_village");
        e.HasKey(v => new { v.RegionCode, v.BatchId, v.TaxCode });
    });
}

/// <summary>Bills of a village in one book.</summary>
internal sealed class BatchBook : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required BatchId BatchId { get; init; }

    public required long TaxCode { get; init; }

    /// <summary>Name of the book in the rules, empty where the rules know no books.</summary>
    public required string Book { get; init; }

    public required int Bills { get; init; }

    public required long Amount { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<BatchBook>(e =>
    {
        e.ToTable("revenue_batch_book");
        e.HasKey(b => new { b.RegionCode, b.BatchId, b.TaxCode, b.Book });
    });
}

/// <summary>Why an object has no bill.</summary>
internal enum RefusalReason
{
    /// <summary>Its zone has no NIR of the year or an earlier one.</summary>
    NoLandValue,

    /// <summary>See <see cref="PbbRefusal.BadFacts"/>.</summary>
    BadFacts,

    /// <summary>See <see cref="PbbRefusal.NoTier"/>.</summary>
    NoTier,

    /// <summary>See <see cref="PbbRefusal.NoLandClass"/>.</summary>
    NoLandClass,

    /// <summary>See <see cref="PbbRefusal.NoBuildingClass"/>.</summary>
    NoBuildingClass,

    /// <summary>See <see cref="PbbRefusal.TooLarge"/>.</summary>
    TooLarge,
}

/// <summary>An object that could not be assessed.</summary>
internal sealed class BatchRefusal : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required BatchId BatchId { get; init; }

    public required Nop Nop { get; init; }

    public required int ObjectVersion { get; init; }

    public required RefusalReason Reason { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<BatchRefusal>(e =>
    {
        e.ToTable("revenue_batch_refusal");
        e.Property(r => r.Nop).HasConversion(n => n.Value, v => Nop.Of(v));
        e.HasKey(r => new { r.RegionCode, r.BatchId, r.Nop });
    });
}

using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Model.Registers;

/// <summary>A bill of an earlier year as the system before had it; never touched.</summary>
internal sealed class LegacyBill : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required Nop Nop { get; init; }

    public required int TaxYear { get; init; }

    public required Guid ImportId { get; init; }

    /// <summary>How often it had been made anew (<c>siklus_sppt</c>).</summary>
    public required int Cycle { get; init; }

    /// <summary>Name on the bill.</summary>
    public required string Name { get; init; }

    public required string LandClass { get; init; }

    public required string BuildingClass { get; init; }

    public required int LandArea { get; init; }

    public required int BuildingArea { get; init; }

    public required long LandValue { get; init; }

    public required long BuildingValue { get; init; }

    public required long TotalValue { get; init; }

    public required long Deduction { get; init; }

    public required long Tax { get; init; }

    public required long Reduction { get; init; }

    /// <summary>What was to be paid.</summary>
    public required long Amount { get; init; }

    public DateOnly? DueOn { get; init; }

    public DateOnly? IssuedOn { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<LegacyBill>(e =>
    {
        e.ToTable("revenue_legacy_bill");
        e.Property(b => b.Nop).HasConversion(n => n.Value, v => Nop.Of(v));
        e.HasKey(b => new { b.RegionCode, b.Nop, b.TaxYear });
        e.HasIndex(b => new { b.RegionCode, b.TaxYear, b.Nop }).HasDatabaseName("revenue_legacy_bill_year");
    });
}

/// <summary>A payment of an earlier year as the system before had it; never touched.</summary>
internal sealed class LegacyPayment : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required Nop Nop { get; init; }

    public required int TaxYear { get; init; }

    /// <summary>First, second … payment of a bill (<c>pembayaran_sppt_ke</c>).</summary>
    public required int Number { get; init; }

    public required Guid ImportId { get; init; }

    /// <summary>What was paid, the fine included.</summary>
    public required long Amount { get; init; }

    public required long Penalty { get; init; }

    public required DateOnly PaidOn { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<LegacyPayment>(e =>
    {
        e.ToTable("revenue_legacy_payment");
        e.Property(p => p.Nop).HasConversion(n => n.Value, v => Nop.Of(v));
        e.HasKey(p => new { p.RegionCode, p.Nop, p.TaxYear, p.Number });
    });
}

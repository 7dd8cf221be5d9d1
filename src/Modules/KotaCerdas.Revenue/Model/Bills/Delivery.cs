using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Model.Bills;

/// <summary>What became of a bill that was carried out.</summary>
internal enum DeliveryOutcome
{
    /// <summary>Somebody took it.</summary>
    Received,

    /// <summary>Somebody did not want to take it.</summary>
    Refused,

    /// <summary>Neither the taxpayer nor the place was found.</summary>
    Unknown,

    /// <summary>It went back to the office.</summary>
    Returned,
}

/// <summary>How who took a bill stands to the taxpayer.</summary>
internal enum ReceiverRelation
{
    Self,
    Family,
    Tenant,
    Neighbour,
    Employee,
    Other,
}

/// <summary>Whether a bill reached somebody. Records are only added; the latest of a bill counts.</summary>
internal sealed class Delivery : ITenantRow
{
    public const int ReceiverLength = 100;

    public required RegionCode RegionCode { get; init; }

    public required int TaxYear { get; init; }

    public required Nop Nop { get; init; }

    /// <summary>From 1, without gaps.</summary>
    public required int Ordinal { get; init; }

    /// <summary>The tax office's ten digits.</summary>
    public required long TaxCode { get; init; }

    public required DeliveryOutcome Outcome { get; init; }

    /// <summary>Who took it, empty where nobody did.</summary>
    public required string Receiver { get; init; }

    /// <summary><see cref="ReceiverRelation"/> by name, empty where nobody took it.</summary>
    public required string Relation { get; init; }

    /// <summary>Legal date.</summary>
    public required DateOnly HappenedOn { get; init; }

    public required DateTime RecordedAt { get; init; }

    public required string RecordedBy { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<Delivery>(e =>
    {
        e.ToTable("revenue_delivery");
        e.Property(d => d.Nop).HasConversion(n => n.Value, v => Nop.Of(v));
        e.HasKey(d => new { d.RegionCode, d.TaxYear, d.Nop, d.Ordinal });
        e.HasIndex(d => new { d.RegionCode, d.TaxYear, d.TaxCode, d.Outcome }).HasDatabaseName("revenue_delivery_village");
    });
}

/// <summary>What a region means to receive in a year of a kind of tax or levy. The latest version counts.</summary>
internal sealed class RevenueTarget : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    /// <summary>Code of the kind: <c>pbb</c>.</summary>
    public required string Kind { get; init; }

    public required int Year { get; init; }

    public required int Version { get; init; }

    /// <summary>Rupiah.</summary>
    public required long Amount { get; init; }

    /// <summary>Regulation it stands in.</summary>
    public required string Basis { get; init; }

    public required DateTime RecordedAt { get; init; }

    public required string RecordedBy { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<RevenueTarget>(e =>
    {
        e.ToTable("revenue_target");
        e.HasKey(t => new { t.RegionCode, t.Kind, t.Year, t.Version });
    });
}

using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Bills;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Model.Letters;

/// <summary>Whether a letter or decision reached somebody. Records are only added; the latest of a letter counts.</summary>
internal sealed class LetterDelivery : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    /// <summary>The letter.</summary>
    public required DocumentId DocumentId { get; init; }

    /// <summary>From 1, without gaps.</summary>
    public required int Ordinal { get; init; }

    /// <summary>What it is about.</summary>
    public required ChargeId ChargeId { get; init; }

    public required DeliveryOutcome Outcome { get; init; }

    /// <summary>Who took it, empty where nobody did.</summary>
    public required string Receiver { get; init; }

    /// <summary><see cref="ReceiverRelation"/> by name, empty where nobody took it.</summary>
    public required string Relation { get; init; }

    /// <summary>Legal date.</summary>
    public required DateOnly HappenedOn { get; init; }

    public required DateTime RecordedAt { get; init; }

    public required string RecordedBy { get; init; }

    /// <summary>True where somebody took it: what the law counts from receipt begins.</summary>
    public bool Arrived => Outcome == DeliveryOutcome.Received;

    public static void Map(ModelBuilder model) => model.Entity<LetterDelivery>(e =>
    {
        e.ToTable("revenue_letter_delivery");
        e.HasKey(d => new { d.RegionCode, d.DocumentId, d.Ordinal });
        e.HasIndex(d => new { d.RegionCode, d.ChargeId }).HasDatabaseName("revenue_letter_delivery_charge");
        e.Ignore(d => d.Arrived);
    });
}

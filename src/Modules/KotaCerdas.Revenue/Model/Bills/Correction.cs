using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Model.Bills;

/// <summary>What a taxpayer says is wrong.</summary>
internal enum CorrectionKind
{
    NameOrAddress,
    LandArea,
    BuildingArea,
    Value,
    NotMine,
    Double,
    Other,
}

/// <summary>How far a request has come.</summary>
internal enum CorrectionState
{
    /// <summary>Nobody has looked at it.</summary>
    Received,

    /// <summary>Somebody looks into it.</summary>
    Examined,

    /// <summary>The data were changed, or a decision follows.</summary>
    Accepted,

    /// <summary>Nothing is changed.</summary>
    Rejected,
}

/// <summary>A request to correct a bill, from whoever has its check code.</summary>
internal sealed class Correction : ITenantRow
{
    public const int ReasonLength = 1_000;
    public const int ContactLength = 100;

    public required RegionCode RegionCode { get; init; }

    public required Guid Id { get; init; }

    /// <summary>1, 2, 3 … within region and <see cref="Year"/>, without gaps.</summary>
    public required int Number { get; init; }

    /// <summary>Year in which it came.</summary>
    public required int Year { get; init; }

    public required Nop Nop { get; init; }

    public required int TaxYear { get; init; }

    public required CorrectionKind Kind { get; init; }

    public required string Reason { get; init; }

    /// <summary>Telephone or e-mail address, encrypted; empty where none was given.</summary>
    public required byte[] Contact { get; init; }

    /// <summary>Evidence, or null.</summary>
    public FileId? FileId { get; init; }

    public required DateTime ReceivedAt { get; init; }

    /// <summary>The account that asked, or null where somebody without one did.</summary>
    public UserId? AskedBy { get; init; }

    /// <summary>The number as people say it: <c>12/2026</c>.</summary>
    public string Name => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Number}/{Year}");

    public static void Map(ModelBuilder model)
    {
        model.Entity<Correction>(e =>
        {
            e.ToTable("revenue_bill_correction");
            e.Property(c => c.Nop).HasConversion(n => n.Value, v => Nop.Of(v));
            e.HasKey(c => new { c.RegionCode, c.Id });
            e.HasIndex(c => new { c.RegionCode, c.Nop, c.TaxYear }).HasDatabaseName("revenue_correction_bill");
            e.HasIndex(c => new { c.RegionCode, c.AskedBy }).HasDatabaseName("revenue_correction_asker");
            e.Ignore(c => c.Name);
        });
        model.Entity<CorrectionStep>(e =>
        {
            e.ToTable("revenue_bill_correction_step");
            e.HasKey(s => new { s.RegionCode, s.CorrectionId, s.Ordinal });
        });
    }
}

/// <summary>What an officer did about a request.</summary>
internal sealed class CorrectionStep : ITenantRow
{
    public const int NoteLength = 500;

    public required RegionCode RegionCode { get; init; }

    public required Guid CorrectionId { get; init; }

    /// <summary>From 1, without gaps.</summary>
    public required int Ordinal { get; init; }

    public required CorrectionState State { get; init; }

    /// <summary>What the taxpayer is told.</summary>
    public required string Note { get; init; }

    public required DateTime RecordedAt { get; init; }

    public required string RecordedBy { get; init; }
}

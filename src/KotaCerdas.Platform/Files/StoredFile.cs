using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Platform;

/// <summary>Identifies a stored file.</summary>
public readonly record struct FileId(Guid Value) : IGuidId<FileId>
{
    /// <inheritdoc />
    public static FileId From(Guid value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString();
}

/// <summary>What the malware scan said.</summary>
public enum ScanVerdict
{
    /// <summary>No scanner is configured.</summary>
    NotScanned,

    /// <summary>Nothing found.</summary>
    Clean,

    /// <summary>Made by the platform, not uploaded.</summary>
    OwnWork,
}

/// <summary>A file that somebody uploaded: a name over content that is stored once.</summary>
public sealed class StoredFile : ITenantRow
{
    /// <inheritdoc />
    public required RegionCode RegionCode { get; init; }

    /// <summary>Key.</summary>
    public required FileId Id { get; init; }

    /// <summary>SHA-256 of the content, hexadecimal: where it lies in the store.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    /// <summary>By content, not by name.</summary>
    public required string MediaType { get; init; }

    /// <summary>Name as uploaded, without folders and control characters, at most 200 characters.</summary>
    public required string Name { get; init; }

    /// <summary>What the scan said.</summary>
    public required ScanVerdict Scan { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTime UploadedAt { get; init; }

    /// <summary>By whom.</summary>
    public UserId? UploadedBy { get; init; }

    internal static void Map(ModelBuilder model) => model.Entity<StoredFile>(e =>
    {
        e.ToTable("platform_file");
        e.HasKey(f => new { f.RegionCode, f.Id });
        e.HasIndex(f => new { f.RegionCode, f.Sha256 }).HasDatabaseName("platform_file_content");
    });
}

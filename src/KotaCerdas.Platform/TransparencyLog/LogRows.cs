using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Platform;

/// <summary>The key that signs the logs, from its first use on.</summary>
internal sealed class LogKeyRow : ISharedRow
{
    /// <summary>1 for the first. Two nodes that make it at once collide here, and one of them wins.</summary>
    public required int Number { get; init; }

    /// <summary>First eight hexadecimal digits of the public key's SHA-256; part of every origin, so a new key means new logs.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>First part of every origin; what the setting said when the key was made.</summary>
    public required string Name { get; init; }

    public required byte[] PublicKey { get; init; }

    public required byte[] SealedSeed { get; init; }

    public required DateTime StartedAt { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<LogKeyRow>(e =>
    {
        e.ToTable("platform_log_key");
        e.HasKey(k => k.Number);
        e.Property(k => k.Number).ValueGeneratedNever();
    });
}

/// <summary>An entry that waits to be appended.</summary>
internal sealed class LogQueueRow : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required Guid Id { get; init; }

    public required string Entry { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<LogQueueRow>(e =>
    {
        e.ToTable("platform_log_queue");
        e.HasKey(q => new { q.RegionCode, q.Id });
    });
}

/// <summary>What an entry commits to. The only row that links an entry to a fact.</summary>
internal sealed class LogOpening : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required Guid Id { get; init; }

    public required string Kind { get; init; }

    public required string SubjectId { get; init; }

    public required byte[] Salt { get; init; }

    /// <summary>Canonical JSON.</summary>
    public required string Content { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<LogOpening>(e =>
    {
        e.ToTable("platform_log_opening");
        e.HasKey(o => new { o.RegionCode, o.Id });
        e.HasIndex(o => new { o.RegionCode, o.Kind, o.SubjectId }).IsUnique().HasDatabaseName("platform_log_opening_subject");
    });
}

/// <summary>An entry in its place. A fact.</summary>
internal sealed class LogLeaf : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required long LeafIndex { get; init; }

    public required Guid Id { get; init; }

    public required string Entry { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<LogLeaf>(e =>
    {
        e.ToTable("platform_log_leaf");
        e.HasKey(l => new { l.RegionCode, l.LeafIndex });
        e.HasIndex(l => new { l.RegionCode, l.Id }).IsUnique().HasDatabaseName("platform_log_leaf_id");
    });
}

/// <summary>A hash of a tile. A fact.</summary>
internal sealed class LogHash : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required int Level { get; init; }

    public required long HashIndex { get; init; }

    public required byte[] Hash { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<LogHash>(e =>
    {
        e.ToTable("platform_log_hash");
        e.HasKey(h => new { h.RegionCode, h.Level, h.HashIndex });
    });
}

/// <summary>A signed checkpoint. A fact: a size has one root, for ever.</summary>
internal sealed class LogCheckpoint : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required long Size { get; init; }

    public required byte[] Root { get; init; }

    /// <summary>The note with the log's own signature.</summary>
    public required string Note { get; init; }

    public required DateTime SignedAt { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<LogCheckpoint>(e =>
    {
        e.ToTable("platform_log_checkpoint");
        e.HasKey(c => new { c.RegionCode, c.Size });
    });
}

/// <summary>A witness's signature under a checkpoint. A fact.</summary>
internal sealed class LogCosignature : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required long Size { get; init; }

    public required string Witness { get; init; }

    public required string Line { get; init; }

    public required DateTime ReceivedAt { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<LogCosignature>(e =>
    {
        e.ToTable("platform_log_cosignature");
        e.HasKey(c => new { c.RegionCode, c.Size, c.Witness });
    });
}

namespace KotaCerdas.Platform;

/// <summary>One file of a backup.</summary>
/// <param name="Name">Path inside the archive.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">Hexadecimal.</param>
public sealed record BackupEntry(string Name, long Size, string Sha256);

/// <summary>What a backup holds; the last entry of the archive, so an archive without one was interrupted.</summary>
/// <param name="Engine">Engine the database copy is of; it can only be restored into the same.</param>
/// <param name="CreatedAt">When, UTC.</param>
/// <param name="Migrations">Schema files applied, in order.</param>
/// <param name="Entries">All files.</param>
public sealed record BackupManifest(DatabaseEngine Engine, DateTime CreatedAt, IReadOnlyList<string> Migrations,
    IReadOnlyList<BackupEntry> Entries)
{
    /// <summary>Name inside the archive.</summary>
    public const string FileName = "manifest.json";

    /// <summary>Name of the database copy inside the archive.</summary>
    public static string DatabaseName(DatabaseEngine engine) => engine == DatabaseEngine.Sqlite ? "database.sqlite" : "database.pgdump";
}

/// <summary>How far a long verb is.</summary>
/// <param name="Done">Bytes or rows done.</param>
/// <param name="Total">All of them; at least 1.</param>
public sealed record BackupProgress(long Done, long Total);

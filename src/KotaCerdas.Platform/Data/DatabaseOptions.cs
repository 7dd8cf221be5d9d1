using System.ComponentModel.DataAnnotations;

namespace KotaCerdas.Platform;

/// <summary>The two engines, and nothing else.</summary>
public enum DatabaseEngine
{
    /// <summary>One file beside the process.</summary>
    Sqlite,

    /// <summary>PostgreSQL 15 or newer.</summary>
    Postgres,
}

/// <summary>Section <c>Database</c> of the configuration.</summary>
public sealed record DatabaseOptions : IValidatableObject
{
    /// <summary>Which engine; <c>Sqlite</c> unless set.</summary>
    public DatabaseEngine Engine { get; init; } = DatabaseEngine.Sqlite;

    /// <summary>
    /// Connection string of the application's role. Empty on SQLite: the file <c>kotacerdas.db</c> in the storage folder.
    /// </summary>
    public string Connection { get; init; } = string.Empty;

    /// <summary>
    /// PostgreSQL only: connection string of the schema's owner, used by <c>migrate</c>. Empty: the application's connection.
    /// </summary>
    public string OwnerConnection { get; init; } = string.Empty;

    /// <summary>
    /// PostgreSQL only: the role that the application connects as, granted what it needs and no more. Empty: nothing is granted.
    /// </summary>
    [RegularExpression("^[a-z_][a-z0-9_]*$|^$")]
    public string AppRole { get; init; } = string.Empty;

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Engine == DatabaseEngine.Postgres && Connection.Length == 0)
        {
            yield return new ValidationResult("Platform.Settings.PostgresConnection", [nameof(Connection)]);
        }
    }
}

/// <summary>Section <c>Storage</c> of the configuration.</summary>
public sealed record StorageOptions
{
    /// <summary>
    /// Folder for the SQLite file, uploaded files, keys and backups; made on first start. Relative to the working folder.
    /// </summary>
    [Required]
    public string Folder { get; init; } = "kotacerdas-data";

    /// <summary>A path inside the storage folder.</summary>
    public string PathOf(params string[] parts) => Path.GetFullPath(Path.Combine([Folder, .. parts]));
}

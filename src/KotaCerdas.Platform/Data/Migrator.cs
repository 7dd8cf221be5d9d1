using System.Data.Common;
using System.Globalization;
using System.Text;
using KotaCerdas.Documents;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace KotaCerdas.Platform;

/// <summary>One SQL file of a module.</summary>
/// <param name="Name">Module and file: <c>Movement/0001_calls</c>.</param>
/// <param name="Sql">Text for the engine at hand.</param>
public sealed record Migration(string Name, string Sql)
{
    /// <summary>SHA-256 of the text, hexadecimal.</summary>
    public string Hash { get; } = Sha256.Hex(Encoding.UTF8.GetBytes(Sql));
}

/// <summary>What a run of the migrator did.</summary>
/// <param name="Applied">Names in the order they were applied.</param>
/// <param name="BackupFile">The SQLite copy made before, or null.</param>
public sealed record MigrationReport(IReadOnlyList<string> Applied, string? BackupFile);

/// <summary>
/// Applies the modules' SQL files in order, each in a transaction, under a lock. A file that was applied and later edited is refused. On
/// SQLite a copy is made before an existing database is changed.
/// </summary>
public sealed class Migrator(IEnumerable<IModule> modules, DatabaseSettings settings, TimeProvider clock)
{
    private const long LockKey = 7_404_196_901_003;

    private readonly IReadOnlyList<IModule> _modules = [.. modules];

    /// <summary>All migrations in order.</summary>
    public IReadOnlyList<Migration> All() => [.. _modules.SelectMany(Files)];

    /// <summary>Names of migrations that the database lacks.</summary>
    public async Task<IReadOnlyList<string>> PendingAsync(CancellationToken cancel)
    {
        await using var connection = await settings.OpenOwnerAsync(cancel);
        var known = await AppliedAsync(connection, cancel);
        return [.. All().Where(m => !known.ContainsKey(m.Name)).Select(m => m.Name)];
    }

    /// <summary>Brings the schema up to date.</summary>
    /// <exception cref="InvalidOperationException">A file that was applied has been edited since.</exception>
    public async Task<MigrationReport> RunAsync(CancellationToken cancel)
    {
        await using var connection = await settings.OpenOwnerAsync(cancel);
        await LockAsync(connection, cancel);
        try
        {
            var known = await AppliedAsync(connection, cancel);
            var all = All();
            var edited = all.FirstOrDefault(m => known.TryGetValue(m.Name, out var hash) && hash != m.Hash);
            if (edited is not null)
            {
                throw new InvalidOperationException(
                    $"Migration {edited.Name} was edited after it was applied. Restore the file and add a new one.");
            }

            var pending = all.Where(m => !known.ContainsKey(m.Name)).ToList();
            var backup = pending.Count > 0 && known.Count > 0 ? CopySqlite(connection) : null;
            foreach (var migration in pending)
            {
                await ApplyAsync(connection, migration, cancel);
            }

            await SchemaGuards.ApplyAsync(connection, settings, _modules, cancel);
            return new MigrationReport([.. pending.Select(m => m.Name)], backup);
        }
        finally
        {
            await UnlockAsync(connection);
        }
    }

    private static async Task<Dictionary<string, string>> AppliedAsync(DbConnection connection, CancellationToken cancel)
    {
        await ExecuteAsync(
            connection,
            null,
            "create table if not exists platform_migration (name text primary key, sha256 text not null, applied_at text not null)",
            cancel);
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var command = connection.CreateCommand();
        command.CommandText = "select name, sha256 from platform_migration";
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            known.Add(reader.GetString(0), reader.GetString(1));
        }

        return known;
    }

    private static async Task ExecuteAsync(DbConnection connection, DbTransaction? transaction, string sql, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static Task LockAsync(DbConnection connection, CancellationToken cancel) =>
        connection is NpgsqlConnection
            ? ExecuteAsync(connection, null, $"select pg_advisory_lock({LockKey.ToString(CultureInfo.InvariantCulture)})", cancel)
            : Task.CompletedTask;

    private static Task UnlockAsync(DbConnection connection) =>
        connection is NpgsqlConnection
            ? ExecuteAsync(connection, null, $"select pg_advisory_unlock({LockKey.ToString(CultureInfo.InvariantCulture)})",
                CancellationToken.None)
            : Task.CompletedTask;

    private async Task ApplyAsync(DbConnection connection, Migration migration, CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await ExecuteAsync(connection, transaction, migration.Sql, cancel);
        await using var record = connection.CreateCommand();
        record.Transaction = transaction;
        record.CommandText = "insert into platform_migration (name, sha256, applied_at) values (@name, @hash, @at)";
        Add(record, "name", migration.Name);
        Add(record, "hash", migration.Hash);
        Add(record, "at", clock.GetUtcNow().UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        await record.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private static void Add(DbCommand command, string name, string value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }

    private string? CopySqlite(DbConnection connection)
    {
        if (connection is not SqliteConnection sqlite || settings.SqliteFile is null)
        {
            return null;
        }

        var stamp = clock.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var file = $"{settings.SqliteFile}.before-{stamp}";
        using var copy = new SqliteConnection($"Data Source={file};Pooling=False");
        copy.Open();
        sqlite.BackupDatabase(copy);
        return file;
    }

    private IEnumerable<Migration> Files(IModule module)
    {
        var assembly = module.GetType().Assembly;
        var prefix = $"KotaCerdas.{module.Name}.Migrations.";
        var other = settings.Engine == DatabaseEngine.Postgres ? ".sqlite.sql" : ".postgres.sql";
        var own = settings.Engine == DatabaseEngine.Postgres ? ".postgres.sql" : ".sqlite.sql";
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.StartsWith(prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal))
        {
            if (resource.EndsWith(other, StringComparison.Ordinal))
            {
                continue;
            }

            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            var ending = resource.EndsWith(own, StringComparison.Ordinal) ? own : ".sql";
            var sql = SqlText.For(settings.Engine, reader.ReadToEnd());
            yield return new Migration($"{module.Name}/{resource[prefix.Length..^ending.Length]}", sql);
        }
    }
}

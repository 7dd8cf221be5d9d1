using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace KotaCerdas.Platform;

/// <summary>
/// Inserts many rows fast on either engine: on PostgreSQL COPY, or arrays for tenant tables, whose row-level security COPY refuses; on
/// SQLite one prepared statement. Values are text, numbers, booleans, dates, bytes, identifiers or null.
/// </summary>
public static class BulkWriter
{
    /// <summary>Inserts all rows inside the caller's transaction.</summary>
    /// <returns>How many.</returns>
    public static async Task<long> InsertAsync(
        DbConnection connection, string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows, CancellationToken cancel) =>
        connection is NpgsqlConnection postgres
            ? columns[0] == "region_code" ? await InsertArraysAsync(postgres, table, columns, rows, cancel)
                : await CopyAsync(postgres, table, columns, rows, cancel)
            : SqliteRows.Insert((SqliteConnection)connection, table, columns, rows, cancel);

    /// <summary>One statement whose parameters are the columns. Null is not provided for.</summary>
    private static async Task<long> InsertArraysAsync(
        NpgsqlConnection connection, string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows, CancellationToken cancel)
    {
        var all = rows.ToList();
        if (all.Count == 0)
        {
            return 0;
        }

        await using var command = connection.CreateCommand();
        var names = string.Join(", ", columns);
        var arrays = string.Join(", ", columns.Select((_, i) => $"${i + 1}"));
        command.CommandText = $"insert into {table} ({names}) select * from unnest({arrays})";
        for (var i = 0; i < columns.Count; i++)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = Column(all, i) });
        }

        return await command.ExecuteNonQueryAsync(cancel);
    }

    private static Array Column(List<object?[]> rows, int column) => rows[0][column] switch
    {
        long => rows.ConvertAll(r => (long)r[column]!).ToArray(),
        int => rows.ConvertAll(r => (int)r[column]!).ToArray(),
        Guid => rows.ConvertAll(r => (Guid)r[column]!).ToArray(),
        DateOnly => rows.ConvertAll(r => (DateOnly)r[column]!).ToArray(),
        byte[] => rows.ConvertAll(r => (byte[])r[column]!).ToArray(),
        string => rows.ConvertAll(r => (string)r[column]!).ToArray(),
        var other => throw new BugException($"No array of {other?.GetType().Name ?? "null"}"),
    };

    private static async Task<long> CopyAsync(
        NpgsqlConnection connection, string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows, CancellationToken cancel)
    {
        var sql = $"copy {table} ({string.Join(", ", columns)}) from stdin (format binary)";
        await using var import = await connection.BeginBinaryImportAsync(sql, cancel);
        long count = 0;
        foreach (var row in rows)
        {
            await import.StartRowAsync(cancel);
            foreach (var value in row)
            {
                await WriteAsync(import, value, cancel);
            }

            count++;
        }

        await import.CompleteAsync(cancel);
        return count;
    }

    private static Task WriteAsync(NpgsqlBinaryImporter import, object? value, CancellationToken cancel) => value switch
    {
        null => import.WriteNullAsync(cancel),
        DateTime instant => import.WriteAsync(instant, NpgsqlDbType.TimestampTz, cancel),
        DateOnly date => import.WriteAsync(date, NpgsqlDbType.Date, cancel),
        bool flag => import.WriteAsync(flag, NpgsqlDbType.Boolean, cancel),
        long number => import.WriteAsync(number, NpgsqlDbType.Bigint, cancel),
        int number => import.WriteAsync(number, NpgsqlDbType.Integer, cancel),
        byte[] bytes => import.WriteAsync(bytes, NpgsqlDbType.Bytea, cancel),
        Guid id => import.WriteAsync(id, NpgsqlDbType.Uuid, cancel),
        _ => import.WriteAsync((string)value, NpgsqlDbType.Text, cancel),
    };
}

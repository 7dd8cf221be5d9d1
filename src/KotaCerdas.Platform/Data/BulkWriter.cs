using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace KotaCerdas.Platform;

/// <summary>
/// Inserts many rows fast on either engine: COPY on PostgreSQL, one prepared statement on SQLite. Values are text, numbers, booleans,
/// dates or null.
/// </summary>
public static class BulkWriter
{
    /// <summary>Inserts all rows inside the caller's transaction.</summary>
    /// <returns>How many.</returns>
    public static async Task<long> InsertAsync(
        DbConnection connection, string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows, CancellationToken cancel) =>
        connection is NpgsqlConnection postgres
            ? await CopyAsync(postgres, table, columns, rows, cancel)
            : await InsertEachAsync((SqliteConnection)connection, table, columns, rows, cancel);

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
        Guid id => import.WriteAsync(id, NpgsqlDbType.Uuid, cancel),
        _ => import.WriteAsync((string)value, NpgsqlDbType.Text, cancel),
    };

    private static async Task<long> InsertEachAsync(
        SqliteConnection connection, string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        var names = string.Join(", ", columns);
        var values = string.Join(", ", columns.Select(c => "@" + c));
        command.CommandText = $"insert into {table} ({names}) values ({values})";
        var parameters = columns.Select(c => command.Parameters.Add(new SqliteParameter("@" + c, null))).ToList();
        long count = 0;
        foreach (var row in rows)
        {
            for (var i = 0; i < parameters.Count; i++)
            {
                parameters[i].Value = row[i] ?? DBNull.Value;
            }

            cancel.ThrowIfCancellationRequested();
            await command.ExecuteNonQueryAsync(cancel);
            count++;
        }

        return count;
    }
}

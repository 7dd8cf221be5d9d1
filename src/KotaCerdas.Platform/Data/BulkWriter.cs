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
                : Copy(postgres, table, columns, rows, cancel)
            : SqliteRows.Insert((SqliteConnection)connection, table, columns, rows, cancel);

    /// <summary>
    /// Before a load whose temporary tables may not fit into memory: on SQLite they go to files, and the connection gets a larger cache.
    /// Temporary tables that the connection has are lost.
    /// </summary>
    public static Task MakeRoomAsync(DbConnection connection, CancellationToken cancel) =>
        SetAsync(connection, "pragma temp_store=FILE; pragma cache_size=-65536", cancel);

    /// <summary>After such a load: the connection is again as all others are, without temporary tables.</summary>
    public static Task GiveRoomBackAsync(DbConnection connection) => SetAsync(connection, SqlitePragmas.Text, CancellationToken.None);

    private static async Task SetAsync(DbConnection connection, string pragmas, CancellationToken cancel)
    {
        if (connection is SqliteConnection)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = pragmas;
            await command.ExecuteNonQueryAsync(cancel);
        }
    }

    /// <summary>
    /// Inserts columns instead of rows inside the caller's transaction, for what has to be fast: arrays of the database's types without a
    /// box around each value, and a single value where all rows have the same.
    /// </summary>
    /// <param name="connection">Open.</param>
    /// <param name="table">Where to.</param>
    /// <param name="columns">At least one of them an array.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>How many rows.</returns>
    public static async Task<long> InsertAsync(
        DbConnection connection, string table, IReadOnlyList<BulkColumn> columns, CancellationToken cancel)
    {
        var count = columns.Max(c => c.Value is Array { Rank: 1 } values and not byte[] ? values.Length : 0);
        Check.That(columns.All(c => !c.Varies || ((Array)c.Value).Length == count));
        if (count == 0)
        {
            return 0;
        }

        return connection is NpgsqlConnection postgres
            ? await InsertColumnsAsync(postgres, table, columns, cancel)
            : SqliteRows.Insert((SqliteConnection)connection, table, columns, count, cancel);
    }

    private static async Task<long> InsertColumnsAsync(
        NpgsqlConnection connection, string table, IReadOnlyList<BulkColumn> columns, CancellationToken cancel)
    {
        // Arrays taken apart in the list of columns go straight into the table; in FROM they would be written down once more before.
        await using var command = connection.CreateCommand();
        var places = columns.Select((c, i) => c.Varies ? $"unnest(${i + 1})" : $"${i + 1}");
        command.CommandText = $"insert into {table} ({string.Join(", ", columns.Select(c => c.Name))}) select {string.Join(", ", places)}";
        command.CommandTimeout = 0;
        foreach (var column in columns)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = column.Value });
        }

        return await command.ExecuteNonQueryAsync(cancel);
    }

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
        var arrays = string.Join(", ", columns.Select((_, i) => $"unnest(${i + 1})"));
        command.CommandText = $"insert into {table} ({names}) select {arrays}";
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
        bool => rows.ConvertAll(r => (bool)r[column]!).ToArray(),
        DateTime => rows.ConvertAll(r => (DateTime)r[column]!).ToArray(),
        byte[] => rows.ConvertAll(r => (byte[])r[column]!).ToArray(),
        string => rows.ConvertAll(r => (string)r[column]!).ToArray(),
        var other => throw new BugException($"No array of {other?.GetType().Name ?? "null"}"),
    };

    /// <summary>Without awaiting: to wait for each value costs several times what writing it does.</summary>
    private static long Copy(
        NpgsqlConnection connection, string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows, CancellationToken cancel)
    {
        var sql = $"copy {table} ({string.Join(", ", columns)}) from stdin (format binary)";
        using var import = connection.BeginBinaryImport(sql);
        long count = 0;
        foreach (var row in rows)
        {
            cancel.ThrowIfCancellationRequested();
            import.StartRow();
            foreach (var value in row)
            {
                Write(import, value);
            }

            count++;
        }

        import.Complete();
        return count;
    }

    private static void Write(NpgsqlBinaryImporter import, object? value)
    {
        switch (value)
        {
            case null:
                import.WriteNull();
                break;
            case long number:
                import.Write(number, NpgsqlDbType.Bigint);
                break;
            case int number:
                import.Write(number, NpgsqlDbType.Integer);
                break;
            case string text:
                import.Write(text, NpgsqlDbType.Text);
                break;
            case DateOnly date:
                import.Write(date, NpgsqlDbType.Date);
                break;
            case byte[] bytes:
                import.Write(bytes, NpgsqlDbType.Bytea);
                break;
            case Guid id:
                import.Write(id, NpgsqlDbType.Uuid);
                break;
            case bool flag:
                import.Write(flag, NpgsqlDbType.Boolean);
                break;
            case DateTime instant:
                import.Write(instant, NpgsqlDbType.TimestampTz);
                break;
            default:
                throw new BugException($"No column holds {value.GetType().Name}");
        }
    }
}

/// <summary>A column to be inserted.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">An array with a value for each row, or the one value of all rows; a <c>byte[]</c> is one value.</param>
public readonly record struct BulkColumn(string Name, object Value)
{
    /// <summary>True where each row has its own value.</summary>
    public bool Varies => Value is Array and not byte[];
}

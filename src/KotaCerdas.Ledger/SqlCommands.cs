using System.Data.Common;
using System.Runtime.CompilerServices;
using KotaCerdas.Platform;
using Npgsql;

namespace KotaCerdas.Ledger;

/// <summary>Plain SQL on a connection of <see cref="KotaDb.SqlAsync"/>; values are named parameters.</summary>
internal static class SqlCommands
{
    public static DbCommand Make(this DbConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    /// <summary>For what takes as long as a ledger is large.</summary>
    public static DbCommand Patient(this DbCommand command)
    {
        command.CommandTimeout = 0;
        return command;
    }

    public static async Task<int> RunAsync(this DbCommand command, CancellationToken cancel)
    {
        await using (command)
        {
            return await command.ExecuteNonQueryAsync(cancel);
        }
    }

    public static async Task<List<T>> ReadAsync<T>(this DbCommand command, Func<DbDataReader, T> read, CancellationToken cancel)
    {
        var rows = new List<T>();
        await foreach (var row in command.StreamAsync(read, cancel))
        {
            rows.Add(row);
        }

        return rows;
    }

    public static async IAsyncEnumerable<T> StreamAsync<T>(
        this DbCommand command, Func<DbDataReader, T> read, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using (command)
        {
            await using var reader = await command.ExecuteReaderAsync(cancel);
            while (await reader.ReadAsync(cancel))
            {
                yield return read(reader);
            }
        }
    }

    /// <summary>The row's value, or null.</summary>
    public static DateOnly? Day(this DbDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<DateOnly>(column);

    /// <summary>True on PostgreSQL, which has row locks; SQLite has one writer.</summary>
    public static bool IsPostgres(this DbConnection connection) => connection is NpgsqlConnection;

    /// <summary>The month of a date as a number: 202603.</summary>
    public static int Month(this DateOnly date) => (date.Year * 100) + date.Month;
}

using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace KotaCerdas.Platform;

/// <summary>Plain SQL on a connection of <see cref="KotaDb.SqlAsync"/>; values are named parameters, with which null is no value.</summary>
public static class SqlCommands
{
    /// <summary>A command with its parameters; a name stands without the sign before it.</summary>
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

    /// <summary>For what may take as long as a region or a ledger is large.</summary>
    public static DbCommand Patient(this DbCommand command)
    {
        command.CommandTimeout = 0;
        return command;
    }

    /// <summary>Runs a statement.</summary>
    /// <returns>Rows that it wrote.</returns>
    public static async Task<int> RunAsync(this DbCommand command, CancellationToken cancel)
    {
        await using (command)
        {
            return await command.ExecuteNonQueryAsync(cancel);
        }
    }

    /// <summary>All rows.</summary>
    public static async Task<List<T>> ReadAsync<T>(this DbCommand command, Func<DbDataReader, T> read, CancellationToken cancel)
    {
        var rows = new List<T>();
        await foreach (var row in command.StreamAsync(read, cancel))
        {
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>Row by row; the connection takes nothing else meanwhile.</summary>
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

    /// <summary>A number; 0 where the query gives null.</summary>
    public static async Task<long> NumberAsync(this DbCommand command, CancellationToken cancel)
    {
        await using (command)
        {
            var value = await command.ExecuteScalarAsync(cancel);
            return value is null or DBNull ? 0 : Convert.ToInt64(value, CultureInfo.InvariantCulture);
        }
    }
}

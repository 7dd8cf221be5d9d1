using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using KotaCerdas.Platform;
using Microsoft.Data.Sqlite;

namespace KotaCerdas.Revenue.Features.Bills;

/// <summary>The statements of a look-up on one connection.</summary>
internal sealed record BillStatement(SqliteConnection? Connection, DbCommand Own, DbCommand Legacy, DbCommand Following);

/// <summary>
/// Connections to SQLite that only look up bills, with their statements prepared: preparing costs more than running them. They see what is
/// committed, keep no transaction open and cannot write. On PostgreSQL there are none, because its connections keep their statements in the
/// pool.
/// </summary>
internal sealed class BillStatements(DatabaseSettings settings) : IDisposable
{
    private const int MostKept = 16;
    private const string Pragmas = "pragma busy_timeout=5000; pragma query_only=ON; pragma temp_store=MEMORY; pragma cache_size=-2000;";

    private readonly ConcurrentBag<BillStatement> _free = [];

    /// <summary>Statements that nobody uses, or null where the engine needs none.</summary>
    public BillStatement? Rent() => settings.Engine != DatabaseEngine.Sqlite ? null : _free.TryTake(out var free) ? free : Open();

    public void Return(BillStatement statements)
    {
        if (_free.Count < MostKept)
        {
            _free.Add(statements);
        }
        else
        {
            statements.Connection!.Dispose();
        }
    }

    /// <summary>A statement with its parameters: region, object, village.</summary>
    public static DbCommand Command(DbConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, type) in new[] { ("@region", DbType.String), ("@nop", DbType.Int64), ("@village", DbType.Int64) })
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.DbType) = (name, type);
            command.Parameters.Add(parameter);
        }

        return command;
    }

    public void Dispose()
    {
        while (_free.TryTake(out var free))
        {
            free.Connection!.Dispose();
        }
    }

    private BillStatement Open()
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder(settings.Connection) { Pooling = false }.ConnectionString);
        connection.Open();
        using (var pragmas = connection.CreateCommand())
        {
            pragmas.CommandText = Pragmas;
            pragmas.ExecuteNonQuery();
        }

        return new(
            connection, Command(connection, BillLookup.Own), Command(connection, BillLookup.Legacy),
            Command(connection, BillLookup.Following));
    }
}

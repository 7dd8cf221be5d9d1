using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace KotaCerdas.Platform;

/// <summary>
/// Sets SQLite's pragmas once on each connection to the file. A pooled connection keeps them, and every pool of a file belongs to one
/// connection string, which only this product uses.
/// </summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    // synchronous=FULL: under simulated power cuts NORMAL lost acknowledged writes (docs/adr/0003).
    public const string Text =
        "pragma journal_mode=WAL; pragma synchronous=FULL; pragma busy_timeout=5000; pragma foreign_keys=ON; pragma temp_store=MEMORY; "
        + "pragma cache_size=-8000; pragma wal_autocheckpoint=4000; pragma journal_size_limit=67108864;";

    // The native connection behind the pooled ones: it lives as long as the pragmas do.
    private readonly System.Runtime.CompilerServices.ConditionalWeakTable<object, object> _done = [];

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Set(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData,
        CancellationToken cancellationToken = default)
    {
        Set(connection);
        return Task.CompletedTask;
    }

    private void Set(DbConnection connection)
    {
        var native = ((SqliteConnection)connection).Handle!;
        if (!_done.TryAdd(native, native))
        {
            return;
        }

        using var command = connection.CreateCommand();
        command.CommandText = Text;
        command.ExecuteNonQuery();
    }
}

/// <summary>
/// Tells PostgreSQL's row-level security which regions the context has declared, before any command that runs after a declaration.
/// A command of a context that declared nothing sees no tenant row.
/// </summary>
internal sealed class PostgresScope : DbCommandInterceptor
{
    private readonly System.Runtime.CompilerServices.ConditionalWeakTable<DbConnection, Applied> _applied = [];

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result,
            CancellationToken cancellationToken = default)
    {
        await ApplyAsync(command, eventData, cancellationToken);
        return result;
    }

    public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        await ApplyAsync(command, eventData, cancellationToken);
        return result;
    }

    public override async ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default)
    {
        await ApplyAsync(command, eventData, cancellationToken);
        return result;
    }

    internal void Forget(DbConnection connection) => _applied.Remove(connection);

    internal async Task ApplyAsync(DbConnection connection, DbTransaction? transaction, string scopes, CancellationToken cancel)
    {
        if (_applied.TryGetValue(connection, out var applied) && applied.Scopes == scopes
            && ReferenceEquals(applied.Transaction, transaction))
        {
            return;
        }

        await using var set = connection.CreateCommand();
        set.Transaction = transaction;
        set.CommandText = "select set_config('app.region', @scopes, false)";
        var parameter = set.CreateParameter();
        parameter.ParameterName = "scopes";
        parameter.Value = scopes;
        set.Parameters.Add(parameter);
        await set.ExecuteNonQueryAsync(cancel);
        _applied.AddOrUpdate(connection, new Applied(scopes, transaction));
    }

    private Task ApplyAsync(DbCommand command, CommandEventData eventData, CancellationToken cancel) =>
        eventData.Context is KotaDb db && command.Connection is { } connection
            ? ApplyAsync(connection, command.Transaction, db.DeclaredScopes, cancel)
            : Task.CompletedTask;

    /// <summary>A setting made inside a transaction is undone by its rollback, so it counts only for that transaction.</summary>
    private sealed record Applied(string Scopes, DbTransaction? Transaction);
}

/// <summary>A connection taken from the pool starts without scopes (the pool resets it), so what was applied is forgotten.</summary>
internal sealed class PostgresScopeReset(PostgresScope scope) : DbConnectionInterceptor
{
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => scope.Forget(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData,
        CancellationToken cancellationToken = default)
    {
        scope.Forget(connection);
        return Task.CompletedTask;
    }
}

using System.Data.Common;
using Npgsql;

namespace KotaCerdas.Platform;

/// <summary>
/// What the database itself enforces, derived from the catalogue after every migration: row-level security on each table with a
/// <c>region_code</c>, grants without UPDATE and DELETE (PostgreSQL) or triggers (SQLite) on append-only tables.
/// </summary>
public static class SchemaGuards
{
    /// <summary>Applies all guards; safe to repeat.</summary>
    public static async Task ApplyAsync(DbConnection connection, DatabaseSettings settings, IEnumerable<IModule> modules,
        CancellationToken cancel)
    {
        var facts = modules.SelectMany(m => m.AppendOnlyTables).Distinct(StringComparer.Ordinal).ToList();
        if (connection is NpgsqlConnection)
        {
            await SecureRowsAsync(connection, cancel);
            await GrantAsync(connection, settings.AppRole, facts, cancel);
        }
        else
        {
            await ForbidChangesAsync(connection, facts, cancel);
        }
    }

    /// <summary>SQLite: lifts the append-only guard, for wiping generated data only; <see cref="ApplyAsync"/> puts it back.</summary>
    public static async Task LiftAsync(DbConnection connection, IEnumerable<IModule> modules, CancellationToken cancel)
    {
        if (connection is NpgsqlConnection)
        {
            return;
        }

        foreach (var table in modules.SelectMany(m => m.AppendOnlyTables))
        {
            await ExecuteAsync(connection, $"drop trigger if exists {table}_no_update; drop trigger if exists {table}_no_delete;", cancel);
        }
    }

    private static async Task SecureRowsAsync(DbConnection connection, CancellationToken cancel)
    {
        var tables = await NamesAsync(
            connection,
            """
            select table_name from information_schema.columns
            where table_schema = current_schema() and column_name = 'region_code' order by 1
            """,
            cancel);
        foreach (var table in tables)
        {
            // The sub-selects make PostgreSQL read the setting once a query, not once a row; who acts in one region is asked for no more
            // than a comparison of two texts a row.
            const string Visible =
                "(region_code = (select current_setting('app.region', true)) "
                + "or (select string_to_array(current_setting('app.region', true), ',')) "
                + "&& array['*', region_code, split_part(region_code, '.', 1)])";
            await ExecuteAsync(
                connection,
                $"""
                alter table {table} enable row level security;
                alter table {table} force row level security;
                drop policy if exists region_scope on {table};
                create policy region_scope on {table} using {Visible} with check {Visible};
                """,
                cancel);
        }
    }

    private static async Task GrantAsync(DbConnection connection, string role, List<string> facts, CancellationToken cancel)
    {
        if (role.Length == 0)
        {
            return;
        }

        Check.That(role.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_'));
        await ExecuteAsync(
            connection,
            $"grant usage on schema public to {role}; grant select, insert, update, delete on all tables in schema public to {role}; "
            + $"revoke insert, update, delete on platform_migration from {role};",
            cancel);
        foreach (var table in facts)
        {
            await ExecuteAsync(connection, $"revoke update, delete on {table} from {role}", cancel);
        }
    }

    private static async Task ForbidChangesAsync(DbConnection connection, List<string> facts, CancellationToken cancel)
    {
        foreach (var table in facts)
        {
            await ExecuteAsync(
                connection,
                $"""
                create trigger if not exists {table}_no_update before update on {table}
                begin select raise(abort, '{table} is append-only'); end;
                create trigger if not exists {table}_no_delete before delete on {table}
                begin select raise(abort, '{table} is append-only'); end;
                """,
                cancel);
        }
    }

    private static async Task<List<string>> NamesAsync(DbConnection connection, string sql, CancellationToken cancel)
    {
        var names = new List<string>();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }

    private static async Task ExecuteAsync(DbConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancel);
    }
}

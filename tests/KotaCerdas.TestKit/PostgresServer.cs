using System.Collections.Concurrent;
using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Web;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace KotaCerdas.TestKit;

/// <summary>
/// Databases on the test server: one migrated template per schema version, clones that are emptied and used again. The application connects
/// as a role that does not own the tables, so row-level security and grants are in force.
/// </summary>
internal static class PostgresServer
{
    private static readonly ConcurrentBag<string> Free = [];
    private static readonly string[] Kept =
    [
        "platform_region", "platform_region_change", "platform_calendar_year", "platform_holiday", "movement_cohort",
        "movement_cohort_member",
    ];

    private static readonly SemaphoreSlim TemplateLock = new(1, 1);
    private static string? _template;
    private static string? _shippedPrint;
    private static int _next;

    private static string? Owner => Environment.GetEnvironmentVariable("KOTACERDAS_TEST_PG");

    private static string AppRole => Environment.GetEnvironmentVariable("KOTACERDAS_TEST_PG_APP_ROLE") ?? "kc_app";

    public static bool IsThere => !string.IsNullOrEmpty(Owner);

    public static async Task<string> TakeAsync()
    {
        if (Free.TryTake(out var free))
        {
            return free;
        }

        return await MakeAsync($" template {await TemplateAsync()} strategy file_copy");
    }

    /// <summary>A database without a schema.</summary>
    public static Task<string> MakeEmptyAsync() => MakeAsync(string.Empty);

    /// <summary>A database with all that another one holds, to which nobody may be connected.</summary>
    public static async Task<string> CloneAsync(string source)
    {
        await TemplateAsync(); // the fingerprint by which the clone is judged when it comes back
        foreach (var user in new[] { null, AppRole })
        {
            await using var pool = new NpgsqlConnection(ConnectionTo(source, user));
            NpgsqlConnection.ClearPool(pool);
        }

        return await MakeAsync($" template {source} strategy file_copy");
    }

    public static async Task ReturnAsync(string name)
    {
        string print;
        await using (var connection = await OpenAsync(name))
        {
            await using var command = connection.CreateCommand();
            command.CommandText =
                """
                do $$ declare name text; used boolean; names text; begin
                  perform set_config('app.region', '*', true);
                  for name in select tablename from pg_tables where schemaname = 'public'
                    and tablename not in ('platform_migration', 'platform_region', 'platform_region_change', 'platform_district',
                        'platform_village', 'platform_reference_set',
                        'platform_calendar_year', 'platform_holiday', 'platform_instrument', 'movement_cohort', 'movement_cohort_member')
                  loop
                    execute format('select exists (select from %I)', name) into used;
                    if used then names := concat_ws(', ', names, quote_ident(name)); end if;
                  end loop;
                  if names is not null then execute 'truncate table ' || names; end if;
                  delete from platform_instrument where loaded_by <> 'kotacerdas';
                  update platform_instrument
                    set state = 'Draft', tested_hash = '', tested_at = null, published_at = null, published_by = '';
                end $$
                """;
            await command.ExecuteNonQueryAsync();
            print = await PrintAsync(connection);
        }

        if (print == _shippedPrint)
        {
            Free.Add(name);
            return;
        }

        // A test put something over what is shipped, which cannot be taken back: nobody gets this database again.
        await ExecuteAsync("postgres", $"drop database {name} with (force)");
    }

    public static Dictionary<string, string?> Settings(string name) => new(StringComparer.OrdinalIgnoreCase)
    {
        ["Database:Engine"] = "Postgres",
        ["Database:OwnerConnection"] = ConnectionTo(name, null),
        ["Database:Connection"] = ConnectionTo(name, AppRole),
        ["Database:AppRole"] = AppRole,
    };

    private static async Task<string> MakeAsync(string from)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"kc_{Environment.ProcessId}_{Interlocked.Increment(ref _next)}");
        await ExecuteAsync("postgres", $"drop database if exists {name} with (force)");
        await ExecuteAsync("postgres", $"create database {name}{from}");
        return name;
    }

    private static string ConnectionTo(string database, string? user)
    {
        // A server that many tests ask at once may be slow; a test that gave up on it would prove nothing.
        var builder = new NpgsqlConnectionStringBuilder(Owner)
        {
            Database = database, MaxPoolSize = 20, IncludeErrorDetail = true, Timeout = 60, CommandTimeout = 120,
            // Databases come and go: what rests keeps a place that another test needs.
            ConnectionIdleLifetime = 20, ConnectionPruningInterval = 5,
        };
        builder.Username = user ?? builder.Username;
        return builder.ConnectionString;
    }

    private static async Task<NpgsqlConnection> OpenAsync(string database)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionTo(database, null)) { Pooling =
            false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    private static async Task ExecuteAsync(string database, string sql)
    {
        await using var connection = await OpenAsync(database);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<string> TemplateAsync()
    {
        await TemplateLock.WaitAsync();
        try
        {
            return _template ??= await MakeTemplateAsync();
        }
        finally
        {
            TemplateLock.Release();
        }
    }

    private static async Task<string> MakeTemplateAsync()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"kc_template_{Environment.ProcessId}");
        await ExecuteAsync("postgres", $"drop database if exists {name} with (force)");
        await ExecuteAsync("postgres", $"create database {name}");
        await using (var services = KotaApp.Services(Settings(name)))
        {
            await Preparation.RunAsync(services, CancellationToken.None);
        }

        NpgsqlConnection.ClearAllPools();
        await using var connection = await OpenAsync(name);
        _shippedPrint = await PrintAsync(connection);
        return name;
    }

    /// <summary>A fingerprint of the shipped rows that stay when a database is emptied.</summary>
    private static async Task<string> PrintAsync(NpgsqlConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "select set_config('app.region', '*', false)";
        await command.ExecuteNonQueryAsync();
        command.CommandText = "select " + string.Join(" || ' ' || ", Kept.Select(t =>
            $"(select coalesce(md5(string_agg(md5(r::text), '' order by md5(r::text))), '') from {t} r)"));
        return (string)(await command.ExecuteScalarAsync())!;
    }
}

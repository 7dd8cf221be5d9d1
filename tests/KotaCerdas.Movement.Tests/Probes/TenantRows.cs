using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;

namespace KotaCerdas.Movement.Tests.Probes;

/// <summary>
/// What stands in every table that belongs to regions, the country's own rows left out: one hash a table. What background work moves by
/// itself is left out as well. SQLite says whether anybody wrote at all; on PostgreSQL a trigger says which tables were written to, and
/// their rows are hashed where they are.
/// </summary>
internal sealed class TenantRows : IAsyncDisposable
{
    private static readonly string[] Moving =
        ["platform_outbox", "platform_inbox", "platform_operation", "platform_measure_value", "platform_measure_request"];

    private readonly DbConnection _connection;
    private readonly bool _sqlite;
    private readonly List<string> _tables;
    private string _version = string.Empty;
    private SortedDictionary<string, string> _known = [];

    private TenantRows(DbConnection connection, bool sqlite, List<string> tables) =>
        (_connection, _sqlite, _tables) = (connection, sqlite, tables);

    public static async Task<TenantRows> OpenAsync(TestDatabase database)
    {
        var connection = await database.OpenOwnerAsync();
        var sqlite = database.Engine == DatabaseEngine.Sqlite;
        var names = await RowsAsync(connection, sqlite
            ? "select m.name from sqlite_master m join pragma_table_info(m.name) c on c.name = 'region_code' where m.type = 'table'"
            : "select table_name from information_schema.columns where column_name = 'region_code' and table_schema = current_schema()");
        var tables = names.Except(Moving).Where(t => !t.StartsWith("platform_log_", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).ToList();
        if (!sqlite)
        {
            await WatchAsync(connection, tables);
        }

        return new(connection, sqlite, tables);
    }

    public async Task<SortedDictionary<string, string>> ReadAsync()
    {
        if (!_sqlite)
        {
            var written = _known.Count == 0 ? _tables : await RowsAsync(_connection, "delete from probe_written returning name");
            return _known = written.Count == 0 ? _known : await HashedAsync(written.Distinct());
        }

        var version = (await RowsAsync(_connection, "pragma data_version"))[0];
        if (version != _version)
        {
            (_version, _known) = (version, await ReadAllAsync());
        }

        return _known;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_sqlite)
        {
            // The next test over this database is not watched.
            await RowsAsync(_connection, "drop function probe_write() cascade");
            await RowsAsync(_connection, "drop table probe_written");
        }

        await _connection.DisposeAsync();
    }

    private async Task<SortedDictionary<string, string>> ReadAllAsync()
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var table in _tables)
        {
            var rows = await RowsAsync(_connection, $"select * from {table} where region_code <> '00'");
            var text = string.Join('\n', rows.Order(StringComparer.Ordinal));
            found[table] = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        }

        return found;
    }

    /// <summary>Every statement that writes to one of the tables leaves its name, in the same transaction.</summary>
    private static async Task WatchAsync(DbConnection connection, IEnumerable<string> tables)
    {
        await using var command = connection.CreateCommand();
        command.CommandText =
            """
            create table if not exists probe_written (name text not null);
            create or replace function probe_write() returns trigger language plpgsql security definer as
              'begin insert into probe_written values (tg_table_name); return null; end';
            """ + string.Concat(tables.Select(t => $"create or replace trigger probe_write after insert or update or delete on {t} "
                + "for each statement execute function probe_write();"));
        await command.ExecuteNonQueryAsync();
    }

    private async Task<SortedDictionary<string, string>> HashedAsync(IEnumerable<string> tables)
    {
        var sql = string.Join(" union all ", tables.Select(t =>
            $"select '{t}=' || coalesce(md5(string_agg(h, '' order by h)), '') "
            + $"from (select md5(r::text) h from {t} r where region_code <> '00') x"));
        var found = new SortedDictionary<string, string>(_known, StringComparer.Ordinal);
        foreach (var row in await RowsAsync(_connection, sql))
        {
            var at = row.IndexOf('=', StringComparison.Ordinal);
            found[row[..at]] = row[(at + 1)..];
        }

        return found;
    }

    private static async Task<List<string>> RowsAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount)
                .Select(i => reader.GetValue(i) is byte[] bytes ? Convert.ToHexString(bytes) : reader.GetValue(i).ToString())));
        }

        return rows;
    }
}

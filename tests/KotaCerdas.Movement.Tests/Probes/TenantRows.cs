using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;

namespace KotaCerdas.Movement.Tests.Probes;

/// <summary>
/// What stands in every table that belongs to regions, the country's own rows left out: one hash a table. What background work moves by
/// itself is left out as well.
/// </summary>
internal static class TenantRows
{
    private static readonly string[] Moving =
        ["platform_outbox", "platform_inbox", "platform_operation", "platform_measure_value", "platform_measure_request"];

    public static async Task<SortedDictionary<string, string>> ReadAsync(TestDatabase database)
    {
        await using var connection = await database.OpenOwnerAsync();
        var tables = await RowsAsync(connection, database.Engine == DatabaseEngine.Sqlite
            ? "select m.name from sqlite_master m join pragma_table_info(m.name) c on c.name = 'region_code' where m.type = 'table'"
            : "select table_name from information_schema.columns where column_name = 'region_code' and table_schema = current_schema()");
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var table in tables.Except(Moving).Where(t => !t.StartsWith("platform_log_", StringComparison.Ordinal)))
        {
            var rows = await RowsAsync(connection, $"select * from {table} where region_code <> '00'");
            var text = string.Join('\n', rows.Order(StringComparer.Ordinal));
            found[table] = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
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

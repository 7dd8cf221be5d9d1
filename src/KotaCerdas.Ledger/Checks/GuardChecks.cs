using System.Data.Common;
using KotaCerdas.Platform;

namespace KotaCerdas.Ledger;

/// <summary>
/// I2 and I14 as the database itself enforces them, in the tables of every module: row-level security wherever a row has a region, and no
/// right to change facts on PostgreSQL, triggers on SQLite.
/// </summary>
internal static class GuardChecks
{
    private const string Everywhere = "*";

    private const string OpenTables =
        """
        select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = current_schema() and c.relkind in ('r', 'p')
            and exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'region_code' and not a.attisdropped)
            and (not c.relrowsecurity or not c.relforcerowsecurity
                or not exists (select 1 from pg_policy p where p.polrelid = c.oid and p.polname = 'region_scope'))
        order by 1
        """;

    /// <param name="connection">The open connection.</param>
    /// <param name="facts">Tables of all modules that are never changed.</param>
    /// <param name="flaws">Takes what is wrong.</param>
    /// <param name="cancel">Stops.</param>
    public static async Task RunAsync(
        DbConnection connection, IEnumerable<string> facts, LedgerFlaws flaws, CancellationToken cancel)
    {
        if (connection.IsPostgres())
        {
            foreach (var table in await connection.Make(OpenTables).ReadAsync(r => r.GetString(0), cancel))
            {
                flaws.Add("Ledger.Check.NoRowSecurity", Everywhere, table);
            }
        }

        foreach (var table in facts)
        {
            if (await MayChangeAsync(connection, table, cancel))
            {
                flaws.Add("Ledger.Check.Changeable", Everywhere, table);
            }
        }
    }

    private static async Task<bool> MayChangeAsync(DbConnection connection, string table, CancellationToken cancel)
    {
        var sql = connection.IsPostgres()
            ? "select case when has_table_privilege(current_user, @table, 'UPDATE') or has_table_privilege(current_user, @table, 'DELETE') "
                + "or has_table_privilege(current_user, @table, 'TRUNCATE') then 1 else 0 end"
            : "select case when count(*) = 2 then 0 else 1 end from sqlite_master where type = 'trigger' and tbl_name = @table "
                + "and name in (@table || '_no_update', @table || '_no_delete') and sql like '%raise(abort,%'";
        return (await connection.Make(sql, ("table", table)).ReadAsync(r => Convert.ToInt64(r.GetValue(0)), cancel))[0] == 1;
    }
}

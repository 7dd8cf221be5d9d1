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

    private const string RegionTables =
        """
        select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = current_schema() and c.relkind in ('r', 'p')
            and exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'region_code' and not a.attisdropped)
        """;

    /// <summary>What the tables of the ledger hold by themselves.</summary>
    private static readonly DatabaseRule[] OwnRules =
    [
        new(Invariant.I1, "ledger_entry", "ledger_entry_check", "check ((debit = 0) <> (credit = 0))"),
        new(Invariant.I1, "ledger_entry", "ledger_entry_debit_check", "check (debit >= 0)"),
        new(Invariant.I1, "ledger_entry", "ledger_entry_credit_check", "check (credit >= 0)"),
        new(Invariant.I3, "ledger_journal", "ledger_journal_key"),
        new(Invariant.I4, "ledger_journal", "ledger_journal_reverses"),
        new(Invariant.I15, "ledger_period_change", "ledger_period_change_check", "check (state <> 'Open' or decision <> '')"),
        new(Invariant.I16, "ledger_day", "ledger_day_booked"),
    ];

    /// <param name="connection">The open connection.</param>
    /// <param name="facts">Tables of all modules that are never changed.</param>
    /// <param name="flaws">Takes what is wrong.</param>
    /// <param name="cancel">Stops.</param>
    public static async Task RunAsync(
        DbConnection connection, IEnumerable<string> facts, LedgerFindings flaws, CancellationToken cancel)
    {
        if (connection.IsPostgres())
        {
            flaws.Look(Invariant.I14, await connection.Make(RegionTables).NumberAsync(cancel));
            flaws.Hold(Invariant.I14, Everywhere);
            foreach (var table in await connection.Make(OpenTables).ReadAsync(r => r.GetString(0), cancel))
            {
                flaws.Break(Invariant.I14, "Ledger.Check.NoRowSecurity", Everywhere, table);
            }
        }

        flaws.Hold(Invariant.I2, Everywhere);
        foreach (var table in facts)
        {
            flaws.Look(Invariant.I2, 1);
            if (await MayChangeAsync(connection, table, cancel))
            {
                flaws.Break(Invariant.I2, "Ledger.Check.Changeable", Everywhere, table);
            }
        }
    }

    /// <summary>Finds constraints that the migrations made and that are not there.</summary>
    public static async Task RulesAsync(
        DbConnection connection, IEnumerable<DatabaseRule> rules, LedgerFindings flaws, CancellationToken cancel)
    {
        foreach (var rule in OwnRules.Concat(rules))
        {
            if (await IsThereAsync(connection, rule, cancel))
            {
                flaws.Hold(rule.Invariant, rule.Table);
            }
            else
            {
                flaws.Break(rule.Invariant, "Ledger.Check.NoConstraint", Everywhere, rule.Table, rule.Name, rule.Invariant.ToString());
            }
        }
    }

    private static async Task<bool> IsThereAsync(DbConnection connection, DatabaseRule rule, CancellationToken cancel)
    {
        var sql = (connection.IsPostgres(), rule.Check) switch
        {
            (true, null) => "select count(*) from pg_index i join pg_class c on c.oid = i.indexrelid where c.relname = @name "
                + "and i.indrelid = to_regclass(@table) and i.indisunique and i.indisvalid",
            (true, _) => "select count(*) from pg_constraint where conname = @name and conrelid = to_regclass(@table) and contype = 'c' "
                + "and convalidated",
            (false, null) => "select count(*) from sqlite_master where type = 'index' and name = @name and tbl_name = @table "
                + "and sql like 'create unique index%'",
            (false, _) => "select count(*) from sqlite_master where type = 'table' and name = @table and instr(sql, @check) > 0",
        };
        return await connection.Make(sql, ("name", rule.Name), ("table", rule.Table), ("check", rule.Check ?? string.Empty))
            .NumberAsync(cancel) > 0;
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

using System.Data.Common;
using KotaCerdas.Platform;

namespace KotaCerdas.Ledger;

/// <summary>What an account moved in a month of a book.</summary>
internal sealed record Movement(Book Book, long Account, int Month, long Entries, long Debit, long Credit);

/// <summary>
/// Balances are sums: the sums of the closed days, and those of the journals since, read in one statement and so from one moment.
/// </summary>
internal static class Movements
{
    /// <summary>
    /// Columns book, account, month, entry_count, debit, credit: several rows for the same account and month.
    /// </summary>
    public static string Sql(DbConnection connection, RegionScope scope) =>
        $"""
        select s.book, s.account, s.month, s.entry_count, s.debit, s.credit from ledger_day_sum s where {Where(scope, "s")}
        union all
        select a.book, a.account, {MonthOf(connection, "a.posted_on")} as month, a.entry_count, a.debit, a.credit
        from ledger_account_sum a
        left join (select region_code, max(booked_on) as summed from ledger_day group by region_code) d on d.region_code = a.region_code
        where {Where(scope, "a")} and a.booked_on > coalesce(d.summed, @never)
        """;

    /// <summary>Everything from the entries themselves, for comparing.</summary>
    public static string FromEntries(DbConnection connection) =>
        $"""
        select e.book, e.account, {MonthOf(connection, "e.posted_on")} as month, count(*) as entry_count,
            cast(sum(e.debit) as bigint) as debit, cast(sum(e.credit) as bigint) as credit
        from ledger_entry e where e.region_code = @scope group by e.book, e.account, {MonthOf(connection, "e.posted_on")}
        """;

    /// <summary>The month of a date column as a number.</summary>
    public static string MonthOf(DbConnection connection, string column) => connection.IsPostgres()
        ? $"cast(to_char({column}, 'YYYYMM') as integer)"
        : $"cast(substr({column}, 1, 4) || substr({column}, 6, 2) as integer)";

    /// <summary>The condition that rows lie in a scope; its parameters are <see cref="Values"/>.</summary>
    public static string Where(RegionScope scope, string alias) => scope switch
    {
        { IsNational: true } => "1 = 1",
        { Key.Length: 5 } => $"{alias}.region_code = @scope",
        _ => $"({alias}.region_code = @scope or {alias}.region_code like @scope || '.%')",
    };

    /// <summary>Parameters of <see cref="Sql"/> and <see cref="Where"/>.</summary>
    public static (string Name, object? Value)[] Values(RegionScope scope) =>
        scope.IsNational ? [("never", DateOnly.MinValue)] : [("scope", scope.Key), ("never", DateOnly.MinValue)];

    public static Movement Read(DbDataReader r) =>
        new(Enum.Parse<Book>(r.GetString(0)), r.GetInt64(1), r.GetInt32(2), r.GetInt64(3), r.GetInt64(4), r.GetInt64(5));
}

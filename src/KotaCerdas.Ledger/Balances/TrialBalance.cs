using KotaCerdas.Platform;

namespace KotaCerdas.Ledger;

/// <summary>An account in a trial balance.</summary>
/// <param name="Account">The account, at most as deep as was asked.</param>
/// <param name="Name">Its name in the current language; its code where the chart has it no more.</param>
/// <param name="Opening">Debits less credits before the first month, rupiah.</param>
/// <param name="Debit">Debits of the months asked for.</param>
/// <param name="Credit">Credits of the months asked for.</param>
public sealed record TrialBalanceRow(AccountCode Account, string Name, long Opening, long Debit, long Credit)
{
    /// <summary>Debits less credits up to the last month, rupiah.</summary>
    public long Closing => Opening + Debit - Credit;
}

/// <summary>What is asked of a trial balance.</summary>
/// <param name="Book">Which book.</param>
/// <param name="From">First month, 202601.</param>
/// <param name="To">Last month, 202603.</param>
/// <param name="Level">How deep: 1 for classes, 6 for every account.</param>
public sealed record TrialBalanceQuery(Book Book, int From, int To, int Level = 6);

/// <summary>Balances of all accounts of a book, derived from entries whenever they are asked for.</summary>
public sealed class TrialBalances
{
    private readonly KotaDb _db;
    private readonly ChartOfAccounts _chart;

    internal TrialBalances(KotaDb db, ChartOfAccounts chart) => (_db, _chart) = (db, chart);

    /// <summary>The accounts that moved, in order of the chart.</summary>
    /// <param name="scope">One region, or more for a report over regions.</param>
    /// <param name="query">What is asked.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<IReadOnlyList<TrialBalanceRow>> ReadAsync(RegionScope scope, TrialBalanceQuery query, CancellationToken cancel)
    {
        var connection = await _db.SqlAsync(scope, cancel);
        var sql = $"select book, account, month, entry_count, debit, credit from ({Movements.Sql(connection, scope)}) m "
            + "where book = @book and month <= @to";
        var moves = await connection.Make(sql, [.. Movements.Values(scope), ("book", BookNames.Of(query.Book)), ("to", query.To)])
            .ReadAsync(Movements.Read, cancel);
        return [.. moves.GroupBy(m => AccountCode.FromNumber(m.Account).At(query.Level)).OrderBy(g => g.Key.Number)
            .Select(g => new TrialBalanceRow(
                g.Key, _chart.Find(g.Key)?.Name ?? g.Key.Value,
                g.Where(m => m.Month < query.From).Sum(m => m.Debit - m.Credit),
                g.Where(m => m.Month >= query.From).Sum(m => m.Debit),
                g.Where(m => m.Month >= query.From).Sum(m => m.Credit)))];
    }
}

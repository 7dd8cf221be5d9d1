using System.Data.Common;
using KotaCerdas.Platform;

namespace KotaCerdas.Ledger;

/// <summary>I7: a closed month holds what it held when it was closed.</summary>
internal static class PeriodChecks
{
    public static async Task RunAsync(DbConnection connection, RegionCode region, LedgerFindings flaws, CancellationToken cancel)
    {
        var all = await connection.Make(Movements.FromEntries(connection), ("scope", region.Value)).Patient()
            .ReadAsync(Movements.Read, cancel);
        var now = all.GroupBy(m => (m.Book, m.Month))
            .ToDictionary(g => g.Key, g => (Entries: g.Sum(m => m.Entries), Debit: g.Sum(m => m.Debit)));
        var changes = await connection.Make(
            "select book, month, state, entry_count, debit from ledger_period_change where region_code = @region order by revision",
            ("region", region.Value))
            .ReadAsync(
                r => (
                    Key: (Enum.Parse<Book>(r.GetString(0)), r.GetInt32(1)), State: r.GetString(2), Entries: r.GetInt64(3),
                    Debit: r.GetInt64(4)),
                cancel);
        var states = changes.GroupBy(c => c.Key).ToDictionary(g => g.Key, g => g.Last());
        flaws.Look(Invariant.I7, states.Count(s => s.Value.State == nameof(PeriodState.Closed)));
        foreach (var (key, last) in states.Where(s => s.Value.State == nameof(PeriodState.Closed)))
        {
            var (entries, debit) = now.GetValueOrDefault(key);
            if (entries != last.Entries || debit != last.Debit)
            {
                flaws.Break(
                    Invariant.I7, "Ledger.Check.ClosedMonth", region.Value, key.Item1.ToString(), OpenGate.MonthText(key.Item2),
                    last.Entries, Formats.Money(last.Debit), entries, Formats.Money(debit));
            }
        }

        foreach (var (key, held) in now.Where(n => !states.ContainsKey(n.Key)))
        {
            if (states.Any(s => s.Key.Item1 == key.Book && s.Key.Item2 > key.Month && s.Value.State == nameof(PeriodState.Closed)))
            {
                flaws.Break(
                    Invariant.I7, "Ledger.Check.ClosedMonth", region.Value, key.Book.ToString(), OpenGate.MonthText(key.Month), 0,
                    Formats.Money(0), held.Entries, Formats.Money(held.Debit));
            }
        }
    }
}

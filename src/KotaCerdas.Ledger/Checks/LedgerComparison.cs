using KotaCerdas.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Ledger;

/// <summary>What a module says about a subject and a period: the outstanding amount of an obligation.</summary>
/// <param name="Subject">As it was posted: NOP, NPWPD.</param>
/// <param name="Period">As it was posted.</param>
/// <param name="Amount">Debits less credits that the ledger must have, rupiah.</param>
public sealed record SubjectAmount(string Subject, int Period, long Amount);

/// <summary>What a module says that it posted for one of its things.</summary>
/// <param name="Source">As it was posted.</param>
/// <param name="Amount">Debits that the ledger must have, rupiah.</param>
public sealed record SourceAmount(string Source, long Amount);

/// <summary>Where the ledger and a module differ.</summary>
/// <param name="Compared">Subjects or sources compared.</param>
/// <param name="Ledger">Total that the ledger has, rupiah.</param>
/// <param name="Module">Total that the module has, rupiah.</param>
/// <param name="Different">How many of them differ.</param>
/// <param name="Flaws">The first differences, with both amounts; empty where there is none.</param>
public sealed record Comparison(long Compared, long Ledger, long Module, long Different, IReadOnlyList<Problem> Flaws);

/// <summary>
/// Compares the ledger with the numbers of the module that posts: what a ledger alone cannot know (I5, I8, I13). Both sides stream in the
/// same order.
/// </summary>
public sealed class LedgerComparison
{
    private readonly IServiceScopeFactory _scopes;

    internal LedgerComparison(IServiceScopeFactory scopes) => _scopes = scopes;

    /// <summary>I8: the balance of an account is the sum of its obligations, for every subject and period.</summary>
    /// <param name="region">Whose ledger.</param>
    /// <param name="account">The account or one above it, in the accrual book.</param>
    /// <param name="outstanding">The module's side, in ordinal order of subject, then period; once each.</param>
    /// <param name="cancel">Stops.</param>
    public Task<Comparison> SubjectsAsync(
        RegionCode region, AccountCode account, IAsyncEnumerable<SubjectAmount> outstanding, CancellationToken cancel) =>
        CompareAsync(
            region,
            postgres => $"""
                select subject{(postgres ? " collate \"C\"" : string.Empty)} as s, period, cast(sum(debit - credit) as bigint)
                from ledger_entry
                where region_code = @region and book = 'LO' and account >= @from and account < @after
                group by subject, period having sum(debit - credit) <> 0 order by s, period
                """,
            [("region", region.Value), ("from", account.Number), ("after", account.NumberAfter)],
            outstanding, cancel);

    /// <summary>Accounts of the accrual book at or under one that anything was posted to.</summary>
    /// <param name="region">Whose ledger.</param>
    /// <param name="above">The account, or one above it.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<IReadOnlyList<AccountCode>> UsedAsync(RegionCode region, AccountCode above, CancellationToken cancel)
    {
        await using var services = _scopes.CreateAsyncScope();
        var connection = await services.ServiceProvider.GetRequiredService<KotaDb>().SqlAsync(RegionScope.Of(region), cancel);
        return await connection.Make(
            "select distinct account from ledger_entry where region_code = @region and book = 'LO' and account >= @from "
                + "and account < @after order by account",
            ("region", region.Value), ("from", above.Number), ("after", above.NumberAfter)).Patient()
            .ReadAsync(r => AccountCode.FromNumber(r.GetInt64(0)), cancel);
    }

    /// <summary>
    /// I5: of each payment exactly what was received is debited on the money accounts. Since sides are equal, allocations and the rest on
    /// the account of overpayments are then as much.
    /// </summary>
    /// <param name="region">Whose ledger.</param>
    /// <param name="happened">Event under which payments are posted.</param>
    /// <param name="account">The money account or one above it, in the accrual book.</param>
    /// <param name="received">The module's side, in ordinal order of source; once each.</param>
    /// <param name="cancel">Stops.</param>
    public Task<Comparison> SourcesAsync(
        RegionCode region, (string Event, AccountCode Account) happened, IAsyncEnumerable<SourceAmount> received,
        CancellationToken cancel) =>
        CompareAsync(
            region,
            postgres => $"""
                select j.source{(postgres ? " collate \"C\"" : string.Empty)} as s, 0 as period, cast(sum(e.debit - e.credit) as bigint)
                from ledger_journal j join ledger_entry e on e.region_code = j.region_code and e.journal_id = j.id
                where j.region_code = @region and e.region_code = @region and j.event = @event and e.book = 'LO' and e.account >= @from
                    and e.account < @after
                group by j.source having sum(e.debit - e.credit) <> 0 order by s
                """,
            [
                ("region", region.Value), ("event", happened.Event), ("from", happened.Account.Number),
                ("after", happened.Account.NumberAfter),
            ],
            received.Select(r => new SubjectAmount(r.Source, 0, r.Amount)), cancel);

    /// <summary>I13: a batch has as many debit lines, and as much, as the module assessed.</summary>
    /// <param name="region">Whose ledger.</param>
    /// <param name="journals">The journals of the batch.</param>
    /// <param name="assessed">How many, and how much in rupiah.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The difference, or null where there is none.</returns>
    public async Task<Problem?> BatchAsync(
        RegionCode region, IReadOnlyCollection<JournalId> journals, (long Count, long Total) assessed, CancellationToken cancel)
    {
        await using var services = _scopes.CreateAsyncScope();
        var connection = await services.ServiceProvider.GetRequiredService<KotaDb>().SqlAsync(RegionScope.Of(region), cancel);
        var (count, total) = (0L, 0L);
        foreach (var journal in journals)
        {
            var found = await connection.Make(
                "select count(*), coalesce(cast(sum(debit) as bigint), 0) from ledger_entry where region_code = @region "
                    + "and journal_id = @journal and debit > 0", ("region", region.Value), ("journal", journal.Value))
                .ReadAsync(r => (r.GetInt64(0), r.GetInt64(1)), cancel);
            (count, total) = (count + found[0].Item1, total + found[0].Item2);
        }

        return (count, total) == assessed
            ? null
            : new Problem(
                "Ledger.Check.Batch", null, region.Value, count, Formats.Money(total), assessed.Count, Formats.Money(assessed.Total));
    }

    private async Task<Comparison> CompareAsync(
        RegionCode region, Func<bool, string> sql, (string, object?)[] values, IAsyncEnumerable<SubjectAmount> module,
        CancellationToken cancel)
    {
        // The ledger's side has a connection of its own, since the module streams on the caller's.
        await using var services = _scopes.CreateAsyncScope();
        var connection = await services.ServiceProvider.GetRequiredService<KotaDb>().SqlAsync(RegionScope.Of(region), cancel);
        await using var mine = connection.Make(sql(connection.IsPostgres()), values).Patient()
            .StreamAsync(r => new SubjectAmount(r.GetString(0), r.GetInt32(1), r.GetInt64(2)), cancel).GetAsyncEnumerator(cancel);
        await using var theirs = module.Where(m => m.Amount != 0).GetAsyncEnumerator(cancel);
        var run = new Merge(region);
        var (a, b) = (await NextAsync(mine), await NextAsync(theirs));
        while (a is not null || b is not null)
        {
            var order = a is null ? 1 : b is null ? -1 : Compare(a, b);
            run.Take(order <= 0 ? a : null, order >= 0 ? b : null);
            var (takeMine, takeTheirs) = (order <= 0, order >= 0);
            a = takeMine ? await NextAsync(mine) : a;
            b = takeTheirs ? await NextAsync(theirs, b) : b;
        }

        return run.End();
    }

    private static async Task<SubjectAmount?> NextAsync(IAsyncEnumerator<SubjectAmount> rows, SubjectAmount? last = null)
    {
        var next = await rows.MoveNextAsync() ? rows.Current : null;
        Check.That(last is null || next is null || Compare(last, next) < 0);
        return next;
    }

    private static int Compare(SubjectAmount a, SubjectAmount b) =>
        string.CompareOrdinal(a.Subject, b.Subject) is var order and not 0 ? order : a.Period.CompareTo(b.Period);

    private sealed class Merge(RegionCode region)
    {
        private const int Most = 20;

        private readonly List<Problem> _flaws = [];
        private long _different;
        private long _compared;
        private long _ledger;
        private long _module;

        public void Take(SubjectAmount? mine, SubjectAmount? theirs)
        {
            _compared++;
            _ledger += mine?.Amount ?? 0;
            _module += theirs?.Amount ?? 0;
            if (mine?.Amount != theirs?.Amount)
            {
                _different++;
                if (_flaws.Count < Most)
                {
                    var at = (mine ?? theirs)!;
                    _flaws.Add(new(
                        "Ledger.Check.Differs", null, region.Value, at.Subject, at.Period.ToString(), Formats.Money(mine?.Amount ?? 0),
                        Formats.Money(theirs?.Amount ?? 0)));
                }
            }
        }

        public Comparison End() => new(_compared, _ledger, _module, _different, _flaws);
    }
}

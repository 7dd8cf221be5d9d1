using System.Diagnostics;
using System.Globalization;
using KotaCerdas.Ledger;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Benchmarks;

/// <summary>
/// The ledger: one journal of many lines beside inserting the same rows bare, journals one by one beside a transaction with the same rows,
/// balances out of entries and out of daily sums, and the whole check. <c>KOTACERDAS_BENCH_LINES</c> (200,000) sets the size.
/// </summary>
internal static class LedgerSpeed
{
    private const int Chunk = 8192;
    private const int Singles = 500;

    private static readonly RegionCode Region = RegionCode.Parse("16.72");
    private static readonly RegionCode Bare = RegionCode.Parse("16.71");
    private static readonly AccountCode Receivable = AccountCode.Parse("1.1.03.06");
    private static readonly AccountCode Income = AccountCode.Parse("7.1.01.15");
    private static readonly AccountCode Cash = AccountCode.Parse("1.1.01.01");

    private static readonly string[] Columns =
        ["region_code", "journal_id", "line", "book", "account", "debit", "credit", "subject", "period", "unit", "posted_on"];

    public static async Task RunAsync()
    {
        await RunAsync(DatabaseEngine.Sqlite);
        if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable("KOTACERDAS_TEST_PG")))
        {
            await RunAsync(DatabaseEngine.Postgres);
        }
    }

    private static async Task RunAsync(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var lines = int.TryParse(Environment.GetEnvironmentVariable("KOTACERDAS_BENCH_LINES"), CultureInfo.InvariantCulture, out var set)
            ? set : 200_000;
        var bare = await TimeAsync(() => BareAsync(database, lines));
        var bulk = await TimeAsync(() => BulkAsync(database, lines));
        Print(
            $"{engine}: one journal of {lines:N0} lines", lines / bulk,
            $"{bulk / bare:0.00} x inserting the rows alone ({lines / bare:0} /s); {Environment.WorkingSet / 1e6:0} MB in use");

        var (one, empty) = (await SinglesAsync(database), await BareSinglesAsync(database));
        Benchmark.Print($"{engine}: a transaction with the same rows", empty);
        Benchmark.Print($"{engine}: a journal in a write of its own", one, Benchmark.At(empty, 0.5));

        var fromEntries = await BalanceAsync(database);
        database.Clock.Advance(TimeSpan.FromDays(1));
        var close = await TimeAsync(() => database.WithAsync<DayClosing, int>(d => d.RunAsync(Region, default)));
        Print($"{engine}: closing the day", lines / close, $"{close:0.00} s");
        Benchmark.Print($"{engine}: trial balance out of entries", fromEntries);
        Benchmark.Print($"{engine}: trial balance out of daily sums", await BalanceAsync(database));
        var check = await TimeAsync(() => database.WithAsync<LedgerCheck, LedgerReport>(
            c => c.RunAsync(Region, new Progress<LedgerProgress>(), default)));
        Print($"{engine}: check of all lines", lines / check, $"1 million at this rate in {1_000_000 * check / lines:0.0} s");
    }

    private static void Print(FormattableString name, double value, FormattableString more) => Console.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"{FormattableString.Invariant(name),-48} {value,9:0} /s  ")
        + FormattableString.Invariant(more));

    private static async Task<double> TimeAsync(Func<Task> run)
    {
        var watch = Stopwatch.StartNew();
        await run();
        return watch.Elapsed.TotalSeconds;
    }

    private static Task BareAsync(TestDatabase database, int lines) => database.WithAsync<KotaDb>(async db =>
    {
        await using var write = await db.BeginWriteAsync(RegionScope.Of(Bare), default);
        var connection = await db.SqlAsync(RegionScope.Of(Bare), default);
        var journal = Ids.New(database.Clock);
        for (var from = 0; from < lines; from += Chunk)
        {
            var first = from;
            await BulkWriter.InsertAsync(
                connection, "ledger_entry", Columns,
                Enumerable.Range(first, Math.Min(Chunk, lines - first)).Select(i => Row(journal, i + 1, Receivable)), default);
        }

        await write.CommitAsync(default);
    });

    private static object?[] Row(Guid journal, int line, AccountCode account) =>
    [
        Bare.Value, journal, line, "LO", account.Number, 1000L + line, 0L,
        (167_201_000_100_000_000 + line).ToString(CultureInfo.InvariantCulture), 2026, "16.72.01.1001", new DateOnly(2026, 3, 2),
    ];

    private static Task BulkAsync(TestDatabase database, int lines) => WriteAsync(database, (ledger, write) =>
    {
        var total = Enumerable.Range(1, lines - 1).Sum(i => 1000L + i);
        var objects = Enumerable.Range(1, lines - 1).Select(i => JournalLine.Dr(
            Book.LO, Receivable, 1000L + i, (167_201_000_100_000_000 + i).ToString(CultureInfo.InvariantCulture), 2026, "16.72.01.1001"));
        return ledger.PostBulkAsync(write, Head("batch"), Book.LO, objects.Append(JournalLine.Cr(Book.LO, Income, total)), default);
    });

    private static async Task<List<double>> SinglesAsync(TestDatabase database)
    {
        var times = new List<double>();
        for (var i = 0; i < Singles; i++)
        {
            var number = i;
            times.Add(1000 * await TimeAsync(() => WriteAsync(database, (ledger, write) => ledger.PostAsync(
                write,
                new JournalDraft(
                    Head($"payment/{number}"),
                    [JournalLine.Dr(Book.LO, Cash, 1000), JournalLine.Cr(Book.LO, Receivable, 1000, "167201000100000001", 2026)]),
                default))));
        }

        return times;
    }

    private static async Task<List<double>> BareSinglesAsync(TestDatabase database)
    {
        var times = new List<double>();
        for (var i = 0; i < Singles; i++)
        {
            times.Add(1000 * await TimeAsync(() => BareAsync(database, 2)));
        }

        return times;
    }

    private static async Task<List<double>> BalanceAsync(TestDatabase database)
    {
        var times = new List<double>();
        for (var i = 0; i < 5; i++)
        {
            times.Add(1000 * await TimeAsync(() => database.WithAsync<TrialBalances, IReadOnlyList<TrialBalanceRow>>(
                t => t.ReadAsync(RegionScope.Of(Region), new TrialBalanceQuery(Book.LO, 202601, 202612), default))));
        }

        return times;
    }

    private static JournalHead Head(string key) => new()
    {
        Region = Region,
        Key = key,
        Event = "bench.posted",
        Source = key,
        ValueOn = new DateOnly(2026, 3, 2),
        By = Actor.Platform("bench"),
    };

    private static async Task WriteAsync(
        TestDatabase database, Func<GeneralLedger, WriteScope, Task<Outcome<JournalReceipt>>> post)
    {
        await using var scope = database.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<KotaDb>();
        await using var write = await db.BeginWriteAsync(RegionScope.Of(Region), default);
        var posted = await post(scope.ServiceProvider.GetRequiredService<GeneralLedger>(), write);
        Check.That(!posted.Failed);
        await write.CommitAsync(default);
    }
}

using FsCheck;
using FsCheck.Fluent;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Ledger.Tests;

/// <summary>
/// Random histories beside a model of a few dictionaries: the ledger answers as the model does, and all checks hold at the end.
/// </summary>
public sealed class ModelTests
{
    private static readonly AccountCode[] Accounts = [Books.Treasury, Books.Receivable, Books.Accrued];
    private static readonly string[] Provinces = ["11", "12", "13", "14", "15", "16", "17", "18", "32", "33", "35"];

    private static readonly Actor[] People =
        [Books.Officer(2, "Kepala bidang", Periods.Close, Periods.Reopen), Books.Officer(3, "Kepala badan", Periods.Close, Periods.Reopen)];

    private int _region;

    private static readonly Gen<Step[]> Histories = Gen.Choose(0, 9).SelectMany(
        _ => Gen.Choose(0, 5), (kind, key) => (kind, key))
        .SelectMany(_ => Gen.Choose(0, 40), (s, amount) => new Step(s.kind, s.key, amount))
        .ArrayOf().Where(s => s.Length is > 2 and < 30);

    [Theory, OnEachDatabase]
    public async Task Random_histories_answer_as_the_model_does(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var property = Prop.ForAll(Histories.ToArbitrary(), steps =>
        {
            // FsCheck has no asynchronous bodies.
#pragma warning disable VSTHRD002
            Task.Run(() => RunAsync(database, steps)).GetAwaiter().GetResult();
#pragma warning restore VSTHRD002
        });
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(25), property);
        Assert.Empty(await database.FlawsAsync());
    }

    /// <summary>Every history has a region of its own, so that one database serves all.</summary>
    private async Task RunAsync(TestDatabase database, Step[] steps)
    {
        var number = Interlocked.Increment(ref _region);
        var model = new Model(RegionCode.Parse($"{Provinces[number / 9 % Provinces.Length]}.0{(number % 9) + 1}"));
        foreach (var step in steps)
        {
            await TakeAsync(database, model, step);
        }

        var rows = await database.WithAsync<TrialBalances, IReadOnlyList<TrialBalanceRow>>(
            t => t.ReadAsync(RegionScope.Of(model.Region), new(Book.LO, 190001, 999912), default));
        Assert.Equal(
            model.Balances.Where(b => b.Value.Moved > 0).OrderBy(b => b.Key).Select(b => (b.Key, b.Value.Balance)),
            rows.Select(r => (r.Account.Number, r.Closing)));
    }

    private static async Task TakeAsync(TestDatabase database, Model model, Step step)
    {
        switch (step.Kind)
        {
            case 9:
                database.Clock.Advance(TimeSpan.FromDays(step.Amount));
                await database.CloseDaysAsync(model.Region);
                break;
            case 8:
                await MonthAsync(database, model, step);
                break;
            case 6 or 7:
                await ReverseAsync(database, model, step);
                break;
            default:
                await PostAsync(database, model, step);
                break;
        }
    }

    private static async Task PostAsync(TestDatabase database, Model model, Step step)
    {
        var (debit, credit) = (Accounts[step.Kind % 3], Accounts[(step.Kind + 1) % 3]);
        var head = Books.Head($"p{step.Key}", new DateOnly(2026, 1 + (step.Amount % 3), 1), model.Region);
        JournalLine[] lines = [JournalLine.Dr(Book.LO, debit, step.Amount), JournalLine.Cr(Book.LO, credit, step.Amount)];
        var answer = await database.WriteAsync(
            (s, write) => step.Kind % 2 == 0
                ? s.GetRequiredService<GeneralLedger>().PostAsync(write, new JournalDraft(head, lines), default)
                : s.GetRequiredService<GeneralLedger>().PostBulkAsync(write, head, Book.LO, lines, default),
            model.Region);
        var body = $"{head.ValueOn} {debit} {credit} {step.Amount}";
        if (step.Amount == 0)
        {
            Assert.Contains(answer.Problem.Code, new[] { "Ledger.Posting.BadAmount", "Ledger.Posting.KeyReused" });
        }
        else if (model.Posted.TryGetValue(head.Key, out var before))
        {
            Assert.Equal(before.Body == body ? before.Receipt : null, answer.Failed ? null : answer.Value);
        }
        else
        {
            Assert.Equal(model.IsClosed(head.ValueOn), answer.Value.PostedOn != head.ValueOn);
            model.Add(head.Key, body, answer.Value, [(debit.Number, step.Amount), (credit.Number, -step.Amount)]);
        }
    }

    private static async Task ReverseAsync(TestDatabase database, Model model, Step step)
    {
        if (model.Posted.Count == 0)
        {
            return;
        }

        var key = model.Posted.Keys.Order(StringComparer.Ordinal).ElementAt(step.Key % model.Posted.Count);
        var original = model.Posted[key];
        var head = Books.Head($"r{step.Amount}", new DateOnly(2026, 3, 1), model.Region);
        var answer = await database.WriteAsync(
            (s, write) => s.GetRequiredService<GeneralLedger>().ReverseAsync(write, new Reversal(original.Receipt.Id, head), default),
            model.Region);
        var body = "reverses " + original.Receipt.Id;
        if (model.Posted.TryGetValue(head.Key, out var before))
        {
            Assert.Equal(before.Body == body ? before.Receipt : null, answer.Failed ? null : answer.Value);
        }
        else if (!model.Reversed.Add(original.Receipt.Id))
        {
            Assert.Equal("Ledger.Reversal.Already", answer.Problem.Code);
        }
        else
        {
            model.Add(head.Key, body, answer.Value, [.. original.Moves.Select(m => (m.Account, -m.Amount))]);
        }
    }

    private static async Task MonthAsync(TestDatabase database, Model model, Step step)
    {
        var month = 202601 + (step.Key % 2);
        var period = new Period(model.Region, Book.LO, month);
        if (step.Amount % 2 == 0)
        {
            var closed = await database.PeriodsAsync(p => p.CloseAsync(People[0], period, default));
            Assert.Equal(model.Closed(month), closed.Failed);
            if (!closed.Failed)
            {
                model.Close(month);
            }
        }
        else
        {
            var opened = await database.PeriodsAsync(p => p.ReopenAsync(People[1], period, new("SK 1", "model"), default));
            Assert.Equal(!model.Closed(month), opened.Failed);
            model.Months[month] = false;
        }
    }

    private sealed record Step(int Kind, int Key, int Amount);

    private sealed record Posted(string Body, JournalReceipt Receipt, List<(long Account, long Amount)> Moves);

    private sealed class Model(RegionCode region)
    {
        public RegionCode Region { get; } = region;

        public Dictionary<string, Posted> Posted { get; } = new(StringComparer.Ordinal);

        public HashSet<JournalId> Reversed { get; } = [];

        public Dictionary<long, (long Balance, int Moved)> Balances { get; } = [];

        /// <summary>True where a month is closed, false where it was reopened.</summary>
        public Dictionary<int, bool> Months { get; } = [];

        public bool Closed(int month) =>
            Months.TryGetValue(month, out var state) ? state : _lastClosed > month;

        public bool IsClosed(DateOnly day) => Closed(day.Month());

        public void Close(int month)
        {
            _lastClosed = Math.Max(_lastClosed, month);
            foreach (var m in Months.Keys.Append(month).Where(m => m <= month).ToList())
            {
                Months[m] = true;
            }
        }

        public void Add(string key, string body, JournalReceipt receipt, List<(long Account, long Amount)> moves)
        {
            Posted[key] = new Posted(body, receipt, moves);
            foreach (var (account, amount) in moves)
            {
                var (balance, moved) = Balances.GetValueOrDefault(account);
                Balances[account] = (balance + amount, moved + 1);
            }
        }

        private int _lastClosed;
    }
}

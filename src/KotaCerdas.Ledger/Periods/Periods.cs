using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Ledger;

/// <summary>A month of a book.</summary>
/// <param name="Region">Whose ledger.</param>
/// <param name="Book">Which book.</param>
/// <param name="Month">202603 for March 2026.</param>
public sealed record Period(RegionCode Region, Book Book, int Month);

/// <summary>What was done to a month of a book.</summary>
/// <param name="Period">Which month.</param>
/// <param name="Revision">1 for the first change.</param>
/// <param name="State">What it takes since.</param>
/// <param name="Decision">The decision behind a reopening, else empty.</param>
/// <param name="Reason">Why it was reopened, else empty.</param>
/// <param name="Entries">Entries it held then.</param>
/// <param name="Debit">Their debits, rupiah.</param>
/// <param name="At">When, UTC.</param>
/// <param name="By">Who.</param>
public sealed record PeriodStep(
    Period Period, int Revision, PeriodState State, string Decision, string Reason, long Entries, long Debit, DateTime At, string By);

/// <summary>A month of a book as it stands.</summary>
/// <param name="Period">Which month.</param>
/// <param name="State">What it takes.</param>
/// <param name="Entries">Entries it holds now.</param>
/// <param name="Debit">Their debits, rupiah.</param>
/// <param name="Last">What was done to it last, or null where nobody named it: then it is closed where a later month was.</param>
public sealed record PeriodMonth(Period Period, PeriodState State, long Entries, long Debit, PeriodStep? Last);

/// <summary>Why a month is reopened.</summary>
/// <param name="Decision">Number and date of the decision, at most <see cref="MostDecision"/> characters.</param>
/// <param name="Reason">What is to be completed, at most <see cref="MostReason"/> characters.</param>
public sealed record Reopening(string Decision, string Reason)
{
    /// <summary>Longest decision.</summary>
    public const int MostDecision = 200;

    /// <summary>Longest reason.</summary>
    public const int MostReason = 500;

    internal Reopening Trimmed => new(Decision.Trim(), Reason.Trim());

    internal Problem? Refused => Decision.Length is 0 or > MostDecision ? new("Ledger.Period.NoDecision", "decision", MostDecision)
        : Reason.Length is 0 or > MostReason ? new("Ledger.Period.NoReason", "reason", MostReason) : null;
}

/// <summary>
/// Closes and reopens months. Closing a month closes the book up to it; what comes late is posted in the open month and keeps its value
/// date.
/// </summary>
public sealed class Periods
{
    /// <summary>Close months of the ledger.</summary>
    public static readonly Permission Close = new("ledger.period.close");

    /// <summary>Reopen months of the ledger by a decision.</summary>
    public static readonly Permission Reopen = new("ledger.period.reopen");

    private readonly KotaDb _db;
    private readonly LedgerGate _gate;
    private readonly Trail _trail;
    private readonly TimeProvider _clock;

    internal Periods(KotaDb db, LedgerGate gate, Trail trail, TimeProvider clock) =>
        (_db, _gate, _trail, _clock) = (db, gate, trail, clock);

    /// <summary>Everything that was done to the months of a region, oldest first.</summary>
    public async Task<IReadOnlyList<PeriodStep>> HistoryAsync(RegionCode region, CancellationToken cancel)
    {
        var rows = await ChangesAsync(region, cancel);
        return [.. rows.Select(StepOf)];
    }

    /// <summary>The months of a year in every book, by book and month.</summary>
    public async Task<IReadOnlyList<PeriodMonth>> YearAsync(RegionCode region, int year, CancellationToken cancel)
    {
        var changes = await ChangesAsync(region, cancel);
        var states = PeriodStates.Of(changes.OrderBy(c => c.Revision).Select(c => (c.Book, c.Month, c.State)));
        var last = changes.GroupBy(c => (c.Book, c.Month)).ToDictionary(g => g.Key, g => StepOf(g.MaxBy(c => c.Revision)!));
        var months = new List<PeriodMonth>();
        foreach (var book in Enum.GetValues<Book>())
        {
            var held = await HeldAsync(new(region, book, 0), cancel);
            months.AddRange(Enumerable.Range((year * 100) + 1, 12).Select(m => new PeriodMonth(
                new(region, book, m), states.StateOf(book, m), held.GetValueOrDefault(m).Entries, held.GetValueOrDefault(m).Debit,
                last.GetValueOrDefault((book, m)))));
        }

        return months;
    }

    /// <summary>Leaves a month open only for entries that complete it.</summary>
    public Task<Outcome<Nothing>> SoftCloseAsync(Actor actor, Period period, CancellationToken cancel) =>
        CloseAsync(actor, period, PeriodState.SoftClosed, cancel);

    /// <summary>Closes a month, and with it every month of the book before it that is not closed yet.</summary>
    public Task<Outcome<Nothing>> CloseAsync(Actor actor, Period period, CancellationToken cancel) =>
        CloseAsync(actor, period, PeriodState.Closed, cancel);

    /// <summary>Reopens a month that is closed, softly or not. Needs a decision, and somebody else than the one who closed it.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="period">Which month.</param>
    /// <param name="why">The decision and the reason.</param>
    /// <param name="cancel">Stops; nothing is changed then.</param>
    public async Task<Outcome<Nothing>> ReopenAsync(Actor actor, Period period, Reopening why, CancellationToken cancel)
    {
        why = why.Trimmed;
        if (actor.Refuse(Reopen, period.Region) is { } refused)
        {
            return refused;
        }

        if (why.Refused is { } lacking)
        {
            return lacking;
        }

        await using var write = await _db.BeginWriteAsync(RegionScope.Of(period.Region), cancel);
        var gate = await _gate.HoldAsync(write, period.Region, cancel);
        if (gate.StateOf(period.Book, period.Month) == PeriodState.Open)
        {
            return new Problem("Ledger.Period.IsOpen", null, period.Book.ToString(), OpenGate.MonthText(period.Month));
        }

        var changes = await ChangesAsync(period.Region, cancel);
        var closing = changes.Last(c => c.Book == period.Book && c.State != PeriodState.Open
            && (c.Month == period.Month || (c.State == PeriodState.Closed && c.Month > period.Month)));
        if (actor.User is { } user ? closing.ChangedBy == user : closing.ChangedBy is null && closing.ChangedByName == actor.Name)
        {
            return new Problem("Ledger.Period.SamePerson");
        }

        var held = await HeldAsync(period, cancel);
        Add(actor, period, PeriodState.Open, (why, held.GetValueOrDefault(period.Month), changes));
        _trail.Add(actor, "Ledger.Trail.PeriodReopened", About(period), new { why.Decision, why.Reason });
        await write.CommitAsync(cancel);
        return Outcome.Done;
    }

    private static PeriodStep StepOf(PeriodChange c) => new(
        new Period(c.RegionCode, c.Book, c.Month), c.Revision, c.State, c.Decision, c.Reason, c.EntryCount, c.Debit, c.ChangedAt,
        c.ChangedByName);

    private static Subject About(Period period) =>
        new(period.Region, "ledger.period", $"{period.Book}/{OpenGate.MonthText(period.Month)}");

    private async Task<Outcome<Nothing>> CloseAsync(Actor actor, Period period, PeriodState state, CancellationToken cancel)
    {
        if (actor.Refuse(Close, period.Region) is { } refused)
        {
            return refused;
        }

        if (period.Month % 100 is < 1 or > 12 || period.Month / 100 is < 1900 or > 9999)
        {
            return new Problem("Ledger.Period.BadMonth", "month");
        }

        await using var write = await _db.BeginWriteAsync(RegionScope.Of(period.Region), cancel);
        var gate = await _gate.HoldAsync(write, period.Region, cancel);
        var text = OpenGate.MonthText(period.Month);
        if (period.Month >= gate.Today.Month())
        {
            return new Problem("Ledger.Period.NotOver", "month", text);
        }

        if (gate.StateOf(period.Book, period.Month) is var now && (now == PeriodState.Closed || now == state))
        {
            return new Problem("Ledger.Period.IsClosed", null, period.Book.ToString(), text);
        }

        var changes = await ChangesAsync(period.Region, cancel);
        var held = await HeldAsync(period, cancel);
        var months = state == PeriodState.SoftClosed ? [period.Month] : held.Keys.Append(period.Month)
            .Concat(changes.Where(c => c.Book == period.Book).Select(c => c.Month)).Where(m => m <= period.Month)
            .Distinct().Order().ToList();
        foreach (var month in months.Where(m => gate.StateOf(period.Book, m) != PeriodState.Closed))
        {
            Add(actor, period with { Month = month }, state, (null, held.GetValueOrDefault(month), changes));
        }

        _trail.Add(actor, state == PeriodState.Closed ? "Ledger.Trail.PeriodClosed" : "Ledger.Trail.PeriodSoftClosed", About(period));
        await write.CommitAsync(cancel);
        return Outcome.Done;
    }

    private void Add(
        Actor actor, Period period, PeriodState state,
        (Reopening? Why, (long Entries, long Debit) Held, List<PeriodChange> Before) about) =>
        _db.Add(new PeriodChange
        {
            RegionCode = period.Region,
            Book = period.Book,
            Month = period.Month,
            Revision = about.Before.Count(c => c.Book == period.Book && c.Month == period.Month) + 1,
            State = state,
            Decision = about.Why?.Decision ?? string.Empty,
            Reason = about.Why?.Reason ?? string.Empty,
            EntryCount = about.Held.Entries,
            Debit = about.Held.Debit,
            ChangedAt = _clock.GetUtcNow().UtcDateTime,
            ChangedBy = actor.User,
            ChangedByName = actor.Name,
        });

    private async Task<List<PeriodChange>> ChangesAsync(RegionCode region, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        return await _db.In<PeriodChange>(scope).AsNoTracking().Where(c => c.RegionCode == region)
            .OrderBy(c => c.ChangedAt).ThenBy(c => c.Revision).ToListAsync(cancel);
    }

    /// <summary>Entries and debits of each month of a book now.</summary>
    private async Task<Dictionary<int, (long Entries, long Debit)>> HeldAsync(Period period, CancellationToken cancel)
    {
        var scope = RegionScope.Of(period.Region);
        var connection = await _db.SqlAsync(scope, cancel);
        var moves = await connection.Make(
            $"select book, account, month, entry_count, debit, credit from ({Movements.Sql(connection, scope)}) m where book = @book",
            [.. Movements.Values(scope), ("book", BookNames.Of(period.Book))]).Patient().ReadAsync(Movements.Read, cancel);
        return moves.GroupBy(m => m.Month).ToDictionary(g => g.Key, g => (g.Sum(m => m.Entries), g.Sum(m => m.Debit)));
    }
}

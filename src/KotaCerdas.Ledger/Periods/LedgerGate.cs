using System.Data.Common;
using KotaCerdas.Platform;

namespace KotaCerdas.Ledger;

/// <summary>States of the months of a region's books.</summary>
/// <param name="States">Of the months that have one.</param>
/// <param name="LastClosed">Latest month that was ever closed, by book.</param>
internal sealed record PeriodStates(
    IReadOnlyDictionary<(Book Book, int Month), PeriodState> States, IReadOnlyDictionary<Book, int> LastClosed)
{
    /// <summary>What changes leave, of each month in order.</summary>
    public static PeriodStates Of(IEnumerable<(Book Book, int Month, PeriodState State)> changes)
    {
        var states = new Dictionary<(Book, int), PeriodState>();
        var last = new Dictionary<Book, int>();
        foreach (var (book, month, state) in changes)
        {
            states[(book, month)] = state;
            if (state == PeriodState.Closed)
            {
                last[book] = Math.Max(last.GetValueOrDefault(book), month);
            }
        }

        return new(states, last);
    }

    /// <summary>A month that nothing happened to is open, unless a later one was closed.</summary>
    public PeriodState StateOf(Book book, int month) =>
        States.TryGetValue((book, month), out var state) ? state
        : LastClosed.TryGetValue(book, out var last) && month < last ? PeriodState.Closed
        : PeriodState.Open;
}

/// <summary>What may be posted now, fixed until the write ends: nobody closes a day or changes a month meanwhile.</summary>
/// <param name="Today">Legal date in the region.</param>
/// <param name="ClosedDay">The last day whose hash is made, or null.</param>
/// <param name="Months">States of the months.</param>
internal sealed record OpenGate(DateOnly Today, DateOnly? ClosedDay, PeriodStates Months)
{
    /// <summary>The day whose hash a journal goes into: today, but never a day that is closed.</summary>
    public DateOnly BookOn => ClosedDay is { } closed && closed >= Today ? closed.AddDays(1) : Today;

    public PeriodState StateOf(Book book, int month) => Months.StateOf(book, month);

    /// <summary>
    /// The posting date: the value date where its month takes postings in every book, else today. Never in the future.
    /// </summary>
    public Outcome<DateOnly> PostOn(DateOnly valueOn, IReadOnlyCollection<Book> books, bool adjusts)
    {
        var natural = valueOn < Today ? valueOn : Today;
        if (books.All(b => Takes(StateOf(b, natural.Month()), adjusts)))
        {
            return natural;
        }

        var shut = books.Where(b => !Takes(StateOf(b, Today.Month()), adjusts)).ToList();
        return shut.Count == 0 ? Today : new Problem("Ledger.Posting.PeriodClosed", null, shut[0].ToString(), MonthText(Today.Month()));
    }

    public static string MonthText(int month) => $"{month / 100:D4}-{month % 100:D2}";

    private static bool Takes(PeriodState state, bool adjusts) =>
        state == PeriodState.Open || (adjusts && state == PeriodState.SoftClosed);
}

/// <summary>
/// The row that orders postings and closings of a region. Posting shares it, closing holds it alone, both until their write ends.
/// </summary>
internal sealed class LedgerGate(KotaDb db, TimeProvider clock)
{
    private (WriteScope Write, RegionCode Region, OpenGate Gate)? _shared;

    /// <summary>Enters for posting.</summary>
    public async Task<OpenGate> ShareAsync(WriteScope write, RegionCode region, CancellationToken cancel)
    {
        if (_shared is { } shared && ReferenceEquals(shared.Write, write) && shared.Region == region)
        {
            return shared.Gate;
        }

        var gate = await EnterAsync(write, region, "share", cancel);
        _shared = (write, region, gate);
        return gate;
    }

    /// <summary>Enters for closing; waits until nobody posts.</summary>
    public Task<OpenGate> HoldAsync(WriteScope write, RegionCode region, CancellationToken cancel)
    {
        _shared = null;
        return EnterAsync(write, region, "update", cancel);
    }

    private async Task<OpenGate> EnterAsync(WriteScope write, RegionCode region, string strength, CancellationToken cancel)
    {
        Check.That(write.Scope.Includes(region) && db.Database.CurrentTransaction is not null);
        var connection = await db.SqlAsync(RegionScope.Of(region), cancel);
        var found = await LockAsync(connection, region, strength, cancel);
        if (found is [])
        {
            await connection.Make(
                "insert into ledger_gate (region_code, closed_day) values (@region, null) on conflict do nothing", ("region", region.Value))
                .RunAsync(cancel);
            found = await LockAsync(connection, region, strength, cancel);
        }

        return await ReadAsync(connection, region, found[0], cancel);
    }

    private static Task<List<DateOnly?>> LockAsync(DbConnection connection, RegionCode region, string strength, CancellationToken cancel) =>
        connection.Make(
            "select closed_day from ledger_gate where region_code = @region"
                + (connection.IsPostgres() ? " for " + strength : string.Empty),
            ("region", region.Value)).ReadAsync(r => r.Day(0), cancel);

    private async Task<OpenGate> ReadAsync(DbConnection connection, RegionCode region, DateOnly? closed, CancellationToken cancel)
    {
        var zone = await connection.Make("select zone from platform_region where code = @region", ("region", region.Value))
            .ReadAsync(r => Enum.Parse<RegionZone>(r.GetString(0)), cancel);
        var changes = await connection.Make(
            "select book, month, state from ledger_period_change where region_code = @region order by revision", ("region", region.Value))
            .ReadAsync(r => (Book: Enum.Parse<Book>(r.GetString(0)), Month: r.GetInt32(1), State: Enum.Parse<PeriodState>(r.GetString(2))),
                cancel);
        var today = (zone is [var one] ? one : RegionZone.WIB).DateAt(clock.GetUtcNow());
        return new OpenGate(today, closed, PeriodStates.Of(changes));
    }
}

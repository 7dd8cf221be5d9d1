using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Revenue.Tests.Registers;
using KotaCerdas.Revenue.Tests.Rules;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using static KotaCerdas.Revenue.Tests.Assessment.AssessmentRoom;

namespace KotaCerdas.Revenue.Tests.Assessment;

public sealed class BatchTests
{
    [Theory, OnEachDatabase]
    public async Task A_batch_is_simulated_approved_by_two_others_and_posted(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await OpenAsync(database);
        var history = await database.SimulateAsync();
        Assert.Equal(BatchState.Simulated, history.State);
        var summary = SimulatedFacts.Of(history.Simulated!).Summary;
        Assert.Equal(120, summary.Objects);
        Assert.True(summary.Refused > 0 && summary.NotBilled > 0, "the corpus has no refusals");
        Assert.Equal(120, summary.Bills + summary.Refused + summary.NotBilled);
        Assert.Equal(summary.LastBills, summary.Higher + summary.Lower + summary.Equal);
        Assert.Equal(summary.Bills, summary.LastBills + summary.Fresh);
        Assert.Equal(summary.Amount - summary.FreshAmount - summary.LastAmount, summary.HigherBy + summary.LowerBy);
        Assert.Equal(summary.Amount, summary.Deciles.Sum(d => d.Amount));
        Assert.Equal(summary.LastBills, summary.Bands.Sum(b => b.Bills));

        Assert.Equal("Revenue.Batch.RefusalsOpen", (await database.ApproveAsync(Head, history, accepts: false)).Problem.Code);
        Assert.Equal("Revenue.Batch.NoDecree", (await database.ApproveAsync(Head, history, " ")).Problem.Code);
        Assert.Equal("Platform.Access.NotAllowed", (await database.ApproveAsync(Drafter, history)).Problem.Code);
        var both = Drafter with { Grants = Head.Grants };
        Assert.Equal("Revenue.Batch.OwnBatch", (await database.ApproveAsync(both, history)).Problem.Code);
        Assert.Equal(BatchState.HalfApproved, (await database.ApproveAsync(Head, history)).Value.State);
        Assert.Equal("Revenue.Batch.ApprovedAlready", (await database.ApproveAsync(Head, history)).Problem.Code);
        Assert.Equal("Revenue.Batch.OtherDecree", (await database.ApproveAsync(Secretary, history, "other")).Problem.Code);
        Assert.Equal("Revenue.Batch.NotApproved", (await database.Services.AsAsync<BatchDesk, Outcome<OperationId>>(
            Head, d => d.PostAsync(Home, history.Batch.Id, default))).Problem.Code);
        Assert.Equal(BatchState.Approved, (await database.ApproveAsync(Secretary, history)).Value.State);

        await database.Services.AsAsync<BatchDesk, Outcome<OperationId>>(Head, d => d.PostAsync(Home, history.Batch.Id, default));
        await database.RunOperationsAsync();
        history = await database.HistoryAsync(history.Batch.Id);
        Assert.Equal(BatchState.Posted, history.State);
        var bills = await database.BillsAsync();
        Assert.Equal(summary.Bills, bills.Count);
        Assert.Equal(summary.Amount, bills.Sum(b => b.Amount));
        Assert.Equal(Enumerable.Range(1, bills.Count).Select(n => (long)n), bills.Select(b => b.Number));
        var posted = PostedFacts.Of(history.Posted!);
        Assert.Equal((1L, (long)bills.Count, 3), (posted.FirstNumber, posted.LastNumber, posted.Journals.Count));
        Assert.Empty(await database.CheckAsync());
    }

    [Theory, OnEachDatabase]
    public async Task The_tax_of_a_year_is_posted_by_what_was_known_on_its_first_day_and_as_its_income(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await OpenAsync(database);
        database.Clock.Set(new DateTimeOffset(2026, 12, 1, 3, 0, 0, TimeSpan.Zero));
        var early = await database.SimulateAsync(year: 2027);
        Assert.Equal(BatchState.Simulated, early.State);
        Assert.Equal("Revenue.Batch.Early", (await database.ApproveAsync(Head, early)).Problem.Code);

        // Midnight in the region is 17.00 UTC.
        database.Clock.Set(new DateTimeOffset(2026, 12, 31, 16, 59, 0, TimeSpan.Zero));
        Assert.Equal("Revenue.Batch.Early", (await database.ApproveAsync(Head, await database.SimulateAsync(year: 2027))).Problem.Code);
        database.Clock.Set(new DateTimeOffset(2026, 12, 31, 17, 1, 0, TimeSpan.Zero));
        Assert.Equal("Revenue.Batch.Early", (await database.ApproveAsync(Head, early)).Problem.Code);
        var posted = await database.PostAsync(await database.SimulateAsync(year: 2027));
        Assert.Equal(BatchState.Posted, posted.State);
        var days = await database.WithAsync<KotaDb, List<DateOnly>>(async db =>
        {
            var read = new List<DateOnly>();
            var connection = await db.SqlAsync(RegionScope.Of(Home), default);
            await using var command = connection.Make(
                "select distinct value_on from ledger_journal where event = @event", ("event", PbbAccounts.Assessed));
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                read.Add(reader.GetFieldValue<DateOnly>(0));
            }

            return read;
        });
        Assert.Equal([new DateOnly(2027, 1, 1)], days);
        var sent = await database.Services.AsAsync<DispatchBills, Outcome<DateOnly>>(
            Drafter, d => d.RunAsync(Home, posted.Batch.Id, new(2026, 12, 31), [], default));
        Assert.Equal("Revenue.Dispatch.BadDay", sent.Problem.Code);
        Assert.Empty(await database.CheckAsync());
    }

    [Theory, OnEachDatabase]
    public async Task A_bill_explains_itself_and_its_facts_are_those_of_the_register(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await OpenAsync(database);
        await database.PostAsync(await database.SimulateAsync());
        foreach (var bill in await database.BillsAsync())
        {
            var file = (await database.WithAsync<BillReading, Outcome<BillFile>>(r => r.OpenAsync(bill, default))).Value;
            var steps = file.Rules.Explain(bill.Facts());
            Assert.Equal(Fraction.Of(bill.Amount), steps[^1].Result.Value);
            Assert.Equal(bill.Amount, Sets.Pbb("kota-pagar-alam", Year).Assess(bill.Facts()).Payable);
        }
    }

    [Theory, OnEachDatabase]
    public async Task Posting_twice_posts_once_and_another_batch_takes_what_is_left(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await OpenAsync(database);
        var first = await database.PostAsync(await database.SimulateAsync("16.72.010.002"));
        Assert.Equal("1672010002", first.Batch.Scope);
        var bills = await database.BillsAsync();
        Assert.All(bills, b => Assert.Equal(1_672_010_002, b.Nop.Village));
        await database.Services.AsAsync<BatchDesk, Outcome<OperationId>>(Head, d => d.PostAsync(Home, first.Batch.Id, default));
        await database.RunOperationsAsync();
        Assert.Equal(bills.Count, (await database.BillsAsync()).Count);

        var rest = await database.SimulateAsync();
        Assert.Equal(bills.Count, SimulatedFacts.Of(rest.Simulated!).Summary.BilledBefore);
        rest = await database.PostAsync(rest);
        Assert.Equal(bills.Count + 1L, PostedFacts.Of(rest.Posted!).FirstNumber);
        Assert.Equal(2, rest.Batch.Ordinal);
        Assert.Empty(await database.CheckAsync());
    }

    [Theory, OnEachDatabase]
    public async Task An_assessment_without_a_bill_warns_of_nothing_and_is_not_approved(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await OpenAsync(database);
        var first = await database.SimulateAsync();
        Assert.True(SimulatedFacts.Of(first.Simulated!).Summary is { Bills: > 0, WithoutDeduction: > 0 });
        await database.PostAsync(first);

        var empty = await database.SimulateAsync();
        var summary = SimulatedFacts.Of(empty.Simulated!).Summary;
        Assert.Equal((0, 0, 0), (summary.Bills, summary.DoubleObjects, summary.WithoutDeduction));
        var refused = (await database.ApproveAsync(Head, empty)).Problem;
        Assert.Equal("Revenue.Batch.Empty", refused.Code);
        Assert.Equal(summary.BilledBefore, refused.Args[1]);
        Assert.Empty((await database.HistoryAsync(empty.Batch.Id)).Approvals);
    }

    [Theory, OnEachDatabase]
    public async Task Two_batches_of_the_same_objects_cannot_both_be_posted(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await OpenAsync(database);
        var (first, second) = (await database.SimulateAsync(), await database.SimulateAsync());
        await database.ApproveAsync(Head, second);
        await database.ApproveAsync(Secretary, second);
        await database.PostAsync(first);
        var bills = (await database.BillsAsync()).Count;
        await database.Services.AsAsync<BatchDesk, Outcome<OperationId>>(Head, d => d.PostAsync(Home, second.Batch.Id, default));
        await database.RunOperationsAsync();
        Assert.Equal(BatchState.Approved, (await database.HistoryAsync(second.Batch.Id)).State);
        Assert.Equal(bills, (await database.BillsAsync()).Count);
        Assert.Equal("Revenue.Batch.Ended", (await database.Services.AsAsync<BatchDesk, Outcome<Nothing>>(
            Drafter, d => d.WithdrawAsync(Home, first.Batch.Id, default))).Problem.Code);
        Assert.False((await database.Services.AsAsync<BatchDesk, Outcome<Nothing>>(
            Drafter, d => d.WithdrawAsync(Home, second.Batch.Id, default))).Failed);
    }

    [Theory, OnEachDatabase]
    public async Task What_is_recorded_after_the_simulation_does_not_change_what_is_posted(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await OpenAsync(database);
        var history = await database.SimulateAsync();
        database.Clock.Advance(TimeSpan.FromMinutes(5));
        await database.Services.AsAsync<KotaDb, Nothing>(Drafter, async db =>
        {
            await using var write = await db.BeginWriteAsync(RegionScope.Of(Home), default);
            await db.Database.ExecuteSqlRawAsync(
                "insert into revenue_object (region_code, nop, version, valid_from, state, reason, taxpayer_id, address, rt, rw, "
                + "land_area, land_zone, land_kind, land_use, land_value, land_value_source, building_area, building_value, "
                + "common_value, takes_deduction, recorded_at, recorded_by) "
                + "select region_code, nop, 2, valid_from, state, reason, taxpayer_id, address, rt, rw, "
                + "land_area + 1000, land_zone, land_kind, land_use, land_value, land_value_source, building_area, building_value, "
                + "common_value, takes_deduction, {0}, recorded_by from revenue_object where nop = {1}",
                database.Clock.GetUtcNow().UtcDateTime, NopOf(1, 0).Value);
            await write.CommitAsync(default);
            return default;
        });
        history = await database.PostAsync(history);
        Assert.Equal(BatchState.Posted, history.State);
        Assert.Empty(await database.CheckAsync());
    }

    [Theory, OnEachDatabase]
    public async Task A_result_that_does_not_come_out_again_is_not_posted(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await OpenAsync(database);
        var history = await database.SimulateAsync();
        await database.PlantAsync("update revenue_object set land_area = land_area + 1 where nop = " + Text(NopOf(1, 1).Value));
        history = await database.PostAsync(history);
        Assert.Equal(BatchState.Approved, history.State);
        Assert.Empty(await database.BillsAsync());
    }

    [Theory, OnEachDatabase]
    public async Task Rules_that_nobody_approved_and_unknown_villages_are_refused(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        async Task<IEnumerable<string>> RefusedAsync(BatchInput input) => (await database.Services.AsAsync<BatchDesk, Outcome<Batch>>(
            Drafter, d => d.MakeAsync(Home, input, default))).Problems.Select(p => p.Code);

        Assert.Equal(["Revenue.RuleStore.NoneInForce"], await RefusedAsync(new("Contoh", Year, Batch.WholeRegion)));
        await OpenAsync(database, 1, 1);
        Assert.Equal(
            ["Revenue.Batch.NoTitle", "Revenue.Batch.BadYear", "Revenue.Batch.UnknownVillage"],
            await RefusedAsync(new(" ", 1999, "1672010009")));
    }

    [Theory, OnEachDatabase]
    public async Task The_clock_starts_when_bills_go_out(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await OpenAsync(database);
        var history = await database.PostAsync(await database.SimulateAsync());
        var bill = (await database.BillsAsync()).First(b => b.Amount > 0);
        Task<IReadOnlyList<Obligation>> OwedAsync(DateOnly day) => database.WithAsync<ObligationReading, IReadOnlyList<Obligation>>(
            r => r.OfAsync(Home, bill.Nop, day, default));
        Task<Outcome<DateOnly>> SendAsync(DateOnly day, params long[] villages) => database.Services
            .AsAsync<DispatchBills, Outcome<DateOnly>>(Drafter, d => d.RunAsync(Home, history.Batch.Id, day, villages, default));

        var owed = (await OwedAsync(new DateOnly(2027, 1, 1))).First(o => o.TaxYear == Year);
        Assert.Equal((bill.Amount, bill.Amount, (DateOnly?)null, 0L), (owed.Open, owed.Total, owed.DueOn, owed.Late!.Value.Amount));

        Assert.Equal("Revenue.Dispatch.BadDay", (await SendAsync(DecreeOn.AddDays(-1))).Problem.Code);
        var now = database.Clock.GetUtcNow();
        database.Clock.Set(DecreeOn.AddMonths(7).ToDateTime(new TimeOnly(5, 0), DateTimeKind.Utc));
        Assert.Equal("Revenue.Dispatch.DueAlready", (await SendAsync(DecreeOn)).Problem.Code); // all would be late at once
        database.Clock.Set(now);
        var sent = DecreeOn.AddDays(3);
        Assert.Equal(sent.AddMonths(6), (await SendAsync(sent, bill.Nop.Village)).Value);
        Assert.Equal("Revenue.Dispatch.NothingOpen", (await SendAsync(sent, bill.Nop.Village)).Problem.Code);
        Assert.False((await SendAsync(sent)).Failed);
        owed = (await OwedAsync(sent.AddMonths(6).AddDays(1))).First(o => o.TaxYear == Year);
        Assert.Equal((1, bill.Amount / 100), (owed.Late!.Value.Months, owed.Late.Value.Amount));
        Assert.True(owed.IsOverdue(sent.AddMonths(7)));
        Assert.False(owed.IsOverdue(sent.AddMonths(6)));
    }
}

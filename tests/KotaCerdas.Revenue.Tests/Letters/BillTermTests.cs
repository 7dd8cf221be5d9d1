using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Features.Paper;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Tests.Assessment;
using KotaCerdas.Revenue.Tests.Bills;
using KotaCerdas.TestKit;
using static KotaCerdas.Revenue.Tests.Letters.BillChangeRoom;

namespace KotaCerdas.Revenue.Tests.Letters;

/// <summary>By when a decided bill is to be paid: what is added, what comes back, and what is decided before anything went out.</summary>
public sealed class BillTermTests
{
    [Theory, OnEachDatabase]
    public async Task What_a_correction_adds_is_not_late_at_once(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var bills = await OpenAsync(database);
        var (bill, early, paid) = (bills[^1], bills[^2], bills[^3]);
        await ResizeAsync(database, early, early.LandArea * 2);
        database.Clock.Advance(TimeSpan.FromHours(1));

        // Before the due day a month more would be earlier than that: the day stays.
        Assert.Equal(DueOn, (await FollowAsync(database, "pembetulan", early)).Last.DueOn);

        // Two months late: that interest stays owed, and the whole is to be paid within a month of the decision.
        await LetterRoom.PayAsync(database.Services, IdOf(paid), paid.Amount, DueOn, "uji-lunas");
        await ResizeAsync(database, bill, bill.LandArea * 2);
        await ResizeAsync(database, paid, paid.LandArea * 2);
        database.Clock.Set(LetterRoom.Noon(2026, 10, 5));
        var late = await FollowAsync(database, "pembetulan", bill);
        var accrued = bill.Amount * 2 / 100;
        Assert.True(late.Current.Amount > bill.Amount);
        Assert.Equal((new DateOnly(2026, 11, 5), accrued), (late.Last.DueOn, late.Last.Terms!.Accrued));
        Assert.Equal((accrued, false), await LateAsync(database, bill, new(2026, 10, 5)));
        Assert.Equal((accrued, false), await LateAsync(database, bill, new(2026, 11, 5)));
        Assert.Equal((accrued + (late.Current.Amount / 100), true), await LateAsync(database, bill, new(2026, 11, 6)));

        // Of one that was paid only what is added is open, and nothing of it was late.
        var more = await FollowAsync(database, "pembetulan", paid);
        Assert.Equal((more.Current.Amount - paid.Amount, new DateOnly(2026, 11, 5)), (more.Standing.Open, more.Last.DueOn));
        Assert.Null(more.Last.Terms);
        Assert.Equal((0, false), await LateAsync(database, paid, new(2026, 11, 5)));
        Assert.Equal((more.Standing.Open / 100, true), await LateAsync(database, paid, new(2026, 11, 6)));
        Assert.Empty(await database.CheckAsync());
    }

    [Theory, OnEachDatabase]
    public async Task A_reduction_under_a_consent_lowers_what_had_accrued(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var bill = (await OpenAsync(database))[0];
        database.Clock.Set(LetterRoom.Noon(2026, 10, 5));
        var consent = await FollowAsync(database, "angsuran", bill, ("count", "3"));
        Assert.Equal(bill.Amount * 2 / 100, consent.Last.Terms!.Accrued);
        var reduced = await FollowAsync(database, "pengurangan", bill, ("principal_share", "40"));
        var left = reduced.Current.Amount;
        Assert.Equal(consent.Last.Terms.Accrued * left / bill.Amount, reduced.Last.Terms!.Accrued);
        Assert.Equal((new DateOnly(2026, 11, 5), 3), (reduced.Last.DueOn, reduced.Last.Terms.Count));
        await FollowAsync(database, "pembatalan", bill);
        Assert.Equal((0, false), await LateAsync(database, bill, new(2027, 6, 1)));
        Assert.Empty(await database.CheckAsync());
    }

    [Theory, OnEachDatabase]
    public async Task A_correction_takes_a_cancellation_back(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var bills = await OpenAsync(database);
        var (bill, objected) = (bills[0], bills[1]);
        await FollowAsync(database, "pembatalan", bill);
        await FollowAsync(database, "keberatan", objected, ("principal", "0"));
        database.Clock.Set(LetterRoom.Noon(2026, 12, 5));
        var back = await FollowAsync(database, "pembetulan", bill);
        Assert.Equal((3, bill.Amount, bill.Amount), (back.Current.Cycle, back.Current.Amount, back.Standing.Open));
        Assert.Equal((ChargeState.Issued, new DateOnly(2027, 1, 5)), (back.Standing.State, back.Last.DueOn));
        Assert.Equal((0, false), await LateAsync(database, bill, new(2027, 1, 5)));

        // What an objection decided is no mistake of the office.
        Assert.Equal("Revenue.Letter.NothingOwed", (await RefusedAsync(database, "pembetulan", objected)).Code);
        Assert.Empty(await database.CheckAsync());
    }

    [Theory, OnEachDatabase]
    public async Task Bills_are_decided_on_before_they_go_out_and_printed_as_they_stand(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var bills = await PostedAsync(database, 4);
        await using var app = await TestApp.OverAsync(database);
        await PaperTests.SetAsync(app);
        var (bill, gone) = (bills[0], bills[1]);
        Assert.Equal("Revenue.Letter.NotSent", (await RefusedAsync(database, "angsuran", bill, ("count", "3"))).Code);
        Assert.Equal("Revenue.Letter.NotSent", (await RefusedAsync(database, "keberatan", bill, ("principal", "1"))).Code);
        var before = await PaperTests.RunAsync(app, bill.BatchId, PrintKind.Sppt);
        database.Clock.Advance(TimeSpan.FromHours(1));
        var reduced = await FollowAsync(database, "pengurangan", bill, ("principal_share", "25"));
        await FollowAsync(database, "pembatalan", gone);
        Assert.Null(reduced.Last.DueOn);
        Assert.Null((await OwedAsync(database, bill, new(2027, 1, 1))).DueOn);

        // The next run prints what counts now, by its own number, and nothing of what was cancelled; the first is still what it was.
        database.Clock.Advance(TimeSpan.FromHours(1));
        var after = await PaperTests.RunAsync(app, bill.BatchId, PrintKind.Sppt);
        using var head = app.Client(LetterRoom.Head);
        foreach (var (run, count) in new[] { (before, bills.Count), (after, bills.Count - 1) })
        {
            var page = (await head.PageAsync($"/pendapatan/16.72/cetak/{run.Id}")).Body!.TextContent;
            Assert.Contains(Formats.Number(count), page, StringComparison.Ordinal);
            foreach (var part in new[] { "1", "2" })
            {
                using var compared = await head.SubmitAsync(
                    $"/pendapatan/16.72/cetak/{run.Id}", [KeyValuePair.Create("bagian", part)], "#bandingkan");
                Assert.Contains("sama persis", (await compared.DocumentAsync()).Body!.TextContent, StringComparison.Ordinal);
            }
        }

        var printed = await database.WithAsync<PrintFeed, List<(long Nop, int Cycle, long Amount)>>(async f =>
        {
            var rows = new List<(long, int, long)>();
            foreach (var village in bills.Select(b => b.Nop.Village).Distinct())
            {
                await foreach (var row in f.ReadAsync(
                    AssessmentRoom.Home, bill.BatchId, village, 0, database.Clock.GetUtcNow().UtcDateTime, default))
                {
                    rows.Add((row.Nop.Value, row.Cycle, row.Amount));
                }
            }

            return rows;
        });
        Assert.Contains((bill.Nop.Value, 2, reduced.Current.Amount), printed);
        Assert.DoesNotContain(gone.Nop.Value, printed.Select(p => p.Nop));

        // The clock starts when they go out.
        await SendAsync(database, bill.BatchId);
        Assert.Equal((reduced.Current.Amount / 100, true), await LateAsync(database, bill, DueOn.AddDays(1)));
        Assert.Equal(DueOn, (await FollowAsync(database, "pengakuan", bill)).Last.DueOn);
        Assert.Contains(bill.Nop, (await database.WithAsync<ArrearsRows, List<ArrearsRow>>(async r => [.. (await r.PageAsync(
            (AssessmentRoom.Home, DueOn.AddDays(1)), new(), null, 50, default)).Rows])).Select(r => r.Nop));
        Assert.Empty(await database.CheckAsync());
    }

    private static async Task<(long Interest, bool Overdue)> LateAsync(TestDatabase database, Bill bill, DateOnly day)
    {
        var owed = await OwedAsync(database, bill, day);
        return (owed.Late!.Value.Amount, owed.IsOverdue(day));
    }
}

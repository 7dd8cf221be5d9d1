using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Features.Paper;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Revenue.Tests.Assessment;
using KotaCerdas.Revenue.Tests.Bills;
using KotaCerdas.Revenue.Tests.Registers;
using KotaCerdas.TestKit;
using Microsoft.Extensions.DependencyInjection;
using static KotaCerdas.Revenue.Tests.Letters.BillChangeRoom;

namespace KotaCerdas.Revenue.Tests.Letters;

/// <summary>Decisions that change what a PBB-P2 bill asks for, or by when.</summary>
public sealed class BillChangeTests
{
    private const string Receivable = "1.1.03.15";
    private const string Income = "7.1.01.15";

    [Theory, OnEachDatabase]
    public async Task A_decision_on_the_amount_is_the_next_cycle_booked_by_the_difference(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var bills = await OpenAsync(database);
        var sum = bills.Sum(b => b.Amount);
        Task<long> OwedAsync() => OwnReceivableAsync(database);
        Assert.Equal(sum, await OwedAsync());

        // What the register says now, by the rules of the batch.
        var (small, large) = (bills[1], bills[0]);
        Assert.Equal("Revenue.BillChange.SameFacts", (await RefusedAsync(database, "pembetulan", large)).Code);
        await ResizeAsync(database, large, large.LandArea / 2);
        await ResizeAsync(database, small, small.LandArea * 2);
        database.Clock.Advance(TimeSpan.FromHours(1));
        var corrected = await FollowAsync(database, "pembetulan", large);
        var next = await CurrentAsync(database, large);
        var rules = corrected.Bill!.Rules;
        Assert.Equal(
            (2, bills.Count + 1L, large.BatchId, 2, large.LandArea / 2),
            (next.Cycle, next.Number, next.BatchId, next.ObjectVersion, next.LandArea));
        Assert.Equal(rules.Assess(large.Facts() with { LandArea = large.LandArea / 2 }).Payable, next.Amount);
        Assert.True(next.Amount < large.Amount);
        Assert.Equal((next.Amount, next.Amount - large.Amount), (corrected.Standing.Open, corrected.Last.Change));
        await FollowAsync(database, "pembetulan", small);
        var more = await CurrentAsync(database, small);
        Assert.True(more.Amount > small.Amount);
        sum += next.Amount - large.Amount + more.Amount - small.Amount;
        Assert.Equal((sum, -sum), (await OwedAsync(), await LetterRoom.BalanceAsync(database.Services, Income)));

        // A share goes through the rules: step 7, then rounding and minimum.
        await FollowAsync(database, "pengurangan", large, ("principal_share", "25"));
        var reduced = await CurrentAsync(database, large);
        Assert.Equal((3, 250_000), (reduced.Cycle, reduced.Reduction));
        Assert.Equal(rules.Assess(next.Facts() with { Reduction = 250_000 }).Payable, reduced.Amount);
        await FollowAsync(database, "pengurangan", large, ("principal_share", "50"));
        Assert.Equal(625_000, (await CurrentAsync(database, large)).Reduction);

        Assert.Equal((sum, 2), (await OwedAsync() + next.Amount - (await CurrentAsync(database, large)).Amount, next.Cycle));
        Assert.Empty(await database.CheckAsync());
    }

    [Theory, OnEachDatabase]
    public async Task A_reduction_that_asks_for_more_than_the_smallest_bill_leaves_says_what_is_taken_and_why(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var bill = (await OpenAsync(app.Database))[0];
        using var assessor = app.Client(LetterRoom.Assessor);
        var form = $"{LetterRoom.Root}/usulan/baru?surat=pengurangan&ketetapan={IdOf(bill)}";
        Assert.Contains(
            "Tagihan tidak menjadi kurang dari Rp10.000", (await assessor.PageAsync(form)).Body!.TextContent, StringComparison.Ordinal);
        async Task<string> ProposedAsync(string share)
        {
            using var sent = await assessor.SubmitAsync(
                form, LetterRoom.Fields(("isian.principal_share", share), ("Reason", "Alasan contoh"), ("langkah", "kirim")), "#usulan");
            return (await assessor.PageAsync(sent.Headers.Location!.ToString())).Body!.TextContent;
        }

        var all = await ProposedAsync("100");
        Assert.Contains("Sisa menurut bagian yang diminta", all, StringComparison.Ordinal);
        Assert.Contains("PBB-P2 minimum, tetap ditagih", all, StringComparison.Ordinal);
        Assert.DoesNotContain("PBB-P2 minimum, tetap ditagih", await ProposedAsync("5"), StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task An_objection_says_the_amount_and_a_cancellation_that_there_is_none(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var bills = await OpenAsync(database);

        // A reduction after an objection takes its share of what that decided.
        var third = bills[2];
        Assert.Equal("isian.principal", (await RefusedAsync(database, "keberatan", third, ("principal", $"{third.Amount + 1}"))).Field);
        Assert.Equal("Revenue.BillChange.NotLower",
            (await RefusedAsync(database, "keberatan", third, ("principal", $"{third.Amount}"))).Code);
        await FollowAsync(database, "keberatan", third, ("principal", "101"));
        Assert.Equal((101, third.Tax), ((await CurrentAsync(database, third)).Amount, (await CurrentAsync(database, third)).Tax));
        await FollowAsync(database, "pengurangan", third, ("principal_share", "50"));
        Assert.Equal(51, (await CurrentAsync(database, third)).Amount);
        Assert.Equal("Revenue.BillChange.SameFacts", (await RefusedAsync(database, "pembetulan", third)).Code);

        await ResizeAsync(database, third, third.LandArea / 2);
        database.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("Revenue.BillChange.AmountDecided", (await RefusedAsync(database, "pembetulan", third)).Code);

        var gone = await FollowAsync(database, "pembatalan", bills[3]);
        Assert.Equal((0, ChargeState.Cancelled), (gone.Current.Amount, gone.Standing.State));
        Assert.Equal("Revenue.Letter.NothingOwed",
            (await RefusedAsync(database, "pengurangan", bills[3], ("principal_share", "10"))).Code);

        var now = await database.BillsAsync();
        Assert.Equal(Enumerable.Range(1, now.Count), now.Select(b => (int)b.Number).Order());
        Assert.Equal(
            now.GroupBy(b => b.Nop).Sum(g => g.MaxBy(b => b.Cycle)!.Amount),
            await OwnReceivableAsync(database));
        foreach (var bill in bills.Take(5))
        {
            var owed = await BillChangeRoom.OwedAsync(database, bill, new(2027, 1, 3));
            var current = await CurrentAsync(database, bill);
            Assert.Equal((current.Amount, current.Amount, DueOn), (owed.Principal, owed.Open, owed.DueOn));
            Assert.Equal((5, current.Amount * 5 / 100), current.Amount == 0 ? (5, 0) : (owed.Late!.Value.Months, owed.Late.Value.Amount));
        }

        Assert.Empty(await database.CheckAsync());
    }

    [Theory, OnEachDatabase]
    public async Task Parts_a_deferral_and_a_write_off_move_the_due_day_and_its_interest(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var bills = await OpenAsync(database);
        var (split, late, lost) = (bills[0], bills[1], bills[2]);

        // Asked for half a year before it is due: months count from the due day. Three parts of 0.6 % on what is open before each.
        var plan = await FollowAsync(database, "angsuran", split, ("count", "3"));
        Assert.Equal((new DateOnly(2026, 10, 2), new DateOnly(2026, 12, 2)), (plan.Last.DueOn, plan.LastDueOn));
        Assert.Equal(0, (await OwedAsync(database, split, new(2026, 9, 2))).Late!.Value.Amount);
        var parts = Instalments.Plan(split.Amount, 3, 6_000, 24).Value;
        var day = new DateOnly(2026, 10, 2);
        var owed = await OwedAsync(database, split, day);
        Assert.Equal((parts[0].Interest, 0, false), (owed.Late!.Value.Amount, owed.Late.Value.Months, owed.IsOverdue(day)));
        owed = await OwedAsync(database, split, new(2026, 11, 3));
        Assert.Equal(
            (parts[0].Interest + parts[1].Interest + parts[2].Interest + (parts[0].Principal * 2 / 100) + (parts[1].Principal / 100), 2),
            (owed.Late!.Value.Amount, owed.Late.Value.Months));
        Assert.True(owed.IsOverdue(new(2026, 10, 3)));

        // What was paid pays the first part, and moves the day.
        await LetterRoom.PayAsync(database.Services, IdOf(split), parts[0].Principal, new(2026, 3, 2), "uji-1");
        owed = await OwedAsync(database, split, new(2026, 11, 3));
        Assert.Equal(
            (new DateOnly(2026, 11, 2), parts[1].Interest + parts[2].Interest + (parts[1].Principal / 100)),
            (owed.DueOn, owed.Late!.Value.Amount));
        Assert.Equal(split.Amount - parts[0].Principal, owed.Open);

        // A reduction afterwards makes the parts that are left smaller.
        await FollowAsync(database, "pengurangan", split, ("principal_share", "10"));
        owed = await OwedAsync(database, split, new(2026, 3, 3));
        Assert.Equal((new DateOnly(2026, 11, 2), 3), (owed.DueOn, owed.Terms!.Count));
        Assert.Equal(owed.Open, owed.Terms.Parts(owed.Open, owed.Paid).Sum(p => p.Left));

        // Two months late when it is deferred: that interest stays owed, the rest is the consent's.
        database.Clock.Set(LetterRoom.Noon(2026, 10, 5));
        Assert.Equal("isian.due", (await RefusedAsync(database, "penundaan", late, ("due", "2026-09-30"))).Field);
        await FollowAsync(database, "penundaan", late, ("due", "2026-12-31"));
        owed = await OwedAsync(database, late, new(2026, 11, 6));
        Assert.Equal(
            (new DateOnly(2026, 12, 31), (late.Amount * 2 / 100) + (late.Amount * 12 / 1000)), (owed.DueOn, owed.Late!.Value.Amount));
        owed = await OwedAsync(database, late, new(2027, 1, 1));
        Assert.Equal((late.Amount * 2 / 100) + (late.Amount * 18 / 1000) + (late.Amount / 100), owed.Late!.Value.Amount);
        Assert.True(owed.IsOverdue(new(2027, 1, 1)));
        Assert.Empty(await database.CheckAsync());

        // Five years after the liability nobody interrupted.
        Assert.Equal("Revenue.Letter.NotExpired", (await RefusedAsync(database, "penghapusan", lost)).Code);
        database.Clock.Set(LetterRoom.Noon(2031, 1, 2));
        await FollowAsync(database, "penghapusan", lost);
        owed = await OwedAsync(database, lost, new(2031, 1, 3));
        Assert.Equal((lost.Amount, 0, lost.Amount, 0L), (owed.Principal, owed.Open, owed.WrittenOff, owed.Total));
        Assert.Equal(lost.Amount, await LetterRoom.BalanceAsync(database.Services, "1.1.10"));
        Assert.Equal("Revenue.Charge.WrittenOff", (await RefusedAsync(database, "pembetulan", lost)).Code);
        Assert.Equal("Revenue.Letter.NotExpired", (await RefusedAsync(database, "penghapusan", late)).Code);
        Assert.Empty(await database.CheckAsync());
    }

    [Theory, OnEachDatabase]
    public async Task A_refused_objection_leaves_the_bill_and_asks_for_its_fine_apart(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var services = database.Services;
        var bill = (await OpenAsync(database))[0];
        var asked = await services.AsAsync<AskLetter, Outcome<Guid>>(
            LetterRoom.Assessor, a => a.RunAsync(LetterRoom.Home, new("keberatan", IdOf(bill), SentOn, "Luas keliru"), default));
        var wanted = bill.Amount - 1_000;
        var proposed = await LetterRoom.ProposeAsync(
            services, new("keberatan", IdOf(bill), null, default, default) { Request = asked.Value }, ("principal", $"{wanted}"));
        var decided = await LetterRoom.DecideAsync(services, proposed.Value, grant: false, reason: "Luas sudah diukur ulang");
        Assert.False(decided.Failed, decided.Failed ? decided.Problem.Code : null);
        Assert.Equal((bill.Amount, 1), ((await CurrentAsync(database, bill)).Amount, (await CurrentAsync(database, bill)).Cycle));
        var fine = Assert.Single(await services.AsAsync<ChargeReading, IReadOnlyList<Charge>>(
            LetterRoom.Head, r => r.FollowersAsync(LetterRoom.Home, IdOf(bill), default)));
        Assert.Equal(("stpd", 300, 300), (fine.Letter, fine.Sanction, fine.Amount));
        Assert.Equal(300, await LetterRoom.BalanceAsync(services, "1.1.06"));

        // The fine is no interest: a later bill of interest asks for all of that.
        database.Clock.Set(LetterRoom.Noon(2026, 9, 3));
        Assert.Equal(bill.Amount / 100, (await FollowAsync(database, "stpd", bill)).Current.Amount);
        Assert.Empty(await database.CheckAsync());
    }

    [Theory, OnEachDatabase]
    public async Task Every_planted_change_of_a_decided_bill_is_found(DatabaseEngine engine)
    {
        await using var decided = await TestDatabase.CreateAsync(engine);
        var bills = await OpenAsync(decided);
        await ResizeAsync(decided, bills[0], bills[0].LandArea / 2);
        decided.Clock.Advance(TimeSpan.FromHours(1));
        await FollowAsync(decided, "pembetulan", bills[0]);
        await FollowAsync(decided, "keberatan", bills[1], ("principal", "1000"));
        await FollowAsync(decided, "pengurangan", bills[2], ("principal_share", "25"));
        await FollowAsync(decided, "angsuran", bills[2], ("count", "3"));
        Assert.Empty(await decided.CheckAsync());
        string Of(int index) => "nop = " + AssessmentRoom.Text(bills[index].Nop.Value);
        const string Standing = "Revenue.BillAudit.Standing";
        const string Other = "Revenue.BillAudit.OtherChange";
        await decided.EachIsFoundAsync(
        [
            ($"update revenue_bill set amount = amount + 1 where cycle = 2 and {Of(0)}", [Standing]),
            ($"update revenue_bill set njop = njop + 1 where cycle = 2 and {Of(0)}", [Other]),
            ($"update revenue_bill set land_area = land_area + 1 where cycle = 2 and {Of(0)}", [Other]),
            ($"update revenue_bill set reduction = reduction + 1 where cycle = 2 and {Of(2)}", [Other]),
            ($"update revenue_object set land_area = land_area + 1 where version = 2 and {Of(0)}", [Other]),
            ("update revenue_proposal set facts = replace(facts, '1000', '1001') where letter = 'keberatan'", [Other]),
            ("update revenue_proposal set facts = replace(facts, '25', '26') where letter = 'pengurangan'", [Other]),
            ($"update revenue_assessment_event set open_after = open_after + 1 where ordinal = 1 and {Of(1)}",
                ["Ledger.Check.Differs", Standing]),
            ($"update revenue_assessment_event set cycle = 1 where {Of(1)}", [Standing]),
            ($"delete from revenue_assessment_event where {Of(1)}", ["Ledger.Check.Differs", Standing, "Revenue.LetterAudit.Stray"]),
            ($"delete from revenue_bill where cycle = 2 and {Of(0)}", [Standing, "Revenue.Audit.NumberGap"]),
        ]);
    }

    [Theory, OnEachDatabase]
    public async Task Pages_and_paper_say_what_counts_and_a_run_stays_what_it_was(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var bills = await OpenAsync(database);
        await using var app = await TestApp.OverAsync(database);
        await PaperTests.SetAsync(app);
        var run = await PaperTests.RunAsync(app, bills[0].BatchId, PrintKind.Sppt);
        using var officer = app.Client(BillRoom.Assessor);
        var (bill, split, lost) = (bills[0], bills[1], bills[2]);
        string Page(Bill of) => $"/pendapatan/16.72/tagihan/{of.Nop.Value}/{Year}";
        var paper = await officer.GetByteArrayAsync(Page(bill) + "/sppt");
        Assert.DoesNotContain("Keputusan atas tagihan ini", (await officer.PageAsync(Page(bill))).Body!.TextContent,
            StringComparison.Ordinal);
        var known = database.Clock.GetUtcNow().UtcDateTime;
        database.Clock.Advance(TimeSpan.FromHours(1));
        await FollowAsync(database, "pengurangan", bill, ("principal_share", "25"));
        await FollowAsync(database, "keberatan", bill, ("principal", "1001"));
        await FollowAsync(database, "angsuran", split, ("count", "3"));
        await FollowAsync(database, "pembatalan", lost);

        // The explanation ends in the rupiah that counts, with each decision and where anyone checks it.
        var page = await officer.PageAsync(Page(bill));
        var text = page.Body!.TextContent;
        Assert.Contains("Mengapa Rp1.001?", text, StringComparison.Ordinal);
        Assert.Contains("Keputusan atas tagihan ini", text, StringComparison.Ordinal);
        Assert.Contains("Keputusan keberatan nomor", text, StringComparison.Ordinal);
        Assert.Contains("Menurut aturan saja jumlahnya", text, StringComparison.Ordinal);
        Assert.DoesNotContain("tidak cocok dengan hitung ulang", text, StringComparison.Ordinal);
        Assert.DoesNotContain("dibulatkan atau dinaikkan", text, StringComparison.Ordinal);
        Assert.Equal(2, page.QuerySelectorAll("td a[href^='/periksa']").Length);
        Assert.Contains("Jadwal pembayaran", (await officer.PageAsync(Page(split))).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Tagihan dibatalkan", (await officer.PageAsync(Page(lost))).Body!.TextContent, StringComparison.Ordinal);

        // Anyone sees that it was changed and when, but not by which decision.
        using var visitor = app.Client();
        var check = (await visitor.PageAsync($"/tagihan/{BillRoom.Slug}?nop={bill.Nop}")).Body!.TextContent;
        Assert.Contains("Diubah dengan keputusan tanggal 2 Maret 2026", check, StringComparison.Ordinal);
        Assert.DoesNotContain("keberatan", check, StringComparison.OrdinalIgnoreCase);

        // The new bill has its own number and is the same every time; the run is still what it was.
        var changed = await officer.GetByteArrayAsync(Page(bill) + "/sppt");
        Assert.NotEqual(paper, changed);
        database.Clock.Advance(TimeSpan.FromDays(40));
        Assert.Equal(changed, await officer.GetByteArrayAsync(Page(bill) + "/sppt"));
        using var head = app.Client(LetterRoom.Head);
        foreach (var part in new[] { "1", "2" })
        {
            using var compared = await head.SubmitAsync(
                $"/pendapatan/16.72/cetak/{run.Id}", [KeyValuePair.Create("bagian", part)], "#bandingkan");
            Assert.Contains("sama persis", (await compared.DocumentAsync()).Body!.TextContent, StringComparison.Ordinal);
        }

        // On paper of the next year, arrears are those that were known when it was printed.
        Task<long> ArrearsAsync(DateTime at) => database.WithAsync<PrintFeed, long>(async f => (await f.ArrearsAsync(
            AssessmentRoom.Home, (bill.Nop.Value, bill.Nop.Value), Year + 1, (new(2027, 2, 1), at), default))[bill.Nop.Value]
            .Single(a => a.Year == Year).Open);
        Assert.Equal(bill.Amount, await ArrearsAsync(known));
        Assert.Equal(1_001, await ArrearsAsync(database.Clock.GetUtcNow().UtcDateTime));
    }

    [Theory, OnEachDatabase]
    public async Task Two_who_decide_on_the_same_bill_at_once_are_not_both_heard(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var bill = (await OpenAsync(database))[0];
        var first = await LetterRoom.ProposeAsync(
            database.Services, new("pengurangan", IdOf(bill), null, default, default), ("principal_share", "10"));
        var second = await LetterRoom.ProposeAsync(
            database.Services, new("keberatan", IdOf(bill), null, default, default), ("principal", "1000"));
        var decided = await Task.WhenAll(
            LetterRoom.DecideAsync(database.Services, first.Value), LetterRoom.DecideAsync(database.Services, second.Value));
        var current = await CurrentAsync(database, bill);

        // Either one was first and the other was told so, or they came one after the other and both count.
        Assert.Equal(decided.Count(d => !d.Failed) + 1, current.Cycle);
        Assert.All(decided.Where(d => d.Failed), d => Assert.True(
            d.Problem.Code is "Revenue.Register.Raced" or "Revenue.Letter.Changed", d.Problem.Code));
        Assert.Empty(await database.CheckAsync());
    }

    /// <summary>The receivable of bills made here: what the system before left open is as much on the account of equity.</summary>
    private static async Task<long> OwnReceivableAsync(TestDatabase database) =>
        await LetterRoom.BalanceAsync(database.Services, Receivable) + await LetterRoom.BalanceAsync(database.Services, "3.1.01");
}

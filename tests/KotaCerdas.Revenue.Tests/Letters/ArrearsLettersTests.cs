using System.Net;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Tests.Assessment;
using KotaCerdas.Revenue.Tests.Registers;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using static KotaCerdas.Revenue.Tests.Letters.BillChangeRoom;

namespace KotaCerdas.Revenue.Tests.Letters;

/// <summary>Reminders and bills of interest for many arrears at once.</summary>
public sealed class ArrearsLettersTests
{
    private static readonly ArrearsSelection Reminders = new("teguran", "pbb", 0, null, 1);

    [Theory, OnEachDatabase]
    public async Task Each_is_judged_as_a_single_letter_and_what_is_under_way_is_left_out(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var services = database.Services;
        var bills = await OpenAsync(database, 6);

        // A consent whose first part is not paid, and a debt that is asked about.
        database.Clock.Set(LetterRoom.Noon(2026, 9, 10));
        var consented = await FollowAsync(database, "angsuran", bills[0], ("count", "6"));
        var asked = await services.AsAsync<AskLetter, Outcome<Guid>>(LetterRoom.Assessor, a => a.RunAsync(
            LetterRoom.Home, new("pengurangan", IdOf(bills[1]), new(2026, 9, 10), "Gagal panen"), default));
        Assert.False(asked.Failed);
        database.Clock.Set(LetterRoom.Noon(2026, 11, 20));
        await FollowAsync(database, "teguran", bills[2]);
        Assert.False((await LetterRoom.ProposeAsync(services, new("teguran", IdOf(bills[3]), null, default, default))).Failed);
        await FollowAsync(database, "stpd", bills[4]);

        var all = await JudgeAsync(database, Reminders);
        Assert.Equal(await ListedAsync(database), all.Select(v => (v.Of.Charge, v.Of.Open)));
        Assert.Equal(
            [(IdOf(bills[0]), "Later"), (IdOf(bills[1]), "Asked"), (IdOf(bills[2]), "Sent"), (IdOf(bills[3]), "Waiting")],
            Left(all).OrderBy(v => bills.ToList().FindIndex(b => IdOf(b) == v.Item1)));
        Assert.Contains(consented.LastDueOn, Why(all, bills[0]).Args.OfType<DateOnly?>());
        Assert.All(all, v => Assert.Equal(v.Why is null ? v.Of.Open : 0, v.Asks));
        Assert.All(all.Where(v => v.Why is not null), v => Assert.DoesNotContain(
            "{", services.GetService(typeof(Texts)) is Texts t ? t.Of(v.Why!) : "{", StringComparison.Ordinal));

        // A bill of interest: the one whose bill is still to be paid is left out; the sums are those of the single letters.
        var billed = await JudgeAsync(database, Reminders with { Letter = "stpd" });
        Assert.Equal("Revenue.ManyArrears.Billed", Why(billed, bills[4]).Code);
        var single = await LetterRoom.ProposeAsync(services, new("stpd", IdOf(bills[5]), null, default, default));
        var file = await services.AsAsync<ProposalReading, ProposalFile?>(LetterRoom.Head, r => r.FindAsync(
            LetterRoom.Home, single.Value, default));
        Assert.Equal(file!.Proposal.Amount, billed.Single(v => v.Of.Charge == IdOf(bills[5])).Asks);

        // A village, an age and an amount narrow it as they narrow the list.
        var village = bills[5].Nop.Village;
        var least = bills[5].Amount;
        Assert.Equal(
            all.Where(v => v.Of.Charge.Bill!.Value.Nop.Village == village && v.Of.Charge.Bill.Value.Year == 2026 && v.Of.Open >= least)
                .Select(v => v.Of),
            (await JudgeAsync(database, Reminders with { Village = village, Years = 0, Least = least })).Select(v => v.Of));

        // Nobody writes about what may be collected no more.
        database.Clock.Set(LetterRoom.Noon(2031, 12, 1));
        Assert.Equal("Revenue.Letter.Expired", Why(await JudgeAsync(database, Reminders), bills[5]).Code);
    }

    [Theory, OnEachDatabase]
    public async Task A_run_that_was_cut_short_goes_on_and_another_person_grants_the_list(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var services = database.Services;
        var bills = await OpenAsync(database, 4);
        database.Clock.Set(LetterRoom.Noon(2026, 10, 5));
        var chosen = (await JudgeAsync(database, Reminders)).Where(v => v.Why is null).Select(v => v.Of.Charge).ToList();
        Assert.True(chosen.Count > 3);

        // What a run leaves that is killed after two of them.
        var batch = Guid.CreateVersion7();
        foreach (var charge in chosen.Take(2))
        {
            Assert.False((await LetterRoom.ProposeAsync(
                services, new("teguran", charge, null, default, default) { Batch = batch })).Failed);
        }

        await RunAsync(database, ProposeArrears.Kind, new ProposeArrearsInput(LetterRoom.Home, batch, Reminders, "Uji"));
        await RunAsync(database, ProposeArrears.Kind, new ProposeArrearsInput(LetterRoom.Home, batch, Reminders, "Uji"));
        var proposed = await FilesAsync(database, batch);
        Assert.Equal(chosen.OrderBy(c => c.Value), proposed.Select(f => f.Proposal.ChargeId!.Value).OrderBy(c => c.Value));
        Assert.All(proposed, f => Assert.Null(f.Decision));

        // Not who proposed them.
        await RunAsync(database, DecideMany.Kind, new DecideManyInput(LetterRoom.Home, batch), LetterRoom.Assessor, fails: true);
        Assert.All(await FilesAsync(database, batch), f => Assert.Null(f.Decision));

        // One was granted before the run for all of them was cut short.
        Assert.False((await LetterRoom.DecideAsync(services, proposed[0].Proposal.Id)).Failed);
        await RunAsync(database, DecideMany.Kind, new DecideManyInput(LetterRoom.Home, batch), LetterRoom.Head);
        var letters = await database.WithAsync<KotaDb, List<IssuedDocument>>(db => db
            .In<IssuedDocument>(RegionScope.Of(LetterRoom.Home)).AsNoTracking().Where(d => d.Kind == "teguran").OrderBy(d => d.Sequence)
            .ToListAsync());
        Assert.Equal(Enumerable.Range(1, chosen.Count), letters.Select(d => d.Sequence));
        Assert.All(letters, d => Assert.Equal(DocumentState.Issued, d.State));
        Assert.All((await JudgeAsync(database, Reminders)).Where(v => chosen.Contains(v.Of.Charge)), v => Assert.Equal(
            "Revenue.ManyArrears.Sent", v.Why!.Code));
        Assert.Empty(await database.CheckAsync());
    }

    [Theory, OnEachDatabase]
    public async Task The_page_says_what_would_be_made_and_only_who_may_propose_opens_it(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var bills = await OpenAsync(app.Database, 4);
        app.Database.Clock.Set(LetterRoom.Noon(2026, 10, 5));
        await FollowAsync(app.Database, "teguran", bills[0]);
        using var client = app.Client(LetterRoom.Assessor);
        const string arrears = "/pendapatan/16.72/tunggakan";
        var link = (await client.PageAsync(arrears + "?umur=0")).QuerySelector($"main a[href^='{arrears}/surat']")!.GetAttribute("href");
        Assert.Equal(arrears + "/surat?umur=0", link);
        var first = await client.PageAsync(link!);
        Assert.Null(first.QuerySelector("#hitung"));
        var page = await client.PageAsync(arrears + "/surat?surat=teguran&jenis=pbb&umur=0&hitung=ya");
        Assert.Contains(bills[0].Nop.ToString(), page.QuerySelector("main table")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Sudah ada Surat teguran", page.QuerySelector("main table")!.TextContent, StringComparison.Ordinal);

        const string form = arrears + "/surat?surat=teguran&jenis=pbb&umur=0&hitung=ya";
        using var wrong = await client.SubmitAsync(form, RegisterRoom.Fields(("Reason", "")), "#usulkan");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        using var sent = await client.SubmitAsync(form, RegisterRoom.Fields(("Reason", "Penagihan triwulan IV")), "#usulkan");
        Assert.StartsWith("/operasi/", sent.Headers.Location!.ToString(), StringComparison.Ordinal);
        await app.Database.RunOperationsAsync();
        var waiting = await app.Services.AsAsync<ProposalReading, IReadOnlyList<ProposalFile>>(
            LetterRoom.Head, r => r.WaitingAsync(LetterRoom.Home, default));
        Assert.DoesNotContain(IdOf(bills[0]), waiting.Select(w => w.Proposal.ChargeId!.Value));
        Assert.Single(waiting.Select(w => w.Proposal.BatchId).Distinct());
        await client.PageAsync($"/pendapatan/16.72/usulan/massal/{waiting[0].Proposal.BatchId}");
        foreach (var actor in new[] { LetterRoom.Surveyor, LetterRoom.Stranger })
        {
            using var stranger = app.Client(actor);
            using var refused = await stranger.GetAsync(arrears + "/surat");
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }
    }

    private static IEnumerable<(ChargeId, string)> Left(IEnumerable<ArrearsVerdict> all) =>
        all.Where(v => v.Why is not null).Select(v => (v.Of.Charge, v.Why!.Code.Split('.')[^1]));

    private static Problem Why(IEnumerable<ArrearsVerdict> all, Bill bill) => all.Single(v => v.Of.Charge == IdOf(bill)).Why!;

    private static async Task<List<ArrearsVerdict>> JudgeAsync(TestDatabase database, ArrearsSelection selection)
    {
        var region = await LetterRoom.RegionAsync(database.Services);
        return await database.Services.AsAsync<ArrearsLetters, List<ArrearsVerdict>>(LetterRoom.Assessor, async l =>
            await l.JudgeAsync(region, Today(database), selection, new HashSet<ChargeId>(), default).ToListAsync());
    }

    private static Task<List<(ChargeId, long)>> ListedAsync(TestDatabase database) =>
        database.WithAsync<ArrearsRows, List<(ChargeId, long)>>(async r =>
        {
            var page = await r.PageAsync((LetterRoom.Home, Today(database)), new(), null, 500, default);
            return [.. page.Rows.Select(a => (ChargeId.Of(a.Nop, a.TaxYear), a.Open))];
        });

    private static Task<IReadOnlyList<ProposalFile>> FilesAsync(TestDatabase database, Guid batch) =>
        database.Services.AsAsync<ProposalReading, IReadOnlyList<ProposalFile>>(
            LetterRoom.Head, r => r.OfBatchAsync(LetterRoom.Home, batch, default));

    private static DateOnly Today(TestDatabase database) => DateOnly.FromDateTime(database.Clock.GetUtcNow().UtcDateTime);

    private static async Task RunAsync<T>(TestDatabase database, OperationKind<T> kind, T input, Actor? by = null, bool fails = false)
    {
        var actor = by ?? LetterRoom.Assessor;
        var started = await database.Services.AsAsync<Operations, Outcome<OperationId>>(
            actor, o => o.StartAsync(actor, kind, LetterRoom.Home, input, Guid.CreateVersion7().ToString(), default));
        Assert.Equal(fails, started.Failed);
        await database.RunOperationsAsync();
    }
}

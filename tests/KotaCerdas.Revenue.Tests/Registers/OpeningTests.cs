using KotaCerdas.Ledger;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Contracts;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Features.Imports;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Tests.Assessment;
using KotaCerdas.Revenue.Tests.Bills;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static KotaCerdas.Revenue.Tests.Registers.RegisterRoom;

namespace KotaCerdas.Revenue.Tests.Registers;

/// <summary>What is open of the system before stands in the books: opening balances, differences, and what the check says.</summary>
public sealed class OpeningTests
{
    private const string Differs = "Ledger.Check.Differs";
    private const string Unbooked = "Revenue.Audit.Unbooked";

    private static readonly (string Planted, string[] Found)[] Changes =
    [
        ("update revenue_legacy_bill set amount = amount + 1 where nop = 167201000100100010 and tax_year = 2024", [Differs]),
        ("update revenue_legacy_payment set amount = amount - 1 where tax_year = 2023 and number = 1", [Differs]),
        ("delete from revenue_legacy_bill where nop = 167201000100100010 and tax_year = 2024", [Differs]),
        ("delete from revenue_opening", [Unbooked]),
        ("update revenue_opening set debit = debit + 1", ["Revenue.Audit.Opening"]),
        ("update revenue_opening_village set debit = debit + 1 where tax_code = 1672010001", [Differs, "Revenue.Audit.Opening"]),
        ("delete from revenue_opening_village where tax_code = 1672010001", [Differs, "Revenue.Audit.Opening"]),
    ];

    [Theory, OnEachDatabase]
    public async Task An_import_books_what_is_open_of_its_bills(DatabaseEngine engine)
    {
        await using var database = await ImportedAsync(engine);

        // Eight bills of 2,000,000; two are paid with 300,000 and a fine of 4,000, which is not principal.
        var (opening, villages) = Assert.Single(await OpeningsAsync(database));
        Assert.Equal((6, 1_700_000, 0, 0), (opening.Bills, opening.Debit, opening.Credit, opening.OverBills));
        Assert.Equal([(1672010001, 300_000), (1672010002, 1_400_000)], villages.Select(v => (v.TaxCode, v.Debit)));
        Assert.Equal(1_700_000, await database.BalanceAsync(PbbAccounts.Receivable));
        Assert.Equal(-1_700_000, await database.BalanceAsync(PbbAccounts.Equity));
        Assert.Equal(0, await database.BalanceAsync(PbbAccounts.Income));
        Assert.Equal(await ArrearsAsync(database), await database.BalanceAsync(PbbAccounts.Receivable));

        var lines = await database.WithAsync<JournalReader, IReadOnlyList<JournalLineView>>(
            r => r.LinesAsync(Home, new JournalId(villages[1].JournalId), (0, 100), default));
        Assert.Equal(
            [
                (SismiopCorpus.Third, 2023, 300_000, 0), (SismiopCorpus.Third, 2024, 300_000, 0), (SismiopCorpus.Fourth, 2023, 400_000, 0),
                (SismiopCorpus.Fourth, 2024, 400_000, 0), ("", 2023, 0, 700_000), ("", 2024, 0, 700_000),
            ],
            lines.Select(l => (l.Line.Subject, l.Line.Period, l.Line.Debit, l.Line.Credit)));
        Assert.All(lines, l => Assert.Equal("1672010002", l.Line.Unit));
        Assert.Empty(await database.CheckAsync());
    }

    [Theory, OnEachDatabase]
    public async Task A_further_import_books_the_difference_only(DatabaseEngine engine)
    {
        await using var database = await ImportedAsync(engine);
        var done = await ImportAsync(database, Further());

        // Paid since: part of one bill, and 50,000 more than another asks for; new is a bill of 300,000 with a payment of 100,000.
        var opening = (await OpeningsAsync(database))[^1].Opening;
        Assert.Equal((3, 200_000, 260_000), (opening.Bills, opening.Debit, opening.Credit));
        Assert.Equal((1, 50_000), (opening.OverBills, opening.OverAmount));
        Assert.Equal(1_640_000, await database.BalanceAsync(PbbAccounts.Receivable));
        Assert.Equal(await ArrearsAsync(database), await database.BalanceAsync(PbbAccounts.Receivable));
        Assert.Contains(done.Rules, r => r.Rule == "paid-over");
        Assert.Empty(await database.CheckAsync());
        Assert.Equal(done.Import.Id, (await ImportAsync(database, Further())).Import.Id);
        Assert.Equal(1_640_000, await database.BalanceAsync(PbbAccounts.Receivable));
    }

    [Theory, OnEachDatabase]
    public async Task What_was_paid_in_the_system_before_for_a_year_billed_here_is_named(DatabaseEngine engine)
    {
        await using var database = await ImportedAsync(engine);
        var owner = await database.WithAsync<KotaDb, TaxpayerId>(async db =>
            (await db.In<TaxObject>(RegionScope.Of(Home)).SingleAsync(o => o.Nop == BillRoom.First)).TaxpayerId);
        await BillRoom.ApproveAsync(database.Services);
        await BillRoom.BillAsync(database.Services, owner, (BillRoom.First, 2024), BillRoom.House);
        var done = await ImportAsync(database, Further());
        Assert.Equal(1, Assert.Single(done.Rules, r => r.Rule == "paid-own").Count);
    }

    [Theory, OnEachDatabase]
    public async Task Imports_of_before_are_named_and_booked_in_any_order(DatabaseEngine engine)
    {
        await using var database = await ImportedAsync(engine);
        await ImportAsync(database, Further());
        await UnbookAsync(database);
        var imports = await database.WithAsync<ImportReading, List<RegisterImport>>(r => r.UnbookedAsync(Home, default));
        Assert.Equal(2, imports.Count);
        var flaws = await database.CheckAsync();
        Assert.Equal([Differs, Unbooked], flaws.Select(f => f.Code).Distinct().Order(StringComparer.Ordinal));
        var words = flaws.Where(f => f.Code == Unbooked).Select(database.Services.GetRequiredService<Texts>().Of).ToList();
        Assert.All(imports, i => Assert.Contains(words, w => w.Contains(i.Id.ToString(), StringComparison.Ordinal)));

        // Whoever checks all ledgers hears of it too, although nothing was ever posted there.
        var all = await database.WithAsync<LedgerCheck, LedgerReport>(c => c.RunAsync(null, new Progress<LedgerProgress>(), default));
        Assert.Contains(all.Flaws, f => f.Code == Unbooked);

        imports.Reverse();
        foreach (var import in imports)
        {
            await database.BookAsync(import.Id);
            await database.BookAsync(import.Id);
        }

        Assert.Equal(2, (await OpeningsAsync(database)).Count);
        Assert.Equal(1_640_000, await database.BalanceAsync(PbbAccounts.Receivable));
        Assert.Empty(await database.CheckAsync());
    }

    [Theory, OnEachDatabase]
    public async Task A_month_that_takes_nothing_is_named_and_nothing_is_written(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await OpenAsync(database.Services);
        var month = database.Clock.GetUtcNow().AddHours(7);
        await database.PlantAsync(
            "insert into ledger_period_change (region_code, book, month, revision, state, decision, entry_count, debit, changed_at, "
            + $"changed_by, changed_by_name) values ('16.72', 'LO', {month:yyyyMM}, 1, 'SoftClosed', '', 0, 0, '2026-01-01', null, 'x')");
        var row = await RunAsync(database, new SismiopCorpus());
        Assert.Equal(OperationState.Failed, row.State);
        Assert.Contains($"{month:yyyy-MM}", await database.WithAsync<Texts, string>(t => Task.FromResult(row.LastWord(t))),
            StringComparison.Ordinal);
        await database.WithAsync<KotaDb>(async db =>
        {
            var home = RegionScope.Of(Home);
            Assert.Equal(0, await db.In<LegacyBill>(home).CountAsync() + await db.In<TaxObject>(home).CountAsync()
                + await db.In<RegisterImport>(home).CountAsync() + await db.In<Opening>(home).CountAsync());
        });
    }

    [Theory, OnEachDatabase]
    public async Task Every_planted_change_is_found(DatabaseEngine engine)
    {
        await using var imported = await ImportedAsync(engine);
        await imported.EachIsFoundAsync(Changes);
    }

    [Theory, OnEachDatabase]
    public async Task Nobody_else_may_book_and_nothing_of_another_region_can_be_booked(DatabaseEngine engine)
    {
        await using var database = await ImportedAsync(engine);
        await UnbookAsync(database);
        var import = (await database.WithAsync<ImportReading, List<RegisterImport>>(r => r.UnbookedAsync(Home, default)))[0].Id;
        var reader = TestPeople.Office("revenue-treasurer", "16.72");
        var refused = await database.Services.AsAsync<Operations, Outcome<OperationId>>(
            reader, o => o.StartAsync(reader, BookOpenings.Kind, Home, new(import), null, default));
        Assert.True(refused.Failed);
        var row = await database.Services.AsAsync<OperationRunner, OperationRow>(
            Stranger, r => r.RunNowAsync(Stranger, BookOpenings.Kind, Other, new(import), null, default));
        Assert.Equal(OperationState.Failed, row.State);
        Assert.Empty(await OpeningsAsync(database));
    }

    [Theory, OnEachDatabase]
    public async Task The_page_of_an_import_books_it_and_pages_of_the_books_lead_back(DatabaseEngine engine)
    {
        await using var database = await ImportedAsync(engine);
        await UnbookAsync(database);
        var import = (await database.WithAsync<ImportReading, List<RegisterImport>>(r => r.UnbookedAsync(Home, default)))[0].Id;
        await using var app = await TestApp.OverAsync(database);
        using var officer = app.Client(Officer);
        using var head = app.Client(TestPeople.Office("revenue-head", "16.72"));
        var (list, books) = ("/pendapatan/16.72/impor", "/pendapatan/16.72/buku-besar");
        var path = $"{list}/{import}";

        Assert.Contains("belum dibukukan", (await officer.PageAsync(list)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("1 impor SISMIOP belum dibukukan", (await head.PageAsync(books)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Null((await head.PageAsync(path)).QuerySelector("#bukukan"));
        using (var sent = await officer.SubmitAsync(path, Fields(), "#bukukan"))
        {
            Assert.Equal(System.Net.HttpStatusCode.SeeOther, sent.StatusCode);
        }

        await database.RunOperationsAsync();
        var report = await head.PageAsync(path);
        Assert.Null(report.QuerySelector("#bukukan"));
        Assert.Contains("6 ketetapan, Rp1.700.000", report.Body!.TextContent, StringComparison.Ordinal);
        var journal = report.QuerySelector($"a[href^='{books}/jurnal/']")!.GetAttribute("href")!;
        Assert.NotNull((await head.PageAsync(journal)).QuerySelector($"main a[href='{path}']"));
        foreach (var page in new[] { books, $"{books}/akun/1.1.03.15", $"{books}/akun/3.1.01" })
        {
            Assert.NotNull((await head.PageAsync(page)).QuerySelector($"main a[href='{path}#saldo-awal']"));
        }

        Assert.Null((await head.PageAsync($"{books}/akun/7.1.01.15")).QuerySelector($"main a[href='{path}#saldo-awal']"));    }

    /// <summary>What the page of arrears lists, all pages of it.</summary>
    internal static Task<long> ArrearsAsync(TestDatabase database, DateOnly? day = null) =>
        database.WithAsync<ArrearsRows, long>(async rows =>
        {
            var (sum, after, on) = (0L, (string?)null, day ?? DateOnly.FromDateTime(database.Clock.GetUtcNow().UtcDateTime));
            do
            {
                var page = await rows.PageAsync((Home, on), new(), after, 3, default);
                (sum, after) = (sum + page.Rows.Sum(r => r.Open), page.After);
            }
            while (after is not null);
            return sum;
        });

    private static SismiopCorpus Further() => new SismiopCorpus().Bill(SismiopCorpus.Third, 2022, 300)
        .Payment(SismiopCorpus.Third, 2022, 1, 100_000).Payment(SismiopCorpus.First, 2024, 1, 60_000)
        .Payment(SismiopCorpus.Second, 2024, 1, 250_000);

    /// <summary>As imports left it before they booked: bills and payments, and nothing in the books.</summary>
    private static Task UnbookAsync(TestDatabase database) => database.PlantAsync(
        "delete from revenue_opening", "delete from revenue_opening_village", "delete from ledger_entry", "delete from ledger_account_sum",
        "delete from ledger_journal", "delete from ledger_gate");

    private static async Task<TestDatabase> ImportedAsync(DatabaseEngine engine)
    {
        var database = await TestDatabase.CreateAsync(engine);
        await OpenAsync(database.Services);
        await ImportAsync(database, new SismiopCorpus());
        return database;
    }

    private static async Task<ImportFile> ImportAsync(TestDatabase database, SismiopCorpus corpus)
    {
        var row = await RunAsync(database, corpus);
        Assert.True(row.State == OperationState.Done, row.Error);
        var link = OperationResult.FromJson(row.Result!).Link!;
        return (await database.Services.AsAsync<ImportReading, ImportFile?>(
            Officer, r => r.FindAsync(Home, Guid.Parse(link[(link.LastIndexOf('/') + 1)..]), default)))!;
    }

    private static Task<OperationRow> RunAsync(TestDatabase database, SismiopCorpus corpus) =>
        database.Services.AsAsync<ISismiopImports, OperationRow>(
            Officer, i => i.RunAsync(Home, corpus.Write(Path.Combine(database.Folder, "ekspor")), false, null, default));

    private static Task<List<(Opening Opening, List<OpeningVillage> Villages)>> OpeningsAsync(TestDatabase database) =>
        database.WithAsync<KotaDb, List<(Opening, List<OpeningVillage>)>>(async db =>
        {
            var villages = await db.In<OpeningVillage>(RegionScope.Of(Home)).OrderBy(v => v.TaxCode).ToListAsync();
            return [.. (await db.In<Opening>(RegionScope.Of(Home)).OrderBy(o => o.RecordedAt).ThenBy(o => o.ImportId).ToListAsync())
                .Select(o => (o, villages.Where(v => v.ImportId == o.ImportId).ToList()))];
        });
}

using System.Net;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Revenue.Tests.Registers;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using static KotaCerdas.Revenue.Tests.Registers.RegisterRoom;

namespace KotaCerdas.Revenue.Tests.Bills;

public sealed class BillOfficeTests
{
    private const string Root = "/pendapatan/16.72";

    private static readonly Actor Village = TestPeople.Office("revenue-village", "16.72");

    [Theory, OnEachDatabase]
    public async Task The_list_pages_by_object_and_filters_by_book_and_state(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var (_, bills) = await PaperTests.BatchAsync(app.Services, 5);
        var region = (Home, new DateOnly(2026, 3, 2));
        Task<Features.Taxpayers.RegisterRows<BillRow>> PageAsync(BillFilter filter, (long?, long?) cursor) =>
            app.Services.AsAsync<BillRows, Features.Taxpayers.RegisterRows<BillRow>>(
                BillRoom.Assessor, r => r.PageAsync(region, filter, cursor, 2, default));
        var first = await PageAsync(new(2026), (null, null));
        Assert.Equal((5, 2), ((int)first.Total!, first.Rows.Count));
        var second = await PageAsync(new(2026), (first.Rows[^1].Number, null));
        Assert.Equal(bills.OrderBy(b => b.Nop.Value).Skip(2).Take(2).Select(b => b.Nop.Value), second.Rows.Select(r => r.Number));
        var back = await PageAsync(new(2026), (null, second.Rows[0].Number));
        Assert.Equal(first.Rows.Select(r => r.Number), back.Rows.Select(r => r.Number));
        Assert.Empty((await PageAsync(new(2026) { State = BillState.Overdue }, (null, null))).Rows);
        Assert.Equal(2, (await PageAsync(new(2026) { State = BillState.NotSent }, (null, null))).Rows.Count);
        Assert.Empty((await PageAsync(new(2026) { Village = 1672010002 }, (null, null))).Rows);
        Assert.Empty((await PageAsync(new(2026) { Book = new("V", 5_000_000, null, null!) }, (null, null))).Rows);
        Assert.Equal(2, (await PageAsync(new(2026) { Book = new("I", 0, 100_000, null!) }, (null, null))).Rows.Count);

        using var officer = app.Client(BillRoom.Assessor);
        Assert.Contains(BillRoom.First.ToString(), (await officer.PageAsync($"{Root}/tagihan?tahun=2026&buku=I")).Body!.TextContent,
            StringComparison.Ordinal);
        using var start = await officer.GetAsync("/pendapatan/tagihan");
        Assert.Equal($"{Root}/tagihan", start.Headers.Location!.ToString());
        Assert.Contains("SPPT", (await officer.PageAsync($"{Root}/objek/{BillRoom.First.Value}")).Body!.TextContent,
            StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task The_list_finds_bills_by_number_with_or_without_points_and_by_part_of_a_name(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var (_, bills) = await PaperTests.BatchAsync(app.Services, 5);
        using var officer = app.Client(BillRoom.Assessor);
        async Task<int> FoundAsync(string words)
        {
            var page = await officer.PageAsync($"{Root}/tagihan?tahun=2026&cari={Uri.EscapeDataString(words)}");
            return page.QuerySelectorAll("main tbody tr").Length;
        }

        var nop = bills[2].Nop;
        foreach (var (words, count) in new[]
        {
            (nop.ToString(), 1), (BillPaths.Digits(nop), 1), (nop.ToString()[..13], 5), ("1672010001", 5), ("1672010002", 0), ("99", 0),
            ("nama panjang", 5), ("panj", 5), ("panjang nama", 0), ("%", 0), ("pan_ang", 0), ("1234567890123456789", 0),
        })
        {
            Assert.Equal((words, count), (words, await FoundAsync(words)));
        }

        // An object may be on an entry that was merged since into the taxpayer of the bill.
        var (owner, more) = (bills[0].TaxpayerId, Nop.Of(167201000100300010));
        Assert.False((await RegisterAsync(app.Services, more.ToString(), Land(owner, new DateOnly(2022, 1, 1)))).Failed);
        var twin = (await RegisterAsync(app.Services, Person("Nama Sesudah Gabung"))).Value;
        Assert.False((await app.Services.AsAsync<Features.Taxpayers.MergeTaxpayers, Outcome<TaxpayerId>>(
            Officer, m => m.RunAsync(Home, owner, twin.ToString(), "Entri ganda", default))).Failed);
        await BillRoom.BillAsync(app.Services, twin, (more, 2026), BillRoom.House, new DateOnly(2026, 2, 1));
        Assert.Equal(1, await FoundAsync("sesudah"));
    }

    [Theory, OnEachDatabase]
    public async Task The_day_of_head_and_treasurer_begins_with_realisation_and_that_of_an_auditor_with_published_figures(
        DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var owner = await BillRoom.OpenAsync(app.Services);
        await BillRoom.BillAsync(app.Services, owner, (BillRoom.First, 2026), BillRoom.House, new(2026, 3, 1));
        foreach (var (role, region, start) in new[]
        {
            ("revenue-head", "16.72", "/pendapatan/realisasi"), ("revenue-treasurer", "16.72", "/pendapatan/realisasi"),
            ("auditor", null, "/ukuran"),
        })
        {
            using var office = app.Client(region is null ? TestPeople.Office(role) : TestPeople.Office(role, region));
            using var first = await office.GetAsync("/kantor");
            Assert.Equal(start, first.Headers.Location!.ToString());
        }

        var head = TestPeople.Office("revenue-head", "16.72");
        foreach (var kind in new[] { "pbb", "pbjt-makan" })
        {
            Assert.False((await app.Services.AsAsync<TargetDesk, Outcome<Nothing>>(
                head, t => t.SetAsync(Home, (kind, 2026), 1_000_000, "Perda APBD contoh", default))).Failed);
        }

        using var client = app.Client(head);
        using var led = await client.GetAsync("/pendapatan/realisasi");
        Assert.Equal($"{Root}/target", led.Headers.Location!.ToString());
        var page = await client.PageAsync($"{Root}/target");
        var text = page.QuerySelector("main")!.TextContent;
        Assert.Contains("Rp2.000.000", text, StringComparison.Ordinal);
        Assert.Contains("Jatuh tempo 1 September 2026: 1 kelurahan", text, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector($"main a[href='{Root}/tunggakan']"));
        Assert.NotNull(page.QuerySelector($"main a[href='{Root}/tagihan?keadaan=Open']"));
    }

    [Theory, OnEachDatabase]
    public async Task Arrears_come_from_both_systems_with_interest_of_today(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var owner = await BillRoom.OpenAsync(app.Services);
        await BillRoom.LegacyAsync(app.Services, BillRoom.First, 2022, 47_600, 47_600);
        await BillRoom.LegacyAsync(app.Services, BillRoom.First, 2023, 47_600, 20_000, 100);
        await BillRoom.LegacyAsync(app.Services, BillRoom.First, 2024, 47_600);
        await BillRoom.BillAsync(app.Services, owner, (BillRoom.First, 2024), BillRoom.House, new(2024, 3, 1));
        await BillRoom.BillAsync(app.Services, owner, (BillRoom.First, 2026), BillRoom.House, new(2026, 3, 1));
        Task<Features.Taxpayers.RegisterRows<ArrearsRow>> PageAsync(string? after, int size) =>
            app.Services.AsAsync<ArrearsRows, Features.Taxpayers.RegisterRows<ArrearsRow>>(
                BillRoom.Assessor, r => r.PageAsync((Home, new(2026, 3, 2)), new(), after, size, default));
        Task<Features.Taxpayers.RegisterRows<ArrearsRow>> AgedAsync(DateOnly day, int? years) =>
            app.Services.AsAsync<ArrearsRows, Features.Taxpayers.RegisterRows<ArrearsRow>>(
                BillRoom.Assessor, r => r.PageAsync((Home, day), new(0, years), null, 10, default));
        var all = await PageAsync(null, 10);
        Assert.Equal([(2023, 27_600L, false)], all.Rows.Take(1).Select(r => (r.TaxYear, r.Open, r.Own)));
        Assert.Equal([2023, 2024], all.Rows.Select(r => r.TaxYear));
        Assert.True(all.Rows[1].Own);
        Assert.Equal([2024], (await PageAsync((await PageAsync(null, 1)).After, 1)).Rows.Select(r => r.TaxYear));

        // By the day on which they were due, not by their year: each band holds what the list shows under it, and nothing else.
        var year = all.Rows[0].DueOn.AddYears(1);
        foreach (var day in new[] { year.AddDays(-1), year, year.AddDays(1), new DateOnly(2031, 1, 1) })
        {
            var due = (await AgedAsync(day, null)).Rows;
            var ages = await app.Services.AsAsync<ArrearsRows, IReadOnlyList<ArrearsByAge>>(
                BillRoom.Assessor, r => r.AgesAsync((Home, day), 1_672_010_001, default));
            var known = due.GroupBy(d => Math.Min(5, Years(d.DueOn, day))).OrderBy(g => g.Key)
                .Select(g => (g.Key, (long)g.Count(), g.Sum(d => d.Open)));
            Assert.Equal(known, ages.Select(a => (a.Years, a.Bills, a.Open)));
            foreach (var age in ages)
            {
                var listed = await AgedAsync(day, age.Years);
                Assert.Equal((age.Bills, age.Open), (listed.Rows.Count, listed.Rows.Sum(r => r.Open)));
            }
        }

        using var officer = app.Client(BillRoom.Assessor);
        async Task<bool> SumsAsync(string query) => (await officer.PageAsync($"{Root}/tunggakan{query}")).Body!.TextContent
            .Contains("Tunggakan menurut umur", StringComparison.Ordinal);
        Assert.True(await SumsAsync("?kelurahan=1672010001&umur=2"));

        // All of a region is a long read, which nobody starts by opening the page.
        Assert.False(await SumsAsync(""));
        Assert.False(await SumsAsync("?umur=0"));
        var asked = (await officer.PageAsync($"{Root}/tunggakan")).QuerySelector("#hitung-umur a")!.GetAttribute("href")!;
        Assert.True(await SumsAsync(asked[asked.IndexOf('?', StringComparison.Ordinal)..]));
    }

    private static int Years(DateOnly due, DateOnly day)
    {
        var years = 0;
        while (due.AddYears(years + 1) <= day)
        {
            years++;
        }

        return years;
    }

    [Theory, OnEachDatabase]
    public async Task A_village_officer_records_what_became_of_bills(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var (_, bills) = await PaperTests.BatchAsync(app.Services, 3, new DateOnly(2026, 2, 20));
        using var client = app.Client(Village);
        var path = $"{Root}/penyampaian/2026/1672010001";
        KeyValuePair<string, string>[] Day(params (string Name, string Value)[] more) =>
        [
            KeyValuePair.Create("On.Day", "1"), KeyValuePair.Create("On.Month", "3"), KeyValuePair.Create("On.Year", "2026"),
            .. more.Select(m => KeyValuePair.Create(m.Name, m.Value)),
        ];
        string Digits(int i) => BillPaths.Digits(bills[i].Nop);

        using var nobody = await client.SubmitAsync(path, Day(($"Results[{Digits(0)}]", "Received")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nobody.StatusCode);
        Assert.Contains("Isi nama penerima", (await nobody.DocumentAsync()).Body!.TextContent, StringComparison.Ordinal);
        using var nothing = await client.SubmitAsync(path, Day());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nothing.StatusCode);

        using var done = await client.SubmitAsync(path, Day(
            ($"Results[{Digits(0)}]", "Received"), ($"Receiver[{Digits(0)}]", "Contoh Penerima"), ($"Relation[{Digits(0)}]", "Family"),
            ($"Results[{Digits(1)}]", "Refused")));
        Assert.Equal(HttpStatusCode.SeeOther, done.StatusCode);
        var left = (await client.PageAsync(path)).Body!.TextContent;
        Assert.DoesNotContain(bills[0].Nop.ToString(), left, StringComparison.Ordinal);
        Assert.Contains("Ditolak", left, StringComparison.Ordinal);

        // What was refused first may be taken later; the later record counts.
        using var later = await client.SubmitAsync(path, Day(
            ($"Results[{Digits(1)}]", "Received"), ($"Receiver[{Digits(1)}]", "Contoh"), ($"Relation[{Digits(1)}]", "Self")));
        Assert.Equal(HttpStatusCode.SeeOther, later.StatusCode);
        var villages = await app.Services.AsAsync<DeliveryDesk, IReadOnlyList<VillageDelivery>>(
            Village, d => d.VillagesAsync(Home, 2026, default));
        Assert.Equal((3, 2, 0, 1), (villages[0].Bills, villages[0].Received, villages[0].Refused, villages[0].Open));
        await client.PageAsync($"{Root}/penyampaian");

        // An auditor sees it and cannot write; another region's officer sees nothing.
        using var auditor = app.Client(TestPeople.Office("auditor"));
        Assert.NotNull((await auditor.PageAsync($"{Root}/tagihan")).QuerySelector($"main a[href='{Root}/penyampaian']"));
        await auditor.PageAsync($"{Root}/penyampaian");
        var seen = await auditor.PageAsync(path + "?semua=true");
        Assert.Contains("Contoh Penerima", seen.Body!.TextContent, StringComparison.Ordinal);
        Assert.Null(seen.QuerySelector("main form[method=post]"));
        using var written = await auditor.PostAsync(path, new FormUrlEncodedContent(Day()));
        Assert.NotEqual(HttpStatusCode.SeeOther, written.StatusCode);
        using var elsewhere = app.Client(BillRoom.Elsewhere);
        using var shut = await elsewhere.GetAsync($"{Root}/penyampaian");
        Assert.Equal(HttpStatusCode.Forbidden, shut.StatusCode);
        using var closed = await client.GetAsync($"{Root}/tagihan");
        Assert.Equal(HttpStatusCode.Forbidden, closed.StatusCode);
    }

    [Theory, OnEachDatabase]
    public async Task A_taxpayer_asks_for_a_correction_and_reads_the_answer(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await PaperTests.BatchAsync(app.Services, 1);
        using var visitor = app.Client();
        var bill = $"/tagihan/{BillRoom.Slug}/{BillRoom.First.Value}/2026";
        var code = "?kode=" + BillRoom.CodeOf(app.Services, BillRoom.First, 2026);
        using (var closed = await visitor.GetAsync(bill + "/perbaikan?kode=AAAA-AAAA"))
        {
            Assert.Equal(HttpStatusCode.SeeOther, closed.StatusCode);
        }

        using var empty = await visitor.SubmitAsync(bill + "/perbaikan" + code, [KeyValuePair.Create("Kind", "LandArea")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.StatusCode);
        using var sent = await visitor.SubmitAsync(bill + "/perbaikan" + code,
        [
            KeyValuePair.Create("Kind", "LandArea"), KeyValuePair.Create("Reason", "Sertifikat contoh: 100 m²"),
            KeyValuePair.Create("Contact", "contoh@contoh.example"),
        ]);
        Assert.Contains("1/2026", (await sent.DocumentAsync()).Body!.TextContent, StringComparison.Ordinal);

        using var officer = app.Client(BillRoom.Assessor);
        var inbox = await officer.PageAsync($"{Root}/perbaikan");
        var path = inbox.QuerySelector($"a[href^='{Root}/perbaikan/']")!.GetAttribute("href")!;
        Assert.Contains("contoh@contoh.example", (await officer.PageAsync(path)).Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("contoh@", await PlainAsync(app), StringComparison.Ordinal);
        using var answered = await officer.SubmitAsync(path,
            [KeyValuePair.Create("State", "Accepted"), KeyValuePair.Create("Note", "Luas diperbaiki mulai 2027")]);
        Assert.Equal(HttpStatusCode.SeeOther, answered.StatusCode);
        Assert.Contains("Luas diperbaiki mulai 2027", (await visitor.PageAsync(bill + code)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Tidak ada permohonan", (await officer.PageAsync($"{Root}/perbaikan")).Body!.TextContent, StringComparison.Ordinal);
        using var stranger = app.Client(BillRoom.Elsewhere);
        using var refused = await stranger.GetAsync(path);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Theory, OnEachDatabase]
    public async Task Measures_add_up_to_what_villages_have(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var (_, bills) = await PaperTests.BatchAsync(app.Services, 3, new DateOnly(2026, 2, 20));
        var head = TestPeople.Office("revenue-head", "16.72");
        Assert.Equal((0m, 3m), await DeliveredAsync(app, head));
        foreach (var (outcome, count) in new[]
        {
            (DeliveryOutcome.Received, 1m), (DeliveryOutcome.Returned, 0m), (DeliveryOutcome.Received, 1m),
        })
        {
            var (receiver, relation) = outcome == DeliveryOutcome.Received ? ("Contoh", "Self") : (string.Empty, string.Empty);
            Assert.Equal(1, (await app.Services.AsAsync<DeliveryDesk, Outcome<int>>(Village, d => d.RecordAsync(
                Home, (2026, 1672010001), new(2026, 3, 1), [new(
                    BillPaths.Digits(bills[0].Nop), bills[0].Nop.ToString(), outcome, receiver, relation)], default))).Value);
            Assert.Equal((count, 3m), await DeliveredAsync(app, head));
        }

        Assert.False((await app.Services.AsAsync<TargetDesk, Outcome<Nothing>>(
            head, t => t.SetAsync(Home, (RevenueKinds.Pbb, 2026), 1_000_000, "Perda contoh", default))).Failed);
        Assert.True((await app.Services.AsAsync<TargetDesk, Outcome<Nothing>>(
            head, t => t.SetAsync(Home, (RevenueKinds.Pbb, 2026), 0, "Perda contoh", default))).Failed);
        var rows = await app.Services.AsAsync<BillMeasureRows, IReadOnlyList<MeasureRow>>(
            head, m => m.RowsAsync("2026", null, default));
        Assert.Equal(3, rows.Single(r => r.Measure == BillMeasures.Issued.Code).Numerator);
        Assert.Equal(bills.Sum(b => b.Amount), rows.Single(r => r.Measure == BillMeasures.Principal.Code).Numerator);
        Assert.Equal(1_000_000, rows.Single(r => r.Measure == BillMeasures.Target.Code).Numerator);

        // Nothing was taken over of 2026: what was realised is not known, which is not 0 %.
        Assert.DoesNotContain(rows, r => r.Measure == BillMeasures.Realised.Code);
        using var client = app.Client(head);
        Assert.Contains("Rp1.000.000", (await client.PageAsync($"{Root}/target")).Body!.TextContent, StringComparison.Ordinal);

        // Nothing was taken over of 2026: what was received is not known, which is not zero. Of 2025 it is.
        Assert.Contains("Belum tercatat", (await client.PageAsync($"{Root}/target")).Body!.TextContent, StringComparison.Ordinal);
        Assert.False((await app.Services.AsAsync<TargetDesk, Outcome<Nothing>>(
            head, t => t.SetAsync(Home, (RevenueKinds.Pbb, 2025), 800_000, "Perda contoh", default))).Failed);
        await app.Services.AsAsync<KotaDb, bool>(head, async db =>
        {
            await using var write = await db.BeginWriteAsync(RegionScope.Of(Home), default);
            db.Add(new LegacyPayment
            {
                RegionCode = Home, Nop = bills[0].Nop, TaxYear = 2024, Number = 1, ImportId = Guid.CreateVersion7(), Amount = 310_000,
                Penalty = 10_000, PaidOn = new(2025, 5, 6),
            });
            await write.CommitAsync(default);
            return true;
        });
        var realised = (await app.Services.AsAsync<BillMeasureRows, IReadOnlyList<MeasureRow>>(
            head, m => m.RowsAsync("2025", Home, default))).Single(r => r.Measure == BillMeasures.Realised.Code);
        Assert.Equal((300_000m, 800_000m), (realised.Numerator, realised.Denominator));
        var row = (await client.PageAsync($"{Root}/target")).QuerySelectorAll("main tbody tr")
            .Single(r => r.TextContent.Contains("2025", StringComparison.Ordinal)).TextContent;
        Assert.Contains("Rp300.000", row, StringComparison.Ordinal);
        Assert.Contains("37,5 %", row, StringComparison.Ordinal);
    }

    private static async Task<(decimal? Delivered, decimal? Bills)> DeliveredAsync(TestApp app, Actor head) =>
        (await app.Services.AsAsync<BillMeasureRows, IReadOnlyList<MeasureRow>>(head, m => m.RowsAsync("2026", null, default)))
            .Where(r => r.Measure == BillMeasures.Delivered.Code).Select(r => (r.Numerator, r.Denominator)).Single();

    /// <summary>What the database keeps of contacts.</summary>
    private static Task<string> PlainAsync(TestApp app) => app.Services.AsAsync<KotaDb, string>(BillRoom.Assessor, async db =>
        System.Text.Encoding.UTF8.GetString((await db.In<Correction>(RegionScope.Of(Home)).SingleAsync()).Contact));
}

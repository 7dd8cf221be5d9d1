using System.Net;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.TestKit;
using static KotaCerdas.Revenue.Tests.Registers.RegisterRoom;

namespace KotaCerdas.Revenue.Tests.Registers;

public sealed class RegisterPagesTests
{
    private const string Nik = "1672010101900001";
    private const string Root = "/pendapatan/16.72";

    [Theory, OnEachDatabase]
    public async Task An_officer_registers_a_taxpayer_opens_the_numbers_and_leaves_a_trace(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await OpenAsync(app.Services);
        using var client = app.Client(Officer);

        using (var start = await client.GetAsync("/pendapatan/objek"))
        {
            Assert.Equal(Root + "/objek", start.Headers.Location!.ToString());
        }

        using var wrong = await client.SubmitAsync(Root + "/wajib-pajak/baru", Fields(("Form.Name", ""), ("Form.Nik", "12")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.Contains("NIK terdiri atas 16 angka", (await wrong.DocumentAsync()).Body!.TextContent, StringComparison.Ordinal);

        using var made = await client.SubmitAsync(Root + "/wajib-pajak/baru", Fields(
            ("Form.Name", "Contoh Satu"), ("Form.Nik", Nik), ("Form.Npwpd", "p.1.0000001.01.01"), ("Form.Address", "Jalan Contoh 1"),
            ("Form.Reason", "Formulir contoh")));
        Assert.Equal(HttpStatusCode.SeeOther, made.StatusCode);
        var path = made.Headers.Location!.ToString();
        var page = await client.PageAsync(path);
        Assert.Contains("•••• 0001", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(Nik, page.DocumentElement.OuterHtml, StringComparison.Ordinal);

        using var opened = await client.SubmitAsync(path, Fields(("Reason", "mencocokkan dengan KTP")), "#buka");
        var shown = (await opened.DocumentAsync()).Body!.TextContent;
        Assert.Contains(Nik, shown, StringComparison.Ordinal);
        Assert.Contains("mencocokkan dengan KTP", shown, StringComparison.Ordinal);
        Assert.DoesNotContain(Nik, (await client.PageAsync(path)).DocumentElement.OuterHtml, StringComparison.Ordinal);

        using var changed = await client.SubmitAsync(path + "/ubah", Fields(("Form.Name", "Contoh Satu Baru"), ("Form.Reason", "Surat")));
        Assert.Equal(HttpStatusCode.SeeOther, changed.StatusCode);
        Assert.Contains("•••• 0001", (await client.PageAsync(path)).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task Who_works_for_one_region_is_led_there_and_who_works_for_several_chooses(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await OpenAsync(app.Services);
        using var head = app.Client(TestPeople.Office("revenue-head", "16.72"));
        using var auditor = app.Client(TestPeople.Office("auditor"));
        foreach (var view in new[] { "tagihan", "penetapan", "buku-besar", "meja", "objek" })
        {
            using var led = await head.GetAsync("/pendapatan/" + view);
            Assert.Equal($"{Root}/{view}", led.Headers.Location!.ToString());
            var choice = (await auditor.PageAsync("/pendapatan/" + view)).Body!;
            Assert.Equal("Kota Pagar Alam", choice.QuerySelector($"a[href='{Root}/{view}']")?.TextContent);
        }

        using var officer = app.Client(TestPeople.Office("revenue-assessor", "16.72"));
        foreach (var view in new[] { "penyampaian", "lapangan/laporan" })
        {
            using var led = await officer.GetAsync("/pendapatan/" + view);
            Assert.Equal($"{Root}/{view}", led.Headers.Location!.ToString());
        }
    }

    [Theory, OnEachDatabase]
    public async Task An_officer_registers_changes_and_ends_an_object(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await OpenAsync(app.Services);
        var owner = (await RegisterAsync(app.Services, Person("Contoh Satu", "P.1.0000001.01.01"))).Value;
        using var client = app.Client(Officer);

        using var made = await client.SubmitAsync($"{Root}/objek/baru?wp={owner}", Fields(
            ("Form.Nop", "16.72.010.001.001-0001.0"), ("Form.ValidFrom.Day", "1"), ("Form.ValidFrom.Month", "1"),
            ("Form.ValidFrom.Year", "2025"), ("Form.Address", "Jalan Objek 7"), ("Form.LandArea", "1.200"), ("Form.LandZone", "ab"),
            ("Form.Buildings[0].UseCode", "01"), ("Form.Buildings[0].Area", "60"), ("Form.Buildings[0].Floors", "1"),
            ("Form.Buildings[0].Value", "700.000"), ("Form.Buildings[0].ValueSource", "DBKB contoh"), ("Form.Reason", "SPOP 1")),
            "main form[method=post]");
        Assert.Equal(HttpStatusCode.SeeOther, made.StatusCode);
        var path = made.Headers.Location!.ToString();
        var page = await client.PageAsync(path);
        Assert.Contains("1.200 m²", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Rp42.000.000", page.Body.TextContent, StringComparison.Ordinal);
        Assert.Contains("zona AB belum mempunyai NIR", page.Body.TextContent, StringComparison.Ordinal);

        using var changed = await client.SubmitAsync(path + "/ubah", Fields(
            ("Form.ValidFrom.Day", "1"), ("Form.ValidFrom.Month", "1"), ("Form.ValidFrom.Year", "2026"), ("Form.LandArea", "900"),
            ("Form.Reason", "SPOP 2")));
        Assert.Equal(HttpStatusCode.SeeOther, changed.StatusCode);
        Assert.Equal(1_200, (await FactsAsync(app.Services, new DateOnly(2026, 1, 1)))[0].LandArea);
        await ConfirmAsync(app.Services);
        Assert.Equal(900, (await FactsAsync(app.Services, new DateOnly(2026, 1, 1)))[0].LandArea);
        Assert.Equal(60, (await FactsAsync(app.Services, new DateOnly(2026, 1, 1)))[0].BuildingArea);
        Assert.Contains("1.200 m²", (await client.PageAsync(path + "?tanggal=2025-06-01")).QuerySelector("dl")!.TextContent,
            StringComparison.Ordinal);

        Assert.Contains("16.72.010.001.001-0001.0", (await client.PageAsync(Root + "/objek?cari=contoh")).Body!.TextContent,
            StringComparison.Ordinal);
        using var csv = await client.GetAsync(Root + "/objek?bentuk=csv");
        Assert.Contains("16.72.010.001.001-0001.0", await csv.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using var ended = await client.SubmitAsync(path + "/akhiri", Fields(
            ("Form.ValidFrom.Day", "1"), ("Form.ValidFrom.Month", "2"), ("Form.ValidFrom.Year", "2026"), ("Form.Reason", "Jalan umum")));
        Assert.Equal(HttpStatusCode.SeeOther, ended.StatusCode);
        await ConfirmAsync(app.Services);
        Assert.Empty(await FactsAsync(app.Services, new DateOnly(2026, 2, 1)));
    }

    [Theory, OnEachDatabase]
    public async Task Whoever_sees_a_view_of_the_registers_may_open_it(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await OpenAsync(app.Services);
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var role in new[] { "region-head", "revenue-head", "revenue-surveyor", "revenue-assessor" })
        {
            using var client = app.Client(TestPeople.Office(role, "16.72"));
            var views = (await client.PageAsync(Root + "/objek")).QuerySelectorAll(".k-tabs a")
                .Select(a => a.GetAttribute("href")!).ToList();
            foreach (var view in views)
            {
                await client.PageAsync(view);
            }

            seen[role] = views.Count;
        }

        Assert.Equal(seen["revenue-surveyor"], seen["region-head"]);
    }

    [Theory, OnEachDatabase]
    public async Task Every_page_is_closed_to_visitors_and_to_another_region(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await OpenAsync(app.Services);
        var owner = (await RegisterAsync(app.Services, Person("Contoh Satu"))).Value;
        var nop = (await RegisterAsync(app.Services, "16.72.010.001.001-0001.0", Land(owner, new DateOnly(2025, 1, 1)))).Value;
        using var officer = app.Client(Officer);
        using var stranger = app.Client(Stranger);
        using var visitor = app.Client();
        var (person, thing) = ($"{Root}/wajib-pajak/{owner}", $"{Root}/objek/{nop.Value}");
        foreach (var path in new[]
        {
            Root + "/objek", Root + "/objek/baru", thing, thing + "/ubah", thing + "/akhiri", thing + "/pecah-gabung",
                Root + "/wajib-pajak",
            Root + "/wajib-pajak/baru", person, person + "/ubah", person + "/gabung", Root + "/kelurahan", Root + "/impor",
            Root + "/nir", Root + "/objek/njoptkp", Root + "/perubahan",
        })
        {
            await officer.PageAsync(path + "?bahasa=en");
            await officer.PageAsync(path);
            using var refused = await stranger.GetAsync(path);
            Assert.Equal((path, HttpStatusCode.Forbidden), (path, refused.StatusCode));
            using var sent = await visitor.GetAsync(path);
            Assert.StartsWith("/masuk", sent.Headers.Location!.ToString(), StringComparison.Ordinal);
        }

        foreach (var path in new[] { "/pendapatan/16/objek", "/pendapatan/x/objek", Root + "/objek/1", $"{Root}/wajib-pajak/{Guid.Empty}" })
        {
            using var missing = await officer.GetAsync(path);
            Assert.Equal((path, HttpStatusCode.NotFound), (path, missing.StatusCode));
        }
    }

    [Theory, OnEachDatabase]
    public async Task An_upload_is_checked_then_imported_and_its_report_shows_the_proof(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await OpenAsync(app.Services);
        using var client = app.Client(Officer);
        var zip = new SismiopCorpus().Payment("167201000100109990", 2023, 1, 123_456).Zip();

        using var checking = await client.UploadAsync(Root + "/impor", "Upload", ("ekspor.zip", zip), ("Unit", "1000"));
        Assert.Equal(HttpStatusCode.SeeOther, checking.StatusCode);
        var check = await FinishAsync(client, checking.Headers.Location!.ToString());
        Assert.Empty(await FactsAsync(app.Services, new DateOnly(2024, 1, 1)));
        await ReadersAsync(app, check);

        // A colleague checks another file: the report imports the one that it is about.
        using var second = await client.UploadAsync(
            Root + "/impor", "Upload", ("lain.zip", new SismiopCorpus().Bill(SismiopCorpus.First, 2022, 100).Zip()), ("Unit", "1000"));
        var other = await FinishAsync(client, second.Headers.Location!.ToString());
        Assert.NotEqual(check, other);
        Assert.Null((await client.PageAsync(Root + "/impor")).QuerySelector("button[name=Check][value=false]"));
        using var importing = await client.SubmitAsync(check, Fields(("Check", "false")), "#mulai");
        Assert.Equal(HttpStatusCode.SeeOther, importing.StatusCode);
        var report = await FinishAsync(client, importing.Headers.Location!.ToString());
        Assert.Equal(4, (await FactsAsync(app.Services, new DateOnly(2024, 1, 1))).Count);

        var text = (await client.PageAsync(report)).Body!.TextContent;
        Assert.Contains("Pembayaran tanpa ketetapan", text, StringComparison.Ordinal);
        Assert.Contains("Rp123.456", text, StringComparison.Ordinal);
        Assert.Contains("cocok", text, StringComparison.Ordinal);
        Assert.DoesNotContain("selisih", text, StringComparison.Ordinal);
        Assert.Null((await client.PageAsync(check)).QuerySelector("#mulai"));
        Assert.NotNull((await client.PageAsync(other)).QuerySelector("#mulai"));
        Assert.Contains("Rp100.000", (await client.PageAsync($"{Root}/objek/{SismiopCorpus.First}")).Body!.TextContent,
            StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task A_dump_is_uploaded_as_a_zip_is_and_a_binary_one_refused(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await OpenAsync(app.Services);
        using var client = app.Client(Officer);
        using var binary = await client.UploadAsync(Root + "/impor", "Upload", ("pbb.dmp", "EXPORT"u8.ToArray()), ("Unit", "1000"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, binary.StatusCode);
        Assert.Contains("pbb.dmp adalah dump biner", (await binary.DocumentAsync()).Body!.TextContent, StringComparison.Ordinal);

        var dump = System.Text.Encoding.UTF8.GetBytes(new DumpedCorpus(new SismiopCorpus(), DumpTool.Mysql).Text);
        using var checking = await client.UploadAsync(Root + "/impor", "Upload", ("pbb.SQL", dump), ("Unit", "1000"));
        var check = await FinishAsync(client, checking.Headers.Location!.ToString());
        using var importing = await client.SubmitAsync(check, Fields(("Check", "false")), "#mulai");
        var report = await client.PageAsync(await FinishAsync(client, importing.Headers.Location!.ToString()));
        Assert.Equal(4, (await FactsAsync(app.Services, new DateOnly(2024, 1, 1))).Count);
        Assert.Contains("tidak dikenal, dilewati", report.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("dat_lain", report.Body.TextContent, StringComparison.Ordinal);
        Assert.Null((await client.PageAsync(Root + "/impor")).QuerySelector("#mulai"));
    }

    /// <summary>Auditor and head of the office read the list and the report, and can start nothing.</summary>
    private static async Task ReadersAsync(TestApp app, string report)
    {
        foreach (var who in new[] { TestPeople.Office("auditor"), TestPeople.Office("revenue-head", "16.72") })
        {
            using var reader = app.Client(who);
            Assert.NotNull((await reader.PageAsync(Root + "/impor")).QuerySelector($"main a[href='{report}']"));
            Assert.Empty((await reader.PageAsync(Root + "/impor")).QuerySelectorAll("main form[method=post]"));
            Assert.Null((await reader.PageAsync(report)).QuerySelector("#mulai"));
            Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync(Root + "/cetak")).StatusCode);
        }
    }

    /// <summary>Waits for the background worker and follows the link of the result.</summary>
    private static async Task<string> FinishAsync(HttpClient client, string operation)
    {
        for (var i = 0; i < 300; i++)
        {
            var page = await client.PageAsync(operation);
            if (page.QuerySelector($"main a[href^='{Root}/impor/']") is { } link)
            {
                return link.GetAttribute("href")!;
            }

            await Task.Delay(200);
        }

        throw new InvalidOperationException((await client.PageAsync(operation)).Body!.TextContent);
    }
}

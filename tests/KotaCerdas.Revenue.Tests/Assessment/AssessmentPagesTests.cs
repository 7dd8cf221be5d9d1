using System.Net;
using System.Text;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.TestKit;
using static KotaCerdas.Revenue.Tests.Assessment.AssessmentRoom;

namespace KotaCerdas.Revenue.Tests.Assessment;

public sealed class AssessmentPagesTests
{
    private const string Root = "/pendapatan/16.72";

    [Theory, OnEachDatabase]
    public async Task An_assessment_goes_from_the_form_to_the_ledger_by_its_pages(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await OpenAsync(app.Database);
        using var drafter = app.Client(Drafter);
        using var wrong = await drafter.SubmitAsync(Root + "/penetapan/baru", Fields(("Form.Title", ""), ("Form.TaxYear", "26")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.Contains("Tahun pajak harus antara", (await wrong.DocumentAsync()).Body!.TextContent, StringComparison.Ordinal);
        using var made = await drafter.SubmitAsync(
            Root + "/penetapan/baru", Fields(("Form.Title", "Massal"), ("Form.TaxYear", "2026"), ("Form.Scope", "all")));
        Assert.Equal(HttpStatusCode.SeeOther, made.StatusCode);
        var path = made.Headers.Location!.ToString();
        await app.Database.RunOperationsAsync();
        var shown = (await drafter.PageAsync(path)).Body!;
        Assert.Contains("Menunggu persetujuan", shown.TextContent, StringComparison.Ordinal);
        Assert.Contains("16.72.010.001", shown.TextContent, StringComparison.Ordinal);
        Assert.Null(shown.QuerySelector("#setuju"));

        // What is refused for want of a NIR leads to where it is entered.
        Assert.Contains(
            shown.QuerySelectorAll("a[href^='/pendapatan/16.72/nir?kelurahan=16720']"),
            a => a.TextContent.StartsWith("Isi NIR zona itu", StringComparison.Ordinal));

        foreach (var approver in new[] { Head, Secretary })
        {
            using var client = app.Client(approver);
            using var open = await client.SubmitAsync(path, Fields([("Form.DecreeNumber", Decree), .. On("Form.DecreeOn", DecreeOn)]),
                "#setuju ~ form");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, open.StatusCode);
            Assert.Contains("Centang bahwa Anda menerimanya", (await open.DocumentAsync()).Body!.TextContent, StringComparison.Ordinal);
            using var done = await client.SubmitAsync(
                path, Fields([("Form.DecreeNumber", Decree), ("Form.Accepts", "ya"), .. On("Form.DecreeOn", DecreeOn)]), "#setuju ~ form");
            Assert.Equal(HttpStatusCode.SeeOther, done.StatusCode);
        }

        using var head = app.Client(Head);
        using var posting = await head.SubmitAsync(path, Fields(), "form[action$=Bukukan]");
        Assert.StartsWith("/operasi/", posting.Headers.Location!.ToString(), StringComparison.Ordinal);
        await app.Database.RunOperationsAsync();
        Assert.Contains("Nomor ketetapan", (await head.PageAsync(path)).Body!.TextContent, StringComparison.Ordinal);

        using var sent = await drafter.SubmitAsync(path, Fields(On("Sent.On", DecreeOn.AddDays(1))), "#sampaikan ~ form");
        Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        Assert.Contains("jatuh tempo 6 Juli 2026", (await drafter.PageAsync(path)).Body!.TextContent, StringComparison.Ordinal);
        await LedgerAsync(app);
    }

    [Theory, OnEachDatabase]
    public async Task Files_hold_every_bill_with_the_number_as_text(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await OpenAsync(app.Database);
        var history = await app.Database.SimulateAsync();
        var path = $"{Root}/penetapan/{history.Batch.Id}?handler=Unduh&isi=";
        using var client = app.Client(TestPeople.Office("auditor"));
        var bills = (await client.GetStringAsync(path + "ketetapan")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var summary = Features.Assessment.SimulatedFacts.Of(history.Simulated!).Summary;
        Assert.Equal(summary.Bills + 1, bills.Length);
        Assert.StartsWith("\"16.72.010.001.001-", bills[1], StringComparison.Ordinal);
        Assert.Equal(summary.Amount, bills.Skip(1).Sum(b => long.Parse(b.Split(',')[10])));
        Assert.Equal(summary.Refused + 1, (await client.GetStringAsync(path + "ditolak")).Split("\r\n").Length - 1);
        Assert.Equal(4, (await client.GetStringAsync(path + "kelurahan")).Split("\r\n").Length - 1);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(path + "lain")).StatusCode);
        using var book = new MemoryStream(await client.GetByteArrayAsync(path + "ketetapan&bentuk=xlsx"));
        var sheet = TableFile.Upload(book, ["nop", "sekarang"]).Value;
        Assert.Equal(summary.Bills, sheet.Count);
        Assert.StartsWith("16.72.010.001.001-", sheet[0]["nop"], StringComparison.Ordinal);
        Assert.Equal(summary.Amount, sheet.Sum(r => long.Parse(r["sekarang"])));
        using var stranger = app.Client(TestPeople.Office("revenue-assessor", "16.71"));
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.GetAsync($"{Root}/penetapan/{history.Batch.Id}")).StatusCode);
    }

    [Theory, OnEachDatabase]
    public async Task A_decree_is_tried_by_its_address(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await OpenAsync(app.Database);
        using var client = app.Client(Head);
        var form = (await client.PageAsync(Root + "/simulasi")).Body!;
        Assert.Equal("0,1", form.QuerySelector("input[name=rate1]")!.GetAttribute("value"));
        Assert.Equal("10.000.000", form.QuerySelector("input[name=njoptkp]")!.GetAttribute("value"));
        var tried = Root + "/simulasi?hitung=1&rate1=0,3&growth_cap=&persen=10&rupiah=0";
        var page = (await client.PageAsync(tried)).Body!.TextContent;
        Assert.Contains("objek naik lebih dari 10 %", page, StringComparison.Ordinal);
        Assert.DoesNotContain("lebih tinggi daripada batas", page, StringComparison.Ordinal);
        var over = (await client.PageAsync(tried.Replace("rate1=0,3", "rate1=0,6", StringComparison.Ordinal))).Body!.TextContent;
        Assert.Contains("lebih tinggi daripada batas 0,5", over, StringComparison.Ordinal);
        var list = (await client.GetStringAsync(tried + "&handler=Unduh")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.True(list.Length > 2);
        Assert.StartsWith("\"16.72.010.", list[1], StringComparison.Ordinal);

        // The summary for the hearing: villages add up to the sum, for what is in force and for what was tried.
        using var book = new MemoryStream(await client.GetByteArrayAsync(tried + "&handler=Ringkasan&bentuk=xlsx"));
        var rows = TableFile.Upload(book, ["bagian", "yang dibandingkan", "aturan berlaku", "dicoba"]).Value.ToList();
        long Sum(string part, string column, string? name = null) => rows
            .Where(r => r["bagian"] == part && (name is null || r["yang dibandingkan"] == name)).Sum(r => long.Parse(r[column]));
        foreach (var column in new[] { "aturan berlaku", "dicoba" })
        {
            var all = Sum("Aturan yang berlaku dan angka yang dicoba", column, "Jumlah ketetapan");
            Assert.True(all > 0);
            Assert.Equal(all, Sum("Ketetapan menurut kelurahan", column));
        }

        Assert.Contains(rows, r => r["bagian"] == "Angka lain" && r["aturan berlaku"] != r["dicoba"] && r["dicoba"] == "0,3");

        var paper = await client.GetByteArrayAsync(tried + "&handler=Cetak&bound1=700.000.000");
        Assert.StartsWith("%PDF-1.7", Encoding.ASCII.GetString(paper, 0, 8), StringComparison.Ordinal);
        using var crossed = await client.GetAsync(Root + "/simulasi?hitung=1&bound1=1.000.000.000&handler=Cetak");
        Assert.Equal(HttpStatusCode.NotFound, crossed.StatusCode);

        // A map is drawn as soon as anything has a place: the villages that have one, at the middle of it.
        Assert.Contains("Belum ada objek yang tercatat letaknya", page, StringComparison.Ordinal);
        var first = string.Concat(list[1].Split('"')[1].Where(char.IsAsciiDigit));
        await app.Database.PlantAsync(
            "insert into revenue_object_shape (region_code, nop, version, geometry, area, west_micro, south_micro, east_micro, "
            + $"north_micro, source, recorded_at, recorded_by) values ('16.72', {first}, 1, '{{}}', 0, 103200000, -4000000, 103300000, "
            + "-3900000, 'uji', '2026-01-01 00:00:00', 'uji')");
        var drawn = (await client.PageAsync(tried)).QuerySelectorAll(".k-chart__bubbles circle");
        Assert.Single(drawn);
        Assert.Contains("+Rp", drawn[0].TextContent, StringComparison.Ordinal);
        using var wrong = await client.GetAsync(Root + "/simulasi?hitung=1&rate1=200");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
    }

    private static async Task LedgerAsync(TestApp app)
    {
        using var treasurer = app.Client(TestPeople.Office("revenue-treasurer", "16.72"));
        using var start = await treasurer.GetAsync("/pendapatan/buku-besar");
        Assert.Equal(Root + "/buku-besar", start.Headers.Location!.ToString());
        var trial = (await treasurer.PageAsync(Root + "/buku-besar")).Body!;
        Assert.Contains("Piutang PBB-P2", trial.TextContent, StringComparison.Ordinal);
        var sheet = trial.QuerySelector("a[href*='akun/1.1.03.15']")!.GetAttribute("href")!;
        var lines = (await treasurer.PageAsync(sheet)).Body!;
        Assert.Contains("16.72.010.001.001-0001", lines.TextContent, StringComparison.Ordinal);
        Assert.NotNull(lines.QuerySelector("a[rel=next]"));
        var journal = (await treasurer.PageAsync(lines.QuerySelector("a[href*='/jurnal/']")!.GetAttribute("href")!)).Body!;
        Assert.Contains("PBB-P2-LO", journal.TextContent, StringComparison.Ordinal);
        Assert.Contains("Penetapan PBB-P2", journal.TextContent, StringComparison.Ordinal);
        await treasurer.PageAsync(journal.QuerySelector($"main dl a[href*='{Root}/penetapan/']")!.GetAttribute("href")!);
        var totals = (await treasurer.PageAsync(Root + "/buku-besar?tingkat=1")).QuerySelector("main table")!.TextContent;
        Assert.DoesNotContain("1.1.03", totals, StringComparison.Ordinal);
        using var surveyor = app.Client(TestPeople.Office("revenue-surveyor", "16.72"));
        Assert.Equal(HttpStatusCode.Forbidden, (await surveyor.GetAsync(Root + "/buku-besar")).StatusCode);
    }

    private static (string Name, string Value)[] On(string name, DateOnly day) =>
        [(name + ".Day", Text(day.Day)), (name + ".Month", Text(day.Month)), (name + ".Year", Text(day.Year))];

    private static IEnumerable<KeyValuePair<string, string>> Fields(params (string Name, string Value)[] fields) =>
        fields.Select(f => KeyValuePair.Create(f.Name, f.Value));
}

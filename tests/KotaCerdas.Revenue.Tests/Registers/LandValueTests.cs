using System.Net;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using static KotaCerdas.Revenue.Tests.Registers.RegisterRoom;

namespace KotaCerdas.Revenue.Tests.Registers;

public sealed class LandValueTests
{
    private const string First = "1672010001";
    private const string Second = "1672010002";
    private const string Head = "kode_pajak;znt;tahun;nir;dasar\n";
    private const string Page = "/pendapatan/16.72/nir";

    private static readonly DateOnly January = new(2026, 1, 1);

    [Theory, OnEachDatabase]
    public async Task A_file_is_taken_whole_or_not_at_all(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await OpenAsync(database.Services);
        var refused = (await ImportAsync(
            database,
            Head + $"{First};AB;2026;150000;SK contoh\n{First};ab;2026;1;SK contoh\n9999999999;AB;2026;1;SK\n"
            + $"{First};TERLALU;1700;1,5;\n")).Value;
        Assert.Equal(
            [
                (3, "znt", "Revenue.LandValue.Twice"), (4, "kode_pajak", "Revenue.LandValue.VillageWrong"),
                (5, "tahun", "Revenue.LandValue.YearWrong"), (5, "dasar", "Revenue.LandValue.SourceWrong"),
                (5, "znt", "Revenue.LandValue.ZoneWrong"), (5, "nir", "Revenue.LandValue.ValueWrong"),
            ],
            refused.Problems.Select(p => (p.Row, p.Problem.Field!, p.Problem.Code)));
        Assert.Empty(await ValuesAsync(database));

        var file = Head + $"{First};AB;2026;150.000;SK contoh\n16.72.010.002;ac;2026;64500;SK contoh\n";
        var done = (await ImportAsync(database, file)).Value;
        Assert.Equal((2, 2, 0), (done.Rows, done.Added, done.Changed));
        Assert.Equal([(1672010001, "AB", 1, 150_000), (1672010002, "AC", 1, 64_500)], await ValuesAsync(database));

        // The same again is no new version; another value is one, and the old one stays.
        var again = (await ImportAsync(database, file.Replace("64500", "70000", StringComparison.Ordinal))).Value;
        Assert.Equal((2, 0, 1), (again.Rows, again.Added, again.Changed));
        Assert.Equal(
            [(1672010001, "AB", 1, 150_000), (1672010002, "AC", 1, 64_500), (1672010002, "AC", 2, 70_000)], await ValuesAsync(database));
        Assert.Equal("Platform.Table.MissingColumns", (await ImportAsync(database, "kode_pajak;znt\n1;2\n")).Problem.Code);
        var stranger = await database.Services.AsAsync<LandValueDesk, Outcome<LandValueReport>>(
            Stranger, d => d.ImportAsync(Home, Csv(file), default));
        Assert.True(stranger.Failed);
    }

    [Theory, OnEachDatabase]
    public async Task Assessment_uses_the_value_that_was_entered_and_knows_the_one_before(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await OpenAsync(database.Services);
        var owner = (await RegisterAsync(database.Services, Person("Contoh Satu"))).Value;
        await RegisterAsync(database.Services, "16.72.010.001.001-0001.0", Land(owner, new DateOnly(2025, 1, 1)));
        async Task<long> ValueAsync(DateOnly day, DateTime? knownAt = null) =>
            Assert.Single(await FactsAsync(database.Services, day, knownAt)).LandValue;

        Assert.Equal(-1, await ValueAsync(January));
        Assert.False((await SetAsync(database, "2025", "100000")).Failed);
        Assert.Equal(100_000, await ValueAsync(January));
        var first = await RecordedAsync(database);
        database.Clock.Advance(TimeSpan.FromDays(1));
        Assert.False((await SetAsync(database, "2026", "120000")).Failed);
        var second = await RecordedAsync(database);
        database.Clock.Advance(TimeSpan.FromDays(1));
        Assert.False((await SetAsync(database, "2026", "130000")).Failed);
        Assert.Equal("Revenue.LandValue.Same", (await SetAsync(database, "2026", "130000")).Problem.Code);

        Assert.Equal((100_000, 130_000), (await ValueAsync(new DateOnly(2025, 1, 1)), await ValueAsync(January)));
        Assert.Equal((100_000, 120_000), (await ValueAsync(January, first), await ValueAsync(January, second)));
    }

    [Theory, OnEachDatabase]
    public async Task A_year_is_copied_with_a_factor_and_keeps_what_it_has(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await OpenAsync(database.Services);
        await ImportAsync(
            database,
            Head + $"{First};AA;2023;1001;SK\n{First};AB;2025;2000;SK\n{First};AC;2025;3000;SK\n{First};AC;2026;9000;SK\n"
            + $"{Second};AA;2025;7;SK\n");
        await ImportAsync(database, Head + $"{First};AB;2025;2005;SK lagi\n");

        var village = (await CopyAsync(database, new(First, "2026", "107,5", "SK 2026"))).Value;
        Assert.Equal((3, 2, 0), (village.Rows, village.Added, village.Changed));

        // 1,001 by 1.075 is 1,076.075; 2,005 is 2,155.375.
        Assert.Equal(
            [("AA", 1_076), ("AB", 2_155), ("AC", 9_000)],
            (await AllAsync(database)).Where(v => v.TaxYear == 2026).OrderBy(v => v.Zone).Select(v => (v.Zone, v.PerMetre)));
        var all = (await CopyAsync(database, new("", "2026", "50", "SK 2026"))).Value;
        Assert.Equal((4, 1), (all.Rows, all.Added));
        Assert.Equal(4, (await AllAsync(database)).Single(v => v is { TaxCode: 1672010002, TaxYear: 2026 }).PerMetre);
        Assert.Equal("Revenue.LandValue.NothingToCopy", (await CopyAsync(database, new("", "2026", "50", "SK 2026"))).Problem.Code);
        Assert.Equal("Revenue.LandValue.PercentFar", (await CopyAsync(database, new("", "2027", "0,001", "SK"))).Problem.Code);
        Assert.Equal(
            ["Village", "Year", "Source", "Percent"],
            (await CopyAsync(database, new("1", "26", "1,0001", ""))).Problems.Select(p => p.Field));
    }

    [Theory, OnEachDatabase]
    public async Task A_later_import_of_sismiop_leaves_known_years_as_they_are(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await OpenAsync(database.Services);
        await ImportAsync(database, Head + $"{Second};AC;2024;40000;SK\n");
        await ImportAsync(database, Head + $"{Second};AC;2024;41000;SK lagi\n");

        var done = await SismiopTests.RunAsync(database, new SismiopCorpus().Write(Path.Combine(database.Folder, "ekspor")));
        var known = Assert.Single(await SismiopTests.ExceptionsAsync(database, done));
        Assert.Equal(("nir-known", "41000", "10000"), (known.Rule, known.Expected, known.Found));

        // The third object lies in two zones: 100 at 64,500 and 200 at the 41,000 that are known here.
        Assert.Equal(
            [150_000, 150_000, 48_833, 64_500], (await FactsAsync(database.Services, new DateOnly(2024, 1, 1))).Select(f => f.LandValue));
        Assert.Equal(
            [40_000, 41_000], (await AllAsync(database)).Where(v => v.Zone == "AC").OrderBy(v => v.Version).Select(v => v.PerMetre));
    }

    [Theory, OnEachDatabase]
    public async Task An_officer_enters_finds_downloads_and_copies_values(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await OpenAsync(app.Services);
        var owner = (await RegisterAsync(app.Services, Person("Contoh Satu"))).Value;
        var nop = (await RegisterAsync(app.Services, "16.72.010.001.001-0001.0", Land(owner, new DateOnly(2025, 1, 1)))).Value;
        using var client = app.Client(Officer);
        var missing = (await client.PageAsync($"/pendapatan/16.72/objek/{nop.Value}")).QuerySelector($"a[href^='{Page}?']")!;
        Assert.Contains("zona AB belum mempunyai NIR", missing.TextContent, StringComparison.Ordinal);

        var form = await client.PageAsync(missing.GetAttribute("href")!);
        Assert.Equal("AB", form.QuerySelector("#isi-nir [name='Form.Zone']")!.GetAttribute("value"));
        using var wrong = await client.SubmitAsync(
            Page, Fields(("Form.Village", First), ("Form.Zone", "AB"), ("Form.PerMetre", "nol")), "#isi-nir");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.Contains("\"nol\" bukan NIR", (await wrong.DocumentAsync()).Body!.TextContent, StringComparison.Ordinal);
        foreach (var value in new[] { "150.000", "155.000" })
        {
            using var set = await client.SubmitAsync(
                Page, Fields(
                    ("Form.Village", First), ("Form.Zone", "ab"), ("Form.Year", "2026"), ("Form.PerMetre", value),
                    ("Form.Source", "SK contoh")),
                "#isi-nir");
            Assert.Equal($"{Page}?kelurahan={First}&zona=AB", set.Headers.Location!.ToString());
        }

        var zone = (await client.PageAsync($"{Page}?kelurahan={First}&zona=AB")).Body!.TextContent;
        Assert.Contains("Rp150.000", zone, StringComparison.Ordinal);
        Assert.Contains("Rp155.000", zone, StringComparison.Ordinal);
        var thing = (await client.PageAsync($"/pendapatan/16.72/objek/{nop.Value}")).Body!.TextContent;
        Assert.Contains("Rp155.000", thing, StringComparison.Ordinal);

        var rows = string.Concat(Enumerable.Range(10, 60).Select(i => $"{Second};Z{i};2026;{i}000;SK contoh\n"));
        using var loaded = await client.UploadAsync(
            Page + "?handler=Berkas", "Upload", ("nir.csv", System.Text.Encoding.UTF8.GetBytes(Head + rows)));
        Assert.Equal(HttpStatusCode.OK, loaded.StatusCode);
        using var copied = await client.SubmitAsync(
            Page, Fields(("Copy.Village", ""), ("Copy.Year", "2027"), ("Copy.Percent", "110"), ("Copy.Source", "SK 2027")), "#salin");
        Assert.Contains("61 zona dibaca: 61 baru, 0 berubah.", (await copied.DocumentAsync()).Body!.TextContent, StringComparison.Ordinal);

        // 122 rows on three pages, each once; the download has those of the filter.
        var seen = new List<string>();
        for (var path = Page; path is not null;)
        {
            var page = await client.PageAsync(path);
            seen.AddRange(page.QuerySelectorAll("main table tbody tr").Select(r => r.TextContent));
            path = page.QuerySelector("a[rel=next]")?.GetAttribute("href");
        }

        Assert.Equal((122, 122), (seen.Count, seen.Distinct().Count()));
        var csv = await client.GetStringAsync($"{Page}?kelurahan={Second}&tahun=2027&zona=Z1&bentuk=csv");
        Assert.Equal(11, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("11000", csv, StringComparison.Ordinal);
    }

    private static Task<Outcome<LandValueReport>> ImportAsync(TestDatabase database, string file) =>
        database.Services.AsAsync<LandValueDesk, Outcome<LandValueReport>>(Officer, d => d.ImportAsync(Home, Csv(file), default));

    private static Task<Outcome<LandValueReport>> SetAsync(TestDatabase database, string year, string value) =>
        database.Services.AsAsync<LandValueDesk, Outcome<LandValueReport>>(
            Officer, d => d.SetAsync(Home, new(First, "AB", year, value, "SK contoh"), default));

    private static Task<Outcome<LandValueReport>> CopyAsync(TestDatabase database, LandValueCopy input) =>
        database.Services.AsAsync<LandValueDesk, Outcome<LandValueReport>>(Officer, d => d.CopyAsync(Home, input, default));

    private static Task<List<LandValue>> AllAsync(TestDatabase database) => database.WithAsync<KotaDb, List<LandValue>>(
        db => db.In<LandValue>(RegionScope.Of(Home)).AsNoTracking().ToListAsync());

    private static async Task<List<(long TaxCode, string Zone, int Version, long PerMetre)>> ValuesAsync(TestDatabase database) =>
        [.. (await AllAsync(database)).Select(v => (v.TaxCode, v.Zone, v.Version, v.PerMetre)).Order()];

    private static async Task<DateTime> RecordedAsync(TestDatabase database) => (await AllAsync(database)).Max(v => v.RecordedAt);
}

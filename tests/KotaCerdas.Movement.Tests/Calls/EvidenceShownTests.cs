using KotaCerdas.Movement.Features.Applications;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;
using KotaCerdas.TestKit;
using AssessedSeason = KotaCerdas.Movement.Tests.Assessment.Season;

namespace KotaCerdas.Movement.Tests.Calls;

/// <summary>What stands beside an answer of the document that proves it.</summary>
public sealed class EvidenceShownTests
{
    private static readonly byte[] Pdf = "%PDF-1.4\n%%EOF\n"u8.ToArray();

    [Theory]
    [InlineData("12", "12")]
    [InlineData(" 012 ", "12")]
    [InlineData("hlm. 12", "12")]
    [InlineData("Halaman 7", "7")]
    [InlineData("p.3", "3")]
    [InlineData("Pasal 4", null)]
    [InlineData("12-14", null)]
    [InlineData("\u0661\u0662", null)]
    public void A_page_is_a_number_with_or_without_the_word(string anchor, string? page) => Assert.Equal(page, EvidenceLine.PageOf(anchor));

    [Theory, OnEachDatabase]
    public async Task The_ministry_sees_until_when_evidence_is_in_force_what_has_expired_and_opens_it_at_its_page(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var season = await Season.OpenAsync(app.Database, app.Services);
        await season.SaveAsync(
            season.Head, new("visi", "Kota cerdas", "", 0), new("staf", "12", "", 0), new("punya_perwali", "true", "", 0),
            new("nomor_perwali", "4/2020", "", 0));
        await AddAsync(season, "Perwali lama", "hlm. 12", new(2026, 3, 30));
        await AddAsync(season, "Perwali baru", "Pasal 4", new(2026, 12, 31));
        Assert.False((await season.SubmitAsync(season.Head)).Failed);
        using var ministry = app.Client(season.Ministry);
        var review = $"/pendaftaran/{season.Call}/16.72/lihat";

        var lines = await LinesAsync(ministry, review);
        Assert.Contains("Perwali lama (halaman 12) berlaku sampai 30 Maret 2026", lines[0], StringComparison.Ordinal);
        Assert.DoesNotContain("Kedaluwarsa", string.Concat(lines), StringComparison.Ordinal);
        app.Database.Clock.Set(new(2026, 3, 30, 17, 0, 0, TimeSpan.Zero));
        lines = await LinesAsync(ministry, review);
        Assert.EndsWith("Kedaluwarsa", lines[0], StringComparison.Ordinal);
        Assert.Equal("Perwali baru (Pasal 4) berlaku sampai 31 Desember 2026", lines[1]);
        var warning = (await ministry.PageAsync(review)).QuerySelector("main .k-notice")!;
        Assert.Contains("Bukti yang kedaluwarsa: 1", warning.TextContent, StringComparison.Ordinal);
        Assert.Contains("Perwali lama, kedaluwarsa sejak 31 Maret 2026", warning.TextContent, StringComparison.Ordinal);
        Assert.Equal("#p-nomor_perwali", warning.QuerySelector("a")!.GetAttribute("href"));

        var anchors = (await ministry.PageAsync(review)).QuerySelectorAll("main li a[href*='#page=']");
        var link = Assert.Single(anchors).GetAttribute("href")!;
        Assert.EndsWith("#page=12", link, StringComparison.Ordinal);
        using var shown = await ministry.GetAsync(link);
        Assert.Equal("application/pdf", shown.Content.Headers.ContentType?.MediaType);
        Assert.Null(shown.Content.Headers.ContentDisposition);
        Assert.Contains("default-src 'none'", shown.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal(Pdf, await shown.Content.ReadAsByteArrayAsync());
        using var saved = await ministry.GetAsync(link.Split('?')[0]);
        Assert.Equal("attachment", saved.Content.Headers.ContentDisposition?.DispositionType);
    }

    [Theory, OnEachDatabase]
    public async Task A_region_reads_since_when_its_evidence_is_not_in_force_and_is_warned_before_it_submits(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var season = await Season.OpenAsync(app.Database, app.Services);
        await season.SaveAsync(
            season.Head, new("visi", "Kota cerdas", "", 0), new("staf", "12", "", 0), new("punya_perwali", "true", "", 0),
            new("nomor_perwali", "4/2020", "", 0));
        await AddAsync(season, "Perwali lama", "hlm. 12", new(2026, 3, 20));
        using var head = app.Client(season.Head);
        var (evidence, check) = ($"/pendaftaran/{season.Call}/16.72/bukti/nomor_perwali", $"/pendaftaran/{season.Call}/16.72/periksa");
        Assert.DoesNotContain("kedaluwarsa", await head.GetStringAsync(check), StringComparison.Ordinal);
        app.Database.Clock.Set(new(2026, 3, 25, 3, 0, 0, TimeSpan.Zero));

        var page = (await head.PageAsync(evidence)).QuerySelector("main")!.TextContent;
        Assert.Contains("20 Maret 2026 (kedaluwarsa sejak 21 Maret 2026)", page, StringComparison.Ordinal);
        Assert.DoesNotContain("terlambat", page, StringComparison.Ordinal);
        Assert.Contains("Bukti yang kedaluwarsa: 1", await head.GetStringAsync(check), StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task An_assessor_sees_the_same_beside_the_question(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var season = await AssessedSeason.AssignedAsync(app.Database);
        var region = season.Regions[0];
        await StoreAsync(app.Database, season, region);
        using var assessor = app.Client((await season.PanelAsync(region))[0]);
        var sheet = $"/penilaian/{season.Call}/{region}";

        var line = (await assessor.PageAsync(sheet)).QuerySelector(".k-beside__facts p:has(a)")!.TextContent;
        Assert.Equal("Perwali lama (halaman 12) berlaku sampai 1 Maret 2026 Kedaluwarsa", line.Trim());
        var link = (await assessor.PageAsync(sheet)).QuerySelector(".k-beside__facts a[href*='#page=12']")!.GetAttribute("href")!;
        using var shown = await assessor.GetAsync(link);
        Assert.Null(shown.Content.Headers.ContentDisposition);
        Assert.Equal(Pdf, await shown.Content.ReadAsByteArrayAsync());
    }

    private static async Task<List<string>> LinesAsync(HttpClient reader, string path) =>
        [.. (await reader.PageAsync(path)).QuerySelectorAll("#p-nomor_perwali li").Select(l => l.TextContent.Trim())];

    private static async Task AddAsync(Season season, string title, string anchor, DateOnly until)
    {
        using var file = new MemoryStream(Pdf);
        var added = await season.AsAsync(season.Officer, (AddEvidence o) => o.RunAsync(
            Season.PagarAlam, season.Call, new("nomor_perwali", title, anchor, null, until), (file, "perwali.pdf"), default));
        Assert.Empty(added.Problems);
    }

    /// <summary>The questionnaire, and a piece of evidence that ended the day before the clock's.</summary>
    private static Task StoreAsync(TestDatabase database, AssessedSeason season, RegionCode region) =>
        database.WithAsync<IServiceProvider>(async services =>
        {
            var (db, files) = ((KotaDb)services.GetService(typeof(KotaDb))!, (FileStore)services.GetService(typeof(FileStore))!);
            using var content = new MemoryStream(Pdf);
            var file = (await files.TakeAsync(season.Officer, region, content, "perwali.pdf", default)).Value.File;
            var now = database.Clock.GetUtcNow().UtcDateTime;
            var questionnaire = Season.Questionnaire();
            await using var write = await db.BeginWriteAsync(RegionScope.National("test"), default);
            db.Add(file);
            db.Add(new InstrumentVersion
            {
                Code = questionnaire.Code, Version = questionnaire.Version, Kind = questionnaire.Kind, TitleId = "Pendaftaran",
                TitleEn = "Application", State = InstrumentState.Published, ValidFrom = questionnaire.ValidFrom,
                Hash = InstrumentJson.Hash(questionnaire), Definition = InstrumentJson.Write(questionnaire), LoadedAt = now,
                LoadedBy = "test",
            });
            db.Add(new Evidence
            {
                RegionCode = region, Id = Ids.New(database.Clock), CallId = season.Call, ItemCode = "nomor_perwali", FileId = file.Id.Value,
                Sha256 = file.Sha256, Title = "Perwali lama", PageAnchor = "12", ValidUntil = new(2026, 3, 1), AddedAt = now,
            });
            await write.CommitAsync(default);
        });
}

using AngleSharp.Dom;
using KotaCerdas.Movement.Features.Applications;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;

namespace KotaCerdas.Movement.Tests.Calls;

/// <summary>What an officer sees of an application that came back: what was asked, and what the region changed.</summary>
public sealed class ReturnedReviewTests
{
    [Theory, OnEachDatabase]
    public async Task A_resubmitted_application_shows_what_was_asked_and_what_changed_of_it(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var season = await SubmittedAsync(app);
        await ReturnAsync(app, season, new() { ["visi"] = "Visi terlalu singkat", ["staf"] = "Sebut dasarnya", [""] = "Periksa lagi" });
        await SaveAsync(app, season, new("visi", "Kota cerdas yang adil", "", 1), new("staf", "13", "", 1), new("staf", "12", "", 2));
        Assert.False((await season.SubmitAsync(season.Head)).Failed);

        var main = await MainAsync(app, season.Ministry, season);
        var top = main.QuerySelector(".k-notice")!;
        Assert.Contains("Berubah sejak dikembalikan: 1 jawaban", top.TextContent, StringComparison.Ordinal);
        Assert.Contains("Diminta diperbaiki, tetapi tidak berubah", top.TextContent, StringComparison.Ordinal);
        Assert.Equal(["#p-visi", "#p-staf"], top.QuerySelectorAll("a").Select(a => a.GetAttribute("href")));

        var vision = main.QuerySelector("#p-visi")!;
        Assert.Contains("Visi terlalu singkat", vision.QuerySelector(".k-notice")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("putaran 1", vision.QuerySelector(".k-notice")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Berubah sejak dikembalikan", vision.TextContent, StringComparison.Ordinal);
        var before = vision.QuerySelectorAll("details").Single(d => d.TextContent.Contains("Jawaban saat dikembalikan"));
        Assert.Contains("Kota cerdas", before.TextContent, StringComparison.Ordinal);
        Assert.False(before.HasAttribute("open"));
        Assert.NotNull(vision.QuerySelector("textarea[name='a.visi']"));

        var staff = main.QuerySelector("#p-staf")!;
        Assert.Contains("Tidak berubah sejak dikembalikan", staff.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Jawaban saat dikembalikan", staff.TextContent, StringComparison.Ordinal);
        Assert.Null(main.QuerySelector("#p-punya_perwali .k-notice"));
        Assert.Contains("Periksa lagi", main.TextContent, StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task Every_round_stands_in_the_history_with_what_changed_after_it_and_only_the_last_is_marked(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var season = await SubmittedAsync(app);
        await ReturnAsync(app, season, new() { ["visi"] = "Visi terlalu singkat" });
        await SaveAsync(app, season, new TypedAnswer("visi", "Kota cerdas yang adil", "", 1));
        Assert.False((await season.SubmitAsync(season.Head)).Failed);
        await ReturnAsync(app, season, new() { ["punya_perwali"] = "Perwalinya ada" });
        await SaveAsync(app, season, new("punya_perwali", "true", "", 1), new("nomor_perwali", "4/2020", "", 0));
        await AddEvidenceAsync(season);
        Assert.False((await season.SubmitAsync(season.Head)).Failed);

        var main = await MainAsync(app, season.Ministry, season);
        Assert.Contains("Berubah sejak dikembalikan: 2 jawaban", main.QuerySelector(".k-notice")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Berubah sejak dikembalikan", main.QuerySelector("#p-visi")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Bukti baru: Perwali", main.QuerySelector("#p-nomor_perwali")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Tidak", Before(main, "punya_perwali"), StringComparison.Ordinal);

        var history = main.QuerySelectorAll("details").Single(d => d.TextContent.Contains("Riwayat pengembalian (2 putaran)"));
        Assert.Equal(2, history.QuerySelectorAll("h3").Length);
        Assert.Contains("Visi terlalu singkat", history.TextContent, StringComparison.Ordinal);
        Assert.Contains("Sesudah itu berubah: Visi kota cerdas", history.TextContent, StringComparison.Ordinal);
        Assert.Contains("Sesudah itu berubah: Apakah ada peraturan; Nomor peraturan", history.TextContent, StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task An_application_that_was_never_returned_says_nothing_of_returns(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var main = await MainAsync(app, TestPeople.Office("ministry-officer"), await SubmittedAsync(app));
        Assert.DoesNotContain("sejak dikembalikan", main.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Riwayat pengembalian", main.TextContent, StringComparison.Ordinal);
    }

    private static string Before(IElement main, string item) => main.QuerySelectorAll($"#p-{item} details")
        .Single(d => d.TextContent.Contains("Jawaban saat dikembalikan")).QuerySelector(".govuk-details__text")!.TextContent;

    private static async Task<IElement> MainAsync(TestApp app, Actor reader, Season season)
    {
        using var client = app.Client(reader);
        return (await client.PageAsync($"/pendaftaran/{season.Call}/16.72/lihat")).QuerySelector("main")!;
    }

    private static async Task ReturnAsync(TestApp app, Season season, Dictionary<string, string> reasons)
    {
        app.Database.Clock.Advance(TimeSpan.FromHours(1));
        Assert.False((await season.AsAsync(season.Ministry, (CheckApplication check) =>
            check.ReturnAsync(Season.PagarAlam, season.Call, reasons, default))).Failed);
    }

    private static async Task SaveAsync(TestApp app, Season season, params TypedAnswer[] typed)
    {
        foreach (var one in typed)
        {
            app.Database.Clock.Advance(TimeSpan.FromMinutes(10));
            Assert.True((await season.SaveAsync(season.Head, one)).Value.AllKept);
        }
    }

    private static async Task AddEvidenceAsync(Season season)
    {
        using var file = new MemoryStream("%PDF-1.4\n%%EOF\n"u8.ToArray());
        var added = await season.AsAsync(season.Officer, (AddEvidence o) => o.RunAsync(
            Season.PagarAlam, season.Call, new("nomor_perwali", "Perwali", "1", null, null), (file, "perwali.pdf"), default));
        Assert.Empty(added.Problems);
    }

    private static async Task<Season> SubmittedAsync(TestApp app)
    {
        var season = await Season.OpenAsync(app.Database, app.Services);
        await season.SaveAsync(season.Head, Season.Complete);
        Assert.False((await season.SubmitAsync(season.Head)).Failed);
        return season;
    }
}

using System.Net;
using AngleSharp.Dom;
using KotaCerdas.Movement.Features.Applications;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;

namespace KotaCerdas.Movement.Tests.Calls;

public sealed class CallPageTests
{
    [Theory, OnEachDatabase]
    public async Task An_officer_walks_from_an_open_call_to_a_verified_application(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var season = await Season.OpenAsync(app.Database, app.Services);
        using var head = app.Client(season.Head);
        using var ministry = app.Client(season.Ministry);
        var path = $"/pendaftaran/{season.Call}/16.72";

        var mine = await head.PageAsync("/daerah-saya");
        Assert.Contains("Mulai mengisi", mine.Body!.TextContent);
        Assert.Equal(5, mine.QuerySelectorAll("main .k-stat").Length);
        var mentoring = mine.QuerySelectorAll("main h2").Single(h => h.TextContent == "Pendampingan dan kelembagaan");
        Assert.Contains("Belum ada pendampingan", mentoring.ParentElement!.TextContent, StringComparison.Ordinal);
        var saved = await head.SubmitAsync(
            path + "/bagian/umum", Fields(("j.visi", "Kota cerdas"), ("j.staf", "12"), ("langkah", "lanjut")));
        Assert.Equal((HttpStatusCode.SeeOther, path + "/bagian/hukum"), (saved.StatusCode, saved.Headers.Location!.ToString()));
        var checks = await head.SubmitAsync(path + "/bagian/hukum", Fields(("j.punya_perwali", "false"), ("langkah", "lanjut")));
        Assert.Equal(path + "/periksa", checks.Headers.Location!.ToString());
        var sent = await head.SubmitAsync(path + "/periksa", []);
        Assert.Equal(path + "/terkirim", sent.Headers.Location!.ToString());
        Assert.Contains("5 hari kerja", (await head.PageAsync(path + "/terkirim")).Body!.TextContent);

        Assert.Contains("Pagar Alam", (await ministry.PageAsync("/papan")).Body!.TextContent);
        var stranger = TestPeople.Office("region-head", "34.04");
        await season.AsAsync(stranger, (Features.Invitations.Volunteer v) => v.AskAsync(Season.Sleman, season.Call, "kami siap", default));
        var answer = $"main a[href='/panggilan/{season.Call}/undangan']";
        Assert.NotNull((await ministry.PageAsync("/papan")).QuerySelector(answer));
        using var general = app.Client(TestPeople.Office("ministry-director-general"));
        Assert.Null((await general.PageAsync("/papan")).QuerySelector(answer)); // decides, and invites nobody
        const string Filters = "pulau=sumatera&keadaan=Submitted&kelengkapan=lengkap&cari=PAGAR&setelah=11.01";
        Assert.Contains("Pagar Alam", (await ministry.PageAsync($"/panggilan/{season.Call}/pendaftaran?{Filters}")).Body!.TextContent);
        Assert.Contains("16.72", await ministry.GetStringAsync($"/panggilan/{season.Call}/pendaftaran?bentuk=csv"));
        Assert.Contains("Diajukan", (await ministry.PageAsync($"/panggilan/{season.Call}/pendaftaran")).Body!.TextContent);
        var verified = await ministry.SubmitAsync(path + "/lihat?handler=Verify", []);
        Assert.Equal(HttpStatusCode.SeeOther, verified.StatusCode);
        Assert.Contains("Terverifikasi", (await ministry.PageAsync(path + "/lihat")).Body!.TextContent);
    }

    [Fact]
    public async Task A_wrong_answer_keeps_what_was_typed_and_saves_the_others()
    {
        await using var app = await TestApp.StartAsync(DatabaseEngine.Sqlite);
        var season = await Season.OpenAsync(app.Database, app.Services);
        using var head = app.Client(season.Head);

        var answer = await head.SubmitAsync(
            $"/pendaftaran/{season.Call}/16.72/bagian/umum",
            Fields(("j.visi", "Kota cerdas"), ("j.staf", "banyak"), ("j.mulai.Day", "31"), ("j.mulai.Month", "2"),
                ("j.mulai.Year", "2026"), ("langkah", "lanjut")));

        var page = await answer.DocumentAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("banyak", page.QuerySelector("[name='j.staf']")!.GetAttribute("value"));
        Assert.Equal("31", page.QuerySelector("[name='j.mulai.Day']")!.GetAttribute("value"));
        Assert.Equal(2, page.QuerySelectorAll(".govuk-error-summary__list li").Length);
        Assert.Equal("Kota cerdas", (await season.DossierAsync()).Answers["visi"].Value);
    }

    [Fact]
    public async Task A_conditional_question_appears_in_the_same_part_without_javascript()
    {
        await using var app = await TestApp.StartAsync(DatabaseEngine.Sqlite);
        var season = await Season.OpenAsync(app.Database, app.Services);
        using var head = app.Client(season.Head);
        var path = $"/pendaftaran/{season.Call}/16.72/bagian/hukum";

        Assert.Null((await head.PageAsync(path)).QuerySelector("[name='j.nomor_perwali']"));
        var answer = await head.SubmitAsync(path, Fields(("j.punya_perwali", "true"), ("langkah", "lanjut")));

        Assert.Equal(path + "?lanjutan=true", answer.Headers.Location!.ToString());
        Assert.NotNull((await head.PageAsync(path + "?lanjutan=true")).QuerySelector("[name='j.nomor_perwali']"));
    }

    [Theory, OnEachDatabase]
    public async Task The_check_page_shows_last_years_answer_where_it_changed(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var season = await Season.OpenAsync(app.Database, app.Services);
        await season.AnsweredLastYearAsync(("visi", "Kota hijau"), ("punya_perwali", "true"));
        Assert.False((await season.SaveAsync(
            season.Head, new("visi", "Kota terang", "", 0), new("punya_perwali", "true", "", 0))).Failed);

        var page = await app.Client(season.Head).PageAsync($"/pendaftaran/{season.Call}/16.72/periksa");

        var text = page.QuerySelector("main")!.TextContent;
        Assert.Contains("Kota hijau", text);
        Assert.Contains("sebelumnya: 1", text);
        Assert.Single(page.QuerySelectorAll("main .k-tag"), t => t.TextContent.Contains("berubah"));
        Assert.Contains("Sama dengan jawaban tahun 2025.", text);
    }

    [Theory, OnEachDatabase]
    public async Task An_earlier_answer_says_the_year_it_is_from(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var season = await Season.OpenAsync(app.Database, app.Services);
        await season.AnsweredAsync(2023, ("visi", "Kota hijau"));
        Assert.False((await season.SaveAsync(season.Head, new TypedAnswer("visi", "Kota terang", "", 0))).Failed);
        using var head = app.Client(season.Head);
        var path = $"/pendaftaran/{season.Call}/16.72";

        foreach (var page in new[] { "/bagian/umum", "/periksa", "/lihat" })
        {
            var text = (await head.PageAsync(path + page)).QuerySelector("main")!.TextContent;
            Assert.Contains("Jawaban tahun 2023: Kota hijau", text, StringComparison.Ordinal);
        }

        Assert.Contains("Gunakan jawaban tahun 2023", (await head.PageAsync(path + "/bagian/umum")).Body!.TextContent,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_call_form_keeps_what_was_typed()
    {
        await using var app = await TestApp.StartAsync(DatabaseEngine.Sqlite);
        using var ministry = app.Client(TestPeople.Office("ministry-officer"));

        var answer = await ministry.SubmitAsync(
            "/panggilan/baru", Fields(("Call.Year", "dua ribu"), ("Call.TitleId", "Panggilan"), ("Call.Islands", "atlantis; 1; 2")));

        var page = await answer.DocumentAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("dua ribu", page.QuerySelector("[name='Call.Year']")!.GetAttribute("value"));
        Assert.Contains("atlantis", page.QuerySelector("[name='Call.Islands']")!.TextContent);
        Assert.NotEmpty(page.QuerySelectorAll(".govuk-error-summary__list a[href='#Call_Year']"));
    }

    public static TheoryData<string> RegionPages =>
    [
        "", "/bagian/umum", "/periksa", "/terkirim", "/tarik", "/lihat", "/bukti/nomor_perwali",
            "/berkas/0192f3a4-0000-7000-8000-000000000000",
    ];

    [Theory]
    [MemberData(nameof(RegionPages))]
    public async Task No_page_of_an_application_opens_for_another_region(string page)
    {
        await using var app = await TestApp.StartAsync(DatabaseEngine.Sqlite);
        var season = await Season.OpenAsync(app.Database, app.Services);
        using var stranger = app.Client(TestPeople.Office("region-head", "34.04"));

        using var answer = await stranger.GetAsync($"/pendaftaran/{season.Call}/16.72{page}");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("/papan")]
    [InlineData("/panggilan/baru")]
    [InlineData("/indeks/impor")]
    public async Task A_region_does_not_enter_the_ministrys_pages(string path)
    {
        await using var app = await TestApp.StartAsync(DatabaseEngine.Sqlite);
        using var region = app.Client(TestPeople.Office("region-head", "16.72"));
        using var answer = await region.GetAsync(path);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    private static KeyValuePair<string, string>[] Fields(params (string Name, string Value)[] fields) =>
        [.. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))];
}

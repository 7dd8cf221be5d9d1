using System.Net;
using AngleSharp.Html.Dom;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using static KotaCerdas.Movement.Tests.Mentoring.MentoredRegions;

namespace KotaCerdas.Movement.Tests.Mentoring;

public sealed class MentoringPageTests
{
    [Theory, OnEachDatabase]
    public async Task The_ministry_begins_a_season_assigns_a_mentor_and_reads_the_board(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var regions = await SelectedAsync(app.Database);
        using var ministry = app.Client(regions.Ministry);
        var season = $"/pendampingan/{regions.Call}";

        Assert.Equal(season, (await ministry.PageAsync("/pendampingan")).QuerySelector("main table tbody a")!.GetAttribute("href"));
        using var none = await ministry.SubmitAsync(season + "/peserta", Date("StartOn", Start));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, none.StatusCode);
        using var begun = await ministry.SubmitAsync(
            season + "/peserta", [.. Date("StartOn", Start), new("Begin", "16.72"), new("Begin", "34.04")]);
        Assert.Equal(HttpStatusCode.SeeOther, begun.StatusCode);
        using var assigned = await ministry.SubmitAsync(
            season + "/peserta", [new("Mentor", regions.Mentor.User.ToString()!), new("Assign", "16.72")]);
        Assert.Equal(HttpStatusCode.SeeOther, assigned.StatusCode);

        Assert.Equal(2, Rows(await ministry.PageAsync(season)));
        Assert.Equal(1, Rows(await ministry.PageAsync(season + "?keadaan=tanpa-pembimbing")));
        Assert.Equal(0, Rows(await ministry.PageAsync(season + "?keadaan=terlambat")));
        app.Database.Clock.Advance(TimeSpan.FromDays(33));
        Assert.Equal(2, Rows(await ministry.PageAsync(season + "?keadaan=terlambat")));
        var csv = await ministry.GetStringAsync(season + "?cari=sleman&bentuk=csv");
        Assert.Equal(["Daerah", "Kabupaten Sleman", ""], csv.Split("\r\n").Select(l => l.Split(',')[0].Trim('"')));
        Assert.Contains(",33,3,\"3 hari terlambat\"", csv, StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task A_region_uploads_hands_in_and_the_mentor_answers_on_the_pages(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var regions = await MentoredRegions.OpenAsync(app.Database);
        using var officer = app.Client(regions.Officer);
        using var mentor = app.Client(regions.Mentor);
        var page = $"/pendampingan/{regions.Call}/16.72/luaran/readiness";

        var mine = await officer.PageAsync("/daerah-saya/pendampingan");
        Assert.Contains(page, mine.QuerySelectorAll(".k-steps a").Select(a => a.GetAttribute("href")));
        using var first = await officer.UploadAsync(page, "Upload", ("analisis.pdf", Pdf("satu")));
        Assert.Equal(page, first.Headers.Location!.OriginalString);
        using var again = await officer.UploadAsync(page, "Upload", ("analisis.pdf", Pdf("satu")));
        Assert.Equal(page + "?sama=analisis.pdf", again.Headers.Location!.OriginalString);
        using var handedIn = await officer.SubmitAsync(page, [], "main form[action$='handler=Submit']");
        Assert.Equal(HttpStatusCode.SeeOther, handedIn.StatusCode);

        var queue = await mentor.PageAsync("/bimbingan");
        Assert.Equal(page, queue.QuerySelector("main table a")!.GetAttribute("href"));
        const string judge = "main form[action*='handler=Judge']";
        using var noReason = await mentor.SubmitAsync(page, [new("Answer", "return"), new("Reason", "kurang")], judge);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, noReason.StatusCode);
        using var comment = await mentor.SubmitAsync(
            page + "?versi=1", [new("Comment", "Lengkapi data pegawai")], "main form[action*='handler=Comment']");
        Assert.Equal(HttpStatusCode.SeeOther, comment.StatusCode);
        using var accepted = await mentor.SubmitAsync(page, [new("Answer", "accept")], judge);
        Assert.Equal(HttpStatusCode.SeeOther, accepted.StatusCode);

        var read = await officer.PageAsync(page);
        Assert.Contains("Lengkapi data pegawai", read.QuerySelector("#versi-1")!.TextContent, StringComparison.Ordinal);
        Assert.Null(read.QuerySelector(judge));
        var file = read.QuerySelector("#versi-2 a")!.GetAttribute("href")!;
        Assert.Equal(Pdf("satu"), await mentor.GetByteArrayAsync(file));
        using var neighbour = app.Client(regions.Neighbour);
        foreach (var closed in new[] { page, file, $"/pendampingan/{regions.Call}/16.72", "/kelembagaan/16.72" })
        {
            using var answer = await neighbour.GetAsync(closed);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    [Theory, OnEachDatabase]
    public async Task The_workspace_says_what_a_closed_stage_waits_for(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var regions = await MentoredRegions.OpenAsync(app.Database);
        using var head = app.Client(regions.Head);
        var page = await head.PageAsync($"/pendampingan/{regions.Call}/16.72");

        Assert.Contains("Kata kunci dan rancangan visi", page.QuerySelector("#stage-2 p.k-soft")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(
            ["Analisis kesiapan daerah", "SWOT tiap komponen", "Kata kunci dan rancangan visi", "Jadwalkan sesi tahap ini",
                "Keputusan kepala daerah tentang Dewan Smart City", "Keputusan kepala daerah tentang Tim Pelaksana Smart City"],
            page.QuerySelectorAll(".k-steps a").Select(a => a.TextContent));
        using var report = await head.GetAsync($"/pendampingan/{regions.Call}/16.72/laporan/stage-2");
        Assert.Equal(HttpStatusCode.NotFound, report.StatusCode);
    }

    [Theory, OnEachDatabase]
    public async Task The_mentor_writes_the_report_and_the_region_reads_it(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var regions = await MentoredRegions.OpenAsync(app.Database);
        using var mentor = app.Client(regions.Mentor);
        var page = $"/pendampingan/{regions.Call}/16.72/laporan/stage-1";

        using var incomplete = await mentor.SubmitAsync(page, [new("progress", "Berjalan baik")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, incomplete.StatusCode);
        Assert.Contains("Berjalan baik", (await incomplete.DocumentAsync()).QuerySelector("textarea")!.TextContent,
            StringComparison.Ordinal);
        using var saved = await mentor.SubmitAsync(
            page, [new("progress", "Berjalan baik"), new("involvement", "high"), new("participation", "low"), new("next-steps", "SWOT")]);
        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);

        using var officer = app.Client(regions.Officer);
        var read = await officer.PageAsync(page);
        Assert.Null(read.QuerySelector("main form"));
        Assert.Contains("Tinggi", read.QuerySelector("main dl")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task A_decree_goes_from_the_region_to_the_ministry_on_the_pages(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var regions = await MentoredRegions.OpenAsync(app.Database);
        using var officer = app.Client(regions.Officer);
        using var started = await officer.SubmitAsync("/kelembagaan/16.72", [], "main form[action*='jenis=dewan']");
        var page = started.Headers.Location!.OriginalString;

        using var seat = await officer.SubmitAsync(
            page, [new("Office", "Wali Kota"), new("Role", "chair"), new("Party", "government")], "#anggota");
        Assert.Equal(HttpStatusCode.SeeOther, seat.StatusCode);
        using var member = await officer.SubmitAsync(page, [new("Office", "Universitas"), new("Role", "member"),
            new("Party", "academia")], "#anggota");
        Assert.Null((await officer.PageAsync(page)).QuerySelector("form[action$='handler=Submit']"));
        using var written = await officer.UploadAsync(
            page, "Upload", ("sk.pdf", Pdf("sk")), ("Number", "1/2026"), ("DatedOn.Day", "1"), ("DatedOn.Month", "3"),
                ("DatedOn.Year", "2026"));
        Assert.Equal(HttpStatusCode.SeeOther, written.StatusCode);
        using var handedIn = await officer.SubmitAsync(page, [], "main form[action$='handler=Submit']");
        Assert.Equal(HttpStatusCode.SeeOther, handedIn.StatusCode);

        using var ministry = app.Client(regions.Ministry);
        using var accepted = await ministry.SubmitAsync(page, [new("Answer", "accept")], "main form[action$='handler=Judge']");
        Assert.Equal(HttpStatusCode.SeeOther, accepted.StatusCode);
        var read = await officer.PageAsync(page);
        Assert.Null(read.QuerySelector("#anggota"));
        Assert.Equal(2, read.QuerySelectorAll(".k-timeline li").Length);
    }

    [Theory, OnEachDatabase]
    public async Task A_forum_is_planned_counted_held_and_its_late_decision_shows(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var regions = await MentoredRegions.OpenAsync(app.Database);
        using var officer = app.Client(regions.Officer);
        using var planned = await officer.SubmitAsync(
            "/kelembagaan/16.72/pertemuan/baru?jenis=forum",
            [.. Date("Form.FromOn", Start), new("Form.Way", "place"), new("Form.Place", "Balai Kota"), new("Form.Agenda", "Masterplan")]);
        Assert.Equal(HttpStatusCode.SeeOther, planned.StatusCode);
        var page = planned.Headers.Location!.OriginalString;

        using var wrong = await officer.SubmitAsync(page, [new("Party", "media"), new("Office", "Radio"), new("People", "dua")], "#hadir");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        using var counted = await officer.SubmitAsync(page, [new("Party", "media"), new("Office", "Radio"), new("People", "2")], "#hadir");
        using var decided = await officer.SubmitAsync(
            page, [.. Date("DueOn", Start.AddDays(5)), new("Body", "Menyusun Perwali"), new("OwnerOffice", "Bagian Hukum")], "#putus");
        using var held = await officer.SubmitAsync(page, [new("Minutes", "Disepakati")], "#notula");
        Assert.All([counted, decided, held], a => Assert.Equal(HttpStatusCode.SeeOther, a.StatusCode));

        app.Database.Clock.Advance(TimeSpan.FromDays(8));
        var bodies = await officer.PageAsync("/kelembagaan/16.72");
        Assert.Contains("Menyusun Perwali", bodies.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(bodies.QuerySelector("main .k-tag--danger"));
        Assert.Contains("Keputusan pertemuan: Bagian Hukum",
            (await officer.PageAsync("/daerah-saya/pendampingan")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        var open = (IHtmlSelectElement)(await officer.PageAsync(page)).QuerySelector("#tutup select")!;
        using var done = await officer.SubmitAsync(
            page, [new("Decision", open.Options[1].Value), new("Outcome", "Ditetapkan"), new("State", "Done")], "#tutup");
        Assert.Equal(HttpStatusCode.SeeOther, done.StatusCode);
        Assert.Null((await officer.PageAsync("/kelembagaan/16.72")).QuerySelector("main .k-tag--danger"));
    }

    private static int Rows(IHtmlDocument page) => page.QuerySelectorAll("main table tbody tr").Length;

    private static KeyValuePair<string, string>[] Date(string field, DateOnly date) =>
    [
        new(field + ".Day", date.Day.ToString()), new(field + ".Month", date.Month.ToString()), new(field + ".Year", date.Year.ToString()),
    ];
}

using System.Net;
using KotaCerdas.Movement.Features.Agreement;
using KotaCerdas.Movement.Features.Assignments;
using KotaCerdas.Movement.Features.Panels;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Assessing;
using KotaCerdas.Movement.Model.Panel;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Tests.Assessment;

/// <summary>Whoever decides, audits, moderates or is heard reads what it rests on.</summary>
public sealed class ReadingTests
{
    private static readonly string[] Tabs =
        ["panel", "penugasan", "jadwal", "keselarasan", "peringkat", "simulasi", "keputusan", "keberatan"];

    [Theory, OnEachDatabase]
    public async Task Approvers_and_auditor_open_every_tab_read_objections_and_change_nothing(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var (season, _) = await DecisionTests.AnnouncedAsync(app.Database);
        var region = season.Regions[3];
        var head = app.Client(TestPeople.Office("region-head", region.Value));
        var path = $"/panggilan/{season.Call}/keberatan";
        using var filed = await head.UploadAsync(
            path, "Upload", ("surat.pdf", "%PDF-1.7 surat"u8.ToArray()), ("Grounds", "Bukti regulasi kami belum terbaca pada penilaian."));
        Assert.Equal(HttpStatusCode.SeeOther, filed.StatusCode);

        foreach (var reader in new[] { season.Director, season.General, TestPeople.Office("auditor") })
        {
            using var client = app.Client(reader);
            foreach (var tab in Tabs)
            {
                var page = await client.PageAsync($"/panggilan/{season.Call}/{tab}");
                Assert.NotNull(page.QuerySelector($"main a[href='/panggilan/{season.Call}/keberatan']"));
                if (tab is "panel" or "penugasan" or "jadwal" or "keberatan")
                {
                    Assert.Null(page.QuerySelector("main form[method=post]"));
                }
            }

            var objections = await client.PageAsync(path);
            Assert.Contains("Bukti regulasi kami", objections.QuerySelector("main tbody")!.TextContent, StringComparison.Ordinal);
            var link = objections.QuerySelector("main a[href$='/berkas']")!.GetAttribute("href")!;
            Assert.Equal("%PDF-1.7 surat", await client.GetStringAsync(link));
        }
    }

    [Theory, OnEachDatabase]
    public async Task A_waiting_invitation_comes_first_on_the_assessors_screen_even_before_any_application(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var season = await Season.PreparedAsync(app.Database, [], assessors: 0);
        var assessor = TestPeople.Office("assessor");
        var input = new InviteMemberInput(season.Call, assessor.User!.Value, "Asesor baru", SectorKind.University, "Kampus", "", null);
        Season.Ok(await season.AsAsync(season.Officer, (InviteMember o) => o.RunAsync(input, default)));
        using var client = app.Client(assessor);

        var declaration = $"/panel/pernyataan/{season.Call}";
        Assert.NotNull((await client.PageAsync("/penilaian")).QuerySelector($"main a[href='{declaration}']"));
        using var accepted = await client.SubmitAsync(declaration, [], "form[action='?handler=Accept']");
        Assert.Equal(HttpStatusCode.SeeOther, accepted.StatusCode);
        Assert.Null((await client.PageAsync("/penilaian")).QuerySelector($"main a[href='{declaration}']"));
    }

    [Theory, OnEachDatabase]
    public async Task Moderation_shows_the_notes_of_all_assessors_beside_the_decision(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var season = await Season.ScoredAsync(app.Database, (_, _, _) => 2);
        using var officer = app.Client(season.Officer);
        var item = SmallInstrument.Items[0];
        var page = await officer.PageAsync($"/panggilan/{season.Call}/moderasi/{season.Regions[0]}?butir={item}");

        var beside = page.QuerySelector(".k-beside__facts")!;
        Assert.Equal(2, beside.QuerySelectorAll("dl:first-child dd").Count(d => d.TextContent.Contains("Terlihat pada bukti")));
        Assert.Equal(SmallInstrument.Items.Length - 1, page.QuerySelectorAll("main details").Length);
    }

    [Theory, OnEachDatabase]
    public async Task Anyone_reads_that_a_level_was_overridden_from_what_to_what_and_why_but_not_by_whom(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var season = await Season.ScoredAsync(
            app.Database, (r, _, _) => 4 - r, call => (call.Quota, call.ReserveSize) = (2, 1));
        var region = season.Regions[0];
        var input = new ModerationInput(
            season.Call, region, SmallInstrument.Items[0], ModerationKind.OverrideProposed, 0, "Bukti terbukti palsu menurut BPK.");
        Season.Ok(await season.AsAsync(season.Director, (ModerateScore o) => o.RunAsync(input, default)));
        var proposal = await app.Database.WithAsync<KotaDb, Guid>(
            db => db.In<Moderation>(RegionScope.Of(region)).Select(m => m.Id).SingleAsync());
        Season.Ok(await season.AsAsync(season.General, (ConfirmOverride o) => o.RunAsync(season.Call, region, proposal, default)));
        await DecisionTests.PublishAsync(season, await DecisionTests.DraftAsync(season));

        var page = await app.Client().PageAsync($"/panggilan/{season.Call}/hasil/kota-pagar-alam");
        var row = page.QuerySelectorAll("main tr").Single(r => r.TextContent.Contains("Bukti terbukti palsu"));
        var cells = row.Children.Select(c => c.TextContent.Trim()).ToList();
        Assert.Equal("0", cells[2]);
        Assert.NotEqual("0", cells[1]);
        Assert.DoesNotContain(season.Director.Name, page.Body!.TextContent, StringComparison.Ordinal);
        var other = await app.Client().PageAsync($"/panggilan/{season.Call}/hasil/kabupaten-sleman");
        Assert.DoesNotContain("Bukti terbukti palsu", other.Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task Interviews_are_on_working_days_and_region_and_assessors_see_what_was_told(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var season = await Season.AssignedAsync(
            app.Database, adjust: c => (c.AssessFrom, c.AssessTo) = (new DateOnly(2026, 4, 10), new DateOnly(2026, 4, 14)));
        var region = season.Regions[0];
        using var officer = app.Client(season.Officer);
        var path = $"/panggilan/{season.Call}/jadwal";
        var days = await season.AsAsync(season.Officer, async (InterviewPlan p) =>
            Season.Ok(await p.DaysAsync(await CallAsync(app.Database, season), default)));
        Assert.Equal([new(2026, 4, 10), new(2026, 4, 13), new DateOnly(2026, 4, 14)], days);

        Assert.Contains(
            "Penilaian dari 10 April 2026 sampai 14 April 2026. "
            + "Untuk wawancara tersedia 3 hari kerja, dari 10 April 2026 sampai 14 April 2026.",
            (await officer.PageAsync(path)).Body!.TextContent, StringComparison.Ordinal);
        using var wrong = await officer.GetAsync(path + "?slot=abc&ruang=99");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        var refused = await wrong.DocumentAsync();
        Assert.DoesNotContain("is not valid", refused.Body!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(refused.QuerySelector(".govuk-error-summary a[href='#slot']"));
        Assert.NotNull(refused.QuerySelector(".govuk-error-summary a[href='#ruang']"));

        using var head = app.Client(TestPeople.Office("region-head", region.Value));
        using var assessor = app.Client((await season.PanelAsync(region))[0]);
        Assert.DoesNotContain("Wawancara penilaian", (await head.PageAsync("/daerah-saya")).Body!.TextContent, StringComparison.Ordinal);
        using var told = await officer.SubmitAsync(path + "?slot=2&ruang=2", [], "main form[method=post]");
        Assert.Equal(HttpStatusCode.SeeOther, told.StatusCode);
        Assert.Null((await officer.PageAsync(path)).QuerySelector("main form[method=post]"));
        Assert.Contains("Wawancara penilaian", (await head.PageAsync("/daerah-saya")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Sesi 1, ruang 1", (await assessor.PageAsync("/penilaian")).QuerySelector("main tbody")!.TextContent);
    }

    [Fact]
    public void A_timetable_no_longer_fits_where_somebody_would_sit_in_two_rooms_or_a_panel_has_no_place()
    {
        var (one, two, day) = (RegionCode.Parse("16.72"), RegionCode.Parse("34.04"), new DateOnly(2026, 4, 13));
        Interview[] told = [new(one, day, 1, 1), new(two, day, 1, 2)];
        PanelPlan Plan(params (RegionCode Region, string[] Panel)[] of) =>
            new(of.ToDictionary(p => p.Region, p => (IReadOnlyList<string>)p.Panel));
        Assert.True(InterviewPlan.Fits(told, Plan((one, ["a", "b"]), (two, ["c", "d"]))));
        Assert.False(InterviewPlan.Fits(told, Plan((one, ["a", "b"]), (two, ["b", "d"]))));
        Assert.True(InterviewPlan.Fits([told[0], told[1] with { Slot = 2 }], Plan((one, ["a", "b"]), (two, ["b", "d"]))));
        Assert.False(InterviewPlan.Fits([told[0]], Plan((one, ["a", "b"]), (two, ["c", "d"]))));
        Assert.False(InterviewPlan.Fits(told, Plan((one, ["a", "b"]))));
    }

    [Theory, OnEachDatabase]
    public async Task A_year_without_a_calendar_has_no_timetable_and_is_named(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var season = await Season.AssignedAsync(app.Database);
        await app.Database.WithAsync<KotaDb>(db => db.Database.ExecuteSqlRawAsync("delete from platform_calendar_year"));
        using var officer = app.Client(season.Officer);
        var page = await officer.PageAsync($"/panggilan/{season.Call}/jadwal");
        Assert.Contains("2026", page.QuerySelector("main .k-notice")!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("main table"));
        Assert.Equal("Platform.Calendar.MissingYear", (await season.AsAsync(
            season.Officer, (InterviewPlan p) => p.TellAsync(season.Call, 8, 8, default))).Problem.Code);
    }

    private static Task<Call> CallAsync(TestDatabase database, Season season) =>
        database.WithAsync<KotaDb, Call>(db => db.Shared<Call>().SingleAsync(c => c.Id == season.Call));
}

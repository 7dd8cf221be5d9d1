using System.Net;
using KotaCerdas.Movement.Features.Panels;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Assessing;
using KotaCerdas.Movement.Model.Panel;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Tests.Assessment;

public sealed class PageTests
{
    [Theory, OnEachDatabase]
    public async Task An_assessor_scores_in_the_browser_and_sees_nobody_elses_levels_before_the_panel_is_complete(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var season = await Season.AssignedAsync(app.Database);
        var region = season.Regions[0];
        var panel = await season.PanelAsync(region);
        var (first, second) = (app.Client(panel[0]), app.Client(panel[1]));
        var sheet = $"/penilaian/{season.Call}/{region}";
        var moderation = $"/panggilan/{season.Call}/moderasi/{region}";

        var queue = await first.PageAsync("/penilaian");
        Assert.Contains(queue.QuerySelectorAll("a"), a => a.GetAttribute("href") == sheet);

        var saved = await first.SubmitAsync(sheet, Levels(3, "RAHASIA-SATU"), "form[data-autosave]");
        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        Season.Ok(await season.AsAsync(panel[0], (Features.Scoring.SubmitSheet o) => o.RunAsync(season.Call, region, default)));

        Assert.DoesNotContain("RAHASIA-SATU", await second.GetStringAsync(sheet), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await second.GetAsync(moderation)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Client(season.Officer).GetAsync(moderation)).StatusCode);

        await season.ScoreAsync(panel[1], region, _ => 1);
        Assert.Equal(HttpStatusCode.OK, (await second.GetAsync(moderation)).StatusCode);
    }

    [Theory, OnEachDatabase]
    public async Task A_sheet_opens_only_for_its_own_assessor(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var season = await Season.AssignedAsync(app.Database, assessors: 6);
        foreach (var region in season.Regions)
        {
            var panel = await season.PanelAsync(region);
            foreach (var outsider in season.Assessors.Except(panel))
            {
                var client = app.Client(outsider);
                Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/penilaian/{season.Call}/{region}")).StatusCode);
                Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/panggilan/{season.Call}/moderasi/{region}")).StatusCode);
                var evidence = $"/penilaian/{season.Call}/{region}/bukti/{Guid.CreateVersion7()}";
                Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(evidence)).StatusCode);
                Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync($"/pendaftaran/{season.Call}/{region}")).StatusCode);
            }
        }

        var regional = app.Client(TestPeople.Office("diskominfo", "16.72"));
        foreach (var path in OfficerPaths(season).Append($"/penilaian/{season.Call}/16.72"))
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await regional.GetAsync(path)).StatusCode);
            Assert.Equal(HttpStatusCode.Found, (await app.Client().GetAsync(path)).StatusCode);
        }
    }

    [Theory, OnEachDatabase]
    public async Task A_wrong_level_comes_back_with_what_was_typed(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var season = await Season.AssignedAsync(app.Database);
        var region = season.Regions[0];
        var client = app.Client((await season.PanelAsync(region))[0]);
        var answer = await client.SubmitAsync($"/penilaian/{season.Call}/{region}", Levels(9, "tetap di sini"), "form[data-autosave]");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await answer.DocumentAsync();
        Assert.NotNull(page.QuerySelector("a[href='#level_n_kebijakan']"));
        Assert.Contains("tetap di sini", page.QuerySelector("textarea[name=note_n_kebijakan]")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task A_conflict_needs_its_reason_and_what_was_chosen_stays(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var season = await Season.PreparedAsync(app.Database, Season.FourRegions);
        var path = $"/panel/pernyataan/{season.Call}";
        var client = app.Client(season.Assessors[0]);
        var refused = await client.SubmitAsync(path, [new("Kind_16_72", "Declared")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var page = await refused.DocumentAsync();
        Assert.NotNull(page.QuerySelector("a[href='#Reason_16_72']"));
        Assert.Equal("Declared", page.QuerySelector("select[name=Kind_16_72] option[selected]")!.GetAttribute("value"));

        var saved = await client
            .SubmitAsync(path, [new("Kind_16_72", "Declared"), new("Reason_16_72", "Pernah menjadi konsultan di sana")]);
        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Client(TestPeople.Office("assessor")).GetAsync(path)).StatusCode);
    }

    [Theory, OnEachDatabase]
    public async Task What_a_member_leaves_empty_is_counted_in_one_line_and_filled_at_once_before_it_is_sent(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var season = await Season.PreparedAsync(app.Database, Season.FourRegions, assessors: 1);
        var late = await AddApplicantsAsync(app, season, "35.78", "12.71", "13.71");
        var path = $"/panel/pernyataan/{season.Call}";
        var client = app.Client(season.Assessors[0]);
        using var refused = await client.SubmitAsync(path, [new("Kind_35_78", "Declared"), new("Reason_35_78", "Kerabat bekerja di sana")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var wrong = await refused.DocumentAsync();
        Assert.StartsWith("2 daerah belum diisi", Assert.Single(wrong.QuerySelectorAll(".govuk-error-summary li")).TextContent.Trim());
        Assert.Equal(2, wrong.QuerySelectorAll("main td .govuk-error-message").Length);

        using var filled = await client.SubmitAsync(
            path + "?handler=Rest", [new("Kind_35_78", "Declared"), new("Reason_35_78", "Kerabat bekerja di sana")]);
        Assert.Equal(HttpStatusCode.OK, filled.StatusCode);
        var page = await filled.DocumentAsync();
        Assert.Contains("2 daerah diisi", page.QuerySelector("main .k-notice")!.TextContent, StringComparison.Ordinal);
        Assert.All(late, code => Assert.Equal(code == "35_78" ? "Declared" : "None",
            page.QuerySelector($"select[name=Kind_{code}] option[selected]")!.GetAttribute("value")));
        Assert.Null((await client.PageAsync(path)).QuerySelector("select[name=Kind_12_71] option[selected]"));
        Assert.NotNull(page.QuerySelector("main form button[formaction='?handler=Rest']"));
        // Sending goes on from the filled page, which has the address of the filling.
        Assert.NotNull(page.QuerySelector($"main form button[formaction='{path}']"));
    }

    [Theory, OnEachDatabase]
    public async Task A_declaration_of_many_regions_is_sent_a_page_at_a_time_and_accepts_the_invitation_with_the_last(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var season = await Season.PreparedAsync(app.Database, [], assessors: 0);
        var assessor = TestPeople.Office("assessor");
        var input = new InviteMemberInput(season.Call, assessor.User!.Value, "Asesor baru", SectorKind.University, "Kampus", "", null);
        Season.Ok(await season.AsAsync(season.Officer, (InviteMember o) => o.RunAsync(input, default)));
        var codes = await app.Database.WithAsync<KotaDb, List<string>>(async db => (await db.Shared<Region>()
            .Where(r => r.Kind == RegionKind.Kota && !r.Administrative).OrderBy(r => r.Code).Select(r => r.Code).Take(60).ToListAsync())
            .ConvertAll(c => c.Value));
        await AddApplicantsAsync(app, season, [.. codes]);
        var path = $"/panel/pernyataan/{season.Call}";
        using var client = app.Client(assessor);

        var first = await client.PageAsync(path);
        Assert.Equal(25, first.QuerySelectorAll("main tbody tr").Length);
        using var sent = await client.SubmitAsync(path, Kinds(codes[..25]));
        Assert.Equal($"{path}?sesudah={codes[24]}", sent.Headers.Location!.ToString());
        Assert.Equal(PanelInvitation.Invited, await StateAsync());
        using var filled = await client.SubmitAsync($"{path}?handler=Rest&sesudah={codes[24]}", []);
        var page = await filled.DocumentAsync();
        Assert.Equal(25, page.QuerySelectorAll("main select option[selected][value=None]").Length);
        Assert.Contains("10 daerah", page.QuerySelector("main form fieldset")!.TextContent, StringComparison.Ordinal);
        using var rest = await client.SubmitAsync(
            $"{path}?sesudah={codes[24]}", [.. Kinds(codes[25..50]), KeyValuePair.Create("Others", "ya")]);
        Assert.Equal("/penilaian", rest.Headers.Location!.ToString());
        Assert.Equal(PanelInvitation.Accepted, await StateAsync());

        Task<PanelInvitation> StateAsync() => app.Database.WithAsync<KotaDb, PanelInvitation>(db => db.Shared<PanelMember>()
            .Where(m => m.CallId == season.Call).Select(m => m.State).SingleAsync());
        static IEnumerable<KeyValuePair<string, string>> Kinds(IEnumerable<string> of) =>
            of.Select(c => KeyValuePair.Create("Kind_" + c.Replace('.', '_'), "None"));
    }

    [Theory, OnEachDatabase]
    public async Task Officer_pages_open_in_every_stage(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var empty = await Season.PreparedAsync(app.Database, [], assessors: 0);
        foreach (var path in OfficerPaths(empty))
        {
            await app.Client(empty.Officer).PageAsync(path);
        }

        await using var full = await TestApp.StartAsync(engine);
        var (season, _) = await DecisionTests.AnnouncedAsync(full.Database);
        foreach (var path in OfficerPaths(season).Append($"/panggilan/{season.Call}/peringkat/16.72")
            .Append($"/panggilan/{season.Call}/moderasi/16.72"))
        {
            await full.Client(season.Officer).PageAsync(path);
        }
    }

    [Theory, OnEachDatabase]
    public async Task The_explanation_ends_in_the_figure_of_the_ranking(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var (season, _) = await DecisionTests.AnnouncedAsync(app.Database);
        var client = app.Client(season.Officer);
        var ranking = await client.PageAsync($"/panggilan/{season.Call}/peringkat");
        foreach (var region in season.Regions)
        {
            var row = ranking.QuerySelectorAll("tbody tr").First(r => r.QuerySelector($"a[href$='/peringkat/{region}']") is not null);
            var explained = await client.PageAsync($"/panggilan/{season.Call}/peringkat/{region}");
            Assert.Equal(row.Children[2].TextContent.Trim(),
                explained.QuerySelector(".k-ladder .is-total .k-ladder__result b")!.TextContent.Trim());
        }
    }

    [Theory, OnEachDatabase]
    public async Task Anyone_reads_why_but_not_who_and_only_after_the_announcement(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var (season, _) = await DecisionTests.AnnouncedAsync(app.Database);
        var visitor = app.Client();
        var results = await visitor.PageAsync($"/panggilan/{season.Call}/hasil");
        var links = results.QuerySelectorAll("main a[href*='/hasil/']").Select(a => a.GetAttribute("href")!).ToList();
        Assert.Equal(season.Regions.Count, links.Count);
        foreach (var link in links)
        {
            var html = await visitor.GetStringAsync(link);
            Assert.DoesNotContain("Asesor ", html, StringComparison.Ordinal);
        }

        var own = links.Single(l => l.EndsWith("/kota-pagar-alam", StringComparison.Ordinal));
        var proof = await visitor.ProofAsync(own);
        var entry = (await visitor.PageAsync(proof)).QuerySelector("main")!;
        Assert.Contains(own, entry.QuerySelectorAll("a").Select(a => a.GetAttribute("href")));
        Assert.Contains(entry.QuerySelectorAll("dt"), d => d.TextContent.Trim() == "Hasil"
            && d.NextElementSibling!.TextContent.Trim() is "Terpilih" or "Tidak terpilih" or "Cadangan");

        await using var before = await TestApp.StartAsync(engine);
        var open = await Season.ScoredAsync(before.Database, (_, _, _) => 2);
        Assert.Equal(HttpStatusCode.NotFound, (await before.Client().GetAsync($"/panggilan/{open.Call}/hasil/kota-pagar-alam")).StatusCode);
    }

    [Theory, OnEachDatabase]
    public async Task A_region_objects_on_its_page_and_sees_only_its_own(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var (season, _) = await DecisionTests.AnnouncedAsync(app.Database);
        var path = $"/panggilan/{season.Call}/keberatan";
        var own = app.Client(TestPeople.Office("region-head", season.Regions[3].Value));
        var short_ = await own.SubmitAsync(path, [new("Grounds", "pendek")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, short_.StatusCode);
        var filed = await own.SubmitAsync(path, [new("Grounds", "Bukti regulasi kami belum terbaca pada penilaian kebijakan.")]);
        Assert.Equal(HttpStatusCode.SeeOther, filed.StatusCode);

        Assert.Contains("Bukti regulasi kami", await own.GetStringAsync(path), StringComparison.Ordinal);
        var other = app.Client(TestPeople.Office("region-head", season.Regions[2].Value));
        Assert.DoesNotContain("Bukti regulasi kami", await other.GetStringAsync(path), StringComparison.Ordinal);
        Assert.Contains("Bukti regulasi kami", await app.Client(season.Officer).GetStringAsync(path), StringComparison.Ordinal);
    }

    /// <summary>Applications that are verified after the members declared.</summary>
    private static async Task<List<string>> AddApplicantsAsync(TestApp app, Season season, params string[] regions)
    {
        await app.Database.WithAsync<KotaDb>(async db =>
        {
            var now = app.Database.Clock.GetUtcNow().UtcDateTime;
            await using var write = await db.BeginWriteAsync(Features.AssessmentDesk.AllRegions, default);
            foreach (var region in regions)
            {
                var application = new Application { RegionCode = RegionCode.Parse(region), CallId = season.Call, StartedAt = now };
                Assert.Null(application.Submit(season.Officer, now, new DateOnly(2026, 3, 20)));
                Assert.Null(application.Verify(season.Officer, now));
                db.Add(application);
            }

            await write.CommitAsync(default);
        });
        return [.. regions.Select(r => r.Replace('.', '_'))];
    }

    private static IEnumerable<string> OfficerPaths(Season season) =>
        new[] { "panel", "penugasan", "jadwal", "keselarasan", "peringkat", "simulasi", "keputusan" }.Select(p =>
            $"/panggilan/{season.Call}/{p}");

    private static IEnumerable<KeyValuePair<string, string>> Levels(int level, string note) =>
        SmallInstrument.Items
            .SelectMany(i => new[] { KeyValuePair.Create("level_" + i, $"{level}"), KeyValuePair.Create("note_" + i, note) });
}

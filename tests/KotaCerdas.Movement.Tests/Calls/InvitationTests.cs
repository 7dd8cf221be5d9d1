using System.Text;
using KotaCerdas.Movement.Features.Applications;
using KotaCerdas.Movement.Features.Calls;
using KotaCerdas.Movement.Features.Indices;
using KotaCerdas.Movement.Features.Invitations;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Movement.Tests.Calls;

public sealed class InvitationTests
{
    private const string Header = "region_code;index;year;value;class;source\n";

    [Theory]
    [InlineData("2,6", 2.6, true)]
    [InlineData("2,6", 2.59, false)]
    [InlineData("Baik", 2.6, true)]
    [InlineData("baik", 4.3, true)]
    [InlineData("Baik", 2.5, false)]
    public void A_bound_is_a_number_or_a_class_and_counts_itself(string bound, double value, bool meets)
    {
        var rule = new InvitationRule([], [new("spbe", 2025, true, bound)]);
        var fact = new IndexFact((decimal)value, IndexCatalogue.Find("spbe")!.BandOf((decimal)value)!.Name, "SK");

        Assert.Equal(meets, rule.Judge("sumatera", new Dictionary<(string, int), IndexFact> { [("spbe", 2025)] = fact }).Invites);
    }

    [Fact]
    public void A_region_without_a_value_is_neither_in_nor_below()
    {
        var verdict = new InvitationRule([], [new("spbe", 2025, false, "5")]).Judge("sumatera", new Dictionary<(string, int), IndexFact>());

        Assert.False(verdict.Invites);
        Assert.Null(verdict.Findings[0].Holds);
    }

    [Fact]
    public void A_rule_names_each_part_that_cannot_be_applied()
    {
        Assert.Equal("Movement.Invite.NoCondition", Assert.Single(new InvitationRule([], []).Check()).Code);
        Assert.Equal(
            ["Movement.Invite.UnknownIndex", "Movement.Invite.BadBound"],
            new InvitationRule([], [new("xyz", 2025, true, "1"), new("spbe", 2025, true, "bagus")]).Check().Select(p => p.Code));
        Assert.Equal(
            ["Movement.Invite.UnknownIndex", "Movement.Invite.BadYear", "Movement.Invite.BadYear", "Movement.Invite.BadBound"],
            new InvitationRule([], [new("xyz", 0, true, "1"), new("spbe", 0, true, "bagus")]).Check().Select(p => p.Code));
    }

    [Theory, OnEachDatabase]
    public async Task One_bad_row_keeps_a_whole_file_out_and_is_named(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var season = Season.Over(database);

        var import = await ImportAsync(
            season, "16.72;spbe;2025;2,79;;SK\n34.04;spbe;2025;9;;SK\n99.99;spbe;2025;3;;SK\n16.72;spbe;2025;3;;SK\n34.04;spbe;2025;3;;\n");

        Assert.Equal(
            [(3, "Movement.Index.OffScale"), (4, "Movement.Index.UnknownRegion"), (5, "Movement.Index.Twice"),
                (6, "Movement.Index.NoSource"), (6, "Movement.Index.Twice")],
            import.Problems.Select(p => (p.Row, p.Problem.Code)));
        Assert.Equal(0, await CountAsync(database));
    }

    [Theory, OnEachDatabase]
    public async Task A_second_import_corrects_and_never_doubles(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var season = Season.Over(database);
        await ImportAsync(season, "16.72;spbe;2025;2,79;;SK\n");

        Assert.True((await ImportAsync(season, "16.72;spbe;2025;3,12;Baik;SK 2\n34.04;spbe;2025;4,3;;SK 2\n")).Written);

        var values = await database.WithAsync<KotaDb, List<IndexValue>>(
            db => db.In<IndexValue>(RegionScope.National("test")).OrderBy(v => v.RegionCode).ToListAsync());
        Assert.Equal([(3_120_000L, "Baik"), (4_300_000L, "Memuaskan")], values.Select(v => (v.ValueMicro!.Value, v.Class)));
    }

    [Theory, OnEachDatabase]
    public async Task A_rule_invites_each_region_once_with_its_reason(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var season = await Season.OpenAsync(database);
        await ImportAsync(season, "16.72;spbe;2025;3;;SK\n34.04;spbe;2025;4;;SK\n34.71;spbe;2025;2;;SK\n");
        var input = new InviteRegionsInput(
            season.Call.Value, new([], [new("spbe", 2025, true, "2.6")]), "SPBE 2025 paling sedikit 2,6", "B-2", new(2026, 3, 1));

        Assert.Equal(OperationState.Done, (await InviteAsync(season, input)).State);
        Assert.Equal(OperationState.Done, (await InviteAsync(season, input)).State);

        var invited = await database.WithAsync<KotaDb, List<Invitation>>(
            db => db.In<Invitation>(RegionScope.National("test")).OrderBy(i => i.RegionCode).ToListAsync());
        Assert.Equal(["16.72", "34.04"], invited.Select(i => i.RegionCode.Value));
        Assert.Contains("SK", invited[1].Basis);
        Assert.Equal(2, await database.WithAsync<KotaDb, int>(
            db => db.In<OutboxRow>(RegionScope.National("test")).CountAsync(o => o.Name == "movement.region-invited.v1")));
    }

    [Theory, OnEachDatabase]
    public async Task An_administrative_area_is_neither_proposed_nor_invited_nor_accepted_and_the_rule_is_named(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var season = await Season.OpenAsync(database);
        var (jakarta, call) = (RegionCode.Parse("31.75"), season.Call);
        await ImportAsync(season, "16.72;spbe;2025;3;;SK\n31.75;spbe;2025;4;;SK\n");

        var rule = new InvitationRule([], [new("spbe", 2025, true, "2.6")]);
        var judged = await season.AsAsync(
            season.Ministry, async (InvitationQueries q) => await q.JudgeAsync((await season.CallAsync())!, rule, default));
        Assert.Equal(["16.72"], judged.Where(c => c.Verdict.Invites).Select(c => c.Region.Code.Value));
        var refused = (await season.InviteAsync(jakarta)).Problem;
        Assert.Equal(("Movement.Invite.NoGovernment", "Kota Administrasi Jakarta Timur"), (refused.Code, refused.Args[0]));
        var head = TestPeople.Office("region-head", "31.75");
        Assert.Equal("Movement.Invite.NoGovernment",
            (await season.AsAsync(head, (Volunteer v) => v.AskAsync(jakarta, call, "kami siap", default))).Problem.Code);

        // One that asked before the rule was known.
        await database.WithAsync<KotaDb>(async db =>
        {
            await using var write = await db.BeginWriteAsync(RegionScope.Of(jakarta), default);
            db.Add(new Invitation
            {
                RegionCode = jakarta, CallId = call, Kind = InvitationKind.Volunteer, Status = InvitationStatus.Requested, Reason = "siap",
                Basis = "{}", LetterNumber = "", InvitedAt = database.Clock.GetUtcNow().UtcDateTime,
            });
            await write.CommitAsync(default);
        });
        Assert.Equal("Movement.Invite.NoGovernment",
            (await season.AsAsync(season.Ministry, (Volunteer v) => v.AnswerAsync(jakarta, call, true, "ya", default))).Problem.Code);
        Assert.False(
            (await season.AsAsync(season.Ministry, (Volunteer v) => v.AnswerAsync(jakarta, call, false, "tidak", default))).Failed);
    }

    [Theory, OnEachDatabase]
    public async Task A_volunteer_applies_only_after_the_ministry_accepts(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var season = await Season.OpenAsync(database);
        var head = TestPeople.Office("region-head", "34.04");
        var (region, call) = (Season.Sleman, season.Call);

        Assert.False((await season.AsAsync(head, (Volunteer v) => v.AskAsync(region, call, "kami siap", default))).Failed);
        Assert.Equal("Movement.Invite.AlreadyThere",
            (await season.AsAsync(head, (Volunteer v) => v.AskAsync(region, call, "lagi", default))).Problem.Code);
        Assert.Equal("Movement.Application.NotInvited", (await season.SaveInAsync(head, region, Season.Complete)).Problem.Code);
        Assert.Equal("Platform.Access.NotAllowed",
            (await season.AsAsync(head, (Volunteer v) => v.AnswerAsync(region, call, true, "x", default))).Problem.Code);
        Assert.Equal("Reason.34.04",
            (await season.AsAsync(season.Ministry, (Volunteer v) => v.AnswerAsync(region, call, true, "", default))).Problem.Field);
        Assert.False((await season.AsAsync(season.Ministry, (Volunteer v) => v.AnswerAsync(region, call, true, "siap", default))).Failed);
        Assert.Equal(3, (await season.SaveInAsync(head, region, Season.Complete)).Value.Written);
    }

    [Fact]
    public async Task The_page_shows_who_is_in_and_why_and_keeps_the_rule_in_its_address()
    {
        await using var app = await TestApp.StartAsync(DatabaseEngine.Sqlite);
        var season = await Season.OpenAsync(app.Database, app.Services);
        await ImportAsync(season, "16.72;spbe;2025;3;;SK\n34.04;spbe;2025;4;;SK\n");
        using var ministry = app.Client(season.Ministry);
        var path = $"/panggilan/{season.Call}/undangan?i1=spbe&t1=2025&o1=min&n1=2,6";

        var page = await ministry.PageAsync(path);
        var wrong = await ministry.SubmitAsync(path, [KeyValuePair.Create("LetterNumber", "")], "main form[method=post]");
        var sent = await ministry.SubmitAsync(path, [KeyValuePair.Create("LetterNumber", "B-9")], "main form[method=post]");

        Assert.Contains("sudah diundang", page.Body!.TextContent);
        Assert.Contains("1 daerah belum mempunyai akun", page.Body!.TextContent);
        Assert.Contains("Di antaranya: Kabupaten Sleman", page.Body!.TextContent);
        Assert.Equal(422, (int)wrong.StatusCode);
        Assert.StartsWith("/operasi/", sent.Headers.Location!.ToString());
    }

    private static Task<IndexImport> ImportAsync(Season season, string rows) =>
        season.AsAsync(season.Ministry, async (ImportIndices import) =>
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(Header + rows));
        return (await import.RunAsync(file, dryRun: false, generated: false, default)).Value;
    });

    private static Task<OperationRow> InviteAsync(Season season, InviteRegionsInput input) =>
        season.AsAsync(season.Ministry, (OperationRunner runner) =>
        runner.RunNowAsync(season.Ministry, InviteRegions.Kind, RegionCode.National, input, null, default));

    private static Task<int> CountAsync(TestDatabase database) =>
        database.WithAsync<KotaDb, int>(db => db.In<IndexValue>(RegionScope.National("test")).CountAsync());
}

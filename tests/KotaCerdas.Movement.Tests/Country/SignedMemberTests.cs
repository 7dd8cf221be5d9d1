using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Features.Country;
using KotaCerdas.Movement.Features.Decisions;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Movement.Model.Assessing;
using KotaCerdas.Movement.Model.Country;
using KotaCerdas.Movement.Model.Deciding;
using KotaCerdas.Movement.Model.Mentoring;
using KotaCerdas.Movement.Tests.Agreements;
using KotaCerdas.Movement.Tests.Calls;
using KotaCerdas.Movement.Tests.Mentoring;
using KotaCerdas.People.Contracts;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static KotaCerdas.Movement.Tests.Mentoring.MentoredRegions;

namespace KotaCerdas.Movement.Tests.Country;

/// <summary>A region that a call selected is a member of that year's cohort once its memorandum is signed.</summary>
public sealed class SignedMemberTests
{
    [Theory, OnEachDatabase]
    public async Task Signed_memoranda_of_a_call_make_its_cohort_and_count_who_comes_again(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var database = app.Database;
        var regions = await SelectedAsync(database);
        var number = await SignAsync(regions, PagarAlam);
        await SignAsync(regions, Sleman);
        await SignAsync(regions, Rejected);
        await DeliveredAsync(regions, 2);
        await LoadShippedAgainAsync(database);

        var country = await LoadAsync(database);
        var cohort = country.Cohorts.Single(c => c.Year == 2026);
        Assert.Equal((2, 1, 252), (cohort.Selected, cohort.Repeats, country.Joined));
        Assert.Equal(new DateOnly?[] { Start, Start }, [cohort.SignedFrom, cohort.SignedTo]);
        var known = country.Regions.ToDictionary(r => r.Code);
        Assert.Equal((Standing.Member, Standing.Member), (known[PagarAlam].Standing, known[Sleman].Standing));
        Assert.Contains(number, Assert.Single(known[PagarAlam].Cohorts.Single(c => c.Year == 2026).Sources), StringComparison.Ordinal);
        Assert.DoesNotContain(known[Rejected].Cohorts, c => c.Year == 2026);

        using var visitor = app.Client();
        var page = (await visitor.PageAsync("/daerah/kota-pagar-alam")).QuerySelector("main")!.TextContent;
        Assert.Contains("Menandatangani nota kesepakatan musim 2026", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Belum diketahui apakah daerah ini pernah ikut", page, StringComparison.Ordinal);
        var home = await visitor.PageAsync("/?tahun=2026");
        Assert.Contains("252 dari 514", home.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task Files_of_such_a_cohort_can_be_imported_as_they_are_and_a_larger_count_stands_above_the_signed(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var regions = await SelectedAsync(app.Database);
        await SignAsync(regions, PagarAlam);
        await SignAsync(regions, Sleman);
        await DeliveredAsync(regions, 2);
        using var visitor = app.Client();
        var cohorts = await visitor.GetStringAsync("/negara/kohort.csv");
        var members = await visitor.GetStringAsync("/negara/anggota.csv");

        Assert.Equal((0, 0), await ImportAsync(regions, CountryImports.Cohorts, cohorts));
        Assert.Equal((0, 0), await ImportAsync(regions, CountryImports.Members, members));
        const string Decided = "year,track,selected,repeats,sources\n2026,city,10,3,Surat keputusan\n";
        Assert.Equal((0, 1), await ImportAsync(regions, CountryImports.Cohorts, Decided));
        var country = await LoadAsync(app.Database);
        Assert.Equal((10, 3), (country.Cohorts.Single(c => c.Year == 2026).Selected, country.Cohorts.Single(c => c.Year == 2026).Repeats));
        Assert.Equal(258, country.Joined);
    }

    [Theory, OnEachDatabase]
    public async Task A_demo_memorandum_joins_no_cohort_and_is_shown_as_what_it_is(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var regions = await SelectedAsync(app.Database);
        var sides = new BothSides(app.Database, app.Database.Services) { Generated = true, Call = regions.Call };
        await sides.InForceAsync(Start);
        await DeliveredAsync(regions, 0);

        Assert.Equal(251, (await LoadAsync(app.Database)).Joined);
        using var visitor = app.Client();
        var page = (await visitor.PageAsync("/daerah/kota-pagar-alam")).QuerySelector("main")!.TextContent;
        Assert.Contains("Belum diketahui apakah daerah ini pernah ikut", page, StringComparison.Ordinal);
        Assert.Contains("Terpilih 2026 (data peragaan)", page, StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task An_upgrade_records_the_members_of_memoranda_that_were_signed_before(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var regions = await SelectedAsync(database);
        var number = await SignAsync(regions, PagarAlam);
        await new BothSides(database, database.Services) { Generated = true, Call = regions.Call }.InForceAsync(Start.AddDays(1));
        await ForgetAsync(database);
        await UpgradeAgainAsync(database);
        await regions.Notices.DeliverTwiceAsync();

        var member = (await LoadAsync(database)).Regions.Single(r => r.Code == PagarAlam).Cohorts.Single(c => c.Year == 2026);
        Assert.Equal(MemberStatus.Signed, member.Status);
        Assert.Contains(number, Assert.Single(member.Sources), StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task A_known_membership_whose_memorandum_is_signed_stays_where_the_shipped_files_change(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var regions = await SelectedAsync(database);
        await KnowAsync(database, (Sleman, MemberStatus.CompleteList));
        await SignAsync(regions, Sleman);
        await regions.Notices.DeliverTwiceAsync();
        await LoadShippedAgainAsync(database);

        var member = await MemberAsync(database, Sleman);
        Assert.Equal((MemberStatus.CompleteList, "Daftar"), (member.Status, member.Sources));
        Assert.Equal((Start, true), (member.SignedOn, member.AgreementId is not null));
    }

    [Theory, OnEachDatabase]
    public async Task An_upgrade_signs_the_memberships_that_are_known_from_elsewhere_and_takes_the_first_signing(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var regions = await SelectedAsync(database);
        await SignAsync(regions, PagarAlam);
        var first = await SignAsync(regions, Sleman);
        var later = await new BothSides(database, database.Services) { Call = regions.Call }.SigningAsync(Sleman);
        Ok(await BothSides.Over(database).ForceAsync(later, Start.AddDays(3), Sleman));
        await regions.Notices.DeliverTwiceAsync();
        await KnowAsync(database, (PagarAlam, MemberStatus.CompleteList), (Sleman, MemberStatus.Attendance));
        await UpgradeAgainAsync(database);

        var (listed, attended) = (await MemberAsync(database, PagarAlam), await MemberAsync(database, Sleman));
        Assert.Equal((MemberStatus.CompleteList, "Daftar"), (listed.Status, listed.Sources));
        Assert.Equal((Start, true, true), (listed.SignedOn, listed.AgreementId is not null, listed.Imported));
        Assert.Equal((MemberStatus.Signed, Start, true), (attended.Status, attended.SignedOn, attended.Imported));
        Assert.Contains(first, attended.Sources, StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task A_memorandum_with_the_ministry_follows_from_the_call_that_selected_the_region(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var regions = await SelectedAsync(database);
        var sides = BothSides.Over(database);

        var first = await sides.DraftAsync();
        Assert.Equal(regions.Call, await CallOfAsync(sides, first));
        Assert.Null(await CallOfAsync(sides, await sides.DraftAsync()));
        Assert.Empty((await sides.MoveAsync(sides.Region, first, AgreementState.Withdrawn, "Diganti")).Problems);
        Assert.Equal(regions.Call, await CallOfAsync(sides, await sides.DraftAsync()));
        Assert.Null(await CallOfAsync(sides, await sides.DraftAsync(Rejected), Rejected));
        Assert.Null(await CallOfAsync(sides, await sides.DraftAsync(
            Sleman, new("business", "Bank Contoh", "Direktur Utama"), "kerja-sama-bank"), Sleman));
    }

    [Theory, OnEachDatabase]
    public async Task A_memorandum_that_was_drafted_before_calls_were_looked_up_gets_its_call_when_it_is_signed(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var regions = await SelectedAsync(database);
        var sides = BothSides.Over(database);
        var (earlier, first, second) = (await sides.SigningAsync(), await sides.SigningAsync(), await sides.SigningAsync());
        var bank = await sides.DraftAsync(Sleman, new("business", "Bank Contoh", "Direktur Utama"), "kerja-sama-bank");
        await ChangeAsync(database, db => db.In<AgreementRecord>(RegionScope.National("test"))
            .ExecuteUpdateAsync(s => s.SetProperty(a => a.CallId, (CallId?)null)));
        Ok(await sides.ForceAsync(earlier, Start.AddDays(-3)));
        Ok(await sides.ForceAsync(first, Start));
        Ok(await sides.ForceAsync(first, Start));
        Ok(await sides.ForceAsync(second, Start.AddDays(1)));
        await regions.Notices.DeliverTwiceAsync();

        Assert.Equal(
            [null, regions.Call, null],
            [await CallOfAsync(sides, earlier), await CallOfAsync(sides, first), await CallOfAsync(sides, second)]);
        Assert.Null(await CallOfAsync(sides, bank, Sleman));
        var member = await MemberAsync(database, PagarAlam);
        Assert.Equal((Start, first.Value), (member.SignedOn, member.AgreementId));
        Assert.NotNull(await database.WithAsync<KotaDb, RegionMentoring?>(db => db.In<RegionMentoring>(RegionScope.Of(PagarAlam))
            .SingleOrDefaultAsync(m => m.RegionCode == PagarAlam && m.CallId == regions.Call)));
    }

    [Theory, OnEachDatabase]
    public async Task A_real_memorandum_follows_from_no_demo_call_and_one_of_a_demo_account_does(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var regions = await SelectedAsync(database);
        var demo = await DemoCallAsync(database);
        var real = await BothSides.Over(database).DraftAsync();
        var generated = await new BothSides(database, database.Services) { Generated = true }.DraftAsync();
        var officer = TestPeople.Office("ministry-officer") with
        {
            User = await database.WithAsync<IPeopleSetup, UserId>(async people => Ok(await people.CreateAccountAsync(
                Actor.Platform("test"), new("", "demo@contoh.go.id", "Kementerian", "") { IsDemo = true }, default))),
        };
        var byDemo = Ok(await regions.AsAsync(officer, (CreateAgreement create) => create.RunAsync(
            new(Sleman, BothSides.Memorandum, new("ministry", "", "")), default)));

        var sides = BothSides.Over(database);
        Assert.Equal(regions.Call, await CallOfAsync(sides, real));
        Assert.Equal(demo, await CallOfAsync(sides, generated));
        Assert.Equal(demo, await CallOfAsync(sides, byDemo, Sleman));
    }

    [Theory, OnEachDatabase]
    public async Task A_wipe_of_the_demo_takes_back_what_its_signing_added_and_no_membership_known_from_elsewhere(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var regions = await SelectedAsync(database);
        var (sukoharjo, season) = (RegionCode.Parse("33.11"), 2023);
        await KnowAsync(database, (Sleman, MemberStatus.CompleteList));
        await SignAsync(regions, PagarAlam);
        await SignAsync(regions, Sleman);
        await regions.Notices.DeliverTwiceAsync();
        var signed = (await MemberAsync(database, PagarAlam)).AgreementId;
        await ChangeAsync(database, db => db.In<AgreementRecord>(RegionScope.National("test"))
            .ExecuteUpdateAsync(s => s.SetProperty(a => a.Generated, true)));
        await ChangeAsync(database, db => db.In<MemberRow>(RegionScope.National("test"))
            .Where(m => m.RegionCode == sukoharjo && m.Year == season)
            .ExecuteUpdateAsync(s => s.SetProperty(m => m.Status, MemberStatus.Signed).SetProperty(m => m.Imported, true)
                .SetProperty(m => m.AgreementId, signed)));
        await database.WithAsync((DemoWipe wipe) => wipe.RunAsync(null, default));
        await database.WithAsync<ShippedCohorts>(shipped => shipped.RunAsync(default));

        var rows = await database.WithAsync<KotaDb, List<MemberRow>>(db => db.In<MemberRow>(RegionScope.National("test"))
            .AsNoTracking().Where(m => m.Year == 2026 || (m.Year == season && m.RegionCode == sukoharjo)).ToListAsync());
        Assert.Equal(
            [(sukoharjo, MemberStatus.Attendance), (Sleman, MemberStatus.CompleteList)],
            rows.OrderBy(r => r.Year).Select(r => (r.RegionCode, r.Status)));
        Assert.All(rows, r => Assert.Equal((null, null), (r.SignedOn, r.AgreementId)));
    }

    /// <summary>A generated call, announced a day after the real one, that selected both regions.</summary>
    private static async Task<CallId> DemoCallAsync(TestDatabase database)
    {
        var call = SomeCall.Draft(database.Clock);
        var decision = Ids.New(database.Clock);
        await database.WithAsync<KotaDb>(async db =>
        {
            await using var write = await db.BeginWriteAsync(RegionScope.National("test"), default);
            db.Add(call);
            db.Add(new Announcement
            {
                CallId = call.Id, DecisionId = decision, At = database.Clock.GetUtcNow().UtcDateTime.AddDays(1), ByName = "Direktur",
            });
            db.AddRange(new[] { PagarAlam, Sleman }.Select((region, at) => new DecisionLine
            {
                RegionCode = region, CallId = call.Id, DecisionId = decision, Place = at + 1, Total = 0,
                Reasons = new LineReasons(SelectionReason.ByRank, 3, null, [], []).Write(), Result = SelectionResult.Selected,
            }));
            await write.CommitAsync(default);
        });
        await ChangeAsync(database, db => db.Shared<Call>().Where(c => c.Id == call.Id)
            .ExecuteUpdateAsync(s => s.SetProperty(c => c.Generated, true)));
        return call.Id;
    }

    private static Task ChangeAsync(TestDatabase database, Func<KotaDb, Task> change) => database.WithAsync<KotaDb>(async db =>
    {
        await using var write = await db.BeginWriteAsync(RegionScope.National("test"), default);
        await change(db);
        await write.CommitAsync(default);
    });

    /// <summary>The members of the year as they were known from elsewhere, none of them signed.</summary>
    private static async Task KnowAsync(TestDatabase database, params (RegionCode Region, MemberStatus Status)[] known)
    {
        await ForgetAsync(database);
        await database.WithAsync<KotaDb>(async db =>
        {
            await using var write = await db.BeginWriteAsync(RegionScope.National("test"), default);
            db.AddRange(known.Select(k => MemberRow.Of(new(2026, Track.City, k.Region, k.Status, ["Daftar"], null), imported: false)));
            await write.CommitAsync(default);
        });
    }

    private static Task ForgetAsync(TestDatabase database) => ChangeAsync(
        database, db => db.In<MemberRow>(RegionScope.National("test")).Where(m => m.Year == 2026).ExecuteDeleteAsync());

    private static async Task UpgradeAgainAsync(TestDatabase database)
    {
        await using (var owner = await database.OpenOwnerAsync())
        {
            await using var command = owner.CreateCommand();
            command.CommandText = "delete from platform_migration where name = 'Movement/0018_earlier_members'";
            Assert.Equal(1, await command.ExecuteNonQueryAsync());
        }

        await database.Services.GetRequiredService<Migrator>().RunAsync(default);
    }

    private static Task<MemberRow> MemberAsync(TestDatabase database, RegionCode region) => database.WithAsync<KotaDb, MemberRow>(db =>
        db.In<MemberRow>(RegionScope.Of(region)).AsNoTracking().SingleAsync(m => m.RegionCode == region && m.Year == 2026));

    private static async Task<CallId?> CallOfAsync(BothSides sides, AgreementId id, RegionCode? region = null) =>
        (await sides.FileAsync(id, region)).Agreement.CallId;

    /// <summary>A memorandum drafted as the ministry drafts it, signed on the first day.</summary>
    /// <returns>Its number.</returns>
    private static async Task<string> SignAsync(MentoredRegions regions, RegionCode region)
    {
        var sides = BothSides.Over(regions.Database);
        var id = await sides.SigningAsync(region);
        Ok(await sides.ForceAsync(id, Start, region));
        var document = new DocumentId((await sides.FileAsync(id, region)).Agreement.DocumentId!.Value);
        return await regions.Database.WithAsync<KotaDb, string>(db =>
            db.In<IssuedDocument>(RegionScope.Of(region)).Where(d => d.Id == document).Select(d => d.Number).SingleAsync());
    }

    /// <summary>The app delivers events as well: what it has taken meanwhile is waited for.</summary>
    private static async Task DeliveredAsync(MentoredRegions regions, int members)
    {
        await regions.Notices.DeliverTwiceAsync();
        for (var i = 0; i < 100 && await CountAsync(regions.Database) < members; i++)
        {
            await Task.Delay(100);
        }

        Assert.Equal(members, await CountAsync(regions.Database));
    }

    private static Task<int> CountAsync(TestDatabase database) => database.WithAsync<KotaDb, int>(db =>
        db.In<MemberRow>(RegionScope.National("test")).CountAsync(m => m.Status == MemberStatus.Signed));

    private static Task LoadShippedAgainAsync(TestDatabase database) => database.WithAsync<IServiceProvider>(async services =>
    {
        var db = services.GetRequiredService<KotaDb>();
        await using (var write = await db.BeginWriteAsync(RegionScope.National("test"), default))
        {
            (await db.Shared<ReferenceSet>().SingleAsync(s => s.Name == "movement-cohorts")).Sha256 = "older files";
            await write.CommitAsync(default);
        }

        await services.GetRequiredService<ShippedCohorts>().RunAsync(default);
    });

    private static async Task<(int Added, int Changed)> ImportAsync(MentoredRegions regions, string name, string csv)
    {
        using var file = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(csv));
        var report = Ok(await regions.AsAsync(regions.Ministry, (IMovementImports imports) =>
            imports.RunAsync(name, file, trial: false, regions.Ministry, null, default)));
        Assert.Empty(report.Problems);
        return (report.Added, report.Changed);
    }

    private static Task<CountryView> LoadAsync(TestDatabase database) =>
        database.WithAsync<CountryQueries, CountryView>(queries => queries.LoadAsync(default));
}

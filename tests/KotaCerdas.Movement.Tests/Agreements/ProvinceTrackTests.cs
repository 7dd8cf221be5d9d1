using System.Net;
using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Features.Signing;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Movement.Tests.Assessment;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;

namespace KotaCerdas.Movement.Tests.Agreements;

/// <summary>A province that was selected signs its own memorandum; what its regions agree stays theirs.</summary>
public sealed class ProvinceTrackTests
{
    private const string Code = "32";

    private static readonly RegionCode WestJava = RegionCode.Parse(Code);

    private static readonly string[] Provinces = [Code, "34", "33", "73"];

    [Theory, OnEachDatabase]
    public async Task A_selected_province_negotiates_and_signs_its_memorandum_and_is_told(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var notices = new Notices(app.Database);
        var told = await notices.AccountAsync("province-diskominfo", Code);
        var elsewhere = await notices.AccountAsync("diskominfo", "32.73");
        var season = await AnnouncedAsync(app.Database);
        var sides = new BothSides(app.Database, app.Services) { Call = season.Call };
        Actor Office(string role) => TestPeople.Office(role, Code);
        var governor = Office("province-head");
        var officer = Office("province-diskominfo");

        var id = await sides.NegotiatingAsync(WestJava);
        var party = (await sides.FileAsync(id, WestJava)).Party(2);
        Assert.Equal(("province", "Pemerintah Provinsi Jawa Barat", "Gubernur Jawa Barat"),
            (party.Kind, party.Name, party.SignatoryOffice));
        Assert.Contains("AgreementMoved", await notices.ToldAsync(told));
        using var client = app.Client(governor);
        var path = $"/kesepakatan/{Code}/{id}";
        Assert.NotNull((await client.PageAsync("/daerah-saya")).QuerySelector($"main a[href='{path}']"));
        Assert.NotNull((await client.PageAsync(path + "/naskah")).QuerySelector("main form[method=post]"));

        var hash = await sides.HashAsync(id, WestJava);
        Assert.False((await sides.ConfirmAsync(sides.Ministry, id, hash, WestJava)).Value);
        Assert.True((await sides.ConfirmAsync(officer, id, hash, WestJava)).Value);
        Assert.Empty((await sides.MoveAsync(officer, id, AgreementState.Signing, region: WestJava)).Problems);
        Assert.False(await SignAsync(sides, governor, id));
        Assert.True(await SignAsync(sides, season.General, id));
        await notices.DeliverTwiceAsync();

        Assert.Equal(AgreementState.InForce, (await sides.FileAsync(id, WestJava)).Agreement.State);
        Assert.Contains("AgreementInForce", await notices.ToldAsync(told));
        Assert.Empty(await notices.ToldAsync(elsewhere));
        Assert.Single((await client.PageAsync("/kesepakatan")).QuerySelectorAll($"main a[href='{path}']"));
        Assert.NotNull((await client.PageAsync("/daerah-saya/pendampingan"))
            .QuerySelector($"main a[href='/pendampingan/{season.Call}/{Code}']"));
        await client.PageAsync($"/kelembagaan/{Code}");
        using var due = await client.GetAsync("/kewajiban?pihak=Region");
        Assert.Equal(HttpStatusCode.OK, due.StatusCode);
    }

    [Theory, OnEachDatabase]
    public async Task A_governor_does_not_act_for_the_regions_of_the_province(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var sides = new BothSides(app.Database, app.Services);
        var bandung = RegionCode.Parse("32.73");
        var id = await sides.NegotiatingAsync(bandung);
        using var governor = app.Client(TestPeople.Office("province-head", Code));

        using var closed = await governor.GetAsync($"/kesepakatan/{bandung}/{id}");
        using var bodies = await governor.GetAsync($"/kelembagaan/{bandung}");
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (closed.StatusCode, bodies.StatusCode));
        Assert.Null((await governor.PageAsync("/kesepakatan")).QuerySelector($"main a[href*='{id}']"));

        // Who looks after the regions of a province goes on reading them.
        using var officer = app.Client(TestPeople.Office("province-officer", Code));
        Assert.NotNull((await officer.PageAsync("/kesepakatan")).QuerySelector($"main a[href*='{id}']"));
    }

    [Theory, OnEachDatabase]
    public async Task A_letter_of_a_province_names_its_secretary(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var sides = BothSides.Over(database);
        var id = await sides.DraftAsync(WestJava);
        var offices = await sides.AsAsync(sides.Ministry, async (AgreementDesk desk) =>
            await desk.DelegatesAsync((await desk.ReadAsync(WestJava, id, default)).Value.Party(2), default));
        Assert.Equal(["Sekretaris Daerah Provinsi Jawa Barat"], offices);
    }

    private static async Task<Season> AnnouncedAsync(TestDatabase database)
    {
        var season = await Season.ScoredAsync(
            database, (region, _, _) => 4 - region,
            call => (call.Quota, call.ReserveSize, call.Track) = (2, 1, Model.CallTrack.Province), Provinces);
        await DecisionTests.PublishAsync(season, await DecisionTests.DraftAsync(season));
        return season;
    }

    private static async Task<bool> SignAsync(BothSides sides, Actor actor, AgreementId id)
    {
        var signed = await sides.AsAsync(actor, (SignAgreement o) => o.RunAsync(WestJava, id, SigningHand.None, default));
        Assert.Empty(signed.Problems);
        return signed.Value;
    }
}

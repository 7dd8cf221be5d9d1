using System.Net;
using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Features.Memoranda;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Movement.Tests.Assessment;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Movement.Tests.Agreements;

/// <summary>From the announcement of a selection to memoranda that can be signed, for all regions at once.</summary>
public sealed class MemorandaTests
{
    [Theory, OnEachDatabase]
    public async Task Selected_regions_get_their_memoranda_at_once_and_the_first_screens_say_who_is_next(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var (season, _) = await DecisionTests.AnnouncedAsync(app.Database);
        var path = $"/panggilan/{season.Call}/nota";
        using var officer = app.Client(season.Officer);
        var selected = (await RowsAsync(app, season.Call)).Select(r => r.Region.Code).ToList();
        Assert.NotEmpty(selected);
        Assert.NotNull((await officer.PageAsync("/papan")).QuerySelector($"main a[href='{path}']"));
        Assert.NotNull((await officer.PageAsync($"/panggilan/{season.Call}/keputusan")).QuerySelector($"main a[href='{path}']"));
        using var reader = app.Client(season.Director);
        Assert.Null((await reader.PageAsync(path)).QuerySelector("main form[method=post]"));

        using var past = await officer.SubmitAsync(
            path, [new("PlannedOn.Day", "1"), new("PlannedOn.Month", "1"), new("PlannedOn.Year", "2020")], "form[action$='Siapkan']");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, past.StatusCode);
        using var started = await officer.SubmitAsync(path, [], "form[action$='Siapkan']");
        Assert.StartsWith("/operasi/", started.Headers.Location!.ToString(), StringComparison.Ordinal);
        await RunAsync(app, DraftMemoranda.Kind, new DraftMemorandaInput(season.Call.Value, null, string.Empty, true), season.Officer);
        var made = await RowsAsync(app, season.Call);
        Assert.All(made, r => Assert.Equal(AgreementState.Negotiation, r.Agreement!.State));
        Assert.All(made, r => Assert.Equal(season.Call, r.Agreement!.CallId));
        Assert.Equal(selected.Count, await CountAsync(app));

        // Again it finds nothing to do.
        await RunAsync(app, DraftMemoranda.Kind, new DraftMemorandaInput(season.Call.Value, null, string.Empty, true), season.Officer);
        Assert.Equal(selected.Count, await CountAsync(app));
        Assert.Null((await officer.PageAsync(path)).QuerySelector("form[action$='Siapkan']"));

        // A region proposes another wording: it waits for the ministry, and nothing of it is confirmed unread.
        var sides = new BothSides(app.Database, app.Services);
        var (touched, region) = (made[0].Agreement!, TestPeople.Office("diskominfo", made[0].Region.Code.Value));
        var clause = (await sides.AsAsync(region, (AgreementDesk d) => d.ClausesAsync(touched.RegionCode, touched.Id, default)))[0];
        Assert.Empty((await sides.AsAsync(region, (Negotiation n) => n.ProposeAsync(
            touched.RegionCode, touched.Id, new(clause.Clause, clause.Heading, clause.Body + " Tambahan.", "Lebih jelas", 1),
            default))).Problems);
        var answer = AgreementPaths.Clause(touched, clause.Clause);
        Assert.NotNull((await officer.PageAsync("/papan")).QuerySelector($"main a[href='{answer}']"));
        await RunAsync(app, ConfirmMemoranda.Kind, new ConfirmMemorandaInput(season.Call.Value), season.Officer);
        var confirmed = await RowsAsync(app, season.Call);
        Assert.Empty(confirmed[0].Confirmed);
        Assert.All(confirmed.Skip(1), r => Assert.Equal([r.Ministry], r.Confirmed));

        // A region that has only to confirm sees it on its first screen, and no other region's.
        foreach (var row in made)
        {
            using var client = app.Client(TestPeople.Office("diskominfo", row.Region.Code.Value));
            var main = (await client.PageAsync("/daerah-saya")).QuerySelector("main")!;
            var links = main.QuerySelectorAll("#menunggu ~ table a, #menunggu ~ div a").Select(a => a.GetAttribute("href"))
                .Where(h => h!.StartsWith("/kesepakatan/", StringComparison.Ordinal)).Distinct();
            Assert.Equal(row == made[0] ? [] : [AgreementPaths.Text(row.Agreement!)], links);
        }
    }

    [Theory, OnEachDatabase]
    public async Task Who_must_sign_sees_it_and_who_signs_last_only_when_it_is_their_turn(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var sides = new BothSides(app.Database, app.Services);
        var id = await sides.SigningAsync();
        var href = AgreementPaths.Of(BothSides.PagarAlam, id) + "/tanda-tangan";
        using var head = app.Client(sides.Head);
        using var general = app.Client(TestPeople.Office("ministry-director-general"));
        using var stranger = app.Client(TestPeople.Office("region-head", "16.71"));
        Assert.NotNull((await head.PageAsync("/daerah-saya")).QuerySelector($"main a[href='{href}']"));
        Assert.Null((await stranger.PageAsync("/daerah-saya")).QuerySelector($"main a[href='{href}']"));
        Assert.Null((await general.PageAsync("/papan")).QuerySelector($"main a[href='{href}']"));
        using var signed = await head.SubmitAsync(href, [], "main form[method=post]");
        Assert.Equal(HttpStatusCode.SeeOther, signed.StatusCode);
        Assert.Null((await head.PageAsync("/daerah-saya")).QuerySelector($"#menunggu ~ table a[href='{href}']"));
        Assert.NotNull((await general.PageAsync("/papan")).QuerySelector($"main a[href='{href}']"));
    }

    private static Task<IReadOnlyList<MemorandumRow>> RowsAsync(TestApp app, CallId call) =>
        app.Database.WithAsync<MemorandumRows, IReadOnlyList<MemorandumRow>>(r => r.OfAsync(call, default));

    private static Task<int> CountAsync(TestApp app) => app.Database.WithAsync<KotaDb, int>(
        db => db.In<AgreementRecord>(RegionScope.National("test")).CountAsync());

    /// <summary>Runs it to its end, also where the product's own worker has taken the one that was started from the page.</summary>
    private static async Task RunAsync<T>(TestApp app, OperationKind<T> kind, T input, Actor actor)
        where T : notnull
    {
        for (var tries = 0; tries < 300 && await app.Database.WithAsync<KotaDb, bool>(
            db => db.In<OperationRow>(RegionScope.Of(RegionCode.National)).AnyAsync(o => o.DueAt != null)); tries++)
        {
            await Task.Delay(100);
        }

        var done = await app.Services.GetRequiredService<OperationRunner>().RunNowAsync(
            actor, kind, RegionCode.National, input, null, default);
        Assert.True(done.State == OperationState.Done, done.Error);
    }
}

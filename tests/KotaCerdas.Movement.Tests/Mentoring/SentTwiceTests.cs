using System.Net;
using KotaCerdas.Movement.Model.Institutions;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using static KotaCerdas.Movement.Tests.Mentoring.MentoredRegions;

namespace KotaCerdas.Movement.Tests.Mentoring;

/// <summary>A form is recorded once, also where it is sent twice; shown with the plan of a meeting, of which there may be many.</summary>
public sealed class SentTwiceTests
{
    private const string Plan = "/kelembagaan/16.72/pertemuan/baru?jenis=forum";

    [Theory, OnEachDatabase]
    public async Task A_form_that_is_sent_again_leads_where_it_led_and_records_nothing_more(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var regions = await OpenAsync(app.Database);
        using var officer = app.Client(regions.Officer);
        var send = await officer.FillAsync(Plan, Fields("Kesiapan daerah"));

        using var first = await send();
        using var again = await send();
        Assert.Equal(HttpStatusCode.SeeOther, first.StatusCode);
        Assert.Equal((first.StatusCode, first.Headers.Location), (again.StatusCode, again.Headers.Location));
        Assert.Equal(1, await CountAsync(app));

        using var another = await officer.SubmitAsync(Plan, Fields("Kesiapan daerah"));
        Assert.NotEqual(first.Headers.Location, another.Headers.Location);
        Assert.Equal(2, await CountAsync(app));
    }

    [Theory, OnEachDatabase]
    public async Task Several_at_once_record_one(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var regions = await OpenAsync(app.Database);
        using var officer = app.Client(regions.Officer);
        var send = await officer.FillAsync(Plan, Fields("Kesiapan daerah"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => send()));
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.SeeOther, a.StatusCode));
        Assert.Single(answers.Select(a => a.Headers.Location).Distinct());
        Assert.Equal(1, await CountAsync(app));
    }

    [Theory, OnEachDatabase]
    public async Task What_was_changed_or_refused_may_be_sent_from_the_same_form(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var regions = await OpenAsync(app.Database);
        using var officer = app.Client(regions.Officer);
        var page = await officer.PageAsync(Plan);
        var form = page.QuerySelector("main input[name=__formulir]")!.GetAttribute("value")!;

        using var refused = await officer.SubmitAsync(Plan, [.. Fields(string.Empty), new("__formulir", form)]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        using var put = await officer.SubmitAsync(Plan, [.. Fields("Kesiapan daerah"), new("__formulir", form)]);
        using var edited = await officer.SubmitAsync(Plan, [.. Fields("Anggaran"), new("__formulir", form)]);
        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.SeeOther), (put.StatusCode, edited.StatusCode));
        Assert.Equal(2, await CountAsync(app));
        using var other = app.Client(regions.Officer with { User = new UserId(Ids.New(app.Database.Clock)) });
        using var foreign = await other.SubmitAsync(Plan, [.. Fields("Anggaran"), new("__formulir", form)]);
        Assert.NotEqual(edited.Headers.Location, foreign.Headers.Location);
        Assert.Equal(3, await CountAsync(app));
    }

    private static Task<int> CountAsync(TestApp app) => app.Database.WithAsync((KotaDb db) =>
        db.In<Meeting>(RegionScope.Of(PagarAlam)).CountAsync());

    private static KeyValuePair<string, string>[] Fields(string agenda) =>
    [
        .. Date("Form.FromOn", Start), .. Date("Form.ToOn", Start), new("Form.Place", "Balai Kota"), new("Form.Agenda", agenda),
    ];

    private static KeyValuePair<string, string>[] Date(string field, DateOnly date) =>
    [
        new(field + ".Day", $"{date.Day}"), new(field + ".Month", $"{date.Month}"), new(field + ".Year", $"{date.Year}"),
    ];
}

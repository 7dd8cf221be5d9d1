using System.Net;
using AngleSharp.Html.Dom;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;

namespace KotaCerdas.Movement.Tests.Calls;

/// <summary>Two people in the same section: what one does not touch never overwrites what the other wrote.</summary>
public sealed class SectionConflictTests
{
    [Theory, OnEachDatabase]
    public async Task An_answer_that_was_not_touched_is_shown_as_it_stands_beside_the_one_in_conflict(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var (season, path) = await StartedAsync(app);
        using var planner = app.Client(season.Planner);
        var late = await planner.FillAsync(path, [new("j.visi", "Visi perencana")]);
        await season.SaveAsync(season.Officer, new("visi", "Visi kominfo", "", 1), new("staf", "12", "", 1));

        using var answer = await late();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await answer.DocumentAsync();
        Assert.Equal(("12", "2"), (Value(page, "j.staf"), Value(page, "r.staf")));
        Assert.Equal(("Visi perencana", "2"), (Value(page, "j.visi"), Value(page, "r.visi")));
    }

    [Theory, OnEachDatabase]
    public async Task An_answer_that_could_not_be_read_stays_over_the_revision_it_was_typed_over(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var (season, path) = await StartedAsync(app);
        using var planner = app.Client(season.Planner);
        var late = await planner.FillAsync(path, [new("j.staf", "banyak")]);
        await season.SaveAsync(season.Officer, new("visi", "Visi kominfo", "", 1), new("staf", "12", "", 1));

        using var answer = await late();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await answer.DocumentAsync();
        Assert.Equal(("banyak", "1"), (Value(page, "j.staf"), Value(page, "r.staf")));
        Assert.Equal(("Visi kominfo", "2"), (Value(page, "j.visi"), Value(page, "r.visi")));
    }

    private static async Task<(Season Season, string Path)> StartedAsync(TestApp app)
    {
        var season = await Season.OpenAsync(app.Database, app.Services);
        await season.SaveAsync(season.Officer, new("visi", "Visi lama", "", 0), new("staf", "10", "", 0));
        var section = (await season.DossierAsync()).Instrument.Items.Single(i => i.Code == "staf").Section;
        return (season, $"/pendaftaran/{season.Call}/16.72/bagian/{section}");
    }

    private static string Value(IHtmlDocument page, string name) => page.QuerySelector($"[name='{name}']") switch
    {
        IHtmlInputElement input => input.Value,
        IHtmlTextAreaElement area => area.Value,
        _ => string.Empty,
    };
}

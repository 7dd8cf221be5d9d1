using KotaCerdas.Movement.Model.Panel;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;

namespace KotaCerdas.Movement.Tests.Assessment;

/// <summary>What assessors declared, as the ministry and they themselves read it.</summary>
public sealed class DeclaredConflictTests
{
    private const string Reason = "Kerabat bekerja di sana";

    [Theory, OnEachDatabase]
    public async Task The_ministry_reads_who_declared_what_also_where_it_was_changed(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var season = await Season.PreparedAsync(app.Database, Season.FourRegions);
        app.Database.Clock.Advance(TimeSpan.FromHours(1));
        Season.Ok(await season.DeclareAsync(0, "16.72"));
        Season.Ok(await season.DeclareAsync(1, "34.04"));
        app.Database.Clock.Advance(TimeSpan.FromHours(1));
        Season.Ok(await season.DeclareAsync(1));
        using var officer = app.Client(season.Officer);

        foreach (var page in new[] { "panel", "penugasan" })
        {
            var rows = (await officer.PageAsync($"/panggilan/{season.Call}/{page}")).QuerySelectorAll("main tr")
                .Select(r => r.TextContent).Where(t => t.Contains(Reason, StringComparison.Ordinal)).ToList();
            Assert.Equal(2, rows.Count);
            Assert.Contains(rows, r => r.Contains("Asesor 1", StringComparison.Ordinal)
                && r.Contains("Kota Pagar Alam", StringComparison.Ordinal) && r.Contains("Berlaku", StringComparison.Ordinal));
            Assert.Contains(rows, r => r.Contains("Asesor 2", StringComparison.Ordinal)
                && r.Contains("Kabupaten Sleman", StringComparison.Ordinal) && r.Contains("Diubah kemudian", StringComparison.Ordinal));
        }
    }

    [Theory, OnEachDatabase]
    public async Task An_assignment_that_cannot_be_names_who_is_excluded_by_which_rule(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var season = await Season.PreparedAsync(app.Database, Season.FourRegions, assessors: 2);
        app.Database.Clock.Advance(TimeSpan.FromHours(1));
        Season.Ok(await season.DeclareAsync(0, "16.72"));
        using var officer = app.Client(season.Officer);
        using var proposed = await officer.SubmitAsync($"/panggilan/{season.Call}/penugasan", [new("Seed", "1")], "form:has([name=Seed])");

        var lines = (await officer.PageAsync($"/panggilan/{season.Call}/penugasan")).QuerySelectorAll("main li").Select(l => l.TextContent);
        var line = Assert.Single(lines, l => l.Contains("Asesor 1", StringComparison.Ordinal));
        Assert.Contains("Kota Pagar Alam", line, StringComparison.Ordinal);
        Assert.Contains("benturan kepentingan", line, StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task The_form_opens_with_what_was_declared_before(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var season = await Season.PreparedAsync(app.Database, Season.FourRegions);
        app.Database.Clock.Advance(TimeSpan.FromHours(1));
        Season.Ok(await season.DeclareAsync(0, "16.72"));
        using var assessor = app.Client(season.Assessors[0]);

        var form = await assessor.PageAsync($"/panel/pernyataan/{season.Call}");
        Assert.Equal(nameof(ConflictKind.Declared), form.QuerySelector("#Kind_16_72 option[selected]")!.GetAttribute("value"));
        Assert.Equal(nameof(ConflictKind.None), form.QuerySelector("#Kind_34_04 option[selected]")!.GetAttribute("value"));
        Assert.Equal(Reason, form.QuerySelector("#Reason_16_72")!.GetAttribute("value"));
    }
}

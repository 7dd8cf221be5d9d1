using AngleSharp.Dom;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;

namespace KotaCerdas.Movement.Tests.Agreements;

/// <summary>What the ministry sees of many late promises, and a reader of one of them.</summary>
public sealed class DueBoardTests
{
    private static readonly DateOnly Signed = new(2026, 3, 2);

    [Theory, OnEachDatabase]
    public async Task Many_late_promises_are_counted_by_what_was_promised_and_each_count_leads_to_its_rows(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var sides = new BothSides(app.Database, app.Services);
        var other = RegionCode.Parse("34.04");
        await sides.InForceAsync(Signed);
        Assert.Empty((await sides.ForceAsync(await sides.SigningAsync(other), Signed, other)).Problems);
        app.Database.Clock.Set(new(2026, 7, 1, 2, 0, 0, TimeSpan.Zero));
        using var ministry = app.Client(sides.Ministry);
        using var region = app.Client(sides.Region);

        var rows = (await ministry.PageAsync("/papan")).QuerySelectorAll("#terlambat tbody tr").ToList();
        Assert.Equal(
            [
                ("Rencana kerja pelaksanaan nota kesepakatan", "2"), ("Keputusan kepala daerah tentang Dewan Smart City", "2"),
                ("Keputusan kepala daerah tentang Tim Pelaksana Smart City", "2"),
            ],
            rows.Select(r => (r.QuerySelector("a")!.TextContent, r.QuerySelectorAll("td, th")[1].TextContent.Trim()))
                .OrderBy(r => r.Item1.Length).ToList());
        var link = rows.Select(r => r.QuerySelector("a")!).Single(a => a.TextContent.Contains("Dewan", StringComparison.Ordinal));
        var list = await ministry.PageAsync(link.GetAttribute("href")!);
        Assert.Equal(2, list.QuerySelectorAll("main tbody tr").Length);
        Assert.All(
            list.QuerySelectorAll("main tbody tr"), r => Assert.Contains("Dewan Smart City", r.TextContent, StringComparison.Ordinal));
        Assert.Equal(link.TextContent, list.QuerySelector("select[name=janji] option[selected]")!.TextContent);

        // Three rows are all there are for one region: they need no counting.
        Assert.Null((await region.PageAsync("/daerah-saya")).QuerySelector("#terlambat"));
    }

    [Theory, OnEachDatabase]
    public async Task An_obligation_says_which_thresholds_were_told_and_when_the_others_come(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var sides = new BothSides(app.Database, app.Services);
        var id = await sides.InForceAsync(Signed);
        app.Database.Clock.Set(new(2026, 4, 20, 2, 0, 0, TimeSpan.Zero));
        await sides.WatchAsync(id);
        using var region = app.Client(sides.Region);
        var path = $"/kesepakatan/16.72/{id}/kewajiban/{(await sides.ObligationAsync(id, "sk-dewan")).Id}";

        // Due 60 days after 2 March: half on 1 April, four fifths on 19 April, the last day is 1 May.
        var told = (await region.PageAsync(path)).QuerySelectorAll("#pemberitahuan tbody tr")
            .Select(r => string.Join(" | ", r.QuerySelectorAll("td, th").Select(c => c.TextContent.Trim()))).ToList();
        Assert.Equal(
            [
                "50 % | 1 April 2026 | penanggung jawab | Diberitahukan 20 April 2026",
                "80 % | 19 April 2026 | penanggung jawab, kepala daerah | Diberitahukan 20 April 2026",
                "100 % | 1 Mei 2026 | penanggung jawab, kepala daerah, pihak lain | Belum",
            ],
            told);

        await sides.ReportAsync(sides.Region, id, "sk-dewan");
        await sides.AnswerAsync(sides.Ministry, id, "sk-dewan", accept: true);
        var rows = (await region.PageAsync(path)).QuerySelectorAll("#pemberitahuan tbody tr");
        Assert.EndsWith("Tidak perlu", rows[2].TextContent.Trim(), StringComparison.Ordinal);
    }
}

using KotaCerdas.Movement.Features.Institutions;
using KotaCerdas.Movement.Features.Mentoring;
using KotaCerdas.Movement.Model.Institutions;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using static KotaCerdas.Movement.Tests.Mentoring.MentoredRegions;

namespace KotaCerdas.Movement.Tests.Mentoring;

/// <summary>The report of a stage is asked for once there is something to report.</summary>
public sealed class OwedReportTests
{
    private static readonly Dictionary<string, string> Fields = new(StringComparer.Ordinal)
    {
        ["progress"] = "Berjalan", ["involvement"] = "high", ["participation"] = "low", ["next-steps"] = "SWOT",
    };

    [Theory, OnEachDatabase]
    public async Task A_finished_stage_without_a_report_stands_in_the_queue_and_on_the_board_until_it_is_written(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var regions = await MentoredRegions.OpenAsync(app.Database);
        using var mentor = app.Client(regions.Mentor);
        using var ministry = app.Client(regions.Ministry);
        var report = $"/pendampingan/{regions.Call}/16.72/laporan/stage-1";
        var board = $"/pendampingan/{regions.Call}?keadaan=laporan-kurang";
        Assert.Empty((await mentor.PageAsync("/bimbingan")).QuerySelectorAll($"main a[href='{report}']"));
        Assert.Empty((await ministry.PageAsync(board)).QuerySelectorAll("main tbody tr"));

        app.Database.Clock.Advance(TimeSpan.FromDays(9));
        await regions.FinishStageAsync("stage-1");
        var row = (await mentor.PageAsync("/bimbingan")).QuerySelector($"main tr:has(a[href='{report}'])")!;
        Assert.Contains("Laporan pembimbing", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("11 Maret 2026", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("1 ditunggu", Assert.Single((await ministry.PageAsync(board)).QuerySelectorAll("main tbody tr")).TextContent,
            StringComparison.Ordinal);

        Ok(await regions.AsAsync(regions.Mentor, (SaveReport o) => o.RunAsync(PagarAlam, regions.Call, "stage-1", Fields, default)));
        Assert.Empty((await mentor.PageAsync("/bimbingan")).QuerySelectorAll($"main a[href='{report}']"));
        Assert.Empty((await ministry.PageAsync(board)).QuerySelectorAll("main tbody tr"));
    }

    [Theory, OnEachDatabase]
    public async Task Held_sessions_ask_for_the_report_once_none_is_planned_any_more(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var regions = await MentoredRegions.OpenAsync(app.Database);
        var first = Ok(await PlanAsync(regions, Start));
        var second = Ok(await PlanAsync(regions, Start.AddDays(4)));
        app.Database.Clock.Advance(TimeSpan.FromDays(5));

        Ok(await HoldAsync(regions, first));
        Assert.Empty(await OwedAsync(regions));
        Ok(await HoldAsync(regions, second));
        Assert.Equal([new OwedReport(PagarAlam, regions.Call, "stage-1", Start.AddDays(4))], await OwedAsync(regions));
    }

    private static Task<Outcome<Guid>> PlanAsync(MentoredRegions regions, DateOnly on) => regions.AsAsync(
        regions.Officer,
        (PlanMeeting o) => o.RunAsync(
            PagarAlam, MeetingKind.Session, (regions.Call, "stage-1"), new(on, on, false, "Balai Kota", "Masterplan"), default));

    private static Task<Outcome<Nothing>> HoldAsync(MentoredRegions regions, Guid id) =>
        regions.AsAsync(regions.Officer, (KeepMeeting o) => o.HoldAsync(PagarAlam, id, "Notula", default));

    private static async Task<IEnumerable<OwedReport>> OwedAsync(MentoredRegions regions) =>
        (await regions.AsAsync(regions.Mentor, (SeasonRows rows) => rows.OfMentorAsync(regions.Mentor.User!.Value, default)))
        .SelectMany(r => r.Owed);
}

using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Institutions;
using KotaCerdas.Movement.Features.Mentoring;
using KotaCerdas.Movement.Measures;
using KotaCerdas.Movement.Model.Mentoring;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static KotaCerdas.Movement.Tests.Mentoring.MentoredRegions;

namespace KotaCerdas.Movement.Tests.Mentoring;

public sealed class MentoringEventTests
{
    private const string Memorandum = "nota-kesepakatan-kota-cerdas";

    [Theory, OnEachDatabase]
    public async Task A_signed_agreement_begins_the_mentoring_once_on_the_day_of_the_signing(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var regions = await SelectedAsync(database);
        var (signed, other) = (Start.AddDays(-3), Ids.New(database.Clock));
        await SignAsync(regions, new(PagarAlam, Ids.New(database.Clock), Memorandum, regions.Call.Value, signed));
        await SignAsync(regions, new(PagarAlam, other, Memorandum, regions.Call.Value, Start));
        await SignAsync(regions, new(Sleman, other, Memorandum, null, Start));
        await regions.Notices.DeliverTwiceAsync();

        var begun = await database.WithAsync<KotaDb, List<RegionMentoring>>(
            db => db.In<RegionMentoring>(SeasonRows.AllRegions).ToListAsync());
        var mentoring = Assert.Single(begun);
        Assert.Equal((PagarAlam, signed, MentoringStart.Agreement), (mentoring.RegionCode, mentoring.StartedOn, mentoring.Start));
        Assert.Equal(signed.AddMonths(5), mentoring.DueOn);
        Assert.Equal("stage-1", mentoring.Stage);
    }

    [Theory, OnEachDatabase]
    public async Task Months_of_a_region_that_the_ministry_began_early_count_from_the_signing(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var regions = await OpenAsync(database);
        var (signed, agreement) = (Start.AddDays(10), Ids.New(database.Clock));
        await SignAsync(regions, new(PagarAlam, agreement, Memorandum, regions.Call.Value, signed));
        await SignAsync(regions, new(PagarAlam, Ids.New(database.Clock), Memorandum, regions.Call.Value, signed.AddDays(1)));
        await regions.Notices.DeliverTwiceAsync();

        var file = await regions.FileAsync();
        Assert.Equal(
            (signed, signed.AddMonths(5), agreement), (file.Mentoring.StartedOn, file.Mentoring.DueOn, file.Mentoring.AgreementId));
        Assert.Equal(Start, Assert.Single(file.Stages).OpenedOn);
    }

    [Theory, OnEachDatabase]
    public async Task The_region_and_its_mentor_are_told_once_what_waits_for_them(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var regions = await OpenAsync(database);
        var officer = await regions.Notices.AccountAsync("diskominfo", "16.72");
        var neighbour = await regions.Notices.AccountAsync("diskominfo", "34.04");
        Ok(await regions.AddAsync("readiness"));
        Ok(await regions.JudgeAsync("readiness", Ok(await regions.SubmitAsync("readiness")), "Data pegawai TIK belum ada"));
        var decree = await regions.WriteDecreeAsync("dewan");
        Ok(await regions.AsAsync(regions.Officer, (JudgeDecree o) => o.SubmitAsync(PagarAlam, decree, default)));
        Ok(await regions.AsAsync(regions.Mentor, (JudgeDecree o) => o.RunAsync(PagarAlam, decree, null, default)));
        await regions.Notices.DeliverTwiceAsync();

        Assert.Equal(["StageOpened", "MentorAssigned", "DeliverableReturned", "DecreeAccepted"], await regions.Notices.ToldAsync(officer));
        Assert.Equal(["YouMentor", "DeliverableSubmitted", "DecreeSubmitted"],
            await regions.Notices.ToldAsync(regions.Mentor.User!.Value));
        Assert.Equal(["StageOpened"], await regions.Notices.ToldAsync(neighbour));
        Assert.Contains("Tahap 1 pendampingan Kota Pagar Alam dibuka; luaran paling lambat 1 April 2026.",
            await regions.Notices.SentencesAsync(officer, "id"));
    }

    [Theory, OnEachDatabase]
    public async Task Measures_count_stages_timeliness_decree_days_and_meetings(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var regions = await OpenAsync(database);
        await regions.FinishAsync("readiness");
        await regions.FinishAsync("swot");
        database.Clock.Advance(TimeSpan.FromDays(40));
        await regions.FinishAsync("vision-draft");
        var decree = await regions.WriteDecreeAsync("dewan");
        Ok(await regions.AsAsync(regions.Officer, (JudgeDecree o) => o.SubmitAsync(PagarAlam, decree, default)));
        Ok(await regions.AsAsync(regions.Mentor, (JudgeDecree o) => o.RunAsync(PagarAlam, decree, null, default)));

        var rows = await database.WithAsync<IServiceProvider, IReadOnlyList<MeasureRow>>(services =>
            services.GetServices<IMeasureSource>().OfType<MentoringMeasures>().Single().RowsAsync("2026", null, default));

        Assert.Equal([(PagarAlam, 1m), (Sleman, 0m)], Values("movement.mentoring.stages"));
        Assert.Equal(2m / 3, Values("movement.mentoring.on-time").Average(v => v.Value));
        Assert.Equal([(PagarAlam, 40m)], Values("movement.decree.days"));
        Assert.Empty(Values("movement.forum.meetings"));
        List<(RegionCode Region, decimal? Value)> Values(string code) =>
            [.. rows.Where(r => r.Measure == code).Select(r => (r.Region, r.Numerator)).OrderBy(r => r.Region)];
    }

    [Theory, OnEachDatabase]
    public async Task The_public_page_of_a_region_shows_stage_and_decree_and_nothing_of_the_drafts(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var regions = await OpenAsync(app.Database);
        Ok(await regions.AddAsync("vision-draft", "Rahasia rancangan"));
        var decree = await regions.WriteDecreeAsync("dewan");
        using var visitor = app.Client();
        var before = (await visitor.PageAsync("/daerah/kota-pagar-alam")).QuerySelector("main")!.TextContent;
        Assert.DoesNotContain("800/12/2026", before, StringComparison.Ordinal);
        Ok(await regions.AsAsync(regions.Officer, (JudgeDecree o) => o.SubmitAsync(PagarAlam, decree, default)));
        Ok(await regions.AsAsync(regions.Mentor, (JudgeDecree o) => o.RunAsync(PagarAlam, decree, null, default)));

        var page = (await visitor.PageAsync("/daerah/kota-pagar-alam")).QuerySelector("main")!.TextContent;
        Assert.Contains("sekarang pada Bimtek I", page, StringComparison.Ordinal);
        Assert.Contains("nomor 800/12/2026", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Rahasia", page, StringComparison.Ordinal);
    }

    private static Task SignAsync(MentoredRegions regions, AgreementSigned signed) => regions.Database.WithAsync<IServiceProvider>(
        async services =>
        {
            var db = services.GetRequiredService<KotaDb>();
            await using var write = await db.BeginWriteAsync(RegionScope.Of(signed.Region), default);
            services.GetRequiredService<Outbox>().Add(signed);
            await write.CommitAsync(default);
        });
}

using KotaCerdas.Movement.Features.Mentoring;
using KotaCerdas.Movement.Model.Mentoring;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using static KotaCerdas.Movement.Tests.Mentoring.MentoredRegions;

namespace KotaCerdas.Movement.Tests.Mentoring;

public sealed class DraftTests
{
    [Theory, OnEachDatabase]
    public async Task Versions_are_kept_and_the_same_file_again_is_told(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var regions = await OpenAsync(database);

        Assert.Equal(new AddedDraft(1, ""), Ok(await regions.AddAsync("readiness", "satu")));
        Assert.Equal(new AddedDraft(2, ""), Ok(await regions.AddAsync("readiness", "dua")));
        Assert.Equal(new AddedDraft(3, "readiness.pdf"), Ok(await regions.AddAsync("readiness", "satu")));

        var drafts = await DraftsAsync(database);
        Assert.Equal([1, 2, 3], drafts.Select(d => d.Number));
        Assert.Equal(drafts[0].Sha256, drafts[2].Sha256);
        Assert.NotEqual(drafts[0].FileId, drafts[2].FileId);
    }

    [Theory, OnEachDatabase]
    public async Task Two_people_who_upload_at_once_are_both_kept(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var regions = await OpenAsync(database);

        var added = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(
            () => regions.AddAsync("readiness", $"isi {i}", i % 2 == 0 ? regions.Officer : regions.Head))));

        Assert.Equal([1, 2, 3, 4, 5, 6], added.Select(a => Ok(a).Number).Order());
        Assert.Equal(6, (await DraftsAsync(database)).Select(d => d.Sha256).Distinct().Count());
        Assert.Equal(6, (await regions.FileAsync()).StateOf("readiness")!.Latest);
    }

    [Theory, OnEachDatabase]
    public async Task A_text_deliverable_needs_a_text_and_a_file_deliverable_a_file(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var regions = await OpenAsync(database);

        Assert.Equal("Movement.Mentoring.BodyNeeded", (await regions.AddAsync("vision-draft", " ")).Problem.Code);
        Ok(await regions.AddAsync("vision-draft", "Kota kopi yang cerdas"));
        var without = await regions.AsAsync(regions.Officer, (AddDraft o) =>
            o.RunAsync(PagarAlam, regions.Call, new("readiness", "teks", ""), null, default));
        Assert.Equal("Movement.Mentoring.FileNeeded", without.Problem.Code);
        Assert.Equal("Movement.Mentoring.UnknownDeliverable", (await regions.AddAsync("lain")).Problem.Code);
        Assert.Equal(("Kota kopi yang cerdas", (Guid?)null), (await DraftsAsync(database)).Select(d => (d.Body, d.FileId)).Single());
    }

    [Theory, OnEachDatabase]
    public async Task The_mentor_accepts_or_returns_with_a_reason_what_was_handed_in(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var regions = await OpenAsync(database);

        Assert.Equal("Movement.Mentoring.NothingToSubmit", (await regions.SubmitAsync("readiness")).Problem.Code);
        Ok(await regions.AddAsync("readiness", "satu"));
        Assert.Equal("Movement.Mentoring.NotSubmitted", (await regions.JudgeAsync("readiness", 1)).Problem.Code);
        Assert.Equal(1, Ok(await regions.SubmitAsync("readiness")));
        Assert.Equal(1, Ok(await regions.SubmitAsync("readiness")));
        Assert.Equal("Platform.Access.NotAllowed", (await regions.JudgeAsync("readiness", 1, by: regions.Officer)).Problem.Code);
        Assert.Equal("Platform.Access.NotAllowed", (await regions.JudgeAsync("readiness", 1, by: regions.Ministry)).Problem.Code);
        Assert.Equal("Movement.Mentoring.ReasonLength", (await regions.JudgeAsync("readiness", 1, "kurang")).Problem.Code);
        Ok(await regions.JudgeAsync("readiness", 1, "Data pegawai TIK belum ada"));
        Assert.Equal(WorkStep.Returned, (await regions.FileAsync()).StateOf("readiness")!.Step);

        Ok(await regions.AddAsync("readiness", "dua"));
        Assert.Equal(2, Ok(await regions.SubmitAsync("readiness")));
        Assert.Equal("Movement.Mentoring.NotSubmitted", (await regions.JudgeAsync("readiness", 1)).Problem.Code);
        Ok(await regions.JudgeAsync("readiness", 2));

        var rulings = await database.WithAsync<KotaDb, List<DraftRuling>>(db =>
            db.In<DraftRuling>(RegionScope.Of(PagarAlam)).OrderBy(r => r.Id).ToListAsync());
        Assert.Equal(
            [(1, RulingKind.Submitted), (1, RulingKind.Returned), (2, RulingKind.Submitted), (2, RulingKind.Accepted)],
            rulings.Select(r => (r.Number, r.Kind)));
        Assert.Equal(2, (await regions.FileAsync()).StateOf("readiness")!.Accepted);
    }

    [Theory, OnEachDatabase]
    public async Task A_version_begun_while_one_waits_stays_a_draft_after_the_answer(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var regions = await OpenAsync(database);
        Ok(await regions.AddAsync("readiness", "satu"));
        Ok(await regions.SubmitAsync("readiness"));
        Ok(await regions.AddAsync("readiness", "dua"));
        Assert.Equal(WorkStep.Submitted, (await regions.FileAsync()).StateOf("readiness")!.Step);

        Ok(await regions.JudgeAsync("readiness", 1));

        var state = (await regions.FileAsync()).StateOf("readiness")!;
        Assert.Equal((WorkStep.Draft, 1, 2), (state.Step, state.Accepted, state.Latest));
        Ok(await regions.JudgeAsync("readiness", Ok(await regions.SubmitAsync("readiness"))));
        Assert.Equal(2, (await regions.FileAsync()).StateOf("readiness")!.Accepted);
    }

    [Theory, OnEachDatabase]
    public async Task Changes_and_comments_end_with_the_days_that_the_guide_gives(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var regions = await OpenAsync(database);
        Assert.Equal("Movement.Mentoring.NoSuchVersion", (await regions.CommentAsync(regions.Officer, "readiness")).Problem.Code);
        await regions.FinishAsync("readiness");
        Assert.Equal(Start.AddDays(30), (await regions.FileAsync()).StateOf("readiness")!.ChangeUntil);

        database.Clock.Advance(TimeSpan.FromDays(30));
        Ok(await regions.CommentAsync(regions.Mentor, "readiness"));
        Ok(await regions.CommentAsync(regions.Officer, "readiness"));
        Ok(await regions.AddAsync("readiness", "perbaikan"));
        Assert.Equal("Platform.Access.NotAllowed", (await regions.CommentAsync(regions.Neighbour, "readiness")).Problem.Code);
        Assert.Equal("Platform.Access.NotAllowed", (await regions.CommentAsync(regions.Ministry, "readiness")).Problem.Code);

        database.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal("Movement.Mentoring.WindowClosed", (await regions.CommentAsync(regions.Mentor, "readiness")).Problem.Code);
        Assert.Equal("Movement.Mentoring.WindowClosed", (await regions.AddAsync("readiness", "terlambat")).Problem.Code);
        Assert.Equal("Movement.Mentoring.WindowClosed", (await regions.SubmitAsync("readiness")).Problem.Code);
        Assert.Equal("Movement.Mentoring.StageClosed", (await regions.CommentAsync(regions.Mentor, "book-1")).Problem.Code);
    }

    [Theory, OnEachDatabase]
    public async Task Another_region_cannot_add_to_the_drafts_of_this_one(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var regions = await OpenAsync(database);
        foreach (var stranger in new[] { regions.Neighbour, regions.Ministry, regions.Mentor, regions.OtherMentor, Actor.Visitor })
        {
            Assert.Equal("Platform.Access.NotAllowed", (await regions.AddAsync("readiness", "isi", stranger)).Problem.Code);
        }

        Assert.Empty(await DraftsAsync(database));
    }

    private static Task<List<Draft>> DraftsAsync(TestDatabase database) => database.WithAsync<KotaDb, List<Draft>>(
        db => db.In<Draft>(RegionScope.Of(PagarAlam)).OrderBy(d => d.Number).ToListAsync());
}

using KotaCerdas.Movement.Model.Mentoring;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Mentoring;

/// <summary>A region's own view: what is missing next in each of its seasons, with the link to where it is done.</summary>
[Needs(MentoringPermissions.ReadCode)]
internal sealed class MyMentoringModel(KotaDb db, MentoringDesk desk, NextSteps next, MentoringRecords records, Actor actor) : ProductPage
{
    public IReadOnlyList<(MentoringFile File, IReadOnlyList<TaskStep> Steps)> Files { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var codes = actor.Grants.Where(g => g.Region.Value.Length == 5 && g.Permissions.Contains(MentoringPermissions.ReadCode))
            .Select(g => g.Region).Distinct().Order().ToList();
        List<(MentoringFile, IReadOnlyList<TaskStep>)> files = [];
        foreach (var code in codes)
        {
            var calls = await db.In<RegionMentoring>(RegionScope.Of(code)).AsNoTracking().Where(m => m.RegionCode == code)
                .OrderByDescending(m => m.StartedOn).Select(m => m.CallId).ToListAsync(cancel);
            foreach (var call in calls)
            {
                var file = (await desk.ReadAsync(code, call, cancel)).Value;
                files.Add((file, await next.OfAsync(file, records.TodayIn(file.Region), cancel)));
            }
        }

        Files = files;
    }

    public string StageOf(MentoringFile file, Texts texts) =>
        file.Mentoring.CompletedOn is null ? file.Guide.StageOf(file.Mentoring.Stage).Name.In() : texts["Movement.Season.AllDone"];

    public string Sentence(MentoringFile file, Texts texts) => file.Mentoring.CompletedOn is { } done
        ? texts["Movement.Workspace.CompletedOn", done]
        : texts["Movement.MyMentoring.Stage", file.Mentoring.StageDueOn, file.Mentoring.MissingCount];
}

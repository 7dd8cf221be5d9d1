using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Institutions;
using KotaCerdas.Movement.Features.Mentoring;
using KotaCerdas.Movement.Model.Mentoring;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Demo;

/// <summary>
/// The season of mentoring that follows the selection: every region as far as its quality takes it, the shown region to the end with its
/// decrees and its forum.
/// </summary>
internal sealed class MentoringScene(DemoStage stage, DemoCast cast, CallId call)
{
    private static readonly DateOnly Begin = new(2026, 5, 12);

    /// <summary>How many days each stage takes a region that keeps its time.</summary>
    private static readonly int[] StageDays = [24, 28, 29, 30];

    /// <summary>The region whose head has not signed a decree yet that is numbered.</summary>
    private const int WaitingForHead = 8;

    private readonly Guides _guides = new();

    public async Task PlayAsync(IReadOnlyList<DemoRegion> all, Action<int, int> report)
    {
        stage.Clock.Set(Begin, 8);
        var selected = await stage.AsAsync(
            cast.Officer, async (OpenMentoring o) => Outcome.Of(await o.SelectedAsync(call, stage.Cancel)));
        var regions = all.Where(r => selected.Contains(r.Code)).OrderBy(r => r.Rank).ToList();
        foreach (var (index, region) in regions.Index())
        {
            await RegionAsync(region, (index, regions.Count));
            report(index + 1, regions.Count);
        }
    }

    private async Task RegionAsync(DemoRegion region, (int Index, int Count) place)
    {
        stage.Clock.Set(Begin, 9, place.Index % 60);
        await stage.AsAsync(cast.Officer, (OpenMentoring o) => o.RunAsync(region.Code, call, Begin, stage.Cancel));

        // The last region still waits for a mentor.
        var shown = region.Code == DemoRegions.Shown;
        if (place.Index == place.Count - 1 && !shown)
        {
            return;
        }

        var mentor = cast.Mentors[place.Index % cast.Mentors.Count];
        stage.Clock.Set(Begin.AddDays(2), 10, place.Index % 60);
        await stage.AsAsync(cast.Officer, (AssignMentor o) => o.RunAsync(region.Code, call, mentor, stage.Cancel));
        var bodies = new InstitutionScene(stage, (region, cast.Regions[region.Code], mentor), call);
        await StagesAsync(region, mentor, (shown ? 4 : Reached(place), shown ? bodies : null));
        await bodies.DecreesAsync(Begin, shown ? 2 : place.Index % 3, shown
            ? new(Here: true, cast.Secretary) : new(place.Index % 2 == 0, LastWaits: place.Index == WaitingForHead));
        if (shown)
        {
            await bodies.ForumAsync();
        }
    }

    /// <summary>Stages done: most of the season's regions are through, the others stand in each of the stages.</summary>
    private static int Reached((int Index, int Count) place) => (10 * place.Index / place.Count) switch
    {
        < 6 => 4,
        6 => 2,
        7 => 3,
        8 => 1,
        _ => 0,
    };

    private async Task StagesAsync(DemoRegion region, UserId mentor, (int Done, InstitutionScene? Detailed) how)
    {
        var guide = _guides.InForce(Begin).Value;
        var day = Begin.AddDays(6 + (region.Rank % 5));
        foreach (var (index, of) in guide.Stages.Take(how.Done).Index())
        {
            if (how.Detailed is not null)
            {
                await how.Detailed.SessionAsync(of, day);
            }

            foreach (var deliverable in guide.Of(of.Code).Where(d => d.Required))
            {
                await FinishAsync(region, mentor, deliverable, day, how.Detailed is not null && deliverable.Position == 1);
            }

            if (how.Detailed is not null)
            {
                await ReportAsync(region, mentor, of, day.AddDays(4));
            }

            day = day.AddDays(StageDays[index] + (region.Rank % 7));
        }

        if (how.Done < guide.Stages.Count && guide.Of(guide.Stages[how.Done].Code).First() is { } next)
        {
            await AddAsync(region, next, day, 1);
            if (how.Done is 2 or 3)
            {
                await SubmitAsync(region, next, day.AddDays(1));
            }
        }
    }

    /// <summary>Hands a deliverable in and accepts it; in detail after a comment, a return and a second version.</summary>
    private async Task FinishAsync(DemoRegion region, UserId mentor, GuideDeliverable deliverable, DateOnly day, bool detailed)
    {
        if (detailed)
        {
            await AddAsync(region, deliverable, day, 1);
            var comment = stage.Say("Movement.Demo.DraftComment");
            await stage.AsAsync(mentor, (CommentOnDraft o) => o.RunAsync(region.Code, call, (deliverable.Code, 1), comment, stage.Cancel));
            await SubmitAsync(region, deliverable, day.AddDays(1));
            var reason = stage.Say("Movement.Demo.DraftReturned");
            await JudgeAsync(region, mentor, deliverable, (1, reason), day.AddDays(2));
        }

        var number = detailed ? 2 : 1;
        await AddAsync(region, deliverable, day.AddDays(2), number);
        await SubmitAsync(region, deliverable, day.AddDays(2));
        await JudgeAsync(region, mentor, deliverable, (number, null), day.AddDays(3));
    }

    private async Task AddAsync(DemoRegion region, GuideDeliverable deliverable, DateOnly day, int number)
    {
        stage.Clock.Set(day, 9, region.Rank % 60);
        var text = stage.Say("Movement.Demo.DraftBody", deliverable.Name.Id, region.Region.Name);
        await using var file = DemoDocument.Of(stage.Say("Movement.Demo.Label"), text, $"{region.Code} {deliverable.Code} {number}");
        var input = new DraftInput(deliverable.Code, text, string.Empty);
        await stage.AsAsync(
            cast.Regions[region.Code].Diskominfo,
            (AddDraft o) => o.RunAsync(
                region.Code, call, input, deliverable.IsText ? null : (file, $"{deliverable.Code}-{region.Code}.pdf"), stage.Cancel));
    }

    private Task<int> SubmitAsync(DemoRegion region, GuideDeliverable deliverable, DateOnly day)
    {
        stage.Clock.Set(day, 13, region.Rank % 60);
        return stage.AsAsync(
            cast.Regions[region.Code].Diskominfo, (SubmitDraft o) => o.RunAsync(region.Code, call, deliverable.Code, stage.Cancel));
    }

    private Task<Nothing> JudgeAsync(DemoRegion region, UserId mentor, GuideDeliverable deliverable, (int, string?) ruling, DateOnly day)
    {
        stage.Clock.Set(day, 15, region.Rank % 60);
        return stage.AsAsync(mentor, (JudgeDraft o) => o.RunAsync(region.Code, call, deliverable.Code, ruling, stage.Cancel));
    }

    private Task<int> ReportAsync(DemoRegion region, UserId mentor, GuideStage of, DateOnly day)
    {
        stage.Clock.Set(day, 16, region.Rank % 60);
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["progress"] = stage.Say("Movement.Demo.ReportProgress", of.Name.Id),
            ["involvement"] = "high",
            ["participation"] = "medium",
            ["next-steps"] = stage.Say("Movement.Demo.ReportNext"),
        };
        return stage.AsAsync(mentor, (SaveReport o) => o.RunAsync(region.Code, call, of.Code, fields, stage.Cancel));
    }
}

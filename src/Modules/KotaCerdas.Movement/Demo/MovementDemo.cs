using System.Globalization;
using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features;
using KotaCerdas.Movement.Features.Applications;
using KotaCerdas.Movement.Features.Calls;
using KotaCerdas.Movement.Features.Invitations;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Movement.Model.Deciding;
using KotaCerdas.Movement.Model.Panel;
using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Movement.Demo;

/// <summary>Directs the generated seasons.</summary>
internal sealed class MovementDemo(IServiceScopeFactory scopes, Texts texts) : IMovementDemo
{
    private const int Returned = 12;
    private const int NextSeats = 2;

    private static readonly RegionScope Everywhere = RegionScope.National("figures of the demo");

    public async Task<IReadOnlyList<Region>> RegionsAsync(DemoSeason season, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<KotaDb>();
        var all = await DemoRegions.AllAsync(db, season.Seed, cancel);
        return [.. all.Take(season.Invited).Concat(await DemoRegions.ProvincesAsync(db, cancel)).Select(r => r.Region)];
    }

    public async Task<Outcome<DemoFigures>> PlayAsync(
        DemoSeason season, DemoCast cast, SeededClock clock, IProgress<OperationProgress> progress, CancellationToken cancel)
    {
        // Sentences that operations keep are Indonesian, whatever the machine speaks; it holds for this call only.
        CultureInfo.CurrentUICulture = DemoStage.Indonesian;
        var play = new Play(new DemoStage(scopes, texts, clock, cancel), cast, season, new DemoProgress(progress, season));
        try
        {
            await play.EarlierAsync();
            await play.SeasonAsync();
            await play.NextAsync();
            return await FiguresAsync(cancel);
        }
        catch (DemoStoppedException stopped)
        {
            return stopped.Problem;
        }
    }

    public async Task<DemoFigures> FiguresAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<KotaDb>();
        var call = await db.Shared<Call>().AsNoTracking().Where(c => c.Generated && c.Status == CallStatus.Announced)
            .OrderByDescending(c => c.Year).FirstOrDefaultAsync(cancel);
        if (call is null)
        {
            return new DemoFigures(0, 0, 0, 0);
        }

        var announced = await db.Shared<Announcement>().Where(a => a.CallId == call.Id)
            .OrderBy(a => a.At).Select(a => a.DecisionId).FirstAsync(cancel);
        return new DemoFigures(
            await db.In<Invitation>(Everywhere).CountAsync(i => i.CallId == call.Id && i.Kind == InvitationKind.Invited, cancel),
            await db.In<Application>(Everywhere).CountAsync(a => a.CallId == call.Id && a.FirstSubmittedOn != null, cancel),
            await db.Shared<PanelMember>().CountAsync(m => m.CallId == call.Id && m.State == PanelInvitation.Accepted, cancel),
            await db.In<DecisionLine>(Everywhere)
                .CountAsync(l => l.DecisionId == announced && l.Result == SelectionResult.Selected, cancel));
    }

    /// <summary>One performance.</summary>
    private sealed class Play(DemoStage stage, DemoCast cast, DemoSeason season, DemoProgress progress)
    {
        private readonly CallScene _calls = new(stage, cast);
        private List<DemoRegion> _regions = [];
        private int _indexYear;

        // Those whom the next call invites, at least six so that every state of an application is there.
        private int Again => Math.Min(season.Invited, Math.Max(6, season.Invited / 4));

        /// <summary>A small season of 2025, with regions that come back in 2026.</summary>
        public async Task EarlierAsync()
        {
            var (small, days) = (DemoCalls.EarlierOf(season), DemoCalls.EarlierDays);
            stage.Clock.Set(days.Prepared, 9);
            _regions = await stage.ReadAsync((KotaDb db) => DemoRegions.AllAsync(db, season.Seed, stage.Cancel));
            await _calls.PublishAsync();
            var order = DemoRegions.Earlier(_regions, season);
            var indexYear = await _calls.ImportIndexAsync(order, (small.Invited, season.Invited), days.Prepared.Year - 1);
            var call = await _calls.OpenAsync(DemoCalls.Earlier(stage, small), days.Prepared.AddDays(2));
            Action<int, int> ProgressOf(DemoStep step) =>
                (done, total) => progress.Of(DemoStep.Earlier)((100 * (int)step) + (100 * done / Math.Max(1, total)), 500);
            await _calls.InviteAsync(call, indexYear, CallScene.BoundOfAgain, ProgressOf(DemoStep.Invite));
            var invited = order.Take(small.Invited).ToList();
            var few = cast with { Assessors = [.. cast.Assessors.Take(small.Assessors)] };
            await DecideAsync((call, days), (invited, DemoRegions.Submitting(invited, small)), few, ProgressOf);
        }

        /// <summary>The season of 2026, from the call to the answered objections, the agreements and the mentoring.</summary>
        public async Task SeasonAsync()
        {
            var days = DemoCalls.SeasonDays;
            stage.Clock.Set(days.Prepared, 9);
            _indexYear = await _calls.ImportIndexAsync(_regions, (Again, season.Invited), days.Prepared.Year - 1);
            var call = await _calls.OpenAsync(DemoCalls.Season(stage, season), days.Prepared.AddDays(2));
            await _calls.InviteAsync(call, _indexYear, CallScene.BoundOfAll, progress.Of(DemoStep.Invite));
            var invited = _regions.Take(season.Invited).ToList();
            await DecideAsync((call, days), (invited, DemoRegions.Submitting(invited, season)), cast, progress.Of);
            await AgreeAsync(call);
            await new MentoringScene(stage, cast, call).PlayAsync(_regions, progress.Of(DemoStep.Mentor));
        }

        /// <summary>The call of 2027 as it stands in November 2026: open, with applications in every state.</summary>
        public async Task NextAsync()
        {
            var call = await _calls.OpenAsync(DemoCalls.Next(stage, season), new DateOnly(2026, 10, 27));
            await _calls.InviteAsync(call, _indexYear, CallScene.BoundOfAgain, progress.Of(DemoStep.Next));
            var scene = await SceneAsync(call);
            var others = _regions.Take(Again).Where(r => r.Code != DemoRegions.Shown).ToList();
            var (some, few) = (Math.Max(1, Again / 8), Math.Max(1, Again / 20));
            foreach (var (index, region) in others.Take((2 * some) + (2 * few)).Index())
            {
                var day = new DateOnly(2026, 11, 4 + (index % 10));
                await scene.FillAsync(region, day, index < some ? 0.3 + (0.5 * index / some) : 1);
                if (index >= some)
                {
                    await scene.SubmitAsync(region, day.AddDays(1), 16);
                }

                if (index >= 2 * some)
                {
                    await (index < (2 * some) + few
                        ? scene.VerifyAsync(region, new DateOnly(2026, 11, 18))
                        : scene.ReturnAsync(region, new DateOnly(2026, 11, 19)));
                }
            }

            if (_regions.Take(Again).FirstOrDefault(r => r.Code == DemoRegions.Shown) is { } shown)
            {
                await scene.FillAsync(shown, new DateOnly(2026, 11, 17), 0.5);
            }

            await VolunteerAsync(call);
            await new ProvinceScene(stage, _calls, SceneAsync).PlayAsync(season);
            await LaterAsync();
        }

        /// <summary>What is still to come after the season: the next ceremony, and what the watch over promises has told.</summary>
        private async Task LaterAsync()
        {
            var signing = await stage.ReadAsync((KotaDb db) => db.In<AgreementRecord>(Everywhere).AsNoTracking()
                .Where(a => a.Template == AgreementScene.Memorandum).Select(a => a.RegionCode).ToListAsync(stage.Cancel));
            var next = _regions.Take(season.Invited).Select(r => r.Code).Where(c => !signing.Contains(c)).Take(NextSeats).ToList();
            await new CeremonyScene(stage, cast).PlanAsync(next);
            if (cast.Regions.ContainsKey(DemoRegions.Shown))
            {
                await new CooperationScene(stage, cast).WatchAsync(new DateOnly(2026, 11, 22));
            }
        }

        private async Task AgreeAsync(CallId call)
        {
            var selected = await stage.ReadAsync((KotaDb db) => db.In<DecisionLine>(Everywhere).AsNoTracking()
                .Where(l => l.CallId == call && l.Result == SelectionResult.Selected).Select(l => l.RegionCode)
                .Distinct().OrderBy(r => r).ToListAsync(stage.Cancel));
            var scene = new AgreementScene(stage, cast, call);
            await scene.PrepareAsync(selected, progress.Of(DemoStep.Agree));
            await new CeremonyScene(stage, cast).SignAsync(progress.Of(DemoStep.Sign));
            await new CooperationScene(stage, cast).PlayAsync();
        }

        /// <summary>From the first answers to the answered objections.</summary>
        private async Task DecideAsync(
            (CallId Call, DemoDays Days) of, (List<DemoRegion> Invited, List<DemoRegion> Applicants) regions, DemoCast with,
            Func<DemoStep, Action<int, int>> report)
        {
            await ApplyAsync(of, regions, report);
            var panel = new PanelScene(stage, with, (of.Call, season.Seed));
            await panel.GatherAsync(regions.Applicants, of.Days.Verified);
            await panel.AssignAsync(of.Days.Assigned);
            await panel.ScoreAsync(regions.Applicants, of.Days.Assessed, report(DemoStep.Assess));
            await panel.ModerateAsync(of.Days.Moderated);
            report(DemoStep.Select)(0, 1);
            await new SelectionScene(stage, with, of.Call).DecideAsync(of.Days.Drafted);
            report(DemoStep.Select)(1, 1);
        }

        private async Task ApplyAsync(
            (CallId Call, DemoDays Days) of, (List<DemoRegion> Invited, List<DemoRegion> Applicants) regions,
            Func<DemoStep, Action<int, int>> report)
        {
            var scene = await SceneAsync(of.Call);
            var (first, days) = (of.Days.FirstSubmission, of.Days.Closed.DayNumber - 3 - of.Days.FirstSubmission.DayNumber);
            int DaysOf(DemoRegion region) => (int)(days * Math.Sqrt(new DemoRandom(season.Seed, "day", region.Code.Value).Unit()));
            var dated = regions.Applicants.Select(r => (Region: r, On: first.AddDays(DaysOf(r))))
                .OrderBy(d => d.On).ThenBy(d => d.Region.Rank).ToList();
            foreach (var (index, (region, day)) in dated.Index())
            {
                await scene.FillAsync(region, day.AddDays(-1 - (region.Rank % 5)), 1);
                await scene.SubmitAsync(region, day, 16);
                report(DemoStep.Apply)(index + 1, dated.Count);
            }

            // Some begin and never submit.
            var idle = regions.Invited.Except(regions.Applicants).ToList();
            foreach (var region in idle.Take(idle.Count / 3))
            {
                await scene.FillAsync(region, of.Days.Idle, 0.4);
            }

            await VerifyAsync(of, scene, regions.Applicants, report(DemoStep.Verify));
        }

        private async Task VerifyAsync(
            (CallId Call, DemoDays Days) of, ApplicationScene scene, List<DemoRegion> applicants, Action<int, int> report)
        {
            var (call, days) = of;
            stage.Clock.Set(days.Closed, 8);
            var version = (await stage.CallAsync(call)).Version;
            await stage.AsAsync(cast.Officer, (CloseCall o) => o.RunAsync(call, version, stage.Cancel));
            var returned = applicants.OrderBy(r => r.Quality).ThenBy(r => r.Rank).Take(Math.Min(Returned, applicants.Count / 4)).ToList();
            foreach (var region in returned)
            {
                await scene.ReturnAsync(region, days.Closed);
                await scene.ImproveAsync(region, days.Improved);
            }

            foreach (var (index, region) in applicants.OrderBy(r => r.Code).Index())
            {
                await scene.VerifyAsync(region, days.Verified);
                report(index + 1, applicants.Count);
            }
        }

        /// <summary>A region that the rule left out asks to join.</summary>
        private async Task VolunteerAsync(CallId call)
        {
            if (_regions.Take(season.Invited).Skip(Again).FirstOrDefault() is { } region)
            {
                stage.Clock.Set(new DateOnly(2026, 11, 16), 10);
                var reason = stage.Say("Movement.Demo.VolunteerReason");
                await stage.AsAsync(cast.Regions[region.Code].Head, (Volunteer o) => o.AskAsync(region.Code, call, reason, stage.Cancel));
            }
        }

        private async Task<ApplicationScene> SceneAsync(CallId id)
        {
            var call = await stage.CallAsync(id);
            var questionnaire = await stage.ReadAsync((CallSources s) => s.QuestionnaireAsync(call, stage.Cancel));
            return new ApplicationScene(stage, cast, questionnaire.Value, (id, call.Year, season.Seed));
        }
    }
}

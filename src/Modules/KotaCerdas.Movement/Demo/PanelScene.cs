using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features;
using KotaCerdas.Movement.Features.Agreement;
using KotaCerdas.Movement.Features.Assignments;
using KotaCerdas.Movement.Features.Panels;
using KotaCerdas.Movement.Features.Scoring;
using KotaCerdas.Movement.Model.Assessing;
using KotaCerdas.Movement.Model.Panel;
using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Demo;

/// <summary>The panel: invited, conflicts declared, assigned, scored independently, moderated.</summary>
internal sealed class PanelScene(DemoStage stage, DemoCast cast, (CallId Call, int Seed) of)
{
    private const int Moderated = 5;

    public async Task GatherAsync(IReadOnlyList<DemoRegion> applicants, DateOnly day)
    {
        stage.Clock.Set(day, 9);
        foreach (var assessor in cast.Assessors)
        {
            var sector = Enum.Parse<SectorKind>(assessor.Sector.ToString());
            var input = new InviteMemberInput(of.Call, assessor.User, assessor.Office, sector, assessor.Institution, string.Empty, null);
            await stage.AsAsync(cast.Officer, (InviteMember o) => o.RunAsync(input, stage.Cancel));
        }

        stage.Clock.Set(day.AddDays(1), 9);
        foreach (var (index, assessor) in cast.Assessors.Index())
        {
            var declared = applicants.OrderBy(a => a.Code).Select(a => Declaration(index, a)).ToList();
            await stage.AsAsync(assessor.User, (DeclareConflicts o) => o.RunAsync(of.Call, declared, stage.Cancel));
        }
    }

    public async Task AssignAsync(DateOnly day)
    {
        stage.Clock.Set(day, 13);
        var run = await stage.AsAsync(cast.Officer, (ProposeAssignment o) => o.RunAsync(of.Call, of.Seed, stage.Cancel));
        await stage.AsAsync(cast.Officer, (AcceptAssignment o) => o.RunAsync(of.Call, run, stage.Cancel));
    }

    /// <summary>Every sheet is scored and handed in over three days.</summary>
    public async Task ScoreAsync(IReadOnlyList<DemoRegion> applicants, DateOnly firstDay, Action<int, int> progress)
    {
        var call = await stage.CallAsync(of.Call);
        var engine = (await stage.ReadAsync((CallSources i) => i.AssessmentAsync(call, stage.Cancel))).Value;
        var sheets = await stage.ReadAsync((AssessmentDesk d) => d.SheetsAsync(of.Call, AssessmentDesk.AllRegions, stage.Cancel));
        var regions = applicants.ToDictionary(a => a.Code);
        var order = sheets.OrderBy(s => s.RegionCode).ThenBy(s => s.UserId.Value).ToList();
        foreach (var (index, sheet) in order.Index())
        {
            var region = regions[sheet.RegionCode];
            var assessor = cast.Assessors.Index().First(a => a.Item.User == sheet.UserId);
            stage.Clock.Set(firstDay.AddDays(3 * index / order.Count), 8 + (index % 9), region.Rank % 60);
            var given = Levels(engine.Instrument, region, assessor.Index);
            await stage.AsAsync(sheet.UserId, (SaveScores o) => o.RunAsync(of.Call, region.Code, given, stage.Cancel));
            await stage.AsAsync(sheet.UserId, (SubmitSheet o) => o.RunAsync(of.Call, region.Code, stage.Cancel));
            progress(index + 1, order.Count);
        }
    }

    /// <summary>The widest spreads are moderated; one level is set by the ministry, with a second person.</summary>
    public async Task ModerateAsync(DateOnly day)
    {
        stage.Clock.Set(day, 9);
        var standing = await StandingAsync();
        var wide = standing.Complete.OrderByDescending(Spread).ThenBy(s => s.Region.Code)
            .Take(Math.Min(Moderated, standing.Complete.Count / 2)).ToList();
        foreach (var (index, region) in wide.Index())
        {
            var item = region.Items.OrderByDescending(Gap).ThenBy(i => i.Item.Code, StringComparer.Ordinal).First();
            var kept = index == 0;
            var input = new ModerationInput(
                of.Call, region.Region.Code, item.Item.Code, kept ? ModerationKind.Kept : ModerationKind.Agreed, kept ? null : Middle(item),
                stage.Say(kept ? "Movement.Demo.KeptReason" : "Movement.Demo.AgreedReason"));
            await stage.AsAsync(cast.Officer, (ModerateScore o) => o.RunAsync(input, stage.Cancel));
        }

        await OverrideAsync(standing.Complete.Except(wide).First(), day);
    }

    private async Task OverrideAsync(Standing region, DateOnly day)
    {
        stage.Clock.Set(day, 14);
        var item = region.Items[^1];
        var level = Middle(item) == 2 ? 3 : 2;
        var input = new ModerationInput(
            of.Call, region.Region.Code, item.Item.Code, ModerationKind.OverrideProposed, level, stage.Say("Movement.Demo.OverrideReason"));
        await stage.AsAsync(cast.Director, (ModerateScore o) => o.RunAsync(input, stage.Cancel));
        var proposal = await stage.ReadAsync((KotaDb db) => db.In<Moderation>(RegionScope.Of(region.Region.Code)).AsNoTracking()
            .SingleAsync(m => m.CallId == of.Call && m.Kind == ModerationKind.OverrideProposed, stage.Cancel));
        stage.Clock.Set(day, 16);
        await stage.AsAsync(cast.General, (ConfirmOverride o) => o.RunAsync(of.Call, region.Region.Code, proposal.Id, stage.Cancel));
    }

    private async Task<CallStanding> StandingAsync()
    {
        var standing = await stage.ReadAsync((Standings s) => s.OfCallAsync(of.Call, stage.Cancel));
        return standing.Failed ? throw new DemoStoppedException(standing.Problem) : standing.Value;
    }

    private Declared Declaration(int assessor, DemoRegion region)
    {
        var chance = new DemoRandom(of.Seed, "conflict", assessor, region.Code.Value);
        return chance.Chance(0.004) ? new(region.Code, ConflictKind.Declared, stage.Say("Movement.Demo.ConflictReason"))
            : new(region.Code, ConflictKind.None, string.Empty);
    }

    /// <summary>
    /// Levels around the region's quality; assessors are strict or mild, and now and then one sees it quite differently, though never the
    /// region that the demo goes on with.
    /// </summary>
    private List<GivenLevel> Levels(Instrument instrument, DemoRegion region, int assessor)
    {
        var random = new DemoRandom(of.Seed, "score", assessor, region.Code.Value);
        var mood = new DemoRandom(of.Seed, "mood", assessor).Noise(0.06)
            + (random.Chance(0.05) && region.Code != DemoRegions.Shown ? -0.3 : 0);
        return [.. Scores.ItemsOf(instrument).Select(item =>
        {
            var ladder = instrument.LevelsOf(item.Code).Select(l => l.Value).Order().ToList();
            var talent = region.Quality + new DemoRandom(of.Seed, "talent", region.Code.Value, item.Code).Noise(0.15);
            var place = Math.Clamp((int)Math.Round((talent + mood + random.Noise(0.07)) * (ladder.Count - 1)), 0, ladder.Count - 1);
            var level = ladder[place];
            var noted = random.Chance(0.15) || SubmitSheet.NeedsNote(instrument, item, level);
            return new GivenLevel(item.Code, level, noted ? stage.Say("Movement.Demo.ScoreNote", region.Region.Name) : string.Empty);
        })];
    }

    private static decimal Spread(Standing standing)
    {
        var totals = standing.Totals.Select(t => t.Total ?? 0).ToList();
        return totals.Max() - totals.Min();
    }

    private static int Gap(ItemScore item) => item.Given.Max(g => g.Level ?? 0) - item.Given.Min(g => g.Level ?? 0);

    private static int Middle(ItemScore item) =>
        (int)Math.Round(item.Given.Average(g => (decimal)(g.Level ?? 0)), MidpointRounding.AwayFromZero);
}

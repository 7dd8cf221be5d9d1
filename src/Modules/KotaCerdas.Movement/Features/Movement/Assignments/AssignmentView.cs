using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Panels;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Assessing;
using KotaCerdas.Movement.Model.Panel;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Assignments;

/// <summary>The panel of a region as listed.</summary>
internal sealed record PanelRow(Region Region, string Offices, string Mix, string State, Tone Tone);

/// <summary>How many regions a member has and may have.</summary>
internal sealed record LoadRow(PanelMember Member, int Load, int Cap);

/// <summary>Everything the assignment page shows: what is in force, or the newest proposal.</summary>
internal sealed record AssignmentState(Call Call, List<Region> Regions, List<PanelMember> Members, List<ScoreSheet> Sheets,
    AssignmentRun? Run)
{
    public IReadOnlyList<PanelRow> Panels { get; init; } = [];

    public IReadOnlyList<LoadRow> Loads { get; init; } = [];

    public IReadOnlyList<Obstacle> Obstacles { get; init; } = [];

    public bool Assigned => Sheets.Count > 0;

    /// <summary>Members who have not answered, and so are in no proposal.</summary>
    public int Silent => Members.Count(m => m.State == PanelInvitation.Invited);

    public string OfficeOf(string user) => Members.Find(m => m.UserId.ToString() == user)?.Office ?? user;
}

/// <summary>Reads the state of an assignment.</summary>
internal sealed class AssignmentView(KotaDb db, AssessmentDesk desk, Texts texts)
{
    public async Task<AssignmentState?> OfAsync(CallId id, CancellationToken cancel)
    {
        var call = await desk.CallAsync(id, cancel);
        if (call.Failed)
        {
            return null;
        }

        var run = await db.Shared<AssignmentRun>().AsNoTracking().Where(r => r.CallId == id).OrderByDescending(r => r.At)
            .ThenByDescending(r => r.Id).FirstOrDefaultAsync(cancel);
        var state = new AssignmentState(
            call.Value, await desk.ApplicantsAsync(id, cancel), await desk.MembersAsync(id, cancel),
            await desk.SheetsAsync(id, AssessmentDesk.AllRegions, cancel), run);
        var proposal = run is null ? null : AssignmentProposal.Read(run.Proposal);
        var plan = state.Assigned ? AssessmentDesk.PlanOf(state.Sheets) : proposal is { Feasible: true } ? proposal.Plan() : null;
        return state with
        {
            Obstacles = state.Assigned || proposal is null ? [] : [.. proposal.Obstacles.Select(o => Named(o, state.Regions))],
            Panels = plan is null ? [] : [.. state.Regions.Select(r => Row(state, plan, r))],
            Loads =
            [
                .. state.Members.Where(m => m.State == PanelInvitation.Accepted).Select(m => new LoadRow(
                    m, plan?.Loads.GetValueOrDefault(m.UserId.ToString()) ?? 0,
                        Math.Min(m.LoadCap ?? call.Value.Assessors.LoadCap, call.Value.Assessors.LoadCap))),
            ],
        };
    }

    /// <summary>The search names regions by code; people read names.</summary>
    private static Obstacle Named(Obstacle obstacle, List<Region> regions) => obstacle with
    {
        Args = [.. obstacle.Args.Select(a => string.Join(", ", a.Split(", ").Select(p => NameOf(p, regions))))],
    };

    private static string NameOf(string word, List<Region> regions) => regions.Find(r => r.Code.Value == word)?.Name ?? word;

    private PanelRow Row(AssignmentState state, PanelPlan plan, Region region)
    {
        var panel = plan.Panels.GetValueOrDefault(region.Code, []);
        var members = state.Members.Where(m => panel.Contains(m.UserId.ToString())).ToList();
        var sheets = state.Sheets.Where(s => s.RegionCode == region.Code).ToList();
        var seats = state.Call.Assessors.PerRegion;
        var (key, tone) = panel.Count < seats ? ("Movement.Assess.SeatEmpty", Tone.Danger)
            : sheets.Count > 0 && sheets.TrueForAll(s => s.SubmittedAt is not null) ? ("Movement.Assess.PanelDone", Tone.Positive)
            : ("Movement.Assess.PanelScoring", Tone.Info);
        return new(
            region, string.Join("; ", members.Select(m => m.Office)),
                string.Join(", ", members.Select(m => texts[SectorTexts.Of(m.Sector)]).Distinct()),
            texts[key], tone);
    }
}

using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Features.Changes;
using KotaCerdas.Revenue.Features.Revaluations;
using KotaCerdas.Revenue.Features.Rules;
using KotaCerdas.Revenue.Features.Surveys;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>Something that waits on another page.</summary>
/// <param name="TextKey">Text that says how many.</param>
/// <param name="Count">How many; more than a page of them are not counted, and a sign says so.</param>
/// <param name="Href">Where it waits.</param>
internal sealed record WaitingElsewhere(string TextKey, string Count, string Href);

/// <summary>Assessments and revaluations that wait for an approval, or to be posted.</summary>
internal sealed class OpenAssessments(BatchReading batches, RevaluationReading revaluations)
{
    public async Task<(int Batches, int Revaluations)> CountAsync(RegionCode region, CancellationToken cancel) => (
        (await batches.AllAsync(region, cancel)).Count(b => Waits(b.State)),
        (await revaluations.AllAsync(region, cancel)).Count(r => Waits(r.State)));

    private static bool Waits(BatchState state) => state is BatchState.Simulated or BatchState.HalfApproved or BatchState.Approved;
}

/// <summary>What came from the field and waits for the desk.</summary>
internal sealed class OpenReports(SurveyReading surveys, FindReading finds)
{
    public async Task<(int Reports, int Finds)> CountAsync(RegionCode region, CancellationToken cancel) => (
        (await surveys.ReportsAsync(region, cancel)).Count(r => r.Waits), (await finds.AllAsync(region, cancel)).Count(f => f.Waits));
}

/// <summary>What waits for somebody on the other pages of the revenue office, as far as they may do something about it.</summary>
internal sealed class DeskElsewhere(
    CorrectionDesk corrections, OpenReports field, WaitingChanges changes, OpenAssessments assessments, RuleStore rules,
    BillRadarRows radar)
{
    public async Task<IReadOnlyList<WaitingElsewhere>> OfAsync(Actor actor, RegionCode region, DateOnly today, CancellationToken cancel)
    {
        var found = new List<WaitingElsewhere>();
        if (actor.May(BillPermissions.Correct, region))
        {
            var asked = (await corrections.InboxAsync(region, all: false, cancel)).Count;
            Add("Revenue.Desk.ElsewhereCorrections", asked, BillPaths.Corrections(region));
        }

        if (actor.May(RegisterPermissions.Confirm, region))
        {
            Add("Revenue.Desk.ElsewhereChanges", await changes.CountAsync(region, cancel), ChangePaths.List(region));
        }

        if (actor.May(SurveyPermissions.Decide, region))
        {
            var (reports, unnumbered) = await field.CountAsync(region, cancel);
            Add("Revenue.Desk.ElsewhereReports", reports, SurveyPaths.Reports(region));
            Add("Revenue.Desk.ElsewhereFinds", unnumbered, SurveyPaths.Finds(region));
        }

        if (actor.May(AssessmentPermissions.Read, region))
        {
            var (batches, revaluations) = await assessments.CountAsync(region, cancel);
            Add("Revenue.Desk.ElsewhereBatches", batches, AssessmentPaths.List(region));
            Add("Revenue.Desk.ElsewhereRevaluations", revaluations, RevaluationPaths.List(region));
            var drafts = (await rules.ListAsync(RegionScope.Of(region), cancel)).Count(v => v.State != RuleState.Approved);
            Add("Revenue.Desk.ElsewhereRules", drafts, RulePaths.Region(region));
        }

        if (actor.May(ChargePermissions.Read, region))
        {
            var since = BillClock.On(today).Endangered;
            var old = (await radar.PageAsync(region, (since, 0), null, BillRadarRows.PageSize, cancel)).Rows.Count;
            Add("Revenue.Desk.ElsewhereOldBills", old, ChargePaths.BillRadar(region));
        }

        return found;

        void Add(string key, int count, string href)
        {
            if (count > 0)
            {
                found.Add(new(key, count < BillRadarRows.PageSize ? Formats.Number(count) : $"≥ {Formats.Number(count)}", href));
            }
        }
    }
}

using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Decisions;
using KotaCerdas.Movement.Features.Memoranda;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Deciding;
using KotaCerdas.Movement.Model.Panel;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Calls;

/// <summary>What a call waits for.</summary>
/// <param name="TextKey">Key of the sentence that says so.</param>
/// <param name="Args">Values in the sentence.</param>
/// <param name="ActionKey">Key of the words of the link.</param>
/// <param name="Href">Page on which it is done.</param>
/// <param name="Needs">What one must be allowed to do to act on it.</param>
internal sealed record CallStep(string TextKey, IReadOnlyList<object> Args, string ActionKey, string Href, Permission Needs)
{
    /// <summary>True where the ministry itself has to act; false where it waits for others until a day.</summary>
    public bool Urgent { get; init; } = true;
}

/// <summary>
/// Finds what each call waits for: the one thing that moves it on, read from counts only, so that the board can ask for all calls.
/// </summary>
internal sealed class CallSteps(KotaDb db, MemorandumRows memoranda, TimeProvider clock)
{
    private static readonly RegionScope Everywhere = RegionScope.National("next steps of calls");

    public async Task<IReadOnlyList<CallStep>> OfAsync(Call call, CallCounts counts, CancellationToken cancel) => call.Status switch
    {
        CallStatus.Draft => [Of(call, "Draft", string.Empty, CallPermissions.Open)],
        CallStatus.Open => Opened(call, counts),
        CallStatus.Closed => [.. Verify(call, counts), .. await PanelAsync(call, cancel)],
        CallStatus.Assessing => await SheetsAsync(call, cancel),
        CallStatus.Selecting or CallStatus.Decided => await DecisionsAsync(call, cancel),
        CallStatus.Withdrawn => [],
        _ => [.. await DecisionsAsync(call, cancel), .. await AfterwardsAsync(call, cancel)],
    };

    private List<CallStep> Opened(Call call, CallCounts counts)
    {
        var ended = call.SubmissionEnded(clock.GetUtcNow());
        List<CallStep> steps = [];
        if (counts.Invited == 0 && !ended)
        {
            steps.Add(Of(call, "Invite", "undangan", CallPermissions.Invite));
        }

        steps.AddRange(Verify(call, counts));
        steps.Add(ended ? Of(call, "Close", string.Empty, CallPermissions.Open)
            : Of(call, "Open", "pendaftaran", CallPermissions.List, call.SubmitBy) with { Urgent = false });
        return steps;
    }

    private static IEnumerable<CallStep> Verify(Call call, CallCounts counts) => counts.Submitted == 0 ? []
        : [Of(call, "Verify", "pendaftaran?keadaan=Submitted", CallPermissions.Verify, counts.Submitted)];

    private async Task<IEnumerable<CallStep>> PanelAsync(Call call, CancellationToken cancel)
    {
        var states = await db.Shared<PanelMember>().Where(m => m.CallId == call.Id).Select(m => m.State).ToListAsync(cancel);
        var waiting = states.Count(s => s == PanelInvitation.Invited);
        return states.Count == 0 ? [Of(call, "Panel", "panel", AssessmentPermissions.ManagePanel)]
            : waiting > 0 ? [Of(call, "PanelWaits", "panel", AssessmentPermissions.ManagePanel, waiting, states.Count)]
            : [Of(call, "Assign", "penugasan", AssessmentPermissions.ManagePanel)];
    }

    private async Task<IReadOnlyList<CallStep>> SheetsAsync(Call call, CancellationToken cancel)
    {
        var sheets = db.In<ScoreSheet>(Everywhere).Where(s => s.CallId == call.Id && s.WithdrawnAt == null);
        var (all, open) = (await sheets.CountAsync(cancel), await sheets.CountAsync(s => s.SubmittedAt == null, cancel));
        return open == 0 ? [Of(call, "DraftDecision", "keputusan", AssessmentPermissions.DraftSelection)]
            : [Of(call, "Sheets", "penugasan", AssessmentPermissions.ManagePanel, open, all) with
            {
                Urgent = call.AssessTo < RegionZone.WIB.DateAt(clock.GetUtcNow()),
            }];
    }

    /// <summary>The newest draft that is not announced, and corrections that are not.</summary>
    private async Task<IReadOnlyList<CallStep>> DecisionsAsync(Call call, CancellationToken cancel)
    {
        var decisions = await db.Shared<Decision>().AsNoTracking().Where(d => d.CallId == call.Id).OrderByDescending(d => d.Number)
            .Select(d => new { d.Id, d.CorrectsId }).ToListAsync(cancel);
        var announced = await db.Shared<Announcement>().Where(a => a.CallId == call.Id).Select(a => a.DecisionId).ToListAsync(cancel);
        var open = decisions.Where(d => !announced.Contains(d.Id) && (d.CorrectsId is not null || announced.Count == 0)).ToList();
        var pending = (await OpenCorrections.OfAsync(db, call.Id, cancel)).Select(c => c.Decision.Id)
            .Concat(open.Where(d => d.CorrectsId is null).Take(1).Select(d => d.Id)).ToList();
        var given = await db.Shared<DecisionApproval>().Where(a => pending.Contains(a.DecisionId)).ToListAsync(cancel);
        var returned = given.Where(a => a.ReturnReason is not null).Select(a => a.DecisionId).ToList();
        return
        [
            .. pending.Exists(returned.Contains) ? [Of(call, "Redraft", "keputusan", AssessmentPermissions.DraftSelection)]
                : Array.Empty<CallStep>(),
            .. pending.Except(returned).Select(id => given.Count(g => g.DecisionId == id)).Distinct().Order()
                .Select(approvals => approvals switch
                {
                    0 => Of(call, "Director", "keputusan", AssessmentPermissions.ApproveAsDirector),
                    1 => Of(call, "General", "keputusan", AssessmentPermissions.ApproveAsGeneral),
                    _ => Of(call, "Announce", "keputusan", AssessmentPermissions.Announce),
                }),
        ];
    }

    private async Task<IReadOnlyList<CallStep>> AfterwardsAsync(Call call, CancellationToken cancel)
    {
        List<CallStep> steps = [];
        var returned = db.Shared<DecisionApproval>().Where(a => a.ReturnReason != null);
        var answered = db.In<ObjectionAnswer>(Everywhere).Where(a => !returned.Any(r => r.DecisionId == a.NewDecisionId));
        var objections = await db.In<Objection>(Everywhere)
            .CountAsync(o => o.CallId == call.Id && !answered.Any(a => a.ObjectionId == o.Id), cancel);
        if (objections > 0)
        {
            steps.Add(Of(call, "Objections", "keberatan", AssessmentPermissions.AnswerObjection, objections));
        }

        if (!await db.In<DecisionLetter>(Everywhere).AnyAsync(l => l.CallId == call.Id && l.SentAt != null, cancel))
        {
            steps.Add(Of(call, "Letters", "surat", Letters.LetterPermissions.Send));
        }

        var rows = await memoranda.OfAsync(call.Id, cancel);
        if (rows.Count(r => r.Agreement is null) is > 0 and var missing)
        {
            steps.Add(Of(call, "Memoranda", MemorandaPage.Part, Agreements.AgreementPermissions.Draft, missing));
        }

        if (rows.Count(r => r.AwaitsMinistry) is > 0 and var waiting)
        {
            steps.Add(Of(call, "Confirm", MemorandaPage.Part, Agreements.AgreementPermissions.Negotiate, waiting));
        }

        return steps;
    }

    private static CallStep Of(Call call, string step, string part, Permission needs, params object[] args) => new(
        $"Movement.Next.{step}", args, $"Movement.Next.{step}Action",
        part.Length == 0 ? Paths.Of(call.Id) : CallTabs.PathOf(call.Id, part), needs);
}

using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Deciding;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Decisions;

/// <summary>What an announcement looks up.</summary>
internal sealed record AnnouncementFacts(AssessmentDesk Desk, CallSources Sources, FillPlace Fill);

/// <summary>
/// Makes a decision public and opens the objection window of each region in its own zone. Announcing again changes nothing.
/// </summary>
internal sealed class AnnounceDecision(
    KotaDb db, Actor actor, AnnouncementFacts facts, Records records, TransparencyLog log)
{
    public async Task<Outcome<Nothing>> RunAsync(CallId callId, Guid decisionId, CancellationToken cancel)
    {
        if (actor.Refuse(AssessmentPermissions.Announce, RegionCode.National) is { } refused)
        {
            return refused;
        }

        var call = await facts.Desk.CallAsync(callId, cancel);
        var decision = await db.Shared<Decision>().SingleOrDefaultAsync(d => d.CallId == callId && d.Id == decisionId, cancel);
        if (call.Failed || decision is null)
        {
            return new Problem("Movement.Decision.NoDraft");
        }

        if (await db.Shared<Announcement>().AnyAsync(a => a.CallId == callId && a.DecisionId == decisionId, cancel))
        {
            return Outcome.Done;
        }

        if (await db.Shared<DecisionApproval>().CountAsync(a => a.DecisionId == decisionId && a.ReturnReason == null, cancel) < 2)
        {
            return new Problem("Movement.Decision.NotApproved");
        }

        var lines = await db.In<DecisionLine>(AssessmentDesk.AllRegions).AsNoTracking()
            .Where(l => l.CallId == callId && l.DecisionId == decisionId).ToListAsync(cancel);
        if (await RefuseAsync(decision, lines, cancel) is { } stale)
        {
            return stale;
        }

        var windows = await WindowsAsync(call.Value, decision, lines, cancel);
        if (windows.Failed)
        {
            return windows.Problems.ToList();
        }

        await using var write = await db.BeginWriteAsync(AssessmentDesk.AllRegions, cancel);
        db.Add(new Announcement { CallId = callId, DecisionId = decisionId, At = records.Now, ByName = actor.Name });
        db.AddRange(windows.Value);
        lines.ForEach(l => log.Add(l.RegionCode, DecisionFacts.Of(l)));
        if (call.Value.Status == CallStatus.Decided)
        {
            _ = call.Value.Advance(CallStatus.Announced, actor, records.Now);
        }

        var selected = lines.Where(l => l.Result == SelectionResult.Selected).Select(l => l.RegionCode.Value).Order(StringComparer.Ordinal)
            .ToList();
        records.National(actor, "Movement.Trail.DecisionAnnounced", callId, new { decision = decisionId, selected = selected.Count });
        records.Tell(new SelectionAnnounced(RegionCode.National, callId.Value, decisionId, selected));
        if (await write.TryCommitAsync(Records.Raced, cancel) is { } raced)
        {
            return raced;
        }

        return Outcome.Done;
    }

    /// <summary>Why a correction cannot be announced any more, or null.</summary>
    private async Task<Problem?> RefuseAsync(Decision decision, List<DecisionLine> lines, CancellationToken cancel)
    {
        if (decision.CorrectsId is null)
        {
            return null;
        }

        var open = (await OpenCorrections.OfAsync(db, decision.CallId, cancel)).FirstOrDefault(c => c.Decision.Id == decision.Id);
        return open is null ? new Problem("Movement.Decision.Replaced")
            : open.AfterObjection ? null
            : await facts.Fill.StaleAsync(decision, lines, cancel);
    }

    private async Task<Outcome<List<ObjectionWindow>>> WindowsAsync(Call call, Decision decision, List<DecisionLine> lines,
        CancellationToken cancel)
    {
        var calendar = await facts.Sources.CalendarAsync(cancel);
        var rule = new DueRule(call.ObjectionDays, call.ObjectionInWorkingDays ? DayUnit.WorkingDay : DayUnit.CalendarDay, call.LegalBasis);
        var codes = lines.ConvertAll(l => l.RegionCode);
        var zones = await db.Shared<Region>().AsNoTracking().Where(r => codes.Contains(r.Code))
            .ToDictionaryAsync(r => r.Code, r => r.Zone, cancel);
        var windows = new List<ObjectionWindow>();
        foreach (var region in codes)
        {
            var opens = records.Today(zones[region]);
            var last = rule.DueOn(opens, calendar);
            if (last.Failed)
            {
                return last.Problems.ToList();
            }

            windows.Add(new() { RegionCode = region, CallId = call.Id, DecisionId = decision.Id, OpensOn = opens, LastOn = last.Value });
        }

        return windows;
    }
}

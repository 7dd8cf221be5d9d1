using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Agreement;
using KotaCerdas.Movement.Features.Rankings;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Assessing;
using KotaCerdas.Movement.Model.Deciding;
using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Decisions;

/// <summary>What the ministry says of a draft.</summary>
/// <param name="Note">For those who approve.</param>
/// <param name="Unmoderated">
/// Why regions that the rule of the call sends to moderation were not moderated; unread where there are none.
/// </param>
internal sealed record DraftWords(string Note, string Unmoderated = "");

/// <summary>Drafts the selection from the ranking as it stands. A new draft replaces the one before it; both stay as facts.</summary>
internal sealed class DraftDecision(KotaDb db, Actor actor, CallRankings rankings, Records records)
{
    public const int NoteLength = 2_000;
    private const int LeastReason = 20;

    public async Task<Outcome<Guid>> RunAsync(CallId callId, DraftWords words, CancellationToken cancel)
    {
        if (actor.User is not { } user || actor.Refuse(AssessmentPermissions.DraftSelection, RegionCode.National) is not null)
        {
            return new Problem("Platform.Access.NotAllowed");
        }

        var ranked = await rankings.OfAsync(callId, cancel);
        if (ranked.Failed)
        {
            return ranked.Problems.ToList();
        }

        var waiting = Unmoderated(ranked.Value.Standing).ToDictionary(r => r.Region.Code);
        if (Refuse(ranked.Value, words, [.. waiting.Values]) is { } problem)
        {
            return problem;
        }

        var call = ranked.Value.Standing.Call;
        var number = await db.Shared<Decision>().Where(d => d.CallId == callId).MaxAsync(d => (int?)d.Number, cancel) ?? 0;
        var because = waiting.Count > 0 ? words.Unmoderated.Trim() : string.Empty;
        var decision = Of(ranked.Value, (number + 1, words.Note.Trim(), because), user);
        await using var write = await db.BeginWriteAsync(AssessmentDesk.AllRegions, cancel);
        db.Add(decision);
        foreach (var region in ranked.Value.Regions)
        {
            db.Add(Line(ranked.Value, decision, region, waiting.GetValueOrDefault(region.Ranked.Region)));
        }

        if (call.Status == CallStatus.Assessing)
        {
            _ = call.Advance(CallStatus.Selecting, actor, records.Now);
        }

        records.National(actor, "Movement.Trail.DecisionDrafted", callId, new { decision = decision.Id, decision.Number });
        records.Tell(new SelectionDrafted(RegionCode.National, callId.Value, decision.Id));
        if (await write.TryCommitAsync(Records.Raced, cancel) is { } raced)
        {
            return raced;
        }

        return decision.Id;
    }

    /// <summary>Regions whose assessors differ as far as the call's rule and that nobody has moderated, the widest gap first.</summary>
    public static IEnumerable<SpreadRow> Unmoderated(CallStanding standing) =>
        standing.Complete.Count == 0 ? [] : AgreementReport.Of(standing).Regions.Where(r => r.Waits);

    private static Problem? Refuse(RankedCall ranked, DraftWords words, IReadOnlyList<SpreadRow> waiting)
    {
        var standing = ranked.Standing;
        return standing.Call.Status is not (CallStatus.Assessing or CallStatus.Selecting) ? new Problem("Movement.Decision.NotSelecting")
            : standing.Waiting.Count > 0
                ? new Problem("Movement.Decision.PanelsOpen", null, standing.Waiting.Count, standing.Waiting[0].Name)
            : standing.Complete.Count == 0 ? new Problem("Movement.Assess.NoApplicants")
            : words.Note.Trim().Length > NoteLength ? new Problem("Movement.Decision.NoteLength", "Note", NoteLength)
            : waiting.Count > 0 && words.Unmoderated.Trim().Length is < LeastReason or > NoteLength
                ? new Problem("Movement.Decision.UnmoderatedNeeded", "UnmoderatedReason", LeastReason, NoteLength,
                    string.Join(", ", waiting.Select(r => r.Region.Name)))
            : null;
    }

    private Decision Of(RankedCall ranked, (int Number, string Note, string Unmoderated) draft, UserId user)
    {
        var instrument = ranked.Standing.Engine.Instrument;
        return new Decision
        {
            CallId = ranked.Standing.Call.Id,
            Id = records.NewId(),
            Number = draft.Number,
            Quota = ranked.Rule.Quota,
            ReserveSize = ranked.Rule.Reserve,
            Instrument = $"{instrument.Code} v{instrument.Version} {InstrumentJson.Hash(instrument)}",
            Note = draft.Note,
            UnmoderatedReason = draft.Unmoderated,
            DraftedAt = records.Now,
            DraftedBy = user,
            DraftedByName = actor.Name,
        };
    }

    private static DecisionLine Line(RankedCall ranked, Decision decision, SelectedRegion region, SpreadRow? waiting) => new()
    {
        RegionCode = region.Ranked.Region,
        CallId = decision.CallId,
        DecisionId = decision.Id,
        Result = LineReasons.ResultOf(region),
        Place = region.Ranked.Rank ?? 0,
        ReservePlace = region.ReservePlace,
        Total = (long)Math.Round((region.Ranked.Total ?? 0) * 1_000_000m),
        Reasons = (LineReasons.Of(ranked, region) with
        {
            Unmoderated = waiting is null ? null : new(
                waiting.Difference ?? 0, ranked.Standing.Call.Assessors.ModerationGap / 10_000m, decision.UnmoderatedReason),
        }).Write(),
    };
}

/// <summary>Adds a sentence to a region's reasons while nobody has approved the draft.</summary>
internal sealed class RemarkOnLine(KotaDb db, Actor actor, Records records)
{
    public const int RemarkLength = 1_000;

    public async Task<Outcome<Nothing>> RunAsync(CallId callId, Guid decisionId, RegionCode region, string remark, CancellationToken cancel)
    {
        if (actor.Refuse(AssessmentPermissions.DraftSelection, RegionCode.National) is { } refused)
        {
            return refused;
        }

        var scope = RegionScope.Of(region);
        if (!await db.In<DecisionLine>(scope).AnyAsync(l => l.CallId == callId && l.DecisionId == decisionId, cancel))
        {
            return new Problem("Movement.Decision.NoDraft");
        }

        if (await db.Shared<DecisionApproval>().AnyAsync(a => a.DecisionId == decisionId, cancel))
        {
            return new Problem("Movement.Decision.AlreadyAnswered");
        }

        if (remark.Trim().Length > RemarkLength)
        {
            return new Problem("Movement.Decision.RemarkLength", "Remark", RemarkLength);
        }

        await using var write = await db.BeginWriteAsync(scope, cancel);
        db.Add(new DecisionRemark
        {
            RegionCode = region,
            Id = records.NewId(),
            DecisionId = decisionId,
            Remark = remark.Trim(),
            At = records.Now,
            ByName = actor.Name,
        });
        await write.CommitAsync(cancel);
        return Outcome.Done;
    }
}

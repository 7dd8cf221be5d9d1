using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Scoring;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Panel;
using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Agreement;

/// <summary>What the moderation of one question decided.</summary>
/// <param name="Level">The level agreed or proposed; null where the independent levels are kept.</param>
internal sealed record ModerationInput(CallId CallId, RegionCode Region, string Item, ModerationKind Kind, int? Level, string Reason);

/// <summary>
/// Records what a moderation session decided about a question, or proposes an override by the ministry. The independent levels stay as they
/// are; an override takes effect only when a second person confirms it.
/// </summary>
internal sealed class ModerateScore(KotaDb db, Actor actor, Standings standings, Records records)
{
    public const int ReasonLength = 2_000;

    public async Task<Outcome<Nothing>> RunAsync(ModerationInput input, CancellationToken cancel)
    {
        var permission = input.Kind == ModerationKind.OverrideProposed ? AssessmentPermissions.Override : AssessmentPermissions.Moderate;
        if (actor.User is not { } user || actor.Refuse(permission, RegionCode.National) is not null)
        {
            return new Problem("Platform.Access.NotAllowed");
        }

        var standing = await standings.OfRegionAsync(input.CallId, input.Region, cancel);
        if (standing.Failed)
        {
            return standing.Problem;
        }

        var problems = Check(standing.Value, input).ToList();
        if (problems.Count > 0)
        {
            return problems;
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(input.Region), cancel);
        db.Add(new Moderation
        {
            RegionCode = input.Region,
            Id = records.NewId(),
            CallId = input.CallId,
            CriterionCode = input.Item,
            Kind = input.Kind,
            Level = input.Kind == ModerationKind.Kept ? null : input.Level,
            Reason = input.Reason.Trim(),
            At = records.Now,
            ByUser = user,
            ByName = actor.Name,
        });
        records.Of(actor, "Movement.Trail.ScoreModerated", input.Region, input.CallId, new { input.Item, kind = input.Kind.ToString() });
        await write.CommitAsync(cancel);
        return Outcome.Done;
    }

    private static IEnumerable<Problem> Check(CallStanding standing, ModerationInput input)
    {
        if (standing.Call.Status != CallStatus.Assessing)
        {
            yield return new("Movement.Assess.NotAssessing");
        }

        if (standing.Complete.Count == 0)
        {
            yield return new("Movement.Score.PanelNotComplete");
        }

        var instrument = standing.Engine.Instrument;
        if (Scores.ItemsOf(instrument).All(i => i.Code != input.Item))
        {
            yield return new("Movement.Score.UnknownItem", null, input.Item);
        }
        else if (input.Kind != ModerationKind.Kept && instrument.LevelsOf(input.Item).All(l => l.Value != input.Level))
        {
            yield return new("Movement.Score.ChooseLevel", "Level");
        }

        if (input.Reason.Trim().Length is < 10 or > ReasonLength)
        {
            yield return new("Movement.Score.ReasonLength", "Reason", ReasonLength);
        }
    }
}

/// <summary>A second person confirms an override that another proposed.</summary>
internal sealed class ConfirmOverride(KotaDb db, Actor actor, Records records)
{
    public async Task<Outcome<Nothing>> RunAsync(CallId callId, RegionCode region, Guid proposalId, CancellationToken cancel)
    {
        if (actor.User is not { } user || actor.Refuse(AssessmentPermissions.Override, RegionCode.National) is not null)
        {
            return new Problem("Platform.Access.NotAllowed");
        }

        var scope = RegionScope.Of(region);
        var call = await db.Shared<Call>().SingleOrDefaultAsync(c => c.Id == callId, cancel);
        var facts = await db.In<Moderation>(scope).Where(m => m.CallId == callId).ToListAsync(cancel);
        var proposal = facts.Find(m => m.Id == proposalId && m.Kind == ModerationKind.OverrideProposed);
        if (proposal is null || call is not { Status: CallStatus.Assessing })
        {
            return new Problem("Movement.Score.NoProposal");
        }

        if (facts.Exists(m => m.ConfirmsId == proposalId))
        {
            return Outcome.Done;
        }

        if (proposal.ByUser == user)
        {
            return new Problem("Movement.Score.SecondPerson");
        }

        await using var write = await db.BeginWriteAsync(scope, cancel);
        db.Add(new Moderation
        {
            RegionCode = region,
            Id = records.NewId(),
            CallId = callId,
            CriterionCode = proposal.CriterionCode,
            Kind = ModerationKind.OverrideConfirmed,
            Level = proposal.Level,
            Reason = proposal.Reason,
            ConfirmsId = proposalId,
            At = records.Now,
            ByUser = user,
            ByName = actor.Name,
        });
        records.Of(actor, "Movement.Trail.OverrideConfirmed", region, callId, new { item = proposal.CriterionCode });
        await write.CommitAsync(cancel);
        return Outcome.Done;
    }
}

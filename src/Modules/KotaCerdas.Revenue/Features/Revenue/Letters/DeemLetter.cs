using KotaCerdas.Platform;
using KotaCerdas.Revenue.Contracts;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Returns;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>
/// Records that a request counts as granted because nobody decided it in time: what it asked for is computed and posted as if somebody had
/// granted it. Of two at once, and of this and a decision, one is written.
/// </summary>
internal sealed class DeemLetter(KotaDb db, RegisterDesk desk, LetterCases cases, LetterEffects effects, LetterSeals seals)
{
    /// <summary>What a request comes to as it was asked for.</summary>
    public static Outcome<ChargeDraft> Draft(LetterCase at)
    {
        var request = at.Request!;
        if (request.Facts is null && at.NeedsValues)
        {
            return new Problem("Revenue.Deem.NoFigures", null, at.Letter.Title.In());
        }

        var draft = LetterAmounts.Of(at, Facts.Read(request.Facts ?? Facts.None), request.Reason);
        return draft.Failed ? draft : draft.Value with
        {
            DecisionId = request.Id, Silence = new LegalClock(request.ReceivedOn, request.DecideBy!.Value),
        };
    }

    /// <summary>Records and posts it, or says why it cannot.</summary>
    public async Task<Outcome<DeemedDecision>> RunAsync(RegionCode code, Guid id, CancellationToken cancel)
    {
        var made = await WriteAsync(code, id, cancel);
        if (!made.Failed && made.Value.DocumentId is { } document)
        {
            await seals.SealAsync(code, document, cancel);
        }

        return made;
    }

    private async Task<Outcome<DeemedDecision>> WriteAsync(RegionCode code, Guid id, CancellationToken cancel)
    {
        var region = await desk.OpenAsync(code, ChargePermissions.Decide, cancel);
        if (region.Failed)
        {
            return region.Problem;
        }

        var scope = RegionScope.Of(code);
        if (await db.In<LetterRequest>(scope).AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancel) is not { } request)
        {
            return RegisterDesk.NotFound;
        }

        var today = desk.Today(region.Value);
        if (!request.IsDeemed(today))
        {
            return new Problem("Revenue.Deem.NotYet", null, request.Rule.Title.In(), request.DecideBy ?? today);
        }

        var at = await cases.OpenAsync(
            region.Value, new(request.Letter, request.ChargeId, null, default, default) { Request = id }, cancel);
        var draft = at.Failed ? Outcome.Fail<ChargeDraft>(at.Problems) : Draft(at.Value);
        if (draft.Failed)
        {
            return Outcome.Fail<DeemedDecision>(draft.Problems);
        }

        // Who decided in the meantime wrote an event of the same number, so only one of the two is kept.
        await using var write = await db.BeginWriteAsync(scope, cancel);
        if (await AnsweredAsync(scope, id, cancel))
        {
            return new Problem("Revenue.Letter.Decided");
        }

        var made = await effects.GrantAsync(write, region.Value, at.Value, draft.Value, cancel);
        if (made.Failed)
        {
            return Outcome.Fail<DeemedDecision>(made.Problems);
        }

        var deemed = new DeemedDecision
        {
            RegionCode = code, RequestId = id, Letter = request.Letter, ChargeId = request.ChargeId,
            Since = request.DecideBy!.Value.AddDays(1), DecidedOn = today, Article = at.Value.Letter.Article,
            DocumentId = made.Value.Document, RecordedAt = desk.Now,
        };
        db.Add(deemed);
        desk.Tell(new RequestAnswered(code, id, RequestAnswered.Deemed));
        desk.NoteThing(
            "Revenue.Trail.LetterDeemed", new(code, LetterText.ChargeSubject, request.ChargeId.ToString()),
            new { request.Letter, deemed.Since, deemed.Article });
        return await RegisterDesk.TryCommitAsync(write, cancel) is { } raced ? raced : deemed;
    }

    private async Task<bool> AnsweredAsync(RegionScope scope, Guid id, CancellationToken cancel)
    {
        var proposals = db.In<Proposal>(scope).Where(p => p.RequestId == id).Select(p => p.Id);
        return await db.In<DeemedDecision>(scope).AnyAsync(d => d.RequestId == id, cancel)
            || await db.In<ClosedRequest>(scope).AnyAsync(c => c.RequestId == id, cancel)
            || await db.In<Decision>(scope).AnyAsync(d => proposals.Contains(d.ProposalId), cancel);
    }
}

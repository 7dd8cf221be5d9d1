using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Letters;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>A proposal with its decision and request, as far as there are.</summary>
internal sealed record ProposalFile(Proposal Proposal, Decision? Decision, LetterRequest? Request)
{
    /// <summary>That its request counts as granted, which leaves nothing to decide; null where it does not.</summary>
    public DeemedDecision? Deemed { get; init; }

    /// <summary>That its request was closed at the moment when it was proposed; null where it was not.</summary>
    public ClosedRequest? Closed { get; init; }

    public LetterRule Letter => LetterRules.Of(Proposal.Letter);
}

/// <summary>How far a request has come.</summary>
internal enum RequestState
{
    /// <summary>Nobody has proposed an answer.</summary>
    Received,

    /// <summary>An answer is proposed.</summary>
    Examined,

    Granted,
    Refused,

    /// <summary>It counts as granted, because nobody decided it in time.</summary>
    Deemed,

    /// <summary>What it is about was cancelled or written off, before anybody proposed an answer.</summary>
    Closed,
}

/// <summary>A request with what was done about it.</summary>
/// <param name="Request">The request.</param>
/// <param name="Proposal">The latest proposal, or the one that was decided; null where there is none.</param>
/// <param name="Decision">The decision, or null.</param>
/// <param name="Deemed">That it counts as granted, or null.</param>
internal sealed record RequestFile(LetterRequest Request, Proposal? Proposal, Decision? Decision, DeemedDecision? Deemed)
{
    /// <summary>That it can be answered no more, or null.</summary>
    public ClosedRequest? Closed { get; init; }

    public RequestState State => Deemed is not null ? RequestState.Deemed : Decision switch
    {
        { Result: DecisionResult.Granted } => RequestState.Granted,
        { Result: DecisionResult.Refused } => RequestState.Refused,
        _ when Closed is not null => RequestState.Closed,
        _ => Proposal is null ? RequestState.Received : RequestState.Examined,
    };

    public bool IsOpen => State is RequestState.Received or RequestState.Examined;

    /// <summary>The letter that answers it, or that left nothing to answer; null while there is none.</summary>
    public DocumentId? DocumentId => Deemed?.DocumentId ?? Decision?.DocumentId ?? Closed?.DocumentId;
}

/// <summary>Reads requests, proposals and decisions.</summary>
internal sealed class ProposalReading(KotaDb db)
{
    public async Task<ProposalFile?> FindAsync(RegionCode region, Guid id, CancellationToken cancel) =>
        (await FilesAsync(region, db.In<Proposal>(RegionScope.Of(region)).Where(p => p.Id == id), cancel)).SingleOrDefault();

    /// <summary>All about a charge, oldest first.</summary>
    public Task<IReadOnlyList<ProposalFile>> OfAsync(RegionCode region, ChargeId charge, CancellationToken cancel) =>
        FilesAsync(region, db.In<Proposal>(RegionScope.Of(region)).Where(p => p.ChargeId == charge), cancel);

    /// <summary>What was proposed together, by object.</summary>
    public async Task<IReadOnlyList<ProposalFile>> OfBatchAsync(RegionCode region, Guid batch, CancellationToken cancel) =>
        await FilesAsync(region, db.In<Proposal>(RegionScope.Of(region)).Where(p => p.BatchId == batch), cancel);

    /// <summary>Number of the letter by which a charge began; null where it is a PBB-P2 bill or not there.</summary>
    public Task<string?> NumberAsync(RegionCode region, ChargeId charge, CancellationToken cancel) => db.In<Charge>(RegionScope.Of(region))
        .Where(c => c.ChargeId == charge && c.Cycle == 1).Select(c => c.Number).SingleOrDefaultAsync(cancel);

    /// <summary>What waits for a decision, oldest first.</summary>
    public async Task<IReadOnlyList<ProposalFile>> WaitingAsync(RegionCode region, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        var decided = db.In<Decision>(scope).Select(d => d.ProposalId);
        var settled = db.In<DeemedDecision>(scope).Select(d => (Guid?)d.RequestId)
            .Concat(db.In<ClosedRequest>(scope).Select(c => (Guid?)c.RequestId));
        return await FilesAsync(
            region, db.In<Proposal>(scope).Where(p => !decided.Contains(p.Id) && (p.RequestId == null || !settled.Contains(p.RequestId))),
            cancel);
    }

    /// <summary>Requests without an answer, the first due first.</summary>
    public async Task<IReadOnlyList<RequestFile>> OpenRequestsAsync(RegionCode region, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        var decided = db.In<Decision>(scope).Select(d => d.ProposalId);
        var answered = db.In<Proposal>(scope).Where(p => p.RequestId != null && decided.Contains(p.Id)).Select(p => p.RequestId!.Value);
        var deemed = db.In<DeemedDecision>(scope).Select(d => d.RequestId);
        var closed = db.In<ClosedRequest>(scope).Select(d => d.RequestId);
        var open = db.In<LetterRequest>(scope)
            .Where(r => !answered.Contains(r.Id) && !deemed.Contains(r.Id) && !closed.Contains(r.Id));
        return
        [
            .. (await AnswersAsync(region, open, cancel)).OrderBy(r => r.Request.DecideBy ?? DateOnly.MaxValue)
                .ThenBy(r => r.Request.ReceivedOn),
        ];
    }

    /// <summary>Requests about a charge, oldest first.</summary>
    public Task<IReadOnlyList<RequestFile>> RequestsAsync(RegionCode region, ChargeId charge, CancellationToken cancel) =>
        AnswersAsync(region, db.In<LetterRequest>(RegionScope.Of(region)).Where(r => r.ChargeId == charge), cancel);

    /// <summary>Requests about some charges, oldest first.</summary>
    public Task<IReadOnlyList<RequestFile>> RequestsAsync(
        RegionCode region, IReadOnlyCollection<ChargeId> charges, CancellationToken cancel) =>
        AnswersAsync(region, db.In<LetterRequest>(RegionScope.Of(region)).Where(r => charges.Contains(r.ChargeId)), cancel);

    /// <summary>Requests that an account made in a region, oldest first.</summary>
    public Task<IReadOnlyList<RequestFile>> AskedByAsync(RegionCode region, UserId user, CancellationToken cancel) =>
        AnswersAsync(region, db.In<LetterRequest>(RegionScope.Of(region)).Where(r => r.AskedBy == user), cancel);

    private async Task<IReadOnlyList<RequestFile>> AnswersAsync(
        RegionCode region, IQueryable<LetterRequest> which, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        var requests = await which.AsNoTracking().OrderBy(r => r.ReceivedOn).ThenBy(r => r.Id).ToListAsync(cancel);
        var ids = requests.ConvertAll(r => (Guid?)r.Id);
        var proposals = (await db.In<Proposal>(scope).AsNoTracking().Where(p => ids.Contains(p.RequestId)).ToListAsync(cancel))
            .ToLookup(p => p.RequestId);
        var keys = proposals.SelectMany(g => g).Select(p => p.Id).ToList();
        var decisions = await db.In<Decision>(scope).AsNoTracking().Where(d => keys.Contains(d.ProposalId))
            .ToDictionaryAsync(d => d.ProposalId, cancel);
        var deemed = await db.In<DeemedDecision>(scope).AsNoTracking().Where(d => ids.Contains(d.RequestId))
            .ToDictionaryAsync(d => d.RequestId, cancel);
        var closed = await db.In<ClosedRequest>(scope).AsNoTracking().Where(c => ids.Contains(c.RequestId))
            .ToDictionaryAsync(c => c.RequestId, cancel);
        return
        [
            .. requests.Select(r =>
            {
                var proposal = proposals[r.Id].OrderBy(p => decisions.ContainsKey(p.Id)).ThenBy(p => p.RecordedAt).LastOrDefault();
                return new RequestFile(
                    r, proposal, proposal is null ? null : decisions.GetValueOrDefault(proposal.Id), deemed.GetValueOrDefault(r.Id))
                {
                    Closed = closed.GetValueOrDefault(r.Id),
                };
            }),
        ];
    }

    private async Task<IReadOnlyList<ProposalFile>> FilesAsync(RegionCode region, IQueryable<Proposal> which, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        var proposals = await which.AsNoTracking().OrderBy(p => p.RecordedAt).ThenBy(p => p.Id).ToListAsync(cancel);
        var ids = proposals.Select(p => p.Id).ToList();
        var requests = proposals.Select(p => p.RequestId).OfType<Guid>().ToList();
        var decisions = await db.In<Decision>(scope).AsNoTracking().Where(d => ids.Contains(d.ProposalId))
            .ToDictionaryAsync(d => d.ProposalId, cancel);
        var asked = await db.In<LetterRequest>(scope).AsNoTracking().Where(r => requests.Contains(r.Id))
            .ToDictionaryAsync(r => r.Id, cancel);
        var deemed = await db.In<DeemedDecision>(scope).AsNoTracking().Where(d => requests.Contains(d.RequestId))
            .ToDictionaryAsync(d => d.RequestId, cancel);
        var closed = await db.In<ClosedRequest>(scope).AsNoTracking().Where(c => requests.Contains(c.RequestId))
            .ToDictionaryAsync(c => c.RequestId, cancel);
        return
        [
            .. proposals.Select(p => new ProposalFile(
                p, decisions.GetValueOrDefault(p.Id), p.RequestId is { } id ? asked.GetValueOrDefault(id) : null)
                {
                    Deemed = p.RequestId is { } request ? deemed.GetValueOrDefault(request) : null,
                    Closed = p.RequestId is { } gone ? closed.GetValueOrDefault(gone) : null,
                }),
        ];
    }
}

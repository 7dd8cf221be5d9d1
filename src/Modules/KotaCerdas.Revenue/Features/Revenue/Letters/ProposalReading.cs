using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Letters;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>A proposal with its decision and request, as far as there are.</summary>
internal sealed record ProposalFile(Proposal Proposal, Decision? Decision, LetterRequest? Request)
{
    public LetterRule Letter => LetterRules.Of(Proposal.Letter);
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

    /// <summary>What waits for a decision, oldest first.</summary>
    public async Task<IReadOnlyList<ProposalFile>> WaitingAsync(RegionCode region, CancellationToken cancel)
    {
        var decided = db.In<Decision>(RegionScope.Of(region)).Select(d => d.ProposalId);
        return await FilesAsync(region, db.In<Proposal>(RegionScope.Of(region)).Where(p => !decided.Contains(p.Id)), cancel);
    }

    /// <summary>Requests without a decision, the first due first.</summary>
    public async Task<IReadOnlyList<LetterRequest>> OpenRequestsAsync(RegionCode region, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        var decided = await db.In<Decision>(scope).Select(d => d.ProposalId).ToListAsync(cancel);
        var answered = (await db.In<Proposal>(scope).Where(p => p.RequestId != null).Select(p => new { p.Id, p.RequestId })
            .ToListAsync(cancel)).Where(p => decided.Contains(p.Id)).Select(p => p.RequestId!.Value).ToHashSet();
        return
        [
            .. (await db.In<LetterRequest>(scope).AsNoTracking().ToListAsync(cancel)).Where(r => !answered.Contains(r.Id))
                .OrderBy(r => r.DecideBy ?? DateOnly.MaxValue).ThenBy(r => r.ReceivedOn),
        ];
    }

    /// <summary>Requests about a charge, oldest first.</summary>
    public async Task<IReadOnlyList<LetterRequest>> RequestsAsync(RegionCode region, ChargeId charge, CancellationToken cancel) =>
        await db.In<LetterRequest>(RegionScope.Of(region)).AsNoTracking().Where(r => r.ChargeId == charge).OrderBy(r => r.ReceivedOn)
            .ToListAsync(cancel);

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
        return
        [
            .. proposals.Select(p => new ProposalFile(
                p, decisions.GetValueOrDefault(p.Id), p.RequestId is { } id ? asked.GetValueOrDefault(id) : null)),
        ];
    }
}

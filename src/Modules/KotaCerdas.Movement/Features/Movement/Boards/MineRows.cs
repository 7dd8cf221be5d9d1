using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Decisions;
using KotaCerdas.Movement.Features.Letters;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Boards;

/// <summary>A call as one region sees it.</summary>
/// <param name="Letter">The decision letter sent to the region, where the reader may see it.</param>
internal sealed record MineRow(
    Call Call, Invitation? Invitation, Application? Application, RegionOutcome? Outcome, IssuedDocument? Letter)
{
    /// <summary>The memorandum that followed from the selection, where there is one.</summary>
    public AgreementRecord? Memorandum { get; init; }
}

/// <summary>What a region has to do with calls.</summary>
internal sealed class MineRows(KotaDb db, RegionOutcomes outcomes, LetterRows letters, Actor actor)
{
    /// <summary>Calls that the region may take part in or took part in, newest first.</summary>
    public async Task<IReadOnlyList<MineRow>> OfAsync(Region owner, CancellationToken cancel)
    {
        var region = owner.Code;
        var scope = RegionScope.Of(region);
        var calls = await db.Shared<Call>().AsNoTracking().Where(c => c.Status != CallStatus.Draft)
            .OrderByDescending(c => c.Year).ThenByDescending(c => c.Id).ToListAsync(cancel);
        var invitations = await db.In<Invitation>(scope).AsNoTracking().Where(i => i.RegionCode == region)
            .ToDictionaryAsync(i => i.CallId, cancel);
        var applications = await db.In<Application>(scope).AsNoTracking().Where(a => a.RegionCode == region)
            .ToDictionaryAsync(a => a.CallId, cancel);
        var announced = await outcomes.OfAsync(owner, cancel);
        var sent = actor.May(LetterPermissions.Read, region) ? await letters.SentToAsync(region, cancel) : null;
        var memoranda = (await db.In<AgreementRecord>(scope).AsNoTracking()
            .Where(a => a.RegionCode == region && a.CallId != null && a.State != AgreementState.Withdrawn).OrderBy(a => a.Id)
            .ToListAsync(cancel)).ToLookup(a => a.CallId!.Value);
        return
        [
            .. from call in calls
               where (call.Status == CallStatus.Open && call.Admits(owner))
                   || invitations.ContainsKey(call.Id) || applications.ContainsKey(call.Id)
               select new MineRow(call, invitations.GetValueOrDefault(call.Id), applications.GetValueOrDefault(call.Id),
                   announced.GetValueOrDefault(call.Id), sent?.GetValueOrDefault(call.Id))
               {
                   Memorandum = memoranda[call.Id].LastOrDefault(),
               },
        ];
    }

    public Task<List<Region>> RegionsAsync(IReadOnlyList<RegionCode> codes, CancellationToken cancel) =>
        db.Shared<Region>().AsNoTracking().Where(r => codes.Contains(r.Code)).OrderBy(r => r.Code).ToListAsync(cancel);
}

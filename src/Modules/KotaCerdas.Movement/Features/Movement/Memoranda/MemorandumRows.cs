using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Features.Decisions;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Movement.Model.Deciding;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Memoranda;

/// <summary>A selected region with its memorandum, as far as there is one.</summary>
/// <param name="Region">The region.</param>
/// <param name="Agreement">Null where none was drafted, or the last one was given up.</param>
internal sealed record MemorandumRow(Region Region, AgreementRecord? Agreement)
{
    /// <summary>A memorandum in force that does not follow from the call, or null.</summary>
    public AgreementRecord? Earlier { get; init; }

    /// <summary>Numbers of the parties that have confirmed the text as it stands.</summary>
    public IReadOnlyList<int> Confirmed { get; init; } = [];

    /// <summary>Number of the ministry among the parties.</summary>
    public int Ministry { get; init; }

    /// <summary>True where the text is negotiated, nothing in it is open, and no word of the template was changed.</summary>
    public bool Untouched { get; init; }

    public bool AwaitsMinistry => Untouched && !Confirmed.Contains(Ministry);
}

/// <summary>The memoranda that follow from a call: one for each region whose announced result is that it was selected.</summary>
internal sealed class MemorandumRows(KotaDb db, DecisionReader decisions)
{
    /// <summary>Every selected region by name, with its newest memorandum that was not given up.</summary>
    public async Task<IReadOnlyList<MemorandumRow>> OfAsync(CallId call, CancellationToken cancel)
    {
        var (_, results) = await decisions.AnnouncedAsync(call, cancel);
        var selected = results.Where(r => r.Line.Result == SelectionResult.Selected).Select(r => r.Region).OrderBy(r => r.Name).ToList();
        var agreements = (await db.In<AgreementRecord>(AssessmentDesk.AllRegions).AsNoTracking()
                .Where(a => a.CallId == call && a.ParentId == null && a.State != AgreementState.Withdrawn).ToListAsync(cancel))
            .GroupBy(a => a.RegionCode).ToDictionary(g => g.Key, g => g.MaxBy(a => a.Id.Value)!);
        var ids = agreements.Values.Where(a => a.State == AgreementState.Negotiation).Select(a => a.Id).ToList();
        var parties = (await db.In<AgreementParty>(AssessmentDesk.AllRegions).AsNoTracking().Where(p => ids.Contains(p.AgreementId))
            .ToListAsync(cancel)).ToLookup(p => p.AgreementId);
        var clauses = (await db.In<ClauseVersion>(AssessmentDesk.AllRegions).AsNoTracking().Where(c => ids.Contains(c.AgreementId))
            .ToListAsync(cancel)).ToLookup(c => c.AgreementId);
        var earlier = await EarlierAsync(call, selected.ConvertAll(r => r.Code), cancel);
        return
        [
            .. selected.Select(r => Row(r, agreements.GetValueOrDefault(r.Code), parties, clauses) with
            {
                Earlier = earlier.GetValueOrDefault(r.Code),
            }),
        ];
    }

    private async Task<Dictionary<RegionCode, AgreementRecord>> EarlierAsync(
        CallId call, List<RegionCode> regions, CancellationToken cancel)
    {
        var form = AgreementCatalogue.Shipped.Memorandum.Vehicle;
        var found = await db.In<AgreementRecord>(AssessmentDesk.AllRegions).AsNoTracking()
            .Where(a => a.State == AgreementState.InForce && a.Vehicle == form && regions.Contains(a.RegionCode)
                && (a.CallId == null || a.CallId != call)).OrderBy(a => a.SignedOn).ToListAsync(cancel);
        return found.GroupBy(a => a.RegionCode).ToDictionary(g => g.Key, g => g.Last());
    }

    private static MemorandumRow Row(
        Region region, AgreementRecord? agreement, ILookup<AgreementId, AgreementParty> parties,
        ILookup<AgreementId, ClauseVersion> clauses)
    {
        if (agreement is not { State: AgreementState.Negotiation })
        {
            return new(region, agreement);
        }

        var own = parties[agreement.Id].ToList();
        return new(region, agreement)
        {
            Confirmed = [.. own.Where(p => p.ConfirmedSha256.Length > 0).Select(p => p.Number)],
            Ministry = own.FirstOrDefault(AgreementFile.IsNational)?.Number ?? 0,
            Untouched = clauses[agreement.Id].All(
                c => c.Number == 1 && !c.Body.Contains(AgreementCatalogue.Blank, StringComparison.Ordinal)),
        };
    }
}

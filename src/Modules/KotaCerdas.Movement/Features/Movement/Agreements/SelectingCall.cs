using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Decisions;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Movement.Model.Deciding;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Agreements;

/// <summary>
/// The call that a memorandum with the ministry follows from: the one whose result for the region was announced last, where that selected
/// it and no other agreement of the region follows from it, those that were given up aside.
/// </summary>
internal sealed class SelectingCall(KotaDb db, AnnouncedResults results)
{
    /// <summary>Null for an agreement of another kind or one that follows an earlier one, and where no call selected the region.</summary>
    public async Task<CallId?> OfAsync(AgreementInput input, AgreementTemplate template, CancellationToken cancel)
    {
        if (input.Call is not null || input.Parent is not null || !IsMemorandum(input, template))
        {
            return input.Call;
        }

        var (region, scope) = (input.Region, RegionScope.Of(input.Region));
        var followed = await db.In<AgreementRecord>(scope).AsNoTracking()
            .Where(a => a.RegionCode == region && a.CallId != null && a.State != AgreementState.Withdrawn).Select(a => a.CallId!.Value)
            .ToListAsync(cancel);
        return (await results.OfAsync(region, cancel)).Take(1)
            .Where(r => r.Result == SelectionResult.Selected && !followed.Contains(r.Call)).Select(r => (CallId?)r.Call).FirstOrDefault();
    }

    /// <summary>True for the legal form that the law has for a region and the ministry.</summary>
    private static bool IsMemorandum(AgreementInput input, AgreementTemplate template) =>
        AgreementCatalogue.Shipped.Kind(input.With.Kind)?.ActsAs == ActsAs.National
        && AgreementCatalogue.Shipped.Vehicles.Any(v => v.PartyB == input.With.Kind && v.Form == template.Vehicle);
}

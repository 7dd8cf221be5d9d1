using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Agreements;

/// <summary>Finds the agreement in force that a new one stands beside, though it would be renewed in the ordinary way.</summary>
internal sealed class SameParties(KotaDb db)
{
    /// <summary>
    /// The newest agreement in force of the same legal form with the same other party; null for what follows an earlier one.
    /// </summary>
    public async Task<AgreementRecord?> InForceAsync(AgreementFile file, CancellationToken cancel)
    {
        var agreement = file.Agreement;
        if (!agreement.Preparing || agreement.ParentId is not null || file.Parties.FirstOrDefault(p => !p.IsOwn) is not { } other)
        {
            return null;
        }

        var scope = RegionScope.Of(agreement.RegionCode);
        var national = AgreementFile.IsNational(other);
        var with = db.In<AgreementParty>(scope).Where(
            p => p.Kind == other.Kind && p.PartyRegion == other.PartyRegion && (national || p.Name == other.Name));
        return await db.In<AgreementRecord>(scope).AsNoTracking()
            .Where(a => a.RegionCode == agreement.RegionCode && a.State == AgreementState.InForce && a.Vehicle == agreement.Vehicle
                && with.Any(p => p.RegionCode == a.RegionCode && p.AgreementId == a.Id))
            .OrderByDescending(a => a.SignedOn).ThenByDescending(a => a.Id).FirstOrDefaultAsync(cancel);
    }
}

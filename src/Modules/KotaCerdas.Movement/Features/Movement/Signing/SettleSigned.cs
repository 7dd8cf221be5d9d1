using KotaCerdas.Movement.Features.Institutions;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Signing;

/// <summary>
/// Finishes what a process left that died between the last signature and what follows from it: an agreement that everybody has signed, a
/// decree that the head has signed.
/// </summary>
internal sealed class SettleSigned(KotaDb db, SignAgreement agreements, SettleDecree decrees)
{
    private static readonly RegionScope Everywhere = RegionScope.National("documents that were signed when the process died");

    public async Task RunAsync(CancellationToken cancel)
    {
        var open = await db.In<AgreementRecord>(Everywhere).AsNoTracking()
            .Where(a => a.State == AgreementState.Signing && a.DocumentId != null).Select(a => new { a.RegionCode, a.Id })
            .ToListAsync(cancel);
        foreach (var one in open)
        {
            _ = await agreements.SettleAsync(one.RegionCode, one.Id, cancel);
        }

        await decrees.AllAsync(cancel);
    }
}

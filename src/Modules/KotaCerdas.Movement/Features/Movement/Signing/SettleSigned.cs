using KotaCerdas.Movement.Features.Institutions;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Movement.Features.Signing;

/// <summary>
/// Finishes what a process left that died between the last signature and what follows from it: an agreement that everybody has signed, a
/// decree that the head has signed, letters by which another office signs. Each apart from the others.
/// </summary>
internal sealed class SettleSigned(KotaDb db, OneByOne oneByOne, SettleDecree decrees, DelegateDecree letters, DelegateSigning powers)
{
    private static readonly RegionScope Everywhere = RegionScope.National("documents that were signed when the process died");

    /// <summary>How many could not be settled because something broke or refused them.</summary>
    public async Task<int> RunAsync(OperationContext context, CancellationToken cancel)
    {
        var agreements = await db.In<AgreementRecord>(Everywhere).AsNoTracking()
            .Where(a => a.State == AgreementState.Signing && a.DocumentId != null)
            .OrderBy(a => a.RegionCode).ThenBy(a => a.Id).Select(a => new { a.RegionCode, a.Id })
            .ToListAsync(cancel);
        var broke = 0;
        foreach (var one in agreements)
        {
            broke += await TryAsync<SignAgreement, bool>(context, (one.RegionCode, one.Id.Value),
                s => s.SettleAsync(one.RegionCode, one.Id, cancel), cancel);
        }

        foreach (var one in await decrees.WaitingAsync(cancel))
        {
            broke += await TryAsync<SettleDecree, Nothing>(context, one, s => s.RunAsync(one.Region, one.Id, cancel), cancel);
        }

        foreach (var one in await letters.WaitingAsync(cancel))
        {
            broke += await TryAsync<DelegateDecree, Nothing>(context, one, s => s.SettleAsync(one.Region, one.Id, cancel), cancel);
        }

        foreach (var one in await powers.WaitingAsync(cancel))
        {
            broke += await TryAsync<DelegateSigning, Nothing>(context, (one.RegionCode, one.Id),
                s => s.SettleAsync(one.RegionCode, one.AgreementId, one.Id, cancel), cancel);
        }

        return broke;
    }

    /// <summary>1 where it could not be settled.</summary>
    private async Task<int> TryAsync<TService, T>(
        OperationContext context, (RegionCode Region, Guid Id) item, Func<TService, Task<Outcome<T>>> settle, CancellationToken cancel)
        where TService : notnull =>
        await oneByOne.OutcomeAsync(
            context, (item.Region, item.Id.ToString()), services => settle(services.GetRequiredService<TService>()), cancel)
                == ItemEnd.Done ? 0 : 1;
}

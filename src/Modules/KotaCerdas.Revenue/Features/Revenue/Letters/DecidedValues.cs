using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Returns;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>
/// What decisions said, by the names of their bases: what was proposed, or what was asked for and nobody decided in time.
/// </summary>
internal static class DecidedValues
{
    /// <summary>By the identifier that an event names as its decision.</summary>
    public static async Task<IReadOnlyDictionary<Guid, string>> OfAsync(
        KotaDb db, RegionScope scope, IReadOnlyCollection<Guid> decisions, CancellationToken cancel)
    {
        var values = await db.In<Proposal>(scope).AsNoTracking().Where(p => decisions.Contains(p.Id))
            .ToDictionaryAsync(p => p.Id, p => p.Facts, cancel);
        foreach (var request in await db.In<LetterRequest>(scope).AsNoTracking().Where(r => decisions.Contains(r.Id)).ToListAsync(cancel))
        {
            values[request.Id] = request.Facts ?? Facts.None;
        }

        return values;
    }
}

using KotaCerdas.Movement.Model.Institutions;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Institutions;

/// <summary>A decree takes the place of what was signed on the same body before, so that nobody takes the old one for valid.</summary>
internal static class DecreeSuccession
{
    /// <summary>Marks the signed documents on the same body; inside the caller's write.</summary>
    /// <param name="db">With an open write.</param>
    /// <param name="decree">The decree that counts from now on.</param>
    /// <param name="ownOnly">Only what was signed of this same decree: as long as nobody has accepted it, the others stand.</param>
    /// <param name="by">Its document, or null where it is on paper.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task ReplaceAsync(KotaDb db, Decree decree, DocumentId? by, bool ownOnly, CancellationToken cancel)
    {
        var scope = RegionScope.Of(decree.RegionCode);
        var subjects = (await db.In<Decree>(scope).Where(d => d.RegionCode == decree.RegionCode && d.Kind == decree.Kind)
            .Where(d => !ownOnly || d.Id == decree.Id).Select(d => d.Id).ToListAsync(cancel)).ConvertAll(d => d.ToString());
        var earlier = await db.In<IssuedDocument>(scope)
            .Where(d => d.RegionCode == decree.RegionCode && d.Kind == DecreeDocument.Kind && subjects.Contains(d.SubjectId)
                && d.State == DocumentState.Issued).ToListAsync(cancel);
        foreach (var document in earlier.Where(d => d.Id != by))
        {
            document.Supersede(by);
        }
    }
}

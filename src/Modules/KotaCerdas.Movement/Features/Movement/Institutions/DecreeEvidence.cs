using KotaCerdas.Movement.Features.Mentoring;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Movement.Model.Institutions;
using KotaCerdas.Movement.Model.Mentoring;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Institutions;

/// <summary>Finds the decrees that a region can name as evidence of a promise.</summary>
internal sealed class DecreeEvidence(KotaDb db, Guides guides)
{
    /// <summary>Accepted decrees of the kind that the obligation is about, the newest first.</summary>
    public async Task<IReadOnlyList<Decree>> OfAsync(Obligation obligation, CancellationToken cancel)
    {
        var region = obligation.RegionCode;
        var accepted = await db.In<Decree>(RegionScope.Of(region)).AsNoTracking()
            .Where(d => d.RegionCode == region && d.Step == WorkStep.Accepted && d.FileId != null)
            .OrderByDescending(d => d.AcceptedOn).ThenByDescending(d => d.Id).ToListAsync(cancel);
        return accepted.FindAll(
            d => guides.Of(d.Guide).Decrees.FirstOrDefault(k => k.Code == d.Kind)?.Obligation == obligation.Code);
    }
}

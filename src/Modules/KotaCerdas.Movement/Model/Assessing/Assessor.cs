using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Model.Assessing;

/// <summary>Where an assessor comes from.</summary>
internal enum SectorKind
{
    Government,
    University,
    Practitioner,
}

/// <summary>An assessor as the assignment sees one.</summary>
/// <param name="Code">Identifies the assessor within the call.</param>
/// <param name="Kind">Sector.</param>
/// <param name="Affiliations">Regions or provinces the assessor is affiliated with.</param>
/// <param name="Conflicts">Regions or provinces for which the assessor has declared a conflict of interest.</param>
/// <param name="MostRegions">Own ceiling below the panel's, or null.</param>
internal sealed record Assessor(
    string Code, SectorKind Kind, IReadOnlyCollection<RegionCode> Affiliations, IReadOnlyCollection<RegionCode> Conflicts,
        int? MostRegions = null);

/// <summary>The rules of the panels of a call, as data of the call.</summary>
/// <param name="PerRegion">Assessors per region.</param>
/// <param name="MostRegions">Most regions for one assessor.</param>
/// <param name="LeastKinds">Different sectors that every region's panel must have, 1 to 3.</param>
/// <param name="AffiliationCoversProvince">True where an affiliation with one region bars from all regions of its province.</param>
internal sealed record PanelRules(int PerRegion, int MostRegions, int LeastKinds, bool AffiliationCoversProvince)
{
    /// <summary>True where the assessor must not score the region.</summary>
    public bool Bars(Assessor assessor, RegionCode region) =>
        assessor.Conflicts.Any(c => c.Covers(region))
        || assessor.Affiliations.Any(
            a => a.Covers(region) || a == region.Province || (AffiliationCoversProvince && a.Province == region.Province));

    /// <summary>Most regions this assessor may have.</summary>
    public int MostFor(Assessor assessor) => Math.Min(MostRegions, assessor.MostRegions ?? MostRegions);
}

/// <summary>Who scores which region.</summary>
/// <param name="Panels">Assessor codes per region, in order of code.</param>
internal sealed record PanelPlan(IReadOnlyDictionary<RegionCode, IReadOnlyList<string>> Panels)
{
    /// <summary>Number of regions per assessor that has any.</summary>
    public IReadOnlyDictionary<string, int> Loads =>
        Panels.Values.SelectMany(p => p).GroupBy(a => a, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
}

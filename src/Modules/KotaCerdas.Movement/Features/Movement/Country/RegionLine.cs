using KotaCerdas.Movement.Model.Country;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Country;

/// <summary>What is known of a region's part in the movement, from certain to nothing.</summary>
internal enum Standing
{
    /// <summary>A source names it as a member of a cohort.</summary>
    Member,

    /// <summary>Only its presence at an event of a season is known.</summary>
    Likely,

    /// <summary>It was evaluated, so it takes part; since when is not known.</summary>
    Evaluated,

    /// <summary>Nothing was found, and cohorts have members without names: it may have joined.</summary>
    Unknown,

    /// <summary>All members of all cohorts are known by name, and it is none of them.</summary>
    Outside,
}

/// <summary>A region with what is known of it.</summary>
/// <param name="Code">Kemendagri code.</param>
/// <param name="Name">Full name.</param>
/// <param name="Slug">Its address.</param>
/// <param name="Kind">Province, kabupaten or kota.</param>
/// <param name="IslandGroup">Code of the island group.</param>
/// <param name="Province">Name of its province; its own for a province.</param>
/// <param name="Cohorts">Its cohorts by year, attendance included.</param>
/// <param name="Standing">What follows from them.</param>
internal sealed record RegionLine(
    RegionCode Code, string Name, string Slug, RegionKind Kind, string IslandGroup, string Province, IReadOnlyList<CohortMember> Cohorts,
    Standing Standing)
{
    /// <summary>Its place in lists: what is known comes before what is not.</summary>
    public string Key => $"{(int)Standing}-{Code}";

    public string Href => "/daerah/" + Slug;
}

/// <summary>The whole country as known at this moment.</summary>
/// <param name="Regions">Kabupaten and kota by code.</param>
/// <param name="Provinces">Provinces by code.</param>
/// <param name="Cohorts">Cohorts by year.</param>
/// <param name="Steps">The running total of kabupaten and kota.</param>
internal sealed record CountryView(
    IReadOnlyList<RegionLine> Regions, IReadOnlyList<RegionLine> Provinces, IReadOnlyList<Cohort> Cohorts, IReadOnlyList<CohortStep> Steps)
{
    /// <summary>Different kabupaten and kota that have joined, named or not.</summary>
    public int Joined => Steps.Count == 0 ? 0 : Steps[^1].Total;

    /// <summary>Of them, those whose names are known.</summary>
    public int Named => Count(Standing.Member);

    /// <summary>Of them, those whose names are not known.</summary>
    public int Unnamed => Joined - Named;

    public int JoinedProvinces => Provinces.Count(p => p.Standing == Standing.Member);

    public int Count(Standing standing) => Regions.Count(r => r.Standing == standing);

    public CohortStep? Step(int year) => Steps.FirstOrDefault(s => s.Year == year);

    public IEnumerable<RegionLine> All => Regions.Concat(Provinces);
}

using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Country;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Country;

/// <summary>
/// Reads the country. It is small (552 regions), so pages filter it in memory and every figure on a page comes from one reading.
/// </summary>
internal sealed class CountryQueries(KotaDb db)
{
    private static readonly RegionScope Public = RegionScope.National("cohorts are public");

    private static readonly Lazy<CountryFiles> Files = new(() => new CountryFiles(ShippedData.PathOf("movement")));

    private static readonly Lazy<IReadOnlySet<RegionCode>> Evaluated =
        new(() => Files.Value.Evaluated().Where(e => e.Region is not null).Select(e => e.Region!.Value).ToHashSet());

    public async Task<CountryView> LoadAsync(CancellationToken cancel)
    {
        var regions = await db.Shared<Region>().AsNoTracking().Where(r => r.ValidTo == null).OrderBy(r => r.Code).ToListAsync(cancel);
        var members = await MembersAsync(cancel);
        var cohorts = CohortArithmetic.WithSigned(await StoredAsync(cancel), members);
        var steps = CohortArithmetic.Steps(Track.City, cohorts, members).Value;
        var rest = (City: Rest(steps), Province: Rest(CohortArithmetic.Steps(Track.Province, cohorts, members).Value));
        var byRegion = members.ToLookup(m => m.Region);
        var provinces = regions.Where(r => r.Kind == RegionKind.Province).ToDictionary(r => r.Code, r => r.Name);
        var lines = regions
            .Select(r => (Region: r, Else: r.Kind == RegionKind.Province ? rest.Province : rest.City))
            .Select(r => Line(r.Region, provinces[r.Region.ProvinceCode], [.. byRegion[r.Region.Code]], r.Else))
            .ToLookup(l => l.Kind == RegionKind.Province);
        return new([.. lines[false]], [.. lines[true]], cohorts, steps);
    }

    public async Task<IReadOnlyList<Cohort>> CohortsAsync(CancellationToken cancel) =>
        CohortArithmetic.WithSigned(await StoredAsync(cancel), await MembersAsync(cancel));

    private async Task<IReadOnlyList<Cohort>> StoredAsync(CancellationToken cancel) =>
        [.. (await db.Shared<CohortRow>().AsNoTracking().OrderBy(c => c.Year).ToListAsync(cancel)).Select(c => c.Read())];

    public async Task<IReadOnlyList<CohortMember>> MembersAsync(CancellationToken cancel) =>
        [.. (await db.In<MemberRow>(Public).AsNoTracking().OrderBy(m => m.Year).ToListAsync(cancel)).Select(m => m.Read())];

    /// <summary>Calls that regions can apply to now.</summary>
    public async Task<IReadOnlyList<Call>> OpenCallsAsync(CancellationToken cancel) =>
        await db.Shared<Call>().AsNoTracking().Where(c => c.Status == CallStatus.Open).OrderBy(c => c.SubmitBy).ToListAsync(cancel);

    /// <summary>The last day as it was promised first, of those open calls whose last day was moved.</summary>
    public async Task<IReadOnlyDictionary<CallId, DateOnly>> PromisedAsync(CancellationToken cancel) => await db.Shared<CallExtension>()
        .AsNoTracking().Where(x => x.Number == 1).ToDictionaryAsync(x => x.CallId, x => x.OldSubmitBy, cancel);

    /// <summary>What is known of a region besides its cohorts: assessments attended, evaluations.</summary>
    public static IReadOnlyList<RegionSighting> SightingsOf(RegionCode region) =>
        [.. Files.Value.AssessmentAttendance().Concat(Files.Value.Evaluated()).Where(s => s.Region == region)];

    /// <summary>Source keys of shipped files as a person reads them.</summary>
    public static string SourceTitle(string key) => Files.Value.Sources().FirstOrDefault(s => s.Key == key)?.Title ?? key;

    /// <summary>The indices that other bodies publish.</summary>
    public static IReadOnlyList<ExternalIndex> Indices() => Files.Value.Indices();

    /// <summary>What holds of a region that no source names.</summary>
    private static Standing Rest(IReadOnlyList<CohortStep> steps) => steps.All(s => s.Unknown == 0) ? Standing.Outside : Standing.Unknown;

    private static RegionLine Line(Region region, string province, IReadOnlyList<CohortMember> cohorts, Standing rest) =>
        new(
            region.Code, region.Name, region.Slug, region.Kind, region.IslandGroup, province, cohorts,
            StandingOf(region.Code, cohorts, rest));

    private static Standing StandingOf(RegionCode region, IReadOnlyList<CohortMember> cohorts, Standing rest) =>
        cohorts.Any(c => c.Status != MemberStatus.Attendance) ? Standing.Member
        : Evaluated.Value.Contains(region) ? Standing.Evaluated
        : cohorts.Count > 0 ? Standing.Likely
        : rest;
}

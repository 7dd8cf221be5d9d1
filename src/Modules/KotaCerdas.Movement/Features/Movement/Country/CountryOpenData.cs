using System.Globalization;
using KotaCerdas.Movement.Model.Country;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Country;

/// <summary>The country's tables as files. The columns of cohorts and members are those that an import reads.</summary>
internal static class CountryOpenData
{
    /// <summary>Whom to name; the licences ask for it.</summary>
    public static readonly IReadOnlyList<string> Attribution =
    [
        "Data wilayah: idn-area-data, ODbL 1.0",
        "Garis pantai: Natural Earth; letak: GeoNames, CC BY 4.0",
        "Angkatan: KotaCerdas, Apache-2.0",
    ];

    public static string AsciiAttribution => string.Join("; ", Attribution);

    public static OpenTable Regions(IReadOnlyList<RegionLine> regions) => new(
        ["code", "name", "kind", "province_code", "province", "island_group", "standing", "years", "sources"],
        [.. regions.Select(r => new object?[]
        {
            r.Code.Value, r.Name, r.Kind.ToString().ToLowerInvariant(), r.Code.Province.Value, r.Province, r.IslandGroup,
            r.Standing.ToString().ToLowerInvariant(), string.Join(' ', r.Cohorts.Select(c => CountryTables.Year(c.Year))),
            Sources(r.Cohorts.SelectMany(c => c.Sources).Distinct()),
        })],
        Attribution);

    public static OpenTable Cohorts(CountryView country) => new(
        [
            "year", "track", "invited", "applied", "attended", "assessors", "assessed_from", "assessed_to", "selected", "repeats",
            "signed_from", "signed_to", "place", "focus_id", "focus_en", "sources", "note", "running_total", "named",
        ],
        [.. country.Cohorts.Select(c =>
        {
            var step = c.Track == Track.City ? country.Step(c.Year) : null;
            return new object?[]
            {
                c.Year, Word(c.Track), c.Invited, c.Applied, c.Attended, c.Assessors, Day(c.AssessedFrom), Day(c.AssessedTo), c.Selected,
                c.Repeats, Day(c.SignedFrom), Day(c.SignedTo), c.Place, c.FocusId, c.FocusEn, Sources(c.Sources), c.Note,
                step?.Total, step?.Known,
            };
        })],
        Attribution);

    public static OpenTable Members(CountryView country) => new(
        ["year", "track", "region_code", "region_name", "status", "sources", "note"],
        [.. from region in country.All
            from member in region.Cohorts
            orderby member.Year, member.Track, member.Region
            select new object?[]
            {
                member.Year, Word(member.Track), member.Region.Value, region.Name, Word(member.Status), Sources(member.Sources),
                member.Note,
            }],
        Attribution);

    public static string Word(Track track) => track.ToString().ToLowerInvariant();

    public static string Word(MemberStatus status) => status switch
    {
        MemberStatus.CompleteList => "complete-list",
        MemberStatus.Found => "found",
        MemberStatus.Signed => "signed",
        _ => "attendance",
    };

    // A bar, because titles of sources hold commas and semicolons.
    private static string Sources(IEnumerable<string> sources) => string.Join(" | ", sources);

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

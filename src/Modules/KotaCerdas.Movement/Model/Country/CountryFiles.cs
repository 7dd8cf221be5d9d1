using System.Globalization;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Model.Country;

/// <summary>Reads what ships in <c>data/movement</c>. A shipped file that breaks its own rules is a bug.</summary>
internal sealed class CountryFiles(string folder)
{
    public IReadOnlyList<Cohort> Cohorts() => [.. TableFile.Shipped(folder, "cohorts").Select(ReadCohort)];

    public IReadOnlyList<CohortMember> Members() => [.. TableFile.Shipped(folder, "cohort-members").Select(ReadMember)];

    public IReadOnlyList<CountrySource> Sources() =>
        [.. TableFile.Shipped(folder, "sources").Select(row => new CountrySource(row["key"], row["title"], row.Optional("date")))];

    /// <summary>Regions whose heads presented at an assessment.</summary>
    public IReadOnlyList<RegionSighting> AssessmentAttendance() =>
        [.. TableFile.Shipped(folder, "assessment-attendance").Select(ReadSighting)];

    /// <summary>Regions that were evaluated although the year they entered is not known.</summary>
    public IReadOnlyList<RegionSighting> Evaluated() => [.. TableFile.Shipped(folder, "evaluated-unknown-year").Select(ReadSighting)];

    public IReadOnlyList<ExternalIndex> Indices()
    {
        var bands = TableFile.Shipped(folder, "index-bands").ToLookup(row => row["index"], ReadBand, StringComparer.Ordinal);
        return [.. TableFile.Shipped(folder, "indices").Select(row => ReadIndex(row, [.. bands[row["code"]]]))];
    }

    private static Cohort ReadCohort(TableRow row) => new()
    {
        Year = Whole(row["year"]),
        Track = Enum.Parse<Track>(row["track"], ignoreCase: true),
        Invited = OptionalWhole(row, "invited"),
        Applied = OptionalWhole(row, "applied"),
        Attended = OptionalWhole(row, "attended"),
        Assessors = OptionalWhole(row, "assessors"),
        AssessedFrom = OptionalDate(row, "assessed_from"),
        AssessedTo = OptionalDate(row, "assessed_to"),
        Selected = Whole(row["selected"]),
        Repeats = Whole(row["repeats"]),
        SignedFrom = OptionalDate(row, "signed_from"),
        SignedTo = OptionalDate(row, "signed_to"),
        Place = row.Optional("place"),
        FocusId = row.Optional("focus_id"),
        FocusEn = row.Optional("focus_en"),
        Sources = Keys(row),
        Note = row.Optional("note"),
    };

    private static CohortMember ReadMember(TableRow row) => new(
        Whole(row["year"]),
        Enum.Parse<Track>(row["track"], ignoreCase: true),
        RegionCode.Parse(row["region_code"]),
        Enum.Parse<MemberStatus>(row["status"].Replace("-", string.Empty, StringComparison.Ordinal), ignoreCase: true),
        Keys(row),
        row.Optional("note"));

    private static RegionSighting ReadSighting(TableRow row) => new(
        OptionalWhole(row, "year"),
        row.Optional("region_code") is { } code ? RegionCode.Parse(code) : null,
        row["region_name"],
        Keys(row));

    private static IndexBand ReadBand(TableRow row) =>
        new(Whole(row["position"]), row["name"], OptionalNumber(row, "from"), row["from_inclusive"] == "yes");

    private static ExternalIndex ReadIndex(TableRow row, IReadOnlyList<IndexBand> bands) => new()
    {
        Code = row["code"],
        NameId = row["name_id"],
        NameEn = row["name_en"],
        Owner = row["owner"],
        ScaleMin = OptionalNumber(row, "scale_min"),
        ScaleMax = OptionalNumber(row, "scale_max"),
        ClassOnly = row["kind"] == "class",
        Bands = bands,
        Confirmed = row["confidence"] == "confirmed",
        Sources = Keys(row),
        Note = row.Optional("note"),
    };

    private static string[] Keys(TableRow row) => row["sources"].Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static int Whole(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static int? OptionalWhole(TableRow row, string column) => row.Optional(column) is { } text ? Whole(text) : null;

    private static decimal? OptionalNumber(TableRow row, string column) =>
        row.Optional(column) is { } text ? decimal.Parse(text, CultureInfo.InvariantCulture) : null;

    private static DateOnly? OptionalDate(TableRow row, string column) =>
        row.Optional(column) is { } text ? DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;
}

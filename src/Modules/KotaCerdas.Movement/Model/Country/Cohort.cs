using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Model.Country;

/// <summary>Who a season is for.</summary>
internal enum Track
{
    /// <summary>Kabupaten and kota.</summary>
    City,

    /// <summary>Provinces, since 2023.</summary>
    Province,
}

/// <summary>How a membership is known.</summary>
internal enum MemberStatus
{
    /// <summary>From a list that names every member of the cohort.</summary>
    CompleteList,

    /// <summary>From a source that names this region as a member.</summary>
    Found,

    /// <summary>From the memorandum that the region signed here after a call had selected it.</summary>
    Signed,

    /// <summary>Only attendance at an event of the season is known; membership is likely, not certain.</summary>
    Attendance,
}

/// <summary>The regions selected in one year on one track, as far as known. Null means not known, never none.</summary>
internal sealed record Cohort
{
    public required int Year { get; init; }

    public required Track Track { get; init; }

    public int? Invited { get; init; }

    public int? Applied { get; init; }

    public int? Attended { get; init; }

    public int? Assessors { get; init; }

    public DateOnly? AssessedFrom { get; init; }

    public DateOnly? AssessedTo { get; init; }

    /// <summary>Regions selected, repeats included.</summary>
    public required int Selected { get; init; }

    /// <summary>Of them, regions that had been selected before.</summary>
    public required int Repeats { get; init; }

    public DateOnly? SignedFrom { get; init; }

    public DateOnly? SignedTo { get; init; }

    public string? Place { get; init; }

    public string? FocusId { get; init; }

    public string? FocusEn { get; init; }

    /// <summary>Keys of <see cref="CountrySource"/>.</summary>
    public required IReadOnlyList<string> Sources { get; init; }

    public string? Note { get; init; }

    /// <summary>True where the other one says the same.</summary>
    public bool Says(Cohort other) => this with { Sources = [] } == other with { Sources = [] } && Sources.SequenceEqual(other.Sources);
}

/// <summary>A region in a cohort. A region can be in several.</summary>
internal sealed record CohortMember(
    int Year, Track Track, RegionCode Region, MemberStatus Status, IReadOnlyList<string> Sources, string? Note)
{
    /// <summary>Legal date on which it signed its memorandum here; null where the membership is known otherwise.</summary>
    public DateOnly? SignedOn { get; init; }
}

/// <summary>Something read: a page, a news item, a list.</summary>
internal sealed record CountrySource(string Key, string Title, string? Date);

/// <summary>A region known to have been evaluated, or to have presented at an assessment, but not known as a member of a cohort.</summary>
/// <param name="Year">Year of the assessment; null where the year of entry is what is not known.</param>
/// <param name="Region">The region; null where the source's name fits two.</param>
/// <param name="Name">The name as found.</param>
/// <param name="Sources">Where it was read.</param>
internal sealed record RegionSighting(int? Year, RegionCode? Region, string Name, IReadOnlyList<string> Sources);

using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Model.Country;

/// <summary>A <see cref="Cohort"/> as stored.</summary>
internal sealed class CohortRow : ISharedRow
{
    public required int Year { get; init; }

    public required Track Track { get; init; }

    public int? Invited { get; set; }

    public int? Applied { get; set; }

    public int? Attended { get; set; }

    public int? Assessors { get; set; }

    public DateOnly? AssessedFrom { get; set; }

    public DateOnly? AssessedTo { get; set; }

    public int Selected { get; set; }

    public int Repeats { get; set; }

    public DateOnly? SignedFrom { get; set; }

    public DateOnly? SignedTo { get; set; }

    public string? Place { get; set; }

    public string? FocusId { get; set; }

    public string? FocusEn { get; set; }

    /// <summary>One source a line.</summary>
    public string Sources { get; set; } = string.Empty;

    public string? Note { get; set; }

    /// <summary>True where an officer imported it; shipped data then no longer touches the row.</summary>
    public bool Imported { get; set; }

    public static CohortRow Of(Cohort cohort, bool imported)
    {
        var row = new CohortRow { Year = cohort.Year, Track = cohort.Track };
        row.Take(cohort, imported);
        return row;
    }

    public void Take(Cohort cohort, bool imported)
    {
        (Invited, Applied, Attended, Assessors) = (cohort.Invited, cohort.Applied, cohort.Attended, cohort.Assessors);
        (AssessedFrom, AssessedTo, Selected, Repeats) = (cohort.AssessedFrom, cohort.AssessedTo, cohort.Selected, cohort.Repeats);
        (SignedFrom, SignedTo, Place) = (cohort.SignedFrom, cohort.SignedTo, cohort.Place);
        (FocusId, FocusEn, Note) = (cohort.FocusId, cohort.FocusEn, cohort.Note);
        (Sources, Imported) = (string.Join('\n', cohort.Sources), imported);
    }

    public Cohort Read() => new()
    {
        Year = Year,
        Track = Track,
        Invited = Invited,
        Applied = Applied,
        Attended = Attended,
        Assessors = Assessors,
        AssessedFrom = AssessedFrom,
        AssessedTo = AssessedTo,
        Selected = Selected,
        Repeats = Repeats,
        SignedFrom = SignedFrom,
        SignedTo = SignedTo,
        Place = Place,
        FocusId = FocusId,
        FocusEn = FocusEn,
        Sources = Sources.Split('\n', StringSplitOptions.RemoveEmptyEntries),
        Note = Note,
    };

    public static void Map(ModelBuilder model) => model.Entity<CohortRow>(e =>
    {
        e.ToTable("movement_cohort");
        e.HasKey(c => new { c.Year, c.Track });
    });
}

/// <summary>A <see cref="CohortMember"/> as stored.</summary>
internal sealed class MemberRow : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required int Year { get; init; }

    public required Track Track { get; init; }

    public MemberStatus Status { get; set; }

    /// <summary>One source a line.</summary>
    public string Sources { get; set; } = string.Empty;

    public string? Note { get; set; }

    /// <summary>True where an officer imported it or a memorandum was signed; shipped data then does not touch the row.</summary>
    public bool Imported { get; set; }

    /// <summary>Legal date of the memorandum that was signed here, or null.</summary>
    public DateOnly? SignedOn { get; set; }

    /// <summary>The memorandum that was signed here, or null.</summary>
    public Guid? AgreementId { get; set; }

    public static MemberRow Of(CohortMember member, bool imported)
    {
        var row = new MemberRow { RegionCode = member.Region, Year = member.Year, Track = member.Track };
        row.Take(member, imported);
        return row;
    }

    public void Take(CohortMember member, bool imported) =>
        (Status, Sources, Note, Imported) = (member.Status, string.Join('\n', member.Sources), member.Note, imported);

    /// <summary>Its memorandum was signed: what is known of the membership from elsewhere stays.</summary>
    public void Sign(CohortMember member, Guid agreement)
    {
        if (Status == MemberStatus.Attendance)
        {
            Take(member, imported: true);
        }

        (SignedOn, AgreementId, Imported) = (SignedOn ?? member.SignedOn, AgreementId ?? agreement, true);
    }

    public CohortMember Read() => new(Year, Track, RegionCode, Status, Sources.Split('\n', StringSplitOptions.RemoveEmptyEntries), Note)
    {
        SignedOn = SignedOn,
    };

    /// <summary>True where the row says the same.</summary>
    public bool Says(CohortMember member) =>
        (Status, Sources, Note) == (member.Status, string.Join('\n', member.Sources), member.Note);

    public static void Map(ModelBuilder model) => model.Entity<MemberRow>(e =>
    {
        e.ToTable("movement_cohort_member");
        e.HasKey(m => new { m.RegionCode, m.Year, m.Track });
    });
}

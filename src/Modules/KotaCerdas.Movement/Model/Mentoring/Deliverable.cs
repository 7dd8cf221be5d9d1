using KotaCerdas.Movement.Contracts;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Model.Mentoring;

/// <summary>Where something stands that a region hands in and somebody else judges.</summary>
internal enum WorkStep
{
    /// <summary>Being worked on.</summary>
    Draft,

    /// <summary>Handed in, waits for an answer.</summary>
    Submitted,

    /// <summary>Sent back with a reason.</summary>
    Returned,

    Accepted,
}

/// <summary>How far a region is with one deliverable. Made with the first version.</summary>
internal sealed class Deliverable : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required CallId CallId { get; init; }

    /// <summary>Code in the guide.</summary>
    public required string Code { get; init; }

    public required string Stage { get; init; }

    public WorkStep Step { get; private set; }

    /// <summary>Number of the newest version.</summary>
    public int Latest { get; private set; }

    /// <summary>Number of the version that waits for the mentor, or null.</summary>
    public int? Submitted { get; private set; }

    /// <summary>Number of the accepted version; stays when a newer one is begun.</summary>
    public int? Accepted { get; private set; }

    public DateOnly? SubmittedOn { get; private set; }

    public DateOnly? FirstAcceptedOn { get; private set; }

    /// <summary>Last day on which an accepted result may still be changed and commented on; null before it is accepted.</summary>
    public DateOnly? ChangeUntil { get; private set; }

    public int Version { get; private set; } = 1;

    /// <summary>True where nothing may be added any more.</summary>
    public bool ClosedOn(DateOnly today) => ChangeUntil < today;

    /// <summary>Takes the next version and gives its number.</summary>
    public int TakeVersion()
    {
        Version++;
        Step = Submitted is null ? WorkStep.Draft : Step;
        return ++Latest;
    }

    /// <summary>Hands the newest version in.</summary>
    public void Submit(DateOnly on)
    {
        (Step, Submitted, SubmittedOn) = (WorkStep.Submitted, Latest, on);
        Version++;
    }

    /// <summary>Accepts the version that was handed in. The days for changes count from the first acceptance.</summary>
    public void Accept(DateOnly on, int changeDays)
    {
        Check.That(Submitted is not null);
        (Accepted, Submitted) = (Submitted, null);
        Step = Accepted == Latest ? WorkStep.Accepted : WorkStep.Draft;
        FirstAcceptedOn ??= on;
        ChangeUntil ??= on.AddDays(changeDays);
        Version++;
    }

    /// <summary>Sends it back.</summary>
    public void Return()
    {
        (Step, Submitted) = (WorkStep.Returned, null);
        Version++;
    }

    public static void Map(ModelBuilder model) => model.Entity<Deliverable>(e =>
    {
        e.ToTable("movement_deliverable");
        e.HasKey(d => new { d.RegionCode, d.CallId, d.Code });
        e.Property(d => d.Version).IsConcurrencyToken();
    });
}

/// <summary>A version of a deliverable: a file or a text. A fact.</summary>
internal sealed class Draft : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required CallId CallId { get; init; }

    public required string Deliverable { get; init; }

    /// <summary>From 1.</summary>
    public required int Number { get; init; }

    /// <summary>The stored file, or null where it is a text.</summary>
    public Guid? FileId { get; init; }

    public required string FileName { get; init; }

    /// <summary>Of the file's content, lower-case hex; empty for a text.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The text, or empty.</summary>
    public required string Body { get; init; }

    /// <summary>What changed, or empty.</summary>
    public required string Note { get; init; }

    public required DateTime At { get; init; }

    public required UserId ByUser { get; init; }

    public required string ByName { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<Draft>(e =>
    {
        e.ToTable("movement_draft");
        e.HasKey(d => new { d.RegionCode, d.CallId, d.Deliverable, d.Number });
    });
}

/// <summary>What was done with a version or a decree.</summary>
internal enum RulingKind
{
    Submitted,
    Accepted,
    Returned,
}

/// <summary>A version was handed in, accepted or returned. A fact.</summary>
internal sealed class DraftRuling : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required Guid Id { get; init; }

    public required CallId CallId { get; init; }

    public required string Deliverable { get; init; }

    public required int Number { get; init; }

    public required RulingKind Kind { get; init; }

    public required string Reason { get; init; }

    public required DateTime At { get; init; }

    public required UserId ByUser { get; init; }

    public required string ByName { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<DraftRuling>(e =>
    {
        e.ToTable("movement_draft_ruling");
        e.HasKey(r => new { r.RegionCode, r.Id });
        e.HasIndex(r => new { r.RegionCode, r.CallId, r.Deliverable }).HasDatabaseName("movement_draft_ruling_draft");
    });
}

/// <summary>A comment on a version. A fact.</summary>
internal sealed class DraftComment : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required Guid Id { get; init; }

    public required CallId CallId { get; init; }

    public required string Deliverable { get; init; }

    public required int Number { get; init; }

    public required string Body { get; init; }

    public required DateTime At { get; init; }

    public required UserId ByUser { get; init; }

    public required string ByName { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<DraftComment>(e =>
    {
        e.ToTable("movement_draft_comment");
        e.HasKey(c => new { c.RegionCode, c.Id });
        e.HasIndex(c => new { c.RegionCode, c.CallId, c.Deliverable }).HasDatabaseName("movement_draft_comment_draft");
    });
}

using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Model.Assessment;

/// <summary>A batch of an official assessment.</summary>
internal readonly record struct BatchId(Guid Value) : IGuidId<BatchId>
{
    public static BatchId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

/// <summary>
/// An official assessment of PBB-P2 for a year: the objects as they stood on 1 January and as they were known at an instant, by exactly one
/// content of the rules. Both never change, so that the same batch always gives the same bills; who wants later facts makes a new batch.
/// </summary>
internal sealed class Batch : ITenantRow
{
    /// <summary>All objects of the region that have no bill of the year yet.</summary>
    public const string WholeRegion = "all";

    public const int TitleLength = 120;

    public required RegionCode RegionCode { get; init; }

    public required BatchId Id { get; init; }

    public required int TaxYear { get; init; }

    /// <summary>1, 2, 3 … within region and year.</summary>
    public required int Ordinal { get; init; }

    public required string Title { get; init; }

    /// <summary>
    /// <see cref="WholeRegion"/>, or the tax office's ten digits of one village. Objects with a bill of the year are passed over.
    /// </summary>
    public required string Scope { get; init; }

    public required int RulesVersion { get; init; }

    /// <summary>SHA-256 of the content of the rules, hexadecimal.</summary>
    public required string RulesHash { get; init; }

    /// <summary>The day the objects are seen on: 1 January of the year.</summary>
    public required DateOnly FactsOn { get; init; }

    /// <summary>What was recorded later does not count.</summary>
    public required DateTime KnownAt { get; init; }

    public required DateTime RecordedAt { get; init; }

    /// <summary>Who made it and therefore may not approve it; null for the platform.</summary>
    public required UserId? RecordedBy { get; init; }

    public required string RecordedByName { get; init; }

    /// <summary>Ten digits of the one village it covers, or null where it covers the region.</summary>
    public long? Village => Scope == WholeRegion ? null : long.Parse(Scope, System.Globalization.CultureInfo.InvariantCulture);

    public static void Map(ModelBuilder model) => model.Entity<Batch>(e =>
    {
        e.ToTable("revenue_batch");
        e.HasKey(b => new { b.RegionCode, b.Id });
        e.HasIndex(b => new { b.RegionCode, b.TaxYear, b.Ordinal }).IsUnique().HasDatabaseName("revenue_batch_ordinal");
        e.Ignore(b => b.Village);
    });
}

/// <summary>What happens to a batch.</summary>
internal enum BatchEventKind
{
    /// <summary>Computed: sums, refusals and hash stand; facts hold the <c>SimulatedFacts</c>.</summary>
    Simulated,

    /// <summary>One of two people accepted exactly this result, with a decree.</summary>
    Approved,

    /// <summary>Bills, numbers and journals are there; facts hold the <c>PostedFacts</c>.</summary>
    Posted,

    /// <summary>Given up before it was posted.</summary>
    Withdrawn,
}

/// <summary>Something that happened to a batch.</summary>
internal sealed class BatchEvent : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required BatchId BatchId { get; init; }

    /// <summary>From 1, without gaps.</summary>
    public required int Ordinal { get; init; }

    public required BatchEventKind Kind { get; init; }

    /// <summary>Hash of the simulated result that this is about, hexadecimal; empty where none was there.</summary>
    public required string Hash { get; init; }

    /// <summary>Number of the decree, empty where none.</summary>
    public string DecreeNumber { get; init; } = string.Empty;

    public DateOnly? DecreeOn { get; init; }

    /// <summary>JSON, by kind.</summary>
    public string Facts { get; init; } = "{}";

    public required DateTime RecordedAt { get; init; }

    public required UserId? RecordedBy { get; init; }

    public required string RecordedByName { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<BatchEvent>(e =>
    {
        e.ToTable("revenue_batch_event");
        e.HasKey(b => new { b.RegionCode, b.BatchId, b.Ordinal });
    });
}

/// <summary>How far a batch has come.</summary>
internal enum BatchState
{
    /// <summary>Waits to be computed.</summary>
    Made,

    /// <summary>Computed, waits for approval.</summary>
    Simulated,

    /// <summary>Of a revaluation: computed, and nothing changes, so that nothing waits.</summary>
    Unchanged,

    /// <summary>One of the two approvals is there.</summary>
    HalfApproved,

    /// <summary>May be posted.</summary>
    Approved,

    /// <summary>Its bills are out of anybody's hands: only later letters correct them.</summary>
    Posted,

    /// <summary>Given up.</summary>
    Withdrawn,
}

/// <summary>A batch with what happened to it, in order.</summary>
internal sealed record BatchHistory(Batch Batch, IReadOnlyList<BatchEvent> Events)
{
    public const int ApprovalsNeeded = 2;

    public BatchEvent? Simulated => Events.FirstOrDefault(e => e.Kind == BatchEventKind.Simulated);

    public BatchEvent? Posted => Events.FirstOrDefault(e => e.Kind == BatchEventKind.Posted);

    /// <summary>Approvals of the simulated result.</summary>
    public IEnumerable<BatchEvent> Approvals => Events.Where(e => e.Kind == BatchEventKind.Approved);

    /// <summary>The hash that approvals are for; empty before the simulation.</summary>
    public string Hash => Simulated?.Hash ?? string.Empty;

    public BatchState State => Events.Any(e => e.Kind == BatchEventKind.Withdrawn) ? BatchState.Withdrawn
        : Posted is not null ? BatchState.Posted
        : Approvals.Count() >= ApprovalsNeeded ? BatchState.Approved
        : Approvals.Any() ? BatchState.HalfApproved
        : Simulated is not null ? BatchState.Simulated : BatchState.Made;
}

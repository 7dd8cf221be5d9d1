using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Model.Assessment;

/// <summary>
/// That all buildings of a region are valued anew by the tables of exactly one content of the rules, from 1 January of a year on.
/// </summary>
internal sealed class Revaluation : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required Guid Id { get; init; }

    public required int TaxYear { get; init; }

    /// <summary>1, 2, 3 … within region and year.</summary>
    public required int Ordinal { get; init; }

    public required int RulesVersion { get; init; }

    /// <summary>SHA-256 of the content of the rules, hexadecimal.</summary>
    public required string RulesHash { get; init; }

    public required DateTime RecordedAt { get; init; }

    /// <summary>Who made it and therefore may not approve it; null for the platform.</summary>
    public required UserId? RecordedBy { get; init; }

    public required string RecordedByName { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<Revaluation>(e =>
    {
        e.ToTable("revenue_revaluation");
        e.HasKey(r => new { r.RegionCode, r.Id });
        e.HasIndex(r => new { r.RegionCode, r.TaxYear, r.Ordinal }).IsUnique().HasDatabaseName("revenue_revaluation_ordinal");
    });
}

/// <summary>Something that happened to a revaluation; the same things happen to assessments.</summary>
internal sealed class RevaluationEvent : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required Guid RevaluationId { get; init; }

    /// <summary>From 1, without gaps.</summary>
    public required int Ordinal { get; init; }

    public required BatchEventKind Kind { get; init; }

    /// <summary>Hash of the computed result that this is about, hexadecimal; empty where none was there.</summary>
    public required string Hash { get; init; }

    /// <summary>Number of the decree, empty where none.</summary>
    public string DecreeNumber { get; init; } = string.Empty;

    public DateOnly? DecreeOn { get; init; }

    /// <summary>JSON: of a computation its <see cref="RevaluationSummary"/>.</summary>
    public string Facts { get; init; } = "{}";

    public required DateTime RecordedAt { get; init; }

    public required UserId? RecordedBy { get; init; }

    public required string RecordedByName { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<RevaluationEvent>(e =>
    {
        e.ToTable("revenue_revaluation_event");
        e.HasKey(r => new { r.RegionCode, r.RevaluationId, r.Ordinal });
    });
}

/// <summary>A revaluation with what happened to it, in order.</summary>
internal sealed record RevaluationHistory(Revaluation Of, IReadOnlyList<RevaluationEvent> Events)
{
    public RevaluationEvent? Computed => Events.FirstOrDefault(e => e.Kind == BatchEventKind.Simulated);

    public IEnumerable<RevaluationEvent> Approvals => Events.Where(e => e.Kind == BatchEventKind.Approved);

    /// <summary>The hash that approvals are for; empty before the computation.</summary>
    public string Hash => Computed?.Hash ?? string.Empty;

    public RevaluationSummary? Summary { get; } = Events.FirstOrDefault(e => e.Kind == BatchEventKind.Simulated) is { } computed
        ? System.Text.Json.JsonSerializer.Deserialize<RevaluationSummary>(computed.Facts) : null;

    /// <summary>True where it was computed and no building gets another value: there is nothing to approve.</summary>
    public bool ChangesNothing => Summary is { Changed: 0, Versions: 0 };

    public BatchState State => Events.Any(e => e.Kind == BatchEventKind.Withdrawn) ? BatchState.Withdrawn
        : Events.Any(e => e.Kind == BatchEventKind.Posted) ? BatchState.Posted
        : Approvals.Count() >= BatchHistory.ApprovalsNeeded ? BatchState.Approved
        : Approvals.Any() ? BatchState.HalfApproved
        : Computed is null ? BatchState.Made
        : ChangesNothing ? BatchState.Unchanged : BatchState.Simulated;
}

/// <summary>Building values of a village on 1 January, before and after.</summary>
internal sealed record RevaluedVillage(long TaxCode, int Objects, int Changed, long Before, long After);

/// <summary>A building that gets another value.</summary>
internal sealed record RevaluedBuilding(long Nop, int Number, long Before, long After);

/// <summary>A building that the tables refuse and that keeps its value.</summary>
internal sealed record RefusedBuilding(long Nop, int Number, string Code, IReadOnlyList<string> Args);

/// <summary>Why the tables refuse buildings, and how many.</summary>
internal sealed record KeptReason(string Code, IReadOnlyList<string> Args, int Buildings);

/// <summary>What a revaluation comes to.</summary>
internal sealed record RevaluationSummary
{
    /// <summary>Entries of the lists, at most.</summary>
    public const int Listed = 50;

    /// <summary>Objects that exist on 1 January.</summary>
    public int Objects { get; init; }

    public int Buildings { get; init; }

    /// <summary>Buildings that get another value.</summary>
    public int Changed { get; init; }

    /// <summary>
    /// Buildings of which no attributes are known: valued by hand, or taken over from an export without them. They keep their value.
    /// </summary>
    public int Unknown { get; init; }

    /// <summary>Buildings that were appraised one by one. They keep their value.</summary>
    public int Appraised { get; init; }

    /// <summary>Buildings that the tables refuse. They keep their value.</summary>
    public int Refused { get; init; }

    /// <summary>Versions of objects that are recorded, also of those that begin during the year.</summary>
    public int Versions { get; init; }

    public long Before { get; init; }

    public long After { get; init; }

    public IReadOnlyList<RevaluedVillage> Villages { get; init; } = [];

    /// <summary>The largest changes first.</summary>
    public IReadOnlyList<RevaluedBuilding> Largest { get; init; } = [];

    /// <summary>Why buildings are refused, the most frequent reasons first; empty in what was computed before this was kept.</summary>
    public IReadOnlyList<KeptReason> Reasons { get; init; } = [];

    /// <summary>The first ones by NOP.</summary>
    public IReadOnlyList<RefusedBuilding> Refusals { get; init; } = [];
}

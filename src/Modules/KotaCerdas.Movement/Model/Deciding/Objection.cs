using KotaCerdas.Movement.Contracts;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Model.Deciding;

/// <summary>The days in which a region may object to an announced decision, in its own zone. A fact.</summary>
internal sealed class ObjectionWindow : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required CallId CallId { get; init; }

    public required Guid DecisionId { get; init; }

    public required DateOnly OpensOn { get; init; }

    /// <summary>Last day on which an objection counts.</summary>
    public required DateOnly LastOn { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<ObjectionWindow>(e =>
    {
        e.ToTable("movement_objection_window");
        e.HasKey(w => new { w.RegionCode, w.CallId, w.DecisionId });
    });
}

/// <summary>A region's objection. A fact.</summary>
internal sealed class Objection : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required Guid Id { get; init; }

    public required CallId CallId { get; init; }

    public required Guid DecisionId { get; init; }

    public required string Grounds { get; init; }

    public required DateTime FiledAt { get; init; }

    public required DateOnly FiledOn { get; init; }

    public required UserId FiledBy { get; init; }

    public required string FiledByName { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<Objection>(e =>
    {
        e.ToTable("movement_objection");
        e.HasKey(o => new { o.RegionCode, o.Id });
        e.HasIndex(o => new { o.RegionCode, o.CallId, o.DecisionId }).IsUnique().HasDatabaseName("movement_objection_once");
    });
}

internal enum ObjectionResult
{
    /// <summary>The decision stands.</summary>
    Upheld,

    /// <summary>The decision is corrected by a new one.</summary>
    Changed,
}

/// <summary>The ministry's answer to an objection. A fact; the latest counts.</summary>
internal sealed class ObjectionAnswer : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required Guid ObjectionId { get; init; }

    /// <summary>From 1; there is a further one only where the correction of the one before was returned by an approver.</summary>
    public required int Number { get; init; }

    public required ObjectionResult Result { get; init; }

    public required string Reason { get; init; }

    /// <summary>The decision that corrects the old one, where it is changed.</summary>
    public Guid? NewDecisionId { get; init; }

    public required DateTime At { get; init; }

    public required UserId ByUser { get; init; }

    public required string ByName { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<ObjectionAnswer>(e =>
    {
        e.ToTable("movement_objection_answer");
        e.HasKey(a => new { a.RegionCode, a.ObjectionId, a.Number });
    });
}

using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Returns;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace KotaCerdas.Revenue.Model.Registers;

/// <summary>What a change of the registers records.</summary>
internal enum ChangeKind
{
    /// <summary>A PBB-P2 object is otherwise from a day on.</summary>
    Change,

    /// <summary>A PBB-P2 object exists no longer.</summary>
    End,

    /// <summary>A PBB-P2 object became several.</summary>
    Split,

    /// <summary>Several PBB-P2 objects became one.</summary>
    Merge,

    /// <summary>An object of another tax or levy is otherwise from a day on.</summary>
    KindChange,

    /// <summary>An object of another tax or levy exists no longer.</summary>
    KindClose,
}

/// <summary>By what a change lowers what is billed.</summary>
internal enum Lowered
{
    LandArea,
    LandValue,
    LandUse,
    PublicFacility,
    BuildingArea,
    BuildingValue,
    BuildingCount,
    CommonValue,
    Deduction,

    /// <summary>The bill of the first tax year that it concerns comes out lower for a reason that no single attribute shows.</summary>
    Bill,

    /// <summary>The object is billed no longer.</summary>
    Ended,

    /// <summary>The object is billed for a shorter time.</summary>
    Period,

    /// <summary>What the rules of its kind compute from.</summary>
    Facts,
}

/// <summary>A change that would lower what is billed, as one officer proposed it; it waits for another. Never touched.</summary>
internal sealed class RegisterChange : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required Guid Id { get; init; }

    public required ChangeKind Kind { get; init; }

    /// <summary>The PBB-P2 object whose page it was proposed on, or null for another tax or levy.</summary>
    public Nop? Nop { get; init; }

    /// <summary>The object of another tax or levy, or null.</summary>
    public KindObjectId? ObjectId { get; init; }

    /// <summary>The latest version of the object when it was proposed.</summary>
    public required int Seen { get; init; }

    public required DateOnly ValidFrom { get; init; }

    /// <summary>What would be recorded, JSON; people stand in it by their keys alone.</summary>
    public required string Content { get; init; }

    /// <summary>Names of <see cref="Lowered"/> with commas between them.</summary>
    public required string Lowers { get; init; }

    public required string Reason { get; init; }

    public required DateTime ProposedAt { get; init; }

    public required UserId ProposedBy { get; init; }

    public required string ProposedByName { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<RegisterChange>(e =>
    {
        e.ToTable("revenue_register_change");
        e.Property(c => c.Nop).HasConversion(new ValueConverter<Nop, long>(n => n.Value, v => Model.Nop.Of(v)));
        e.HasKey(c => new { c.RegionCode, c.Id });
        e.HasIndex(c => new { c.RegionCode, c.Nop }).HasDatabaseName("revenue_register_change_nop");
        e.HasIndex(c => new { c.RegionCode, c.ObjectId }).HasDatabaseName("revenue_register_change_object");
    });
}

/// <summary>What the second officer said of a change.</summary>
internal enum ChangeOutcome
{
    /// <summary>It was recorded.</summary>
    Confirmed,

    /// <summary>The register stays as it is.</summary>
    Refused,
}

/// <summary>How a change was decided; never touched.</summary>
internal sealed class RegisterChangeDecision : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required Guid ChangeId { get; init; }

    public required ChangeOutcome Outcome { get; init; }

    /// <summary>The version that was recorded; null where it was refused, and of a split or merge.</summary>
    public int? Version { get; init; }

    /// <summary>Why it was refused; may be empty where it was confirmed.</summary>
    public required string Reason { get; init; }

    public required DateTime DecidedAt { get; init; }

    public required UserId DecidedBy { get; init; }

    public required string DecidedByName { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<RegisterChangeDecision>(e =>
    {
        e.ToTable("revenue_register_change_decision");
        e.HasKey(d => new { d.RegionCode, d.ChangeId });
    });
}

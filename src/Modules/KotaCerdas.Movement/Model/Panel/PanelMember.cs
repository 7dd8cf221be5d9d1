using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model.Assessing;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Model.Panel;

/// <summary>Where an invitation to the panel stands.</summary>
internal enum PanelInvitation
{
    Invited,
    Accepted,
    Declined,
}

/// <summary>An assessor of one call.</summary>
internal sealed class PanelMember : ISharedRow
{
    public required CallId CallId { get; init; }

    public required UserId UserId { get; init; }

    /// <summary>Name of the office, never of a person.</summary>
    public required string Office { get; init; }

    public required SectorKind Sector { get; set; }

    public required string Institution { get; set; }

    /// <summary>Region or province the member belongs to; empty for none. It is a conflict of interest by itself.</summary>
    public required string HomeRegion { get; set; }

    /// <summary>Most regions the member can take; null takes the call's own cap.</summary>
    public int? LoadCap { get; set; }

    public required PanelInvitation State { get; set; }

    public required DateTime InvitedAt { get; init; }

    public DateTime? AnsweredAt { get; set; }

    /// <summary>True where the member comes from the region or its province.</summary>
    public bool ComesFrom(RegionCode region) => RegionCode.TryParse(HomeRegion, out var home) && home.Covers(region);

    public static void Map(ModelBuilder model) => model.Entity<PanelMember>(e =>
    {
        e.ToTable("movement_panel_member");
        e.HasKey(m => new { m.CallId, m.UserId });
        e.HasIndex(m => new { m.UserId, m.CallId }).HasDatabaseName("movement_panel_member_user");
    });
}

internal enum ConflictKind
{
    /// <summary>Declared that there is none.</summary>
    None,

    /// <summary>A tie the member declares.</summary>
    Declared,

    /// <summary>The member's institution is tied to the region.</summary>
    Affiliation,
}

/// <summary>What a member declared about a region. A fact; the latest one counts.</summary>
internal sealed class ConflictDeclaration : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required Guid Id { get; init; }

    public required CallId CallId { get; init; }

    public required UserId UserId { get; init; }

    public required ConflictKind Kind { get; init; }

    public required string Reason { get; init; }

    public required DateTime DeclaredAt { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<ConflictDeclaration>(e =>
    {
        e.ToTable("movement_conflict");
        e.HasKey(c => new { c.RegionCode, c.Id });
        e.HasIndex(c => new { c.RegionCode, c.CallId, c.UserId }).HasDatabaseName("movement_conflict_member");
    });
}

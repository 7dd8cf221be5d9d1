using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.People.Model;

internal readonly record struct InvitationId(Guid Value) : IGuidId<InvitationId>
{
    public static InvitationId From(Guid value) => new(value);
}

/// <summary>An offer of an account with a role, good once and for a while. Only the hash of its token is kept.</summary>
internal sealed class Invitation : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required InvitationId Id { get; init; }

    public required byte[] TokenHash { get; init; }

    public required string Email { get; init; }

    public required string NormalEmail { get; init; }

    /// <summary>What the inviter calls the person, or empty.</summary>
    public string Name { get; init; } = string.Empty;

    public required string Role { get; init; }

    public required HoldingKind Kind { get; init; }

    public required DateOnly FromDate { get; init; }

    public DateOnly? ToDate { get; init; }

    public required string Letter { get; init; }

    /// <summary>Unit of the region, or null.</summary>
    public UnitId? UnitId { get; init; }

    public UserId? InvitedBy { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime ExpiresAt { get; init; }

    public DateTime? AcceptedAt { get; set; }

    public UserId? AcceptedBy { get; set; }

    public DateTime? WithdrawnAt { get; set; }

    public bool IsOpenAt(DateTime now) => AcceptedAt is null && WithdrawnAt is null && now < ExpiresAt;

    public static void Map(ModelBuilder model) => model.Entity<Invitation>(e =>
    {
        e.ToTable("people_invitation");
        e.HasKey(i => new { i.RegionCode, i.Id });
    });
}

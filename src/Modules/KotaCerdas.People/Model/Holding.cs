using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.People.Model;

internal readonly record struct HoldingId(Guid Value) : IGuidId<HoldingId>
{
    public static HoldingId From(Guid value) => new(value);
}

/// <summary>A role held in a region for a period of legal dates of that region.</summary>
internal sealed class Holding : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required HoldingId Id { get; init; }

    public required UserId UserId { get; init; }

    public required string Role { get; init; }

    public required HoldingKind Kind { get; init; }

    public UnitId? UnitId { get; init; }

    /// <summary>First day, inclusive.</summary>
    public required DateOnly FromDate { get; init; }

    /// <summary>Last day, inclusive; null where open.</summary>
    public DateOnly? ToDate { get; init; }

    /// <summary>Number of the letter or decree that gives it.</summary>
    public required string Letter { get; init; }

    /// <summary>The holding whose powers are exercised, for acting and delegated ones.</summary>
    public HoldingId? OnBehalfOf { get; init; }

    public UserId? GrantedBy { get; init; }

    public required DateTime GrantedAt { get; init; }

    public DateTime? EndedAt { get; private set; }

    public UserId? EndedBy { get; private set; }

    public string EndReason { get; private set; } = string.Empty;

    /// <summary>True where it is in force on a legal date of its region.</summary>
    public bool InForceOn(DateOnly date) => EndedAt is null && FromDate <= date && (ToDate is null || date <= ToDate);

    public void End(UserId? by, string reason, DateTime now)
    {
        Check.That(EndedAt is null);
        (EndedAt, EndedBy, EndReason) = (now, by, reason);
    }

    public static void Map(ModelBuilder model) => model.Entity<Holding>(e =>
    {
        e.ToTable("people_holding");
        e.HasKey(h => new { h.RegionCode, h.Id });
        e.HasIndex(h => new { h.RegionCode, h.UserId }).HasDatabaseName("people_holding_user");
        e.HasIndex(h => new { h.RegionCode, h.Role }).HasDatabaseName("people_holding_role");
    });
}

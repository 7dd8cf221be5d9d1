using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Registers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace KotaCerdas.Revenue.Model.Mine;

/// <summary>What an account has shown to be its own.</summary>
internal enum ClaimKind
{
    /// <summary>One PBB-P2 object, by a bill's check code.</summary>
    Object,

    /// <summary>All objects of a taxpayer, by a code from the counter.</summary>
    Taxpayer,
}

/// <summary>
/// That an account has shown to hold an object's bill, or was connected with a taxpayer. It holds no figures: it counts as long as the
/// register has the same taxpayer, which is asked each time.
/// </summary>
internal sealed class Claim : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required Guid Id { get; init; }

    public required UserId UserId { get; init; }

    public required ClaimKind Kind { get; init; }

    /// <summary>The object, null for a taxpayer.</summary>
    public Nop? Nop { get; init; }

    /// <summary>Whose it was when it was claimed, merged entries resolved.</summary>
    public required TaxpayerId TaxpayerId { get; init; }

    /// <summary>The version of the taxpayer that was known then.</summary>
    public required int TaxpayerVersion { get; init; }

    /// <summary>Year of the bill whose code was typed, null for a taxpayer.</summary>
    public int? ProofYear { get; init; }

    /// <summary>The code of the counter, null for an object. No code is used twice.</summary>
    public Guid? CodeId { get; init; }

    public required DateTime RecordedAt { get; init; }

    public static void Map(ModelBuilder model)
    {
        model.Entity<Claim>(e =>
        {
            e.ToTable("revenue_claim");
            e.Property(c => c.Nop).HasConversion(new ValueConverter<Nop, long>(n => n.Value, v => Model.Nop.Of(v)));
            e.HasKey(c => new { c.RegionCode, c.Id });
            e.HasIndex(c => new { c.RegionCode, c.UserId }).HasDatabaseName("revenue_claim_user");
            e.HasIndex(c => new { c.RegionCode, c.Nop }).HasDatabaseName("revenue_claim_object");
            e.HasIndex(c => new { c.RegionCode, c.TaxpayerId }).HasDatabaseName("revenue_claim_taxpayer");
            e.HasIndex(c => new { c.RegionCode, c.CodeId }).IsUnique().HasDatabaseName("revenue_claim_code");
        });
        model.Entity<ClaimEnd>(e =>
        {
            e.ToTable("revenue_claim_end");
            e.HasKey(c => new { c.RegionCode, c.ClaimId });
        });
        model.Entity<ConnectionCode>(e =>
        {
            e.ToTable("revenue_connection_code");
            e.HasKey(c => new { c.RegionCode, c.Id });
            e.HasIndex(c => new { c.RegionCode, c.CodeHash }).IsUnique().HasDatabaseName("revenue_connection_code_hash");
            e.HasIndex(c => new { c.RegionCode, c.TaxpayerId }).HasDatabaseName("revenue_connection_code_taxpayer");
        });
        model.Entity<OwnPlace>(e =>
        {
            e.ToTable("revenue_own_place");
            e.HasKey(p => new { p.UserId, p.Place });
        });
    }
}

/// <summary>That a claim no longer holds: the person took it away, or an officer ended a connection.</summary>
internal sealed class ClaimEnd : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required Guid ClaimId { get; init; }

    public UserId? EndedBy { get; init; }

    public required DateTime RecordedAt { get; init; }

    public required string RecordedBy { get; init; }
}

/// <summary>A code by which an account is connected with a taxpayer: given at the counter, good once and for a while.</summary>
internal sealed class ConnectionCode : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required Guid Id { get; init; }

    public required TaxpayerId TaxpayerId { get; init; }

    /// <summary>Keyed hash: the code itself is kept nowhere.</summary>
    public required byte[] CodeHash { get; init; }

    public required DateTime ExpiresAt { get; init; }

    public required DateTime RecordedAt { get; init; }

    public required string RecordedBy { get; init; }
}

/// <summary>A region in which an account has something of its own: where to look, without searching all regions.</summary>
internal sealed class OwnPlace : ISharedRow
{
    public required UserId UserId { get; init; }

    /// <summary>Code of the region.</summary>
    public required string Place { get; init; }
}

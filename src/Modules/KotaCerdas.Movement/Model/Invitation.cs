using KotaCerdas.Movement.Contracts;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Model;

/// <summary>How a region came to a call.</summary>
internal enum InvitationKind
{
    /// <summary>The ministry chose it by a rule.</summary>
    Invited,

    /// <summary>It asked to join.</summary>
    Volunteer,
}

/// <summary>Where an invitation stands.</summary>
internal enum InvitationStatus
{
    /// <summary>A volunteer waits for an answer.</summary>
    Requested,

    /// <summary>The region may apply.</summary>
    Invited,

    /// <summary>The ministry refused the volunteer, with a reason.</summary>
    Refused,
}

/// <summary>A region's way into a call: without it there is no application.</summary>
internal sealed class Invitation : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required CallId CallId { get; init; }

    public required InvitationKind Kind { get; init; }

    public required InvitationStatus Status { get; set; }

    /// <summary>Why: the rule in words for the invited, the region's own words for a volunteer.</summary>
    public required string Reason { get; init; }

    /// <summary>JSON of the rule and the values it found; <c>{}</c> for volunteers.</summary>
    public required string Basis { get; init; }

    public required string LetterNumber { get; set; }

    public DateOnly? LetterDate { get; set; }

    /// <summary>When the region was invited or asked, UTC.</summary>
    public required DateTime InvitedAt { get; init; }

    public UserId? InvitedBy { get; init; }

    public DateTime? AnsweredAt { get; set; }

    public UserId? AnsweredBy { get; set; }

    /// <summary>Reason of the ministry's answer to a volunteer, or empty.</summary>
    public string AnswerReason { get; set; } = string.Empty;

    public static void Map(ModelBuilder model) => model.Entity<Invitation>(e =>
    {
        e.ToTable("movement_invitation");
        e.HasKey(i => new { i.RegionCode, i.CallId });
        e.Property(i => i.Status).IsConcurrencyToken();
    });
}

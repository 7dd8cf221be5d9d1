using KotaCerdas.Movement.Contracts;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Model.Deciding;

/// <summary>A selection as drafted, or its correction after an objection. It is never changed: a new draft replaces an old one.</summary>
internal sealed class Decision : ISharedRow
{
    public required CallId CallId { get; init; }

    public required Guid Id { get; init; }

    /// <summary>Counts the drafts of a call from 1; only the highest can be approved.</summary>
    public required int Number { get; init; }

    /// <summary>The announced decision that this one corrects, or null.</summary>
    public Guid? CorrectsId { get; init; }

    public required int Quota { get; init; }

    public required int ReserveSize { get; init; }

    /// <summary>Code, version and hash of the instrument whose weights were used.</summary>
    public required string Instrument { get; init; }

    public required string Note { get; init; }

    /// <summary>Why regions that the rule of the call sends to moderation were not moderated; empty where there were none.</summary>
    public string UnmoderatedReason { get; init; } = string.Empty;

    public required DateTime DraftedAt { get; init; }

    public required UserId DraftedBy { get; init; }

    public required string DraftedByName { get; init; }

    /// <summary>A decision that corrects an announced one, under the same rules.</summary>
    /// <param name="number">The next of the call.</param>
    /// <param name="note">Why.</param>
    /// <param name="drafted">Its id, when, and by whom.</param>
    public Decision Correction(int number, string note, (Guid Id, DateTime At, UserId By, string ByName) drafted) => new()
    {
        CallId = CallId,
        Id = drafted.Id,
        Number = number,
        CorrectsId = Id,
        Quota = Quota,
        ReserveSize = ReserveSize,
        Instrument = Instrument,
        Note = note,
        DraftedAt = drafted.At,
        DraftedBy = drafted.By,
        DraftedByName = drafted.ByName,
    };

    public static void Map(ModelBuilder model) => model.Entity<Decision>(e =>
    {
        e.ToTable("movement_decision");
        e.HasKey(d => new { d.CallId, d.Id });
        e.HasIndex(d => new { d.CallId, d.Number }).IsUnique().HasDatabaseName("movement_decision_number");
    });
}

/// <summary>What a decision says of a region.</summary>
internal enum SelectionResult
{
    Selected,
    Reserve,
    Rejected,
}

/// <summary>One region's result with the reasons built from its scores. A fact.</summary>
internal sealed class DecisionLine : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required CallId CallId { get; init; }

    public required Guid DecisionId { get; init; }

    public required SelectionResult Result { get; init; }

    /// <summary>Place in the ranking, from 1.</summary>
    public required int Place { get; init; }

    /// <summary>Place on the reserve list, or null.</summary>
    public int? ReservePlace { get; init; }

    /// <summary>Total in millionths.</summary>
    public required long Total { get; init; }

    /// <summary>JSON of <see cref="LineReasons"/>.</summary>
    public required string Reasons { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<DecisionLine>(e =>
    {
        e.ToTable("movement_decision_line");
        e.HasKey(l => new { l.RegionCode, l.CallId, l.DecisionId });
    });
}

/// <summary>A sentence the ministry adds to the reasons of a region while the decision is a draft. A fact; the latest counts.</summary>
internal sealed class DecisionRemark : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required Guid Id { get; init; }

    public required Guid DecisionId { get; init; }

    public required string Remark { get; init; }

    public required DateTime At { get; init; }

    public required string ByName { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<DecisionRemark>(e =>
    {
        e.ToTable("movement_decision_remark");
        e.HasKey(r => new { r.RegionCode, r.Id });
        e.HasIndex(r => new { r.RegionCode, r.DecisionId }).HasDatabaseName("movement_decision_remark_line");
    });
}

/// <summary>The two approvals a decision needs, in this order.</summary>
internal enum ApprovalStep
{
    Director,
    DirectorGeneral,
}

/// <summary>
/// What an approver answers: yes, or no with a reason, which voids the draft. A fact; one for each step, so a draft is never both.
/// </summary>
internal sealed class DecisionApproval : ISharedRow
{
    public required Guid DecisionId { get; init; }

    public required ApprovalStep Step { get; init; }

    public required UserId UserId { get; init; }

    public required string ByName { get; init; }

    public required DateTime At { get; init; }

    /// <summary>Why the draft was returned; null for an approval.</summary>
    public string? ReturnReason { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<DecisionApproval>(e =>
    {
        e.ToTable("movement_decision_approval");
        e.HasKey(a => new { a.DecisionId, a.Step });
        e.HasIndex(a => new { a.DecisionId, a.UserId }).IsUnique().HasDatabaseName("movement_decision_approval_person");
    });
}

/// <summary>That a decision was made public. A fact; once for each decision.</summary>
internal sealed class Announcement : ISharedRow
{
    public required CallId CallId { get; init; }

    public required Guid DecisionId { get; init; }

    public required DateTime At { get; init; }

    public required string ByName { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<Announcement>(e =>
    {
        e.ToTable("movement_announcement");
        e.HasKey(a => new { a.CallId, a.DecisionId });
    });
}

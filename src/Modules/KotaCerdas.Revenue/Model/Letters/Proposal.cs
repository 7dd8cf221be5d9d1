using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Returns;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Model.Letters;

/// <summary>What a taxpayer asked for.</summary>
internal sealed class LetterRequest : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required Guid Id { get; init; }

    /// <summary>Code of the decision that is asked for.</summary>
    public required string Letter { get; init; }

    public required ChargeId ChargeId { get; init; }

    public required DateOnly ReceivedOn { get; init; }

    /// <summary>Last day of the legal clock, null where the table has none.</summary>
    public DateOnly? DecideBy { get; init; }

    /// <summary>What was asked for, in words.</summary>
    public required string Reason { get; init; }

    /// <summary>What was asked for, by the names of the letter's basis; null where it was only said in words.</summary>
    public string? Facts { get; init; }

    /// <summary>How it came: see <see cref="ReturnChannel"/>; null where that was not kept.</summary>
    public string? Channel { get; init; }

    /// <summary>The account that asked, or null where it came to the counter.</summary>
    public UserId? AskedBy { get; init; }

    public required DateTime RecordedAt { get; init; }

    public required UserId? RecordedBy { get; init; }

    public required string RecordedByName { get; init; }

    public LetterRule Rule => LetterRules.Of(Letter);

    /// <summary>True where its time to be decided is over on a day and it counts as granted for that.</summary>
    public bool IsDeemed(DateOnly day) => Rule.SilenceGrants && DecideBy < day;
}

/// <summary>A letter or decision that an officer proposes.</summary>
internal sealed class Proposal : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required Guid Id { get; init; }

    public required string Letter { get; init; }

    public required string Kind { get; init; }

    /// <summary>The charge it follows, null where it begins a chain.</summary>
    public ChargeId? ChargeId { get; init; }

    /// <summary>The object, where it begins a chain.</summary>
    public KindObjectId? ObjectId { get; init; }

    public required DateOnly PeriodFrom { get; init; }

    public required DateOnly PeriodTo { get; init; }

    public Guid? RequestId { get; init; }

    /// <summary>What was proposed together for many objects, or null.</summary>
    public Guid? BatchId { get; init; }

    /// <summary>What it is computed from, by the names of its basis; see <see cref="Returns.Facts"/>.</summary>
    public required string Facts { get; init; }

    /// <summary>What it came to when it was proposed, rupiah.</summary>
    public required long Amount { get; init; }

    public required string Reason { get; init; }

    public DateOnly? DecideBy { get; init; }

    public required DateTime RecordedAt { get; init; }

    public required UserId RecordedBy { get; init; }

    public required string RecordedByName { get; init; }
}

/// <summary>How a proposal ended.</summary>
internal enum DecisionResult
{
    Granted,
    Refused,
}

/// <summary>What somebody else than the proposer decided.</summary>
internal sealed class Decision : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required Guid ProposalId { get; init; }

    public required DecisionResult Result { get; init; }

    public required DateOnly DecidedOn { get; init; }

    public required string Reason { get; init; }

    /// <summary>The charge that was issued or changed, or null.</summary>
    public ChargeId? ChargeId { get; init; }

    public DocumentId? DocumentId { get; init; }

    public required UserId ProposedBy { get; init; }

    public required UserId DecidedBy { get; init; }

    public required string DecidedByName { get; init; }

    public required DateTime RecordedAt { get; init; }

    public static void Map(ModelBuilder model)
    {
        model.Entity<LetterRequest>(e =>
        {
            e.ToTable("revenue_request");
            e.HasKey(r => new { r.RegionCode, r.Id });
            e.HasIndex(r => new { r.RegionCode, r.ChargeId }).HasDatabaseName("revenue_request_charge");
            e.HasIndex(r => new { r.RegionCode, r.AskedBy }).HasDatabaseName("revenue_request_asker");
            e.Ignore(r => r.Rule);
        });
        model.Entity<Proposal>(e =>
        {
            e.ToTable("revenue_proposal");
            e.HasKey(p => new { p.RegionCode, p.Id });
            e.HasIndex(p => new { p.RegionCode, p.ChargeId }).HasDatabaseName("revenue_proposal_charge");
            e.HasIndex(p => new { p.RegionCode, p.BatchId }).HasDatabaseName("revenue_proposal_batch");
        });
        model.Entity<Decision>(e =>
        {
            e.ToTable("revenue_decision");
            e.HasKey(d => new { d.RegionCode, d.ProposalId });
        });
    }
}

using KotaCerdas.Movement.Contracts;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Model.Agreeing;

/// <summary>What became of a proposed wording.</summary>
internal enum ClauseState
{
    /// <summary>Waits for the other party.</summary>
    Proposed,

    /// <summary>Both agree to it.</summary>
    Accepted,

    /// <summary>The other party refused it, with a reason.</summary>
    Refused,

    /// <summary>A newer proposal took its place before it was answered.</summary>
    Replaced,
}

/// <summary>One wording of a clause. Its text never changes; a change is a new version.</summary>
internal sealed class ClauseVersion : ITenantRow
{
    public const int HeadingLength = 200;
    public const int BodyLength = 8_000;

    public required RegionCode RegionCode { get; init; }

    public required AgreementId AgreementId { get; init; }

    public required string Clause { get; init; }

    public required int Number { get; init; }

    /// <summary>Place of the clause in the text, from 1.</summary>
    public required int Position { get; init; }

    public required string Heading { get; init; }

    public required string Body { get; init; }

    public ClauseState State { get; private set; }

    /// <summary>The party that proposed it; 0 for the template.</summary>
    public required int Party { get; init; }

    public UserId? ByUser { get; init; }

    public required string ByName { get; init; }

    public required DateTime At { get; init; }

    public string Note { get; init; } = string.Empty;

    public string AnsweredByName { get; private set; } = string.Empty;

    public DateTime? AnsweredAt { get; private set; }

    public string AnswerReason { get; private set; } = string.Empty;

    public void Answer(ClauseState state, string byName, string reason, DateTime now) =>
        (State, AnsweredByName, AnswerReason, AnsweredAt) = (state, byName, reason.Trim(), now);

    public static void Map(ModelBuilder model) => model.Entity<ClauseVersion>(e =>
    {
        e.ToTable("movement_clause_version");
        e.HasKey(c => new { c.RegionCode, c.AgreementId, c.Clause, c.Number });
        e.Property(c => c.State).IsConcurrencyToken();
    });
}

/// <summary>What somebody says about a clause. Never changed.</summary>
internal sealed class ClauseComment : ITenantRow
{
    public const int BodyLength = 2_000;

    public required RegionCode RegionCode { get; init; }

    public required Guid Id { get; init; }

    public required AgreementId AgreementId { get; init; }

    public required string Clause { get; init; }

    /// <summary>The comment that begins the thread, or null where this one does.</summary>
    public Guid? ReplyTo { get; init; }

    public required int Party { get; init; }

    public required string Body { get; init; }

    public UserId? ByUser { get; init; }

    public required string ByName { get; init; }

    public required DateTime At { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<ClauseComment>(e =>
    {
        e.ToTable("movement_clause_comment");
        e.HasKey(c => new { c.RegionCode, c.Id });
        e.HasIndex(c => new { c.RegionCode, c.AgreementId, c.Clause }).HasDatabaseName("movement_clause_comment_of");
    });
}

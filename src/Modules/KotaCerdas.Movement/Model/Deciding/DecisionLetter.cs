using KotaCerdas.Movement.Contracts;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Model.Deciding;

/// <summary>How far the letter of one region has come.</summary>
internal enum LetterState
{
    Waiting,

    /// <summary>Numbered and printed; it waits for the seal.</summary>
    Numbered,

    /// <summary>Sealed, and the region told.</summary>
    Sent,

    Failed,
}

/// <summary>The letter that tells a region its result with the reasons; one for each announced result.</summary>
internal sealed class DecisionLetter : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required CallId CallId { get; init; }

    public required Guid DecisionId { get; init; }

    /// <summary>The letter in the ministry's register of documents, once it has its number.</summary>
    public DocumentId? DocumentId { get; private set; }

    /// <summary>Text key of why the last run could not finish it, or null.</summary>
    public string? ProblemCode { get; private set; }

    /// <summary>Values for that text (<see cref="TextArgs"/>).</summary>
    public string? ProblemArgs { get; private set; }

    public DateTime? SentAt { get; private set; }

    /// <summary>Counts changes: two workers at once do not both send it.</summary>
    public int Version { get; private set; } = 1;

    public LetterState State => SentAt is not null ? LetterState.Sent
        : ProblemCode is not null ? LetterState.Failed
        : DocumentId is not null ? LetterState.Numbered : LetterState.Waiting;

    public void Numbered(DocumentId document)
    {
        Check.That(DocumentId is null);
        (DocumentId, ProblemCode, ProblemArgs) = (document, null, null);
        Version++;
    }

    public void Failed(Problem problem)
    {
        Check.That(SentAt is null);
        (ProblemCode, ProblemArgs) = (problem.Code, TextArgs.Write(problem.Args));
        Version++;
    }

    public void Sent(DateTime now)
    {
        Check.That(DocumentId is not null && SentAt is null);
        (SentAt, ProblemCode, ProblemArgs) = (now, null, null);
        Version++;
    }

    public static void Map(ModelBuilder model) => model.Entity<DecisionLetter>(e =>
    {
        e.ToTable("movement_decision_letter");
        e.HasKey(l => new { l.RegionCode, l.CallId, l.DecisionId });
        e.Ignore(l => l.State);
        e.Property(l => l.Version).IsConcurrencyToken();
    });
}

using KotaCerdas.Movement.Contracts;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Model;

/// <summary>The days of a call that an extension moves.</summary>
internal sealed record CallDays(DateOnly SubmitBy, DateOnly AssessFrom, DateOnly AssessTo);

/// <summary>Why the ministry changes a call that is open, with the letter that says so.</summary>
/// <param name="LetterNumber">Empty where there is no letter.</param>
internal sealed record MinistryReason(string Text, string LetterNumber, DateOnly? LetterDate);

/// <summary>The last day of a call was moved later. Never changed.</summary>
internal sealed class CallExtension : ISharedRow
{
    public required CallId CallId { get; init; }

    /// <summary>1 for the first extension of the call.</summary>
    public required int Number { get; init; }

    public required DateOnly OldSubmitBy { get; init; }

    public required DateOnly NewSubmitBy { get; init; }

    public required DateOnly OldAssessFrom { get; init; }

    public required DateOnly NewAssessFrom { get; init; }

    public required DateOnly OldAssessTo { get; init; }

    public required DateOnly NewAssessTo { get; init; }

    public required string Reason { get; init; }

    public required string LetterNumber { get; init; }

    public DateOnly? LetterDate { get; init; }

    public required DateTime At { get; init; }

    public UserId? ByUser { get; init; }

    public required string ByName { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<CallExtension>(e =>
    {
        e.ToTable("movement_call_extension");
        e.HasKey(x => new { x.CallId, x.Number });
    });
}

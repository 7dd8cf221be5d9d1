using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Contracts;

/// <summary>The decision letter of a region was sealed and is there for it to read.</summary>
/// <param name="Region">The region.</param>
/// <param name="CallId">The call.</param>
/// <param name="DecisionId">The decision.</param>
/// <param name="Number">Number of the letter.</param>
public sealed record DecisionLetterSent(RegionCode Region, Guid CallId, Guid DecisionId, string Number) : IEvent
{
    /// <inheritdoc />
    public static string Name => "movement.decision-letter-sent.v1";
}

using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Contracts;

/// <summary>A call was opened: from its first day regions may apply.</summary>
/// <param name="Region">Always <c>00</c>.</param>
/// <param name="CallId">The call.</param>
/// <param name="Year">Its year.</param>
/// <param name="SubmitBy">Last legal date to submit, in each region's own zone.</param>
public sealed record CallOpened(RegionCode Region, Guid CallId, int Year, DateOnly SubmitBy) : IEvent
{
    /// <inheritdoc />
    public static string Name => "movement.call-opened.v1";
}

/// <summary>A region may apply: it was invited, or its wish to join was accepted.</summary>
/// <param name="Region">The region.</param>
/// <param name="CallId">The call.</param>
/// <param name="SubmitBy">Last legal date to submit, in the region's own zone.</param>
public sealed record RegionInvited(RegionCode Region, Guid CallId, DateOnly SubmitBy) : IEvent
{
    /// <inheritdoc />
    public static string Name => "movement.region-invited.v1";
}

/// <summary>A region submitted its application, for the first time or after a return.</summary>
/// <param name="Region">The region.</param>
/// <param name="CallId">The call.</param>
/// <param name="SubmittedOn">Legal date in the region's zone.</param>
public sealed record ApplicationSubmitted(RegionCode Region, Guid CallId, DateOnly SubmittedOn) : IEvent
{
    /// <inheritdoc />
    public static string Name => "movement.application-submitted.v1";
}

/// <summary>The ministry returned an application to be improved.</summary>
/// <param name="Region">The region.</param>
/// <param name="CallId">The call.</param>
/// <param name="Round">1 for the first return.</param>
/// <param name="Deadline">Last legal date to submit again, in the region's zone.</param>
public sealed record ApplicationReturned(RegionCode Region, Guid CallId, int Round, DateOnly Deadline) : IEvent
{
    /// <inheritdoc />
    public static string Name => "movement.application-returned.v1";
}

/// <summary>The ministry verified an application: it goes on to the assessment.</summary>
/// <param name="Region">The region.</param>
/// <param name="CallId">The call.</param>
public sealed record ApplicationVerified(RegionCode Region, Guid CallId) : IEvent
{
    /// <inheritdoc />
    public static string Name => "movement.application-verified.v1";
}

/// <summary>A region withdrew its application.</summary>
/// <param name="Region">The region.</param>
/// <param name="CallId">The call.</param>
public sealed record ApplicationWithdrawn(RegionCode Region, Guid CallId) : IEvent
{
    /// <inheritdoc />
    public static string Name => "movement.application-withdrawn.v1";
}

/// <summary>The last day of an open call was moved later.</summary>
/// <param name="Region">Always <c>00</c>.</param>
/// <param name="CallId">The call.</param>
/// <param name="SubmitBy">The new last legal date to submit, in each region's own zone.</param>
/// <param name="Reason">Why, as the ministry wrote it.</param>
public sealed record CallExtended(RegionCode Region, Guid CallId, DateOnly SubmitBy, string Reason) : IEvent
{
    /// <inheritdoc />
    public static string Name => "movement.call-extended.v1";
}

/// <summary>A call was withdrawn before its result was decided.</summary>
/// <param name="Region">Always <c>00</c>.</param>
/// <param name="CallId">The call.</param>
/// <param name="Reason">Why, as the ministry wrote it.</param>
public sealed record CallWithdrawn(RegionCode Region, Guid CallId, string Reason) : IEvent
{
    /// <inheritdoc />
    public static string Name => "movement.call-withdrawn.v1";
}

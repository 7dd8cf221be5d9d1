using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Contracts;

/// <summary>A region was given a mentor, or another one.</summary>
/// <param name="Region">The region.</param>
/// <param name="CallId">The call of the season.</param>
/// <param name="User">Account of the mentor.</param>
public sealed record MentorAssigned(RegionCode Region, Guid CallId, Guid User) : IEvent
{
    /// <inheritdoc />
    public static string Name => "movement.mentor-assigned.v1";
}

/// <summary>A stage of a region's mentoring opened: the first with the season, others when the stage before is done.</summary>
/// <param name="Region">The region.</param>
/// <param name="CallId">The call of the season.</param>
/// <param name="Stage">Code of the stage in the guide.</param>
/// <param name="DueOn">Last legal date for its deliverables, in the region's zone.</param>
public sealed record StageOpened(RegionCode Region, Guid CallId, string Stage, DateOnly DueOn) : IEvent
{
    /// <inheritdoc />
    public static string Name => "movement.stage-opened.v1";
}

/// <summary>A region has done the last stage of its mentoring.</summary>
/// <param name="Region">The region.</param>
/// <param name="CallId">The call of the season.</param>
/// <param name="CompletedOn">Legal date in the region's zone.</param>
public sealed record MentoringCompleted(RegionCode Region, Guid CallId, DateOnly CompletedOn) : IEvent
{
    /// <inheritdoc />
    public static string Name => "movement.mentoring-completed.v1";
}

/// <summary>A region handed in a version of a deliverable.</summary>
/// <param name="Region">The region.</param>
/// <param name="CallId">The call of the season.</param>
/// <param name="Deliverable">Code of the deliverable in the guide.</param>
/// <param name="Number">Number of the version.</param>
public sealed record DeliverableSubmitted(RegionCode Region, Guid CallId, string Deliverable, int Number) : IEvent
{
    /// <inheritdoc />
    public static string Name => "movement.deliverable-submitted.v1";
}

/// <summary>The mentor accepted a version of a deliverable, or sent it back with a reason.</summary>
/// <param name="Region">The region.</param>
/// <param name="CallId">The call of the season.</param>
/// <param name="Deliverable">Code of the deliverable in the guide.</param>
/// <param name="Number">Number of the version.</param>
/// <param name="Accepted">False where it was sent back.</param>
public sealed record DeliverableJudged(RegionCode Region, Guid CallId, string Deliverable, int Number, bool Accepted) : IEvent
{
    /// <inheritdoc />
    public static string Name => "movement.deliverable-judged.v1";
}

/// <summary>A region handed in the decree on its council or its team.</summary>
/// <param name="Region">The region.</param>
/// <param name="DecreeId">The decree.</param>
/// <param name="Kind">Kind in the guide: <c>dewan</c> or <c>tim-pelaksana</c>.</param>
public sealed record DecreeSubmitted(RegionCode Region, Guid DecreeId, string Kind) : IEvent
{
    /// <inheritdoc />
    public static string Name => "movement.decree-submitted.v1";
}

/// <summary>A decree was accepted: what the memorandum asks for is there.</summary>
/// <param name="Region">The region.</param>
/// <param name="DecreeId">The decree.</param>
/// <param name="Kind">Kind in the guide: <c>dewan</c> or <c>tim-pelaksana</c>.</param>
/// <param name="Number">Number of the decree.</param>
/// <param name="DatedOn">Its date.</param>
/// <param name="SubmittedOn">Legal date in the region's zone on which it was handed in: the day the promise was kept.</param>
/// <param name="AcceptedOn">Legal date of the acceptance, in the region's zone.</param>
public sealed record DecreeAccepted(
    RegionCode Region, Guid DecreeId, string Kind, string Number, DateOnly DatedOn, DateOnly SubmittedOn, DateOnly AcceptedOn) : IEvent
{
    /// <inheritdoc />
    public static string Name => "movement.decree-accepted.v1";
}

/// <summary>A decree was sent back with a reason.</summary>
/// <param name="Region">The region.</param>
/// <param name="DecreeId">The decree.</param>
/// <param name="Kind">Kind in the guide.</param>
public sealed record DecreeReturned(RegionCode Region, Guid DecreeId, string Kind) : IEvent
{
    /// <inheritdoc />
    public static string Name => "movement.decree-returned.v1";
}

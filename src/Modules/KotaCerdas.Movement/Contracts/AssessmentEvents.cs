using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Contracts;

/// <summary>Someone was invited to the panel of a call.</summary>
/// <param name="Region">Always <c>00</c>.</param>
/// <param name="CallId">The call.</param>
/// <param name="User">Account of the assessor.</param>
public sealed record AssessorInvited(RegionCode Region, Guid CallId, Guid User) : IEvent
{
    /// <inheritdoc />
    public static string Name => "movement.assessor-invited.v1";
}

/// <summary>Assessors were given their regions.</summary>
/// <param name="Region">Always <c>00</c>.</param>
/// <param name="CallId">The call.</param>
/// <param name="Regions">Regions assigned.</param>
/// <param name="Assessors">Assessors with at least one region.</param>
public sealed record AssessmentsAssigned(RegionCode Region, Guid CallId, int Regions, int Assessors) : IEvent
{
    /// <inheritdoc />
    public static string Name => "movement.assessments-assigned.v1";
}

/// <summary>An assessor took a seat on a region's panel after the assignment, by a change made by hand.</summary>
/// <param name="Region">The region assessed.</param>
/// <param name="CallId">The call.</param>
/// <param name="User">Account of the assessor.</param>
public sealed record AssessorEntered(RegionCode Region, Guid CallId, Guid User) : IEvent
{
    /// <inheritdoc />
    public static string Name => "movement.assessor-entered.v1";
}

/// <summary>An assessor submitted a score sheet. It carries no score and no assessor.</summary>
/// <param name="Region">The region assessed.</param>
/// <param name="CallId">The call.</param>
/// <param name="PanelComplete">True where it was the last sheet of the region's panel.</param>
public sealed record SheetSubmitted(RegionCode Region, Guid CallId, bool PanelComplete) : IEvent
{
    /// <inheritdoc />
    public static string Name => "movement.sheet-submitted.v1";
}

/// <summary>Regions and assessors see when interviews are.</summary>
/// <param name="Region">The country.</param>
/// <param name="CallId">The call.</param>
/// <param name="Regions">Codes of the regions that have another place than before.</param>
public sealed record TimetableTold(RegionCode Region, Guid CallId, IReadOnlyList<string> Regions) : IEvent
{
    /// <inheritdoc />
    public static string Name => "movement.timetable-told.v1";
}

/// <summary>A selection was drafted, or a correction of one, and waits for its first approval.</summary>
/// <param name="Region">Always <c>00</c>.</param>
/// <param name="CallId">The call.</param>
/// <param name="DecisionId">The decision.</param>
public sealed record SelectionDrafted(RegionCode Region, Guid CallId, Guid DecisionId) : IEvent
{
    /// <inheritdoc />
    public static string Name => "movement.selection-drafted.v1";
}

/// <summary>A selection got its first approval and waits for its second.</summary>
/// <param name="Region">Always <c>00</c>.</param>
/// <param name="CallId">The call.</param>
/// <param name="DecisionId">The decision.</param>
public sealed record SelectionApproved(RegionCode Region, Guid CallId, Guid DecisionId) : IEvent
{
    /// <inheritdoc />
    public static string Name => "movement.selection-approved.v1";
}

/// <summary>An approver returned a draft of a selection, or of a correction, with a reason: it is void.</summary>
/// <param name="Region">Always <c>00</c>.</param>
/// <param name="CallId">The call.</param>
/// <param name="DecisionId">The decision.</param>
public sealed record SelectionReturned(RegionCode Region, Guid CallId, Guid DecisionId) : IEvent
{
    /// <inheritdoc />
    public static string Name => "movement.selection-returned.v1";
}

/// <summary>A selection got its second approval.</summary>
/// <param name="Region">Always <c>00</c>.</param>
/// <param name="CallId">The call.</param>
/// <param name="DecisionId">The decision.</param>
public sealed record SelectionDecided(RegionCode Region, Guid CallId, Guid DecisionId) : IEvent
{
    /// <inheritdoc />
    public static string Name => "movement.selection-decided.v1";
}

/// <summary>A selection was made public and the objection windows opened.</summary>
/// <param name="Region">Always <c>00</c>.</param>
/// <param name="CallId">The call.</param>
/// <param name="DecisionId">The decision.</param>
/// <param name="Selected">Codes of the regions selected.</param>
public sealed record SelectionAnnounced(RegionCode Region, Guid CallId, Guid DecisionId, IReadOnlyList<string> Selected) : IEvent
{
    /// <inheritdoc />
    public static string Name => "movement.selection-announced.v1";
}

/// <summary>A region objected to an announced selection.</summary>
/// <param name="Region">The region.</param>
/// <param name="CallId">The call.</param>
/// <param name="ObjectionId">The objection.</param>
public sealed record ObjectionFiled(RegionCode Region, Guid CallId, Guid ObjectionId) : IEvent
{
    /// <inheritdoc />
    public static string Name => "movement.objection-filed.v1";
}

/// <summary>The ministry answered an objection.</summary>
/// <param name="Region">The region.</param>
/// <param name="CallId">The call.</param>
/// <param name="ObjectionId">The objection.</param>
/// <param name="Changed">True where the decision is corrected.</param>
public sealed record ObjectionAnswered(RegionCode Region, Guid CallId, Guid ObjectionId, bool Changed) : IEvent
{
    /// <inheritdoc />
    public static string Name => "movement.objection-answered.v1";
}

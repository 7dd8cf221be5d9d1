using KotaCerdas.Platform;

namespace KotaCerdas.Revenue.Contracts;

/// <summary>Bills of PBB-P2 went out.</summary>
/// <param name="Region">The region.</param>
/// <param name="Batch">The batch they were posted in.</param>
/// <param name="Year">Tax year.</param>
/// <param name="Villages">Villages whose bills went out, ten digits each.</param>
public sealed record BillsDispatched(RegionCode Region, Guid Batch, int Year, IReadOnlyList<long> Villages) : IEvent
{
    /// <inheritdoc />
    public static string Name => "revenue.bills-dispatched.v1";
}

/// <summary>A bill of PBB-P2 that had gone out was changed: the next cycle counts.</summary>
/// <param name="Region">The region.</param>
/// <param name="Nop">18 digits of the object, as a number.</param>
/// <param name="Year">Tax year.</param>
public sealed record BillChanged(RegionCode Region, long Nop, int Year) : IEvent
{
    /// <inheritdoc />
    public static string Name => "revenue.bill-changed.v1";
}

/// <summary>
/// What somebody asked for about a letter or a bill was decided, counts as granted because nobody decided it in time, or was closed because
/// nothing is left to decide.
/// </summary>
/// <param name="Region">The region.</param>
/// <param name="Request">The request.</param>
/// <param name="Result">What it is now: <c>Granted</c>, <c>Refused</c>, <c>Deemed</c> or <c>Closed</c>.</param>
public sealed record RequestAnswered(RegionCode Region, Guid Request, string Result) : IEvent
{
    /// <summary>Result of a request that nobody decided in time.</summary>
    public const string Deemed = "Deemed";

    /// <summary>Result of a request about what was cancelled or written off meanwhile.</summary>
    public const string Closed = "Closed";

    /// <inheritdoc />
    public static string Name => "revenue.request-answered.v1";
}

/// <summary>An officer examined, accepted or rejected a request to correct a bill.</summary>
/// <param name="Region">The region.</param>
/// <param name="Correction">The request.</param>
/// <param name="State">What it is now: <c>Examined</c>, <c>Accepted</c> or <c>Rejected</c>.</param>
public sealed record CorrectionAnswered(RegionCode Region, Guid Correction, string State) : IEvent
{
    /// <inheritdoc />
    public static string Name => "revenue.correction-answered.v1";
}

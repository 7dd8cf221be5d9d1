using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Calls;

/// <summary>A call's dates in a region's own zone: a legal date ends at midnight where the region is.</summary>
internal static class CallDates
{
    /// <summary>True from the first legal date to the end of the last one.</summary>
    public static bool TakesSubmissions(this Call call, RegionZone zone, DateTimeOffset now) =>
        call.Status == CallStatus.Open && zone.DateAt(now) >= call.OpensOn && zone.DateAt(now) <= call.SubmitBy;

    /// <summary>The last date to submit: the call's own, or the one given with a return where that is later.</summary>
    public static DateOnly LastDay(this Call call, Application? application) =>
        application is { Status: ApplicationStatus.Returned, ReturnDeadline: { } again } ? again : call.SubmitBy;

    /// <summary>True where the submission date has ended everywhere; Western Indonesia is last.</summary>
    public static bool SubmissionEnded(this Call call, DateTimeOffset now) => RegionZone.WIB.DateAt(now) > call.SubmitBy;
}

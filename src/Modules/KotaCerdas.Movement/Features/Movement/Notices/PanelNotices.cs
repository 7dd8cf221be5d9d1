using KotaCerdas.Movement.Contracts;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Notices;

/// <summary>Tells assessors which regions wait for them. What they are told names no other assessor.</summary>
internal sealed class PanelNotices(Audience audience, AssessmentDesk desk)
    : IEventHandler<AssessorInvited>, IEventHandler<AssessmentsAssigned>, IEventHandler<AssessorEntered>
{
    private const string Queue = "/penilaian";

    public async Task HandleAsync(AssessorInvited happened, EventDelivery delivery, CancellationToken cancel) => audience.Tell(
        new UserId(happened.User),
        new("Movement.Notice.PanelInvited", [await audience.YearAsync(happened.CallId, cancel)], $"/panel/pernyataan/{happened.CallId}"));

    public async Task HandleAsync(AssessmentsAssigned happened, EventDelivery delivery, CancellationToken cancel)
    {
        var year = await audience.YearAsync(happened.CallId, cancel);
        var sheets = await desk.SheetsAsync(new CallId(happened.CallId), AssessmentDesk.AllRegions, cancel);
        foreach (var own in sheets.GroupBy(s => s.UserId))
        {
            audience.Tell(own.Key, new("Movement.Notice.Assigned", [own.Count(), year, own.Min(s => s.DueOn)], Queue));
        }
    }

    public async Task HandleAsync(AssessorEntered happened, EventDelivery delivery, CancellationToken cancel)
    {
        var year = await audience.YearAsync(happened.CallId, cancel);
        var name = (await audience.NamesAsync([happened.Region], cancel))[happened.Region];
        audience.Tell(new UserId(happened.User), new("Movement.Notice.Entered", [name, year], Queue));
    }
}

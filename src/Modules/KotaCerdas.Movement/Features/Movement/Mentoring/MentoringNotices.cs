using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Institutions;
using KotaCerdas.Movement.Features.Notices;
using KotaCerdas.Movement.Model.Institutions;
using KotaCerdas.Movement.Model.Mentoring;
using KotaCerdas.People.Contracts;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Mentoring;

/// <summary>Tells the region, its mentor and, where there is none, the ministry what waits for them.</summary>
internal sealed class MentoringNotices(KotaDb db, Audience audience, Guides guides, IPeopleQueries people)
    : IEventHandler<MentorAssigned>, IEventHandler<StageOpened>, IEventHandler<MentoringCompleted>, IEventHandler<DeliverableSubmitted>,
        IEventHandler<DeliverableJudged>, IEventHandler<DecreeSubmitted>, IEventHandler<DecreeAccepted>, IEventHandler<DecreeReturned>
{
    public async Task HandleAsync(MentorAssigned happened, EventDelivery delivery, CancellationToken cancel)
    {
        var path = MentoringPaths.Of(new CallId(happened.CallId), happened.Region);
        audience.Tell(new UserId(happened.User), new("Movement.Notice.YouMentor", [await NameAsync(happened.Region, cancel)], path));
        await TellRegionAsync(happened.Region, new("Movement.Notice.MentorAssigned", [], path), cancel);
    }

    public async Task HandleAsync(StageOpened happened, EventDelivery delivery, CancellationToken cancel)
    {
        var mentoring = await MentoringAsync(happened.Region, happened.CallId, cancel);
        var stage = guides.Of(mentoring.Guide).StageOf(happened.Stage);
        await TellRegionAsync(
            happened.Region,
            new("Movement.Notice.StageOpened", [stage.Position, happened.DueOn], MentoringPaths.Of(mentoring.CallId, happened.Region)),
            cancel);
    }

    public Task HandleAsync(MentoringCompleted happened, EventDelivery delivery, CancellationToken cancel) => TellRegionAsync(
        happened.Region,
        new("Movement.Notice.MentoringCompleted", [happened.CompletedOn], MentoringPaths.Of(new CallId(happened.CallId), happened.Region)),
        cancel);

    public async Task HandleAsync(DeliverableSubmitted happened, EventDelivery delivery, CancellationToken cancel)
    {
        var mentoring = await MentoringAsync(happened.Region, happened.CallId, cancel);
        if (mentoring.MentorUser is { } mentor)
        {
            audience.Tell(mentor, new(
                "Movement.Notice.DeliverableSubmitted",
                [await NameAsync(happened.Region, cancel), Named(mentoring, happened.Deliverable), happened.Number],
                MentoringPaths.Deliverable(mentoring.CallId, happened.Region, happened.Deliverable)));
        }
    }

    public async Task HandleAsync(DeliverableJudged happened, EventDelivery delivery, CancellationToken cancel)
    {
        var mentoring = await MentoringAsync(happened.Region, happened.CallId, cancel);
        await TellRegionAsync(
            happened.Region,
            new(
                happened.Accepted ? "Movement.Notice.DeliverableAccepted" : "Movement.Notice.DeliverableReturned",
                [Named(mentoring, happened.Deliverable), happened.Number],
                MentoringPaths.Deliverable(mentoring.CallId, happened.Region, happened.Deliverable)),
            cancel);
    }

    public async Task HandleAsync(DecreeSubmitted happened, EventDelivery delivery, CancellationToken cancel)
    {
        var notice = new Notice(
            "Movement.Notice.DecreeSubmitted", [await NameAsync(happened.Region, cancel)],
            MentoringPaths.Decree(happened.Region, happened.DecreeId));
        var mentors = await db.In<RegionMentoring>(RegionScope.Of(happened.Region)).AsNoTracking()
            .Where(m => m.RegionCode == happened.Region && m.MentorUser != null && m.CompletedOn == null).Select(m => m.MentorUser!.Value)
            .Distinct().ToListAsync(cancel);
        var told = mentors.Count > 0 ? mentors
            : [.. (await people.HoldersAsync("ministry-officer", RegionScope.Of(RegionCode.National), cancel)).Select(p =>
                p.User).Distinct()];
        told.ForEach(user => audience.Tell(user, notice));
    }

    public Task HandleAsync(DecreeAccepted happened, EventDelivery delivery, CancellationToken cancel) => TellRegionAsync(
        happened.Region,
        new("Movement.Notice.DecreeAccepted", [happened.Number], MentoringPaths.Decree(happened.Region, happened.DecreeId)), cancel);

    public async Task HandleAsync(DecreeReturned happened, EventDelivery delivery, CancellationToken cancel)
    {
        var number = await db.In<Decree>(RegionScope.Of(happened.Region)).Where(d => d.Id == happened.DecreeId).Select(d => d.Number)
            .SingleAsync(cancel);
        await audience.TellRegionAsync(
            happened.Region, InstitutionPermissions.Edit,
            new("Movement.Notice.DecreeReturned", [number], MentoringPaths.Decree(happened.Region, happened.DecreeId)), cancel);
    }

    private string Named(RegionMentoring of, string deliverable) => guides.Of(of.Guide).Find(deliverable)!.Name.Id;

    private Task TellRegionAsync(RegionCode region, Notice notice, CancellationToken cancel) =>
        audience.TellRegionAsync(region, MentoringPermissions.Edit, notice, cancel);

    private async Task<string> NameAsync(RegionCode region, CancellationToken cancel) =>
        (await audience.NamesAsync([region], cancel))[region];

    private Task<RegionMentoring> MentoringAsync(RegionCode region, Guid call, CancellationToken cancel)
    {
        var id = new CallId(call);
        return db.In<RegionMentoring>(RegionScope.Of(region)).AsNoTracking()
            .SingleAsync(m => m.RegionCode == region && m.CallId == id, cancel);
    }
}

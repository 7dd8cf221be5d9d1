using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Features.Institutions;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Movement.Model.Institutions;
using KotaCerdas.Movement.Model.Mentoring;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Mentoring;

/// <summary>
/// What a region in mentoring has to do next: deliverables of its stage, the session, the decrees, decisions that are late.
/// </summary>
internal sealed class NextSteps(KotaDb db, MeetingDesk meetings, DecreePromises promises, Texts texts)
{
    public async Task<IReadOnlyList<TaskStep>> OfAsync(MentoringFile of, DateOnly today, CancellationToken cancel)
    {
        var region = of.Region.Code;
        var decrees = await db.In<Decree>(RegionScope.Of(region)).AsNoTracking().Where(d => d.RegionCode == region).ToListAsync(cancel);
        var sessions = await meetings.SessionsAsync(region, of.Mentoring.CallId, cancel);
        var promised = await promises.OfSeasonAsync(of.Mentoring, of.Guide, cancel);
        var decisions = await meetings.OpenDecisionsAsync(region, cancel);
        return
        [
            .. Deliverables(of), .. Session(of, sessions), .. of.Guide.Decrees.Select(k =>
                DecreeStep(of, k, decrees, (promised.GetValueOrDefault(k.Code), today))).OfType<TaskStep>(),
            .. decisions.Where(d => d.LateOn(today)).Select(d => new TaskStep(
                texts["Movement.Step.Decision", d.OwnerOffice], States.DaysLeft(d.DueOn, today, texts).Text, Tone.Danger)
            {
                Href = MentoringPaths.Meeting(region, d.MeetingId), Hint = d.Body,
            }),
        ];
    }

    private IEnumerable<TaskStep> Deliverables(MentoringFile of) =>
        of.Mentoring.CompletedOn is not null ? [] : of.MissingIn(of.Mentoring.Stage).Select(d =>
        {
            var state = of.StateOf(d.Code);
            return new TaskStep(d.Name.In(), MentoringTags.Word(state, texts), MentoringTags.ToneOf(state))
            {
                Href = MentoringPaths.Deliverable(of.Mentoring.CallId, of.Region.Code, d.Code),
            };
        });

    private IEnumerable<TaskStep> Session(MentoringFile of, IReadOnlyList<Meeting> sessions)
    {
        var stage = of.Mentoring.Stage;
        if (of.Mentoring.CompletedOn is not null || sessions.Any(s => s.Stage == stage && s.State == MeetingState.Held))
        {
            yield break;
        }

        var planned = sessions.LastOrDefault(s => s.Stage == stage && s.State == MeetingState.Planned);
        yield return planned is null
            ? new TaskStep(texts["Movement.Step.PlanSession"], texts["Movement.Step.NotPlanned"])
            {
                Href = MentoringPaths.NewSession(of.Mentoring.CallId, of.Region.Code, stage),
            }
            : new TaskStep(texts["Movement.Step.HoldSession"], Formats.Date(planned.FromOn), Tone.Info)
            {
                Href = MentoringPaths.Meeting(of.Region.Code, planned.Id),
            };
    }

    private string Word(Decree? open, string clock) => open is null ? clock
        : open.OutForSignature ? texts["Movement.Decree.WaitsForSignature"] : texts[$"Movement.WorkStep.{open.Step}"];

    /// <summary>
    /// A decree that its memorandum asks for is wanted until the promise is met; one that nobody promised until there is one.
    /// </summary>
    private TaskStep? DecreeStep(MentoringFile of, DecreeKind kind, IReadOnlyList<Decree> all, (Obligation? Promised, DateOnly Today) days)
    {
        var own = all.Where(d => d.Kind == kind.Code).ToList();
        var earlier = own.Exists(d => d.Step == WorkStep.Accepted);
        if (days.Promised is { } promise ? promise.State is ObligationState.Met or ObligationState.Reported : earlier)
        {
            return null;
        }

        var open = own.Find(d => d.Step != WorkStep.Accepted);
        var due = days.Promised?.DueOn ?? of.Mentoring.StartedOn.AddDays(of.Guide.Rules.DecreeDays);
        var (clock, tone) = States.DaysLeft(due, days.Today, texts);
        return new TaskStep(kind.Name.In(), Word(open, clock), tone)
        {
            Href = open is not null ? MentoringPaths.Decree(of.Region.Code, open.Id)
                : earlier ? AgreementPaths.Obligation(of.Region.Code, days.Promised!) : MentoringPaths.Institutions(of.Region.Code),
            Hint = texts[
                days.Promised is null ? "Movement.Step.DecreeDue"
                : earlier ? "Movement.Step.DecreeAgain" : "Movement.Step.DecreePromised", due],
        };
    }
}

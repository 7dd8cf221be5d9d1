using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model.Mentoring;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Mentoring;

/// <summary>What every operation of mentoring writes beside its own rows, at one instant.</summary>
internal sealed class MentoringRecords(KotaDb db, Actor actor, Trail trail, Outbox outbox, TimeProvider clock)
{
    public static Problem Raced { get; } = new("Movement.Mentoring.Raced");

    /// <summary>Who acts.</summary>
    public Actor Actor => actor;

    public DateTime Now => clock.GetUtcNow().UtcDateTime;

    public Guid NewId() => Ids.New(clock);

    /// <summary>The legal date in a region.</summary>
    public DateOnly TodayIn(Region region) => region.Zone.DateAt(clock.GetUtcNow());

    public void Tell<TEvent>(TEvent happened)
        where TEvent : IEvent => outbox.Add(happened);

    public void Note(string action, RegionCode region, CallId call, object? details = null) =>
        Note(action, new Subject(region, "movement.mentoring", call.ToString()), details);

    public void Note(string action, Subject subject, object? details = null) => trail.Add(actor, action, subject, details);

    /// <summary>Opens a stage in the open write.</summary>
    public void OpenStage(RegionMentoring mentoring, MentoringGuide guide, GuideStage stage, DateOnly on)
    {
        var opening = new StageOpening
        {
            RegionCode = mentoring.RegionCode,
            CallId = mentoring.CallId,
            Stage = stage.Code,
            Position = stage.Position,
            OpenedOn = on,
            DueOn = on.AddDays(stage.DueDays),
        };
        db.Add(opening);
        mentoring.Enter(opening, guide.Of(stage.Code).Count(d => d.Required));
        outbox.Add(new StageOpened(mentoring.RegionCode, mentoring.CallId.Value, stage.Code, opening.DueOn));
    }
}

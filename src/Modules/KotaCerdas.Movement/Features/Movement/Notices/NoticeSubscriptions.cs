using KotaCerdas.Movement.Contracts;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Notices;

/// <summary>
/// Which events of calls, panels and results become notices; those of applications are in <c>TellRegion</c>. The dispatcher remembers what
/// a handler has handled, so nobody is told twice.
/// </summary>
internal static class NoticeSubscriptions
{
    public static IReadOnlyList<EventSubscription> All { get; } =
    [
        EventSubscription.For<CallOpened, CallNotices>("movement.notice-call-opened"),
        EventSubscription.For<CallExtended, CallNotices>("movement.notice-call-extended"),
        EventSubscription.For<CallWithdrawn, CallNotices>("movement.notice-call-withdrawn"),
        EventSubscription.For<AssessorInvited, PanelNotices>("movement.notice-panel-invited"),
        EventSubscription.For<SelectionDrafted, MinistryNotices>("movement.notice-drafted"),
        EventSubscription.For<SelectionApproved, MinistryNotices>("movement.notice-approved"),
        EventSubscription.For<SelectionReturned, MinistryNotices>("movement.notice-returned"),
        EventSubscription.For<SelectionDecided, MinistryNotices>("movement.notice-decided"),
        EventSubscription.For<ObjectionFiled, MinistryNotices>("movement.notice-objection-filed"),
        EventSubscription.For<AssessmentsAssigned, PanelNotices>("movement.notice-assigned"),
        EventSubscription.For<AssessorEntered, PanelNotices>("movement.notice-entered"),
        EventSubscription.For<TimetableTold, InterviewNotices>("movement.notice-timetable-told"),
        EventSubscription.For<SelectionAnnounced, ResultNotices>("movement.notice-announced"),
        EventSubscription.For<ObjectionAnswered, ResultNotices>("movement.notice-objection-answered"),
    ];
}

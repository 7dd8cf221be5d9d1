using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model.Mentoring;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Movement.Features.Mentoring;

/// <summary>What mentoring registers in the module.</summary>
internal static class MentoringSetup
{
    /// <summary>Facts: never updated, never deleted.</summary>
    public static IReadOnlyList<string> AppendOnlyTables { get; } =
    [
        "movement_mentor_assignment", "movement_draft", "movement_draft_ruling", "movement_draft_comment", "movement_mentor_report",
    ];

    /// <summary>Names of the events it tells others.</summary>
    public static IReadOnlyList<string> Events { get; } =
        [MentorAssigned.Name, StageOpened.Name, MentoringCompleted.Name, DeliverableSubmitted.Name, DeliverableJudged.Name];

    /// <summary>What begins mentoring, and who is told what.</summary>
    public static IReadOnlyList<EventSubscription> Subscriptions { get; } =
    [
        OpenOnSigning.Subscription,
        .. MeetByMentoring.Subscriptions,
        EventSubscription.For<MentorAssigned, MentoringNotices>("movement.notice-mentor-assigned"),
        EventSubscription.For<StageOpened, MentoringNotices>("movement.notice-stage-opened"),
        EventSubscription.For<MentoringCompleted, MentoringNotices>("movement.notice-mentoring-completed"),
        EventSubscription.For<DeliverableSubmitted, MentoringNotices>("movement.notice-deliverable-submitted"),
        EventSubscription.For<DeliverableJudged, MentoringNotices>("movement.notice-deliverable-judged"),
        EventSubscription.For<DecreeSubmitted, MentoringNotices>("movement.notice-decree-submitted"),
        EventSubscription.For<DecreeAccepted, MentoringNotices>("movement.notice-decree-accepted"),
        EventSubscription.For<DecreeReturned, MentoringNotices>("movement.notice-decree-returned"),
    ];

    public static IServiceCollection AddMentoring(this IServiceCollection services) => services
        .AddSingleton<Guides>().AddScoped<MentoringDesk>().AddScoped<MentoringRecords>()
        .AddScoped<StartMentoring>().AddScoped<OpenMentoring>().AddScoped<AssignMentor>()
        .AddScoped<AddDraft>().AddScoped<SubmitDraft>().AddScoped<JudgeDraft>().AddScoped<CommentOnDraft>().AddScoped<SaveReport>()
        .AddScoped<SeasonRows>().AddScoped<OwedReports>().AddScoped<NextSteps>()
        .AddScoped<OwnMentoring>().AddScoped<DraftRows>().AddScoped<PublicMentoring>();

    public static ModelBuilder MapMentoring(this ModelBuilder model)
    {
        MentoringSeason.Map(model);
        RegionMentoring.Map(model);
        MentorAssignment.Map(model);
        StageOpening.Map(model);
        Deliverable.Map(model);
        Draft.Map(model);
        DraftRuling.Map(model);
        DraftComment.Map(model);
        MentorReport.Map(model);
        return model;
    }
}

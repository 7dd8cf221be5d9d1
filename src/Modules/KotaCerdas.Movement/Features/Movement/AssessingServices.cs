using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Agreement;
using KotaCerdas.Movement.Features.Assignments;
using KotaCerdas.Movement.Features.Decisions;
using KotaCerdas.Movement.Features.Notices;
using KotaCerdas.Movement.Features.Objections;
using KotaCerdas.Movement.Features.Panels;
using KotaCerdas.Movement.Features.Rankings;
using KotaCerdas.Movement.Features.Scoring;
using KotaCerdas.Movement.Model.Deciding;
using KotaCerdas.Movement.Model.Panel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Movement.Features;

/// <summary>What assessment and selection register in the module.</summary>
internal static class AssessingServices
{
    /// <summary>Facts: never updated, never deleted.</summary>
    public static IReadOnlyList<string> AppendOnlyTables { get; } =
    [
        "movement_conflict", "movement_assignment", "movement_score", "movement_moderation", "movement_decision", "movement_decision_line",
        "movement_decision_remark", "movement_decision_approval", "movement_announcement", "movement_objection_window",
        "movement_objection", "movement_objection_file", "movement_objection_answer",
    ];

    /// <summary>Names of the events it tells others.</summary>
    public static IReadOnlyList<string> Events { get; } =
    [
        AssessorInvited.Name, AssessmentsAssigned.Name, AssessorEntered.Name, TimetableTold.Name, SheetSubmitted.Name,
        SelectionDrafted.Name, SelectionReturned.Name,
        SelectionApproved.Name, SelectionDecided.Name, SelectionAnnounced.Name, ObjectionFiled.Name, ObjectionAnswered.Name,
    ];

    public static IServiceCollection AddAssessing(this IServiceCollection services) => services
        .AddScoped<AssessmentDesk>().AddScoped<Records>()
        .AddScoped<InviteMember>().AddScoped<PanelCandidates>()
        .AddScoped<DeclaredConflicts>().AddScoped<AnswerPanelInvitation>().AddScoped<DeclareConflicts>()
        .AddScoped<ProposeAssignment>().AddScoped<AcceptAssignment>().AddScoped<SwapAssessor>().AddScoped<AssignmentFacts>()
        .AddScoped<Scores>().AddScoped<SaveScores>().AddScoped<SubmitSheet>()
        .AddScoped<Standings>().AddScoped<ModerationBeside>().AddScoped<ModerateScore>().AddScoped<ConfirmOverride>()
        .AddScoped<CallRankings>().AddScoped<RankingStamps>().AddSingleton<RankingCache>()
        .AddScoped<DecisionReader>().AddScoped<PublicOverrides>().AddScoped<RegionOutcomes>().AddScoped<AnnouncedResults>()
        .AddScoped<AssignmentView>().AddScoped<InterviewPlan>()
        .AddScoped<SheetReader>().AddScoped<BesideAnswers>()
        .AddScoped<DraftDecision>().AddScoped<RemarkOnLine>().AddScoped<ApproveDecision>().AddScoped<AnnounceDecision>()
        .AddScoped<FillPlace>().AddScoped<AnnouncementFacts>()
        .AddScoped<FileObjection>().AddScoped<ObjectionFiles>().AddScoped<AnswerObjection>().AddScoped<Audience>();

    public static ModelBuilder MapAssessing(this ModelBuilder model)
    {
        PanelMember.Map(model);
        ConflictDeclaration.Map(model);
        AssignmentRun.Map(model);
        AssignmentFact.Map(model);
        ScoreSheet.Map(model);
        Score.Map(model);
        Moderation.Map(model);
        Decision.Map(model);
        DecisionLine.Map(model);
        DecisionRemark.Map(model);
        DecisionApproval.Map(model);
        Announcement.Map(model);
        ObjectionWindow.Map(model);
        Objection.Map(model);
        ObjectionFile.Map(model);
        ObjectionAnswer.Map(model);
        return model;
    }
}

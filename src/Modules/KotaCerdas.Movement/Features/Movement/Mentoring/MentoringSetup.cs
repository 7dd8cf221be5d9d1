using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model.Mentoring;
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

    public static IServiceCollection AddMentoring(this IServiceCollection services) => services
        .AddSingleton<Guides>().AddScoped<MentoringDesk>().AddScoped<MentoringRecords>()
        .AddScoped<StartMentoring>().AddScoped<OpenMentoring>().AddScoped<AssignMentor>()
        .AddScoped<AddDraft>().AddScoped<SubmitDraft>().AddScoped<JudgeDraft>().AddScoped<CommentOnDraft>().AddScoped<SaveReport>();

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

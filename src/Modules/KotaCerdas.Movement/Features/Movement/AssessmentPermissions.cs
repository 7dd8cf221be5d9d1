using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features;

/// <summary>What a role can be allowed to do in the assessment and the selection.</summary>
internal static class AssessmentPermissions
{
    public static readonly Permission ManagePanel = new("movement.panel.manage");
    public static readonly Permission JoinPanel = new("movement.panel.join");
    public static readonly Permission GiveScores = new("movement.score.give");
    public static readonly Permission SeeScores = new("movement.score.see");
    public static readonly Permission Moderate = new("movement.score.moderate");
    public static readonly Permission Override = new("movement.score.override");
    public static readonly Permission DraftSelection = new("movement.selection.draft");
    public static readonly Permission ApproveAsDirector = new("movement.selection.approve-director");
    public static readonly Permission ApproveAsGeneral = new("movement.selection.approve-general");
    public static readonly Permission Announce = new("movement.selection.announce");
    public static readonly Permission FileObjection = new("movement.objection.file");
    public static readonly Permission AnswerObjection = new("movement.objection.answer");

    public static IReadOnlyList<Permission> All { get; } =
    [
        ManagePanel, JoinPanel, GiveScores, SeeScores, Moderate, Override, DraftSelection, ApproveAsDirector, ApproveAsGeneral, Announce,
        FileObjection, AnswerObjection,
    ];
}

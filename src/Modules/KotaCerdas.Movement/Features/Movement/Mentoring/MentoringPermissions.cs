using KotaCerdas.Movement.Model.Mentoring;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Mentoring;

/// <summary>What a role can be allowed to do in mentoring, and whom a mentor may mentor.</summary>
internal static class MentoringPermissions
{
    public const string OpenCode = "movement.mentoring.open";
    public const string BoardCode = "movement.mentoring.board";
    public const string ReadCode = "movement.mentoring.read";
    public const string GuideCode = "movement.mentoring.guide";

    public static readonly Permission Open = new(OpenCode);
    public static readonly Permission Board = new(BoardCode);
    public static readonly Permission Read = new(ReadCode);
    public static readonly Permission Edit = new("movement.mentoring.edit");
    public static readonly Permission Guide = new(GuideCode);

    public static IReadOnlyList<Permission> All { get; } = [Open, Board, Read, Edit, Guide];

    /// <summary>True for the mentor of the region: the role alone opens nothing, the assignment does.</summary>
    public static bool Mentors(this Actor actor, RegionMentoring of) =>
        actor.User is { } user && user == of.MentorUser && actor.May(Guide, of.RegionCode);

    /// <summary>True for those who may see a region's mentoring.</summary>
    public static bool Reads(this Actor actor, RegionMentoring of) => actor.May(Read, of.RegionCode) || actor.Mentors(of);
}

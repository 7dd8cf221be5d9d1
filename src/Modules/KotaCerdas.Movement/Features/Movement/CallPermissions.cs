using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features;

/// <summary>What a role can be allowed to do with calls, invitations and applications.</summary>
internal static class CallPermissions
{
    public const string ManageCode = "movement.call.manage";
    public const string OpenCode = "movement.call.open";
    public const string InviteCode = "movement.call.invite";
    public const string ImportIndicesCode = "movement.index.import";
    public const string BoardCode = "movement.board.see";
    public const string ListCode = "movement.application.list";
    public const string ReadCode = "movement.application.read";
    public const string EditCode = "movement.application.edit";

    public static readonly Permission Manage = new(ManageCode);
    public static readonly Permission Open = new(OpenCode);
    public static readonly Permission Invite = new(InviteCode);
    public static readonly Permission ImportIndices = new(ImportIndicesCode);
    public static readonly Permission Board = new(BoardCode);
    public static readonly Permission List = new(ListCode);
    public static readonly Permission Read = new(ReadCode);
    public static readonly Permission Edit = new(EditCode);
    public static readonly Permission Submit = new("movement.application.submit");
    public static readonly Permission Withdraw = new("movement.application.withdraw");
    public static readonly Permission Verify = new("movement.application.verify");

    public static IReadOnlyList<Permission> All { get; } =
        [Manage, Open, Invite, ImportIndices, Board, List, Read, Edit, Submit, Withdraw, Verify];
}

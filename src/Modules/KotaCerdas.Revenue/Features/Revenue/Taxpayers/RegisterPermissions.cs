using KotaCerdas.Platform;

namespace KotaCerdas.Revenue.Features.Taxpayers;

/// <summary>What a role can be allowed to do with the registers of taxpayers and objects.</summary>
internal static class RegisterPermissions
{
    public const string ReadCode = "revenue.register.read";
    public const string EditCode = "revenue.register.edit";
    public const string ConfirmCode = "revenue.register.confirm";

    public static readonly Permission Read = new(ReadCode);
    public static readonly Permission Edit = new(EditCode);
    public static readonly Permission Reveal = new("revenue.register.reveal");

    /// <summary>Confirm or refuse a change by somebody else that lowers what is billed.</summary>
    public static readonly Permission Confirm = new(ConfirmCode);

    public static IReadOnlyList<Permission> All { get; } = [Read, Edit, Confirm, Reveal];
}

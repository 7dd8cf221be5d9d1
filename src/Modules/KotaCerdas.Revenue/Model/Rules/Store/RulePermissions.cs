using KotaCerdas.Platform;

namespace KotaCerdas.Revenue.Model.Rules;

/// <summary>What a role can be allowed to do with rule sets.</summary>
internal static class RulePermissions
{
    public const string ReadCode = "revenue.rules.read";

    public static readonly Permission Read = new(ReadCode);
    public static readonly Permission Draft = new("revenue.rules.draft");
    public static readonly Permission Approve = new("revenue.rules.approve");

    public static IReadOnlyList<Permission> All { get; } = [Read, Draft, Approve];
}

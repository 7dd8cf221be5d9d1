using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Agreements;

/// <summary>What a role can be allowed to do with agreements and their obligations.</summary>
internal static class AgreementPermissions
{
    public const string ReadCode = "movement.agreement.read";
    public const string DraftCode = "movement.agreement.draft";

    public static readonly Permission Read = new(ReadCode);
    public static readonly Permission Draft = new(DraftCode);
    public static readonly Permission Negotiate = new("movement.agreement.negotiate");
    public static readonly Permission RecordSigning = new("movement.agreement.record-signing");

    /// <summary>Signs as the holder of a party's office: head of region, director general.</summary>
    public static readonly Permission Sign = new("movement.agreement.sign");

    /// <summary>Signs for a head of region by a letter.</summary>
    public static readonly Permission SignOnBehalf = new("movement.agreement.sign-on-behalf");

    /// <summary>Acts for a party that is neither the ministry nor a region, in the agreements that name this account.</summary>
    public static readonly Permission Partner = new("movement.agreement.partner");
    public static readonly Permission Report = new("movement.obligation.report");
    public static readonly Permission Accept = new("movement.obligation.accept");

    public static IReadOnlyList<Permission> All { get; } =
        [Read, Draft, Negotiate, RecordSigning, Sign, SignOnBehalf, Partner, Report, Accept];
}

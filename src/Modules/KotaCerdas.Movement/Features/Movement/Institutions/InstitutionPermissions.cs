using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Institutions;

/// <summary>What a role can be allowed to do with decrees and meetings of a region.</summary>
internal static class InstitutionPermissions
{
    public const string ReadCode = "movement.institution.read";

    public static readonly Permission Read = new(ReadCode);
    public static readonly Permission Edit = new("movement.institution.edit");
    public static readonly Permission Accept = new("movement.institution.accept");

    /// <summary>Signs decrees, and the letter that lets another sign, as the head of the region.</summary>
    public static readonly Permission Sign = new("movement.institution.sign");

    /// <summary>Signs a decree for the head of the region by a letter.</summary>
    public static readonly Permission SignOnBehalf = new("movement.institution.sign-on-behalf");

    public static IReadOnlyList<Permission> All { get; } = [Read, Edit, Accept, Sign, SignOnBehalf];
}

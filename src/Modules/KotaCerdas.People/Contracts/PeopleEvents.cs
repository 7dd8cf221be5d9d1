using KotaCerdas.Platform;

namespace KotaCerdas.People.Contracts;

/// <summary>Someone was invited. Carries no token: the link is known to the invited person only.</summary>
/// <param name="Region">Region of the role offered.</param>
/// <param name="Invitation">The invitation.</param>
/// <param name="Role">Code of the role.</param>
public sealed record AccountInvited(RegionCode Region, Guid Invitation, string Role) : IEvent
{
    /// <inheritdoc />
    public static string Name => "people.account-invited.v1";
}

/// <summary>A role was given.</summary>
/// <param name="Region">Where.</param>
/// <param name="Holding">The holding.</param>
/// <param name="User">To whom.</param>
/// <param name="Role">Code of the role.</param>
/// <param name="Kind">How it is held.</param>
public sealed record HoldingGranted(RegionCode Region, Guid Holding, Guid User, string Role, HoldingKind Kind) : IEvent
{
    /// <inheritdoc />
    public static string Name => "people.holding-granted.v1";
}

/// <summary>A role was ended before its last day.</summary>
/// <param name="Region">Where.</param>
/// <param name="Holding">The holding.</param>
/// <param name="User">Whose.</param>
/// <param name="Role">Code of the role.</param>
public sealed record HoldingEnded(RegionCode Region, Guid Holding, Guid User, string Role) : IEvent
{
    /// <inheritdoc />
    public static string Name => "people.holding-ended.v1";
}

/// <summary>An account was closed; its sessions ended with it.</summary>
/// <param name="User">The account.</param>
public sealed record AccountClosed(Guid User) : IEvent
{
    /// <inheritdoc />
    public static string Name => "people.account-closed.v1";

    /// <inheritdoc />
    public RegionCode Region => RegionCode.National;
}

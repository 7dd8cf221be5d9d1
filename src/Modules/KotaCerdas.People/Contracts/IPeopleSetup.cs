using KotaCerdas.Platform;

namespace KotaCerdas.People.Contracts;

/// <summary>An account to make.</summary>
/// <param name="Name">What is typed to sign in; unique. Empty: the e-mail address.</param>
/// <param name="Email">E-mail address; unique.</param>
/// <param name="DisplayName">Name of the office.</param>
/// <param name="Affiliation">Institution, or empty.</param>
public sealed record NewAccount(string Name, string Email, string DisplayName, string Affiliation)
{
    /// <summary>Password, or null for an account without one.</summary>
    public string? Password { get; init; }

    /// <summary>True for a generated account, which the demo sign-in offers.</summary>
    public bool IsDemo { get; init; }
}

/// <summary>A role to give.</summary>
/// <param name="User">To whom.</param>
/// <param name="Role">Code of the role.</param>
/// <param name="Region">Where; must fit the reach of the role.</param>
/// <param name="From">First legal date.</param>
public sealed record NewHolding(UserId User, string Role, RegionCode Region, DateOnly From)
{
    /// <summary>How it is held.</summary>
    public HoldingKind Kind { get; init; }

    /// <summary>Last legal date, or null where open. Acting and delegated roles need one.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Number of the letter or decree. Acting and delegated roles need one.</summary>
    public string Letter { get; init; } = string.Empty;

    /// <summary>Unit of the region, or null.</summary>
    public Guid? Unit { get; init; }

    /// <summary>The holding whose powers are exercised, or null.</summary>
    public Guid? OnBehalfOf { get; init; }
}

/// <summary>Makes accounts and gives roles: for command-line verbs and the demo.</summary>
public interface IPeopleSetup
{
    /// <summary>Makes an account. The actor needs <c>people.account.create</c> in the country.</summary>
    Task<Outcome<UserId>> CreateAccountAsync(Actor actor, NewAccount account, CancellationToken cancel);

    /// <summary>Gives a role. The actor needs <c>people.holding.grant</c> in the region of the role.</summary>
    Task<Outcome<Guid>> GrantAsync(Actor actor, NewHolding holding, CancellationToken cancel);
}

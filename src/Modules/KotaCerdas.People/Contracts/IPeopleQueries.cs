using KotaCerdas.Platform;

namespace KotaCerdas.People.Contracts;

/// <summary>A person as other modules see one.</summary>
/// <param name="User">The account.</param>
/// <param name="DisplayName">Name of the office.</param>
/// <param name="Email">E-mail address; not for public pages.</param>
/// <param name="Affiliation">Institution, or empty.</param>
/// <param name="Region">Where the role is held.</param>
/// <param name="Kind">How it is held.</param>
public sealed record PersonRow(UserId User, string DisplayName, string Email, string Affiliation, RegionCode Region, HoldingKind Kind);

/// <summary>What other modules may ask about people.</summary>
public interface IPeopleQueries
{
    /// <summary>Open accounts that hold a role today in the scope, ordered by name then account.</summary>
    Task<IReadOnlyList<PersonRow>> HoldersAsync(string role, RegionScope scope, CancellationToken cancel);

    /// <summary>Those of the accounts that are not closed.</summary>
    Task<IReadOnlySet<UserId>> OpenAsync(IReadOnlyCollection<UserId> users, CancellationToken cancel);

    /// <summary>Display names of accounts, closed ones too. An unknown account is left out.</summary>
    Task<IReadOnlyDictionary<UserId, string>> NamesAsync(IReadOnlyCollection<UserId> users, CancellationToken cancel);

    /// <summary>True for an account of the demo.</summary>
    Task<bool> IsGeneratedAsync(UserId user, CancellationToken cancel);
}

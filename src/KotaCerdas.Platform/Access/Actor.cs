namespace KotaCerdas.Platform;

/// <summary>A role held in a region and period, with what it allows.</summary>
/// <param name="Role">Code from <c>data/roles/roles.csv</c>.</param>
/// <param name="Region">Where it is held; <c>00</c> for the country. A province's role reaches its regions.</param>
/// <param name="Permissions">Permission codes.</param>
public sealed record Grant(string Role, RegionCode Region, IReadOnlySet<string> Permissions)
{
    /// <summary>True for offices of a province's own government: what they may do is done for the province, not for its regions.</summary>
    public bool Own { get; init; }

    /// <summary>True where the role counts for a region.</summary>
    public bool Reaches(RegionCode region) => Own ? Region == region : Region.Covers(region);
}

/// <summary>Who acts: a signed-in person, a visitor, or the platform itself.</summary>
/// <param name="User">The account, or null.</param>
/// <param name="Name">Name shown in logs of the thing acted on: an office, not a personal number.</param>
/// <param name="Grants">Roles in force at this moment.</param>
public sealed record Actor(UserId? User, string Name, IReadOnlyList<Grant> Grants)
{
    /// <summary>Someone who has not signed in.</summary>
    public static Actor Visitor { get; } = new(null, string.Empty, []);

    /// <summary>The platform itself: a scheduled operation or a command line verb. It may do everything.</summary>
    public static Actor Platform(string verb) => new(null, verb, []) { IsPlatform = true };

    /// <summary>The name as its own person sees it on pages: logs of who holds no role do not have it.</summary>
    public string ShownName { get => field ?? Name; init; }

    /// <summary>True for the platform itself.</summary>
    public bool IsPlatform { get; private init; }

    /// <summary>True for a person with an account.</summary>
    public bool SignedIn => User is not null;

    /// <summary>True where a role in force allows it for the region.</summary>
    public bool May(Permission permission, RegionCode region) =>
        IsPlatform || Grants.Any(g => g.Reaches(region) && g.Permissions.Contains(permission.Code));

    /// <summary>True where a role in force allows it for any region.</summary>
    public bool MayAnywhere(Permission permission) => IsPlatform || Grants.Any(g => g.Permissions.Contains(permission.Code));

    /// <summary>
    /// The regions in which a permission is held, as a scope; null where it is held nowhere or in several separate regions.
    /// </summary>
    public RegionScope? ScopeOf(Permission permission)
    {
        if (IsPlatform)
        {
            return RegionScope.National("platform");
        }

        var regions = Grants.Where(g => g.Permissions.Contains(permission.Code)).Select(g => g.Region).Distinct().ToList();
        if (regions.Any(r => r.IsNational))
        {
            return RegionScope.National(permission.Code);
        }

        return regions.Count == 1 ? RegionScope.Of(regions[0]) : null;
    }

    /// <summary>The problem of not being allowed, or null where it is allowed.</summary>
    public Problem? Refuse(Permission permission, RegionCode region) =>
        May(permission, region) ? null : new Problem("Platform.Access.NotAllowed");
}

/// <summary>Tells who acts in the current request; set by the sign-in module's middleware.</summary>
public sealed class CurrentActor
{
    /// <summary>The actor; a visitor until set.</summary>
    public Actor Value { get; set; } = Actor.Visitor;
}

/// <summary>Loads people as actors outside a request: for scheduled work and the demo.</summary>
public interface IActors
{
    /// <summary>The person with the roles in force now, or null where the account does not exist or is closed.</summary>
    Task<Actor?> FindAsync(UserId user, CancellationToken cancel);
}

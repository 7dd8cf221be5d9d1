using KotaCerdas.Platform;

namespace KotaCerdas.TestKit;

/// <summary>People by office, with what the shipped roles allow.</summary>
public static class TestPeople
{
    private static readonly Lazy<RoleCatalogue> Roles = new(() => RoleCatalogue.Load(ShippedData.PathOf("roles")));

    /// <summary>Someone who holds a role in a region (<c>00</c> for the country); each call is another person.</summary>
    public static Actor Office(string role, string region = "00")
    {
        var found = Roles.Value.Find(role) ?? throw new ArgumentException($"No role {role}", nameof(role));
        return new Actor(new UserId(Guid.CreateVersion7()), $"{found.NameId} {region}", [found.In(RegionCode.Parse(region))]);
    }
}

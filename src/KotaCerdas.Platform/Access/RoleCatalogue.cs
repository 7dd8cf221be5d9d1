using System.Collections.Frozen;

namespace KotaCerdas.Platform;

/// <summary>A role that people hold, as data.</summary>
/// <param name="Code">Short name: <c>ministry-officer</c>.</param>
/// <param name="Reach">
/// Where it can be held: <c>national</c>; <c>province</c>, which reaches the province's regions; <c>own-province</c>, an office of the
/// province's own government, which reaches the province alone; or <c>region</c>.
/// </param>
/// <param name="NameId">Indonesian name of the office.</param>
/// <param name="NameEn">English name of the office.</param>
/// <param name="Permissions">Permission codes it carries.</param>
public sealed record Role(string Code, string Reach, string NameId, string NameEn, IReadOnlySet<string> Permissions)
{
    /// <summary>Where its day begins, a path; empty where that is the first entry of its navigation.</summary>
    public string Start { get; init; } = string.Empty;

    /// <summary>The role as held in a region.</summary>
    public Grant In(RegionCode region) => new(Code, region, Permissions) { Own = Reach == "own-province" };
}

/// <summary>
/// Roles and what they allow, read from <c>data/roles</c>: <c>roles.csv</c> defines them, <c>permissions-*.csv</c> fill them.
/// </summary>
public sealed class RoleCatalogue
{
    private readonly FrozenDictionary<string, Role> _roles;

    private RoleCatalogue(IEnumerable<Role> roles) => _roles = roles.ToFrozenDictionary(r => r.Code, StringComparer.Ordinal);

    /// <summary>All roles.</summary>
    public IReadOnlyCollection<Role> All => _roles.Values;

    /// <summary>The role, or null.</summary>
    public Role? Find(string code) => _roles.GetValueOrDefault(code);

    /// <summary>Reads the shipped catalogue.</summary>
    /// <param name="folder">Folder with the CSV files.</param>
    public static RoleCatalogue Load(string folder)
    {
        var allowed = Directory.GetFiles(folder, "permissions-*.csv")
            .SelectMany(f => TableFile.Shipped(folder, Path.GetFileNameWithoutExtension(f)))
            .ToLookup(r => r["role"], r => r["permission"]);
        return new RoleCatalogue(TableFile.Shipped(folder, "roles")
            .Select(r => new Role(
                r["role"], r["reach"], r["name_id"], r["name_en"], allowed[r["role"]].ToFrozenSet(StringComparer.Ordinal))
            {
                Start = r["start"],
            }));
    }
}

/// <summary>Data shipped beside the executable.</summary>
public static class ShippedData
{
    /// <summary>A path under <c>data/</c>.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([AppContext.BaseDirectory, "data", .. parts]);
}

using KotaCerdas.People.Model;
using KotaCerdas.People.SignIn;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.People.Features;

/// <summary>A holding as a page shows it.</summary>
internal sealed record HeldRole(Holding Holding, Role Role, string Region)
{
    public static IReadOnlyList<HeldRole> From(
        IEnumerable<Holding> holdings, RoleCatalogue roles, IReadOnlyDictionary<RegionCode, string> regions) =>
    [
        .. from h in holdings
           let role = roles.Find(h.Role)
           where role is not null
           orderby h.RegionCode, h.FromDate
           select new HeldRole(h, role, regions.GetValueOrDefault(h.RegionCode, h.RegionCode.Value)),
    ];

    /// <summary>Name of the role in the current language, with Plt. or Plh. before it.</summary>
    public string Title(Texts texts)
    {
        var name = Role.NameIn();
        return Holding.Kind is HoldingKind.Plt or HoldingKind.Plh ? $"{texts[Actors.KindKey(Holding.Kind)]} {name}" : name;
    }

    public string Period(Texts texts) =>
        Holding.ToDate is { } to ? texts["People.Holding.FromTo", Holding.FromDate, to] : texts["People.Holding.Since", Holding.FromDate];
}

/// <summary>Names in the current language.</summary>
internal static class Names
{
    public static string NameIn(this Role role) =>
        Languages.IsEnglish(System.Globalization.CultureInfo.CurrentUICulture) ? role.NameEn : role.NameId;
}

/// <summary>Names of regions.</summary>
internal static class RegionNames
{
    public static async Task<IReadOnlyDictionary<RegionCode, string>> OfAsync(
        KotaDb db, Texts texts, IEnumerable<RegionCode> codes, CancellationToken cancel)
    {
        var wanted = codes.Distinct().ToList();
        var names = await db.Shared<Region>().Where(r => wanted.Contains(r.Code)).ToDictionaryAsync(r => r.Code, r => r.Name, cancel);
        names[RegionCode.National] = texts["People.Region.Country"];
        return names;
    }
}

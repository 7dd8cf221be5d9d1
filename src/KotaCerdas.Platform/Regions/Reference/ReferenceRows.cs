namespace KotaCerdas.Platform;

/// <summary>What the head of a region is: bupati or wali kota.</summary>
public enum RegencyKind
{
    /// <summary>A regency.</summary>
    Kabupaten,

    /// <summary>A city.</summary>
    Kota,
}

/// <summary>A group of islands by which territorial quotas count.</summary>
/// <param name="Code">Stable code, such as <c>sumatera</c>.</param>
/// <param name="NameId">Indonesian name.</param>
/// <param name="NameEn">English name.</param>
/// <param name="Position">Order from west to east.</param>
public sealed record RegionIslandGroup(string Code, string NameId, string NameEn, int Position);

/// <summary>A province as the shipped reference data knows it.</summary>
/// <param name="Code">Kemendagri code.</param>
/// <param name="Name">Name as shown, such as <c>DKI Jakarta</c>.</param>
/// <param name="Slug">Unique in the country, such as <c>provinsi-jawa-barat</c>.</param>
/// <param name="Zone">Time zone by Keppres 41/1987.</param>
/// <param name="IslandGroup">Code of its <see cref="RegionIslandGroup"/>.</param>
/// <param name="ValidFrom">First day of the code where the history file knows it; null means unknown, not always.</param>
/// <param name="Source">Where the row comes from.</param>
public sealed record ReferenceProvince(
    RegionCode Code, string Name, string Slug, RegionZone Zone, string IslandGroup, DateOnly? ValidFrom, string Source);

/// <summary>A kabupaten or kota as the shipped reference data knows it.</summary>
/// <param name="Code">Kemendagri code.</param>
/// <param name="Kind">Kabupaten or kota.</param>
/// <param name="Administrative">True for Jakarta's six parts, which are not autonomous regions and have no council of their own.</param>
/// <param name="Name">Full name with its kind, such as <c>Kota Pagar Alam</c>.</param>
/// <param name="Slug">Unique in the country, such as <c>kota-pagar-alam</c>.</param>
/// <param name="Province">The province it lies in; zone and island group are the province's.</param>
/// <param name="ValidFrom">First day of the code where the history file knows it; null means unknown, not always.</param>
/// <param name="Source">Where the row comes from.</param>
public sealed record ReferenceRegency(
    RegionCode Code, RegencyKind Kind, bool Administrative, string Name, string Slug, ReferenceProvince Province, DateOnly? ValidFrom)
{
    /// <summary>Time zone of the province.</summary>
    public RegionZone Zone => Province.Zone;

    /// <summary>Island group of the province.</summary>
    public string IslandGroup => Province.IslandGroup;

    /// <summary>Where the row comes from.</summary>
    public string Source => Province.Source;
}

/// <summary>A kecamatan or distrik: <c>16.72.01</c>.</summary>
public sealed record ReferenceDistrict(string Code, RegionCode Regency, string Name);

/// <summary>A desa, kelurahan, gampong or nagari: <c>16.72.01.1001</c>; a tenth character of 1 marks a kelurahan, 2 a desa.</summary>
public sealed record ReferenceVillage(string Code, string District, string Name);

/// <summary>An island of the official list.</summary>
/// <param name="Code">Code of the list.</param>
/// <param name="Regency">The region it lies in; null where several share it or none is assigned.</param>
/// <param name="Province">The province its code starts with.</param>
/// <param name="Name">Name as listed.</param>
/// <param name="Place">Where it lies.</param>
/// <param name="Populated">True where people live on it.</param>
/// <param name="Outermost">True for the small outermost islands, which mark the border.</param>
public sealed record ReferenceIsland(
    string Code, RegionCode? Regency, RegionCode Province, string Name, GeoPoint Place, bool Populated, bool Outermost);

/// <summary>What a law did to a code or a name.</summary>
public enum CodeChangeKind
{
    /// <summary>A new province was formed out of an old one.</summary>
    Split,

    /// <summary>A region kept its name and got a new code.</summary>
    Recode,

    /// <summary>A region kept its code and got a new name.</summary>
    Rename,
}

/// <summary>A split, recoding or renaming of regions, as data.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="OldCode">Code before.</param>
/// <param name="OldName">Name before.</param>
/// <param name="NewCode">Code after.</param>
/// <param name="NewName">Name after.</param>
/// <param name="ValidFrom">The day the law was promulgated.</param>
/// <param name="Law">The law.</param>
/// <param name="Confirmed">False where a part of the row still needs someone who knows.</param>
/// <param name="Basis">What the row rests on.</param>
public sealed record CodeChange(
    CodeChangeKind Kind, RegionCode OldCode, string OldName, RegionCode NewCode, string NewName, DateOnly ValidFrom, string Law,
    bool Confirmed, string Basis);

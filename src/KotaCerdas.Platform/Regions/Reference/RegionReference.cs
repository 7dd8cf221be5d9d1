using System.Collections.Frozen;
using System.Globalization;

namespace KotaCerdas.Platform;

/// <summary>
/// The shipped list of regions (<c>data/regions</c>): the official codes and names from the pinned package, with zones, island groups and
/// the history of codes kept beside it. Provinces and regencies are read at once, the long lists stream. The shipped files are part of the
/// build, so a file that breaks its own rules is a bug; only island rows, which carry free-form coordinates, are reported and skipped.
/// </summary>
public sealed class RegionReference
{
    private readonly string _folder;

    private RegionReference(string folder)
    {
        _folder = folder;
        IslandGroups = [.. TableFile.Shipped(folder, "island-groups").Select(ReadGroup)];
        CodeHistory = [.. TableFile.Shipped(folder, "code-history").Select(ReadChange)];
        Provinces = ReadProvinces();
        Regencies = ReadRegencies();
        Check.That(Provinces.Select(p => p.Slug).Concat(Regencies.Select(r => r.Slug)).Distinct(StringComparer.Ordinal).Count()
            == Provinces.Count + Regencies.Count);
    }

    /// <summary>Island groups from west to east.</summary>
    public IReadOnlyList<RegionIslandGroup> IslandGroups { get; }

    /// <summary>All provinces by code.</summary>
    public IReadOnlyList<ReferenceProvince> Provinces { get; }

    /// <summary>All kabupaten and kota by code.</summary>
    public IReadOnlyList<ReferenceRegency> Regencies { get; }

    /// <summary>Splits, recodings and renamings.</summary>
    public IReadOnlyList<CodeChange> CodeHistory { get; }

    /// <summary>Opens the folder <c>data/regions</c> of the product.</summary>
    public static RegionReference Open(string folder) => new(folder);

    /// <summary>All kecamatan and distrik, streamed.</summary>
    public IEnumerable<ReferenceDistrict> Districts() =>
        from row in TableFile.Shipped(_folder, "districts")
        select new ReferenceDistrict(row["code"], RegionCode.Parse(row["regency_code"]), RegionNames.Display(row["name"]));

    /// <summary>All desa and kelurahan, streamed.</summary>
    public IEnumerable<ReferenceVillage> Villages() =>
        from row in TableFile.Shipped(_folder, "villages")
        select new ReferenceVillage(row["code"], row["district_code"], RegionNames.Display(row["name"]));

    /// <summary>All islands with readable coordinates, streamed.</summary>
    /// <param name="skipped">Called for each row that is left out.</param>
    public IEnumerable<ReferenceIsland> Islands(Action<RowProblem> skipped) => Islands(TableFile.Shipped(_folder, "islands"), skipped);

    /// <summary>Reads island rows with the columns of the official list; a row that cannot be read is reported and skipped.</summary>
    public static IEnumerable<ReferenceIsland> Islands(IEnumerable<TableRow> rows, Action<RowProblem> skipped)
    {
        foreach (var row in rows)
        {
            var outcome = ReadIsland(row);
            if (outcome.Failed)
            {
                skipped(new(row.Number, outcome.Problem));
                continue;
            }

            yield return outcome.Value;
        }
    }

    /// <summary>A place in each region where one is known: its seat, or the middle of its known towns.</summary>
    public IReadOnlyDictionary<RegionCode, GeoPoint> Places() =>
        TableFile.Shipped(_folder, "places").ToDictionary(
            row => RegionCode.Parse(row["code"]),
            row => new GeoPoint(Number(row["latitude"]), Number(row["longitude"])));

    /// <summary>The coastline as closed rings, largest first; islands too small to show are left out.</summary>
    public IEnumerable<IReadOnlyList<GeoPoint>> Coastline() =>
        from row in TableFile.Shipped(_folder, "land")
        let pairs = row["longitude_latitude"].Split(' ').Chunk(2)
        select pairs.Select(pair => new GeoPoint(Number(pair[1]), Number(pair[0]))).ToList();

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static Outcome<ReferenceIsland> ReadIsland(TableRow row)
    {
        var code = row["code"];
        if (code.Length < 2 || !RegionCode.TryParse(code[..2], out var province))
        {
            return new Problem("Platform.Reference.IslandCode", "code", code);
        }

        RegionCode? regency = null;
        if (row.Optional("regency_code") is { } text)
        {
            if (!RegionCode.TryParse(text, out var found))
            {
                return new Problem("Platform.Reference.IslandRegency", "regency_code", text);
            }

            regency = found;
        }

        if (!GeoPoint.TryParse(row["coordinate"], out var place))
        {
            return new Problem("Platform.Reference.IslandPlace", "coordinate", row["coordinate"]);
        }

        var (populated, outermost) = (row["is_populated"] == "1", row["is_outermost_small"] == "1");
        return new ReferenceIsland(code, regency, province, row["name"], place, populated, outermost);
    }

    private static RegionIslandGroup ReadGroup(TableRow row) =>
        new(row["code"], row["name_id"], row["name_en"], int.Parse(row["position"], CultureInfo.InvariantCulture));

    private static CodeChange ReadChange(TableRow row) => new(
        Enum.Parse<CodeChangeKind>(row["change"], ignoreCase: true),
        RegionCode.Parse(row["old_code"]),
        row["old_name"],
        RegionCode.Parse(row["new_code"]),
        row["new_name"],
        DateOnly.ParseExact(row["valid_from"], "yyyy-MM-dd", CultureInfo.InvariantCulture),
        row["law"],
        row["confidence"] == "confirmed",
        row["basis"]);

    private List<ReferenceProvince> ReadProvinces()
    {
        var names = ByCode("names", "code", "name");
        var zones = ByCode("zones", "province_code", "zone");
        var groups = ByCode("province-groups", "province_code", "group");
        var known = IslandGroups.Select(g => g.Code).ToHashSet(StringComparer.Ordinal);
        var provinces = new List<ReferenceProvince>();
        foreach (var row in TableFile.Shipped(_folder, "provinces"))
        {
            var code = RegionCode.Parse(row["code"]);
            var name = names.GetValueOrDefault(code.Value) ?? RegionNames.Display(row["name"]);
            var group = groups[code.Value];
            Check.That(code.IsProvince && known.Contains(group));
            var slug = RegionNames.Slug("provinsi " + name);
            provinces.Add(new(code, name, slug, Enum.Parse<RegionZone>(zones[code.Value]), group, ValidFrom(code), Source));
        }

        return provinces;
    }

    private List<ReferenceRegency> ReadRegencies()
    {
        var provinces = Provinces.ToFrozenDictionary(p => p.Code);
        var regencies = new List<ReferenceRegency>();
        foreach (var row in TableFile.Shipped(_folder, "regencies"))
        {
            var code = RegionCode.Parse(row["code"]);
            var name = RegionNames.DisplayRegency(row["name"]);
            var kind = name.StartsWith("Kota ", StringComparison.Ordinal) ? RegencyKind.Kota : RegencyKind.Kabupaten;
            Check.That(code.IsCity == (kind == RegencyKind.Kota));
            var administrative = name.Contains(" Administrasi ", StringComparison.Ordinal);
            regencies.Add(new(code, kind, administrative, name, RegionNames.Slug(name), provinces[code.Province], ValidFrom(code)));
        }

        return regencies;
    }

    private const string Source = "idn-area-data 4.0.1";

    private DateOnly? ValidFrom(RegionCode code) =>
        CodeHistory.FirstOrDefault(c => c.NewCode == code && c.Kind != CodeChangeKind.Rename)?.ValidFrom;

    private FrozenDictionary<string, string> ByCode(string file, string key, string value) =>
        TableFile.Shipped(_folder, file).ToFrozenDictionary(r => r[key], r => r[value], StringComparer.Ordinal);
}

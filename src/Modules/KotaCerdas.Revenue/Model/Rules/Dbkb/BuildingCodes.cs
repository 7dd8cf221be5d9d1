using System.Globalization;
using System.Runtime.InteropServices;
using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;
using KotaCerdas.Revenue.Model.Registers;

namespace KotaCerdas.Revenue.Model.Rules;

/// <summary>What a code of the system before means.</summary>
/// <param name="Column">Column of <c>dat_op_bangunan</c>.</param>
/// <param name="Code">Code in it, without zeros before it.</param>
/// <param name="Attribute">Attribute of the building that it decides: one of <see cref="BuildingCodes.Attributes"/>.</param>
/// <param name="Row">Row of the DBKB tables; empty where the building has no such thing; of wood <c>yes</c> or <c>no</c>.</param>
/// <param name="Title">What the code is called.</param>
/// <param name="Citation">Where that stands, and how sure it is.</param>
/// <param name="FileRow">Row of the file.</param>
internal sealed record CodeRule(
    string Column, string Code, string Attribute, string Row, Bilingual Title, Citation Citation, int FileRow);

/// <summary>A code as it was taken over.</summary>
/// <param name="Column">Its column.</param>
/// <param name="Code">Empty where nothing stood there.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TakenCode(string Column, string Code);

/// <summary>
/// What the codes of buildings mean that were taken over: what a region says in the sheet <c>codes</c> of its rules, and for all else
/// what ships in <c>data/revenue/building-codes.csv</c>. A code that neither has stays unread: the tables refuse the building by its name.
/// </summary>
internal sealed class BuildingCodes
{
    public const string Yes = "yes";
    public const string No = "no";
    public const string Wooden = "wooden";
    public const string Type = "type";
    public const string Grade = "grade";
    public const string Renovated = "renovated";

    /// <summary>The column of the year of renovation, which is no code.</summary>
    public const string RenovatedColumn = "thn_renovasi_bng";

    /// <summary>The column of the codes of facilities, of which a building has any number.</summary>
    public const string FacilityColumn = "kd_fasilitas";

    private static readonly Lazy<IReadOnlyList<CodeRule>> Shipped = new(() => [.. Read(ShippedData.PathOf("revenue"))]);

    private readonly DbkbRules? _rules;
    private readonly ILookup<(string Column, string Code), CodeRule> _codes;
    private readonly Dictionary<string, (string Type, string Grade)> _only = new(StringComparer.Ordinal);
    private readonly Dictionary<Codes, BuildingFacts> _known = [];

    private BuildingCodes(DbkbRules? rules, IReadOnlyList<CodeRule> all)
    {
        (_rules, All) = (rules, all);
        _codes = all.ToLookup(c => (c.Column, c.Code));
    }

    /// <summary>Columns whose codes are read, each with the attribute that nothing else decides.</summary>
    public static IReadOnlyDictionary<string, string> Columns { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["kd_jpb"] = DbkbRules.Use, ["kondisi_bng"] = "condition", ["jns_konstruksi_bng"] = Wooden, ["jns_atap_bng"] = "roof",
        ["kd_dinding"] = "wall", ["kd_lantai"] = "floor", ["kd_langit_langit"] = "ceiling", [FacilityColumn] = DbkbRules.Facility,
    };

    /// <summary>Attributes that codes decide, with the DBKB table whose rows they are; of wood none.</summary>
    public static IReadOnlyDictionary<string, string> Attributes { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [DbkbRules.Use] = DbkbRules.Use, [Type] = DbkbRules.Main, [Grade] = DbkbRules.Special, ["condition"] = DbkbRules.Depreciation,
        [Wooden] = string.Empty, ["wall"] = "wall", ["floor"] = "floor", ["roof"] = "roof", ["ceiling"] = "ceiling",
        [DbkbRules.Facility] = DbkbRules.Facility,
    };

    /// <summary>All that counts.</summary>
    public IReadOnlyList<CodeRule> All { get; }

    /// <summary>The meaning of codes by the rules of a region on a day; without rules what ships.</summary>
    public static BuildingCodes Of(RuleSet? set, DateOnly day)
    {
        List<CodeRule> own = [.. set?.Codes.Where(c => c.Citation.IsInForce(day)) ?? []];
        var said = own.Select(c => (c.Column, c.Code, c.Attribute)).ToHashSet();
        var tables = set is not null && DbkbRules.Of(set, day.Year, estimate: false) is { Failed: false, Value: var found } ? found : null;
        return new(tables, [.. own, .. Shipped.Value.Where(c => !said.Contains((c.Column, c.Code, c.Attribute)))]);
    }

    /// <summary>The meaning of codes by the tables that a building is valued with.</summary>
    public static BuildingCodes Of(DbkbRules rules) => Of(rules.Set, new DateOnly(rules.Year, 1, 1));

    /// <summary>A code as the table has it: exports write 3, 03 or " 3".</summary>
    public static string Normal(string code)
    {
        var trimmed = code.Trim().TrimStart('0');
        return trimmed.Length == 0 && code.Contains('0', StringComparison.Ordinal) ? "0" : trimmed;
    }

    /// <summary>
    /// What a row of an attribute is called: as the tables of the region say, else as the codes do; of a facility first as the codes do,
    /// which say what is counted.
    /// </summary>
    public string RowTitle(string attribute, string row)
    {
        var coded = All.FirstOrDefault(c => c.Attribute == attribute && c.Row == row)?.Title;
        var tabled = row.Length == 0 ? null : _rules?.Choices(Attributes[attribute]).FirstOrDefault(r => r.Row == row)?.Title;
        return (attribute == DbkbRules.Facility ? coded ?? tabled : tabled ?? coded)?.In() ?? (row.Length == 0 ? "–" : row);
    }

    /// <summary>The attributes of a building that was taken over, in the words of the tables.</summary>
    public BuildingFacts Facts(Building building, TakenBuilding taken, IEnumerable<TakenFacility> facilities)
    {
        var codes = new Codes(
            Normal(building.UseCode), taken.Condition ?? string.Empty, taken.Construction ?? string.Empty, taken.Roof ?? string.Empty,
            taken.Wall ?? string.Empty, taken.Floor ?? string.Empty, taken.Ceiling ?? string.Empty);
        if (!_known.TryGetValue(codes, out var meant))
        {
            _known[codes] = meant = Meant(codes, building.UseCode);
        }

        var facts = WithFacilities(
            meant with
            {
                Area = building.Area, Floors = building.Floors, BuiltYear = building.BuiltYear, Appraised = taken.Appraised,
            },
            facilities);
        var renovated = taken.Renovated ?? string.Empty;
        return renovated is "" or "0" ? facts
            : int.TryParse(renovated, NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? facts with { RenovatedYear = year }
                : Without(facts, Renovated, new(RenovatedColumn, renovated));
    }

    private static BuildingFacts Without(BuildingFacts facts, string attribute, TakenCode code) => facts with
    {
        Unread = new Dictionary<string, TakenCode>(facts.Unread, StringComparer.Ordinal) { [attribute] = code },
    };

    private BuildingFacts WithFacilities(BuildingFacts facts, IEnumerable<TakenFacility> facilities)
    {
        // In their order: approvals are of what is recorded, letter by letter.
        SortedDictionary<string, int>? counts = null;
        foreach (var facility in facilities)
        {
            if (_codes[(FacilityColumn, facility.Code)].FirstOrDefault(c => c.Attribute == DbkbRules.Facility) is not { } rule)
            {
                facts = Without(facts, DbkbRules.Facility, new(FacilityColumn, facility.Code));
            }
            else if (rule.Row.Length > 0)
            {
                counts ??= new(StringComparer.Ordinal);
                counts[rule.Row] = counts.GetValueOrDefault(rule.Row) + facility.Amount;
            }
        }

        return counts is null ? facts : facts with { Facilities = counts };
    }

    /// <summary>What the same codes mean for every building that has them.</summary>
    private BuildingFacts Meant(Codes codes, string use)
    {
        var meant = new Dictionary<string, string>(StringComparer.Ordinal);
        var unread = new Dictionary<string, TakenCode>(StringComparer.Ordinal);
        foreach (var code in codes.Each())
        {
            foreach (var rule in _codes[(code.Column, code.Code)])
            {
                meant[rule.Attribute] = rule.Row;
            }

            if (!meant.ContainsKey(Columns[code.Column]))
            {
                unread[Columns[code.Column]] = code;
            }
        }

        string Of(string attribute) => meant.GetValueOrDefault(attribute, string.Empty);
        var used = meant.GetValueOrDefault(DbkbRules.Use, use);
        var (type, grade) = Only(used);
        return new BuildingFacts
        {
            Use = used, Type = meant.GetValueOrDefault(Type, type), Grade = meant.GetValueOrDefault(Grade, grade), Area = 0, Floors = 0,
            BuiltYear = 0, Condition = Of("condition"), Wooden = Of(Wooden) == Yes, Wall = Of("wall"), Floor = Of("floor"),
            Roof = Of("roof"), Ceiling = Of("ceiling"), Unread = unread,
        };
    }

    /// <summary>Where the tables have one row for a use there is nothing to choose; the system before had no such choice either.</summary>
    private (string Type, string Grade) Only(string use)
    {
        if (!_only.TryGetValue(use, out var only))
        {
            string One(string table) => _rules?.Choices(table, use) is [var row] ? row.Row : string.Empty;
            _only[use] = only = (One(DbkbRules.Main), One(DbkbRules.Special));
        }

        return only;
    }

    private static IEnumerable<CodeRule> Read(string folder) => TableFile.Shipped(folder, "building-codes").Select(r => new CodeRule(
        r["column"], Normal(r["code"]), r["attribute"], r["row"], new(r["title_id"], r["title_en"]),
        new(r["source"], Enum.Parse<Confidence>(r["confidence"], ignoreCase: true), string.Empty, null, null), r.Number));

    /// <summary>The codes of a building.</summary>
    private sealed record Codes(
        string Use, string Condition, string Construction, string Roof, string Wall, string Floor, string Ceiling)
    {
        public IEnumerable<TakenCode> Each() =>
        [
            new("kd_jpb", Use), new("kondisi_bng", Condition), new("jns_konstruksi_bng", Construction), new("jns_atap_bng", Roof),
            new("kd_dinding", Wall), new("kd_lantai", Floor), new("kd_langit_langit", Ceiling),
        ];
    }
}

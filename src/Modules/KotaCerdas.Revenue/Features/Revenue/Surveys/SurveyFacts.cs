using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Buildings;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Features.Surveys;

/// <summary>
/// The fields of an object that are looked at in the field (SPOP), and of its buildings (LSPOP, named <c>b1.area</c>, <c>b1.use</c> …), as
/// text by name: in a form, in a report, and in the register.
/// </summary>
internal static class SurveyFacts
{
    /// <summary>Lines for further buildings on a form.</summary>
    public const int Spare = 1;

    private static readonly System.Buffers.SearchValues<char> Codes =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-_.");

    private static readonly string[] Numbers = ["land_area", "area", "floors", "built", "renovated"];

    /// <summary>Fields of the object, in the order of the form.</summary>
    public static IReadOnlyList<string> Fields { get; } = ["address", "rt", "rw", "land_area", "land_kind", "place"];

    /// <summary>Fields of a building, in the order of the form.</summary>
    public static IReadOnlyList<string> BuildingFields { get; } =
        ["use", "area", "floors", "built", "renovated", "condition", "type", "grade", "wooden", "wall", "floor", "roof", "ceiling"];

    private const int FacilityLength = 60;

    public static string Name(int building, string field) => string.Create(CultureInfo.InvariantCulture, $"b{building}.{field}");

    /// <summary>What a version of the register says.</summary>
    /// <param name="file">The object.</param>
    /// <param name="version">The version.</param>
    /// <param name="valued">Attributes of buildings that were valued by the tables, by number.</param>
    public static Dictionary<string, string> Of(ObjectFile file, TaxObject version, IReadOnlyDictionary<int, BuildingFacts> valued)
    {
        static string Plain(long number) => number == 0 ? string.Empty : number.ToString(CultureInfo.InvariantCulture);
        var facts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["address"] = version.Address, ["rt"] = version.Rt, ["rw"] = version.Rw, ["land_area"] = Plain(version.LandArea),
            ["land_kind"] = Plain(version.LandKind), ["place"] = ObjectWords.PointOf(version) ?? string.Empty,
        };
        foreach (var (index, building) in file.Buildings[version.Version].Index())
        {
            var known = BuildingFactsText.Write(valued.GetValueOrDefault(building.Number) ?? new BuildingFacts
            {
                Use = building.UseCode, Area = building.Area, Floors = building.Floors, BuiltYear = building.BuiltYear,
                Condition = string.Empty,
            });
            foreach (var field in BuildingFields)
            {
                facts[Name(index + 1, field)] = field == "wooden" && known[field] != "yes" ? string.Empty : known[field];
            }

            foreach (var (field, count) in known.Where(f => IsFacility(f.Key)))
            {
                facts[Name(index + 1, field)] = count;
            }
        }

        return facts;
    }

    /// <summary>What was typed, in the form in which fields are compared: known fields, trimmed, numbers without separators.</summary>
    public static Dictionary<string, string> Clean(IEnumerable<KeyValuePair<string, string>> typed)
    {
        var facts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in typed)
        {
            var field = IsBuilding(name, out _, out var part) ? part : Fields.Contains(name) ? name : string.Empty;
            if (field.Length == 0)
            {
                continue;
            }

            var text = value.Trim();
            facts[name] = IsFacility(field) ? Typed.Digits(text) is var count && count == "0" ? string.Empty : count
                : Numbers.Contains(field) ? Typed.Digits(text) : field == "wooden" && text != "yes" ? string.Empty : text;
        }

        return facts;
    }

    /// <summary>
    /// What a report says of every field: one that its form did not have was not looked at, and is as its surveyor saw it. A form without
    /// tables has no materials, and one that was kept on a phone may be older than a facility.
    /// </summary>
    public static Dictionary<string, string> Whole(IReadOnlyDictionary<string, string> seen, IReadOnlyDictionary<string, string> report)
    {
        var whole = new Dictionary<string, string>(seen, StringComparer.Ordinal);
        foreach (var (name, value) in report)
        {
            whole[name] = value;
        }

        return whole;
    }

    /// <summary>The numbers of buildings that anything is said of.</summary>
    public static IEnumerable<int> BuildingsOf(IReadOnlyDictionary<string, string> facts) => facts
        .Where(f => f.Value.Length > 0).Select(f => IsBuilding(f.Key, out var number, out _) ? number : 0).Where(n =>
            n > 0).Distinct().Order();

    /// <summary>The fields of one building, without its prefix; of facilities those that are there.</summary>
    public static Dictionary<string, string> Building(IReadOnlyDictionary<string, string> facts, int number)
    {
        var building = BuildingFields.ToDictionary(f => f, f => facts.GetValueOrDefault(Name(number, f), string.Empty),
            StringComparer.Ordinal);
        foreach (var code in Facilities(facts, number))
        {
            building[BuildingFactsText.Facility + code] = facts[Name(number, BuildingFactsText.Facility + code)];
        }

        return building;
    }

    /// <summary>Codes of the facilities of one building that anything is said of.</summary>
    public static IEnumerable<string> Facilities(IReadOnlyDictionary<string, string> facts, int number)
    {
        var prefix = Name(number, BuildingFactsText.Facility);
        return facts.Where(f => f.Value.Length > 0 && f.Key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(f => f.Key[prefix.Length..]).Order(StringComparer.Ordinal);
    }

    /// <summary>Whether a field of a building counts a facility: <c>f.lift</c>.</summary>
    public static bool IsFacility(string field) =>
        field.StartsWith(BuildingFactsText.Facility, StringComparison.Ordinal)
        && field.Length > BuildingFactsText.Facility.Length && field.Length <= BuildingFactsText.Facility.Length + FacilityLength
        && field.AsSpan(BuildingFactsText.Facility.Length).IndexOfAnyExcept(Codes) < 0;

    public static bool IsBuilding(string name, out int number, out string field)
    {
        (number, field) = (0, string.Empty);
        var point = name.IndexOf('.', StringComparison.Ordinal);
        if (name.Length < 4 || name[0] != 'b' || point < 2
            || !int.TryParse(name[1..point], NumberStyles.None, CultureInfo.InvariantCulture, out number) || number is < 1 or > 99)
        {
            return false;
        }

        field = name[(point + 1)..];
        return BuildingFields.Contains(field) || IsFacility(field);
    }

    /// <summary>The object as merged fields say; its buildings come apart.</summary>
    public static Outcome<ObjectInput> Read(ObjectInput of, IReadOnlyDictionary<string, string> facts)
    {
        List<Problem> problems = [];
        var form = new ObjectForm { Place = facts["place"] };
        var place = form.ReadPlace(problems);
        var input = of with
        {
            Address = facts["address"], Rt = facts["rt"], Rw = facts["rw"],
            LandArea = (int)Typed.Whole(facts["land_area"], "land_area", problems),
            LandKind = int.TryParse(facts["land_kind"], NumberStyles.None, CultureInfo.InvariantCulture, out var kind) ? kind : 0,
            Place = place,
        };
        return problems.Count > 0 ? problems.ConvertAll(p => p.Field == "Place" ? p.On("place") : p) : input;
    }

    /// <summary>Problems of the register's operation under the names of the form.</summary>
    public static IReadOnlyList<Problem> Tie(IEnumerable<Problem> problems) => [.. problems.Select(p => p.Field switch
    {
        "Address" => p.On("address"),
        "Rt" => p.On("rt"),
        "Rw" => p.On("rw"),
        "LandArea" => p.On("land_area"),
        "LandKind" => p.On("land_kind"),
        "Place" => p.On("place"),
        _ => p,
    })];
}

using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Features.Buildings;

/// <summary>Attributes of a building as they stand in a form, an address or a worked example.</summary>
internal static class BuildingFactsText
{
    /// <summary>How names of facilities begin.</summary>
    public const string Facility = "f.";

    private const string Yes = "yes";

    /// <summary>The facts, or a problem for each field that cannot be read.</summary>
    /// <param name="given">What was typed, by name.</param>
    public static Outcome<BuildingFacts> Read(IReadOnlyDictionary<string, string> given)
    {
        List<Problem> problems = [];
        string Text(string name) => given.GetValueOrDefault(name, string.Empty).Trim();
        int Whole(string name, long? empty) => (int)Typed.Whole(Text(name), name, problems, empty);
        var facts = new BuildingFacts
        {
            Use = Text("use"), Type = Text("type"), Grade = Text("grade"), Condition = Text("condition"), Wooden = Text("wooden") == Yes,
            Wall = Text("wall"), Floor = Text("floor"), Roof = Text("roof"), Ceiling = Text("ceiling"), Area = Whole("area", null),
            Floors = Whole("floors", null), BuiltYear = Whole("built", null), RenovatedYear = Whole("renovated", 0),
            Appraised = Typed.Whole(Text("appraised"), "appraised", problems, 0, TaxObject.MostValue),
            Facilities = given.Keys.Where(k => k.StartsWith(Facility, StringComparison.Ordinal))
                .Select(k => (Code: k[Facility.Length..], Count: Whole(k, 0))).Where(f => f.Count > 0)
                .ToDictionary(f => f.Code, f => f.Count, StringComparer.Ordinal),
        };
        return problems.Count > 0 ? problems : facts;
    }

    /// <summary>The same as text by name, for a form.</summary>
    public static Dictionary<string, string> Write(BuildingFacts facts)
    {
        static string Plain(long number) => number == 0 ? string.Empty : number.ToString(CultureInfo.InvariantCulture);
        var text = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["use"] = facts.Use, ["type"] = facts.Type, ["grade"] = facts.Grade, ["condition"] = facts.Condition,
            ["wooden"] = facts.Wooden ? Yes : "no", ["wall"] = facts.Wall, ["floor"] = facts.Floor, ["roof"] = facts.Roof,
            ["ceiling"] = facts.Ceiling, ["area"] = Plain(facts.Area), ["floors"] = Plain(facts.Floors), ["built"] = Plain(facts.BuiltYear),
            ["renovated"] = Plain(facts.RenovatedYear), ["appraised"] = Plain(facts.Appraised),
        };
        foreach (var (code, count) in facts.Facilities)
        {
            text[Facility + code] = Plain(count);
        }

        return text;
    }

    /// <summary>What is known of a building that was not valued by the tables yet.</summary>
    public static Dictionary<string, string> Write(Building building) => Write(new BuildingFacts
    {
        Use = building.UseCode, Area = building.Area, Floors = building.Floors, BuiltYear = building.BuiltYear, Condition = string.Empty,
    });
}

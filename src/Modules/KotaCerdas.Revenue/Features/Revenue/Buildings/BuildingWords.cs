using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Ui;

namespace KotaCerdas.Revenue.Features.Buildings;

/// <summary>A building with the attributes that are known of it.</summary>
/// <param name="Of">The building.</param>
/// <param name="Facts">What the tables valued it by, or what its codes mean; null where nothing is known.</param>
/// <param name="IsTaken">True where they come from codes of the system before.</param>
internal sealed record KnownBuilding(Building Of, BuildingFacts? Facts, bool IsTaken);

/// <summary>The buildings of a version of an object with their attributes, and what gives the words for them.</summary>
internal sealed record KnownBuildings(IReadOnlyList<KnownBuilding> All, BuildingCodes Codes)
{
    public bool Any => All.Any(b => b.Facts is not null);
}

/// <summary>How attributes of buildings are put into words.</summary>
internal static class BuildingWords
{
    private static readonly string[] Shown =
        ["condition", BuildingCodes.Type, .. DbkbRules.Materials, DbkbRules.Facility, BuildingCodes.Renovated];

    /// <summary>Name of an attribute.</summary>
    public static string Attribute(string attribute, Texts t) => t[attribute switch
    {
        DbkbRules.Use => "Revenue.Dbkb.Use",
        BuildingCodes.Type => "Revenue.Dbkb.Type",
        BuildingCodes.Grade => "Revenue.Dbkb.Grade",
        BuildingCodes.Wooden => "Revenue.Dbkb.Wooden",
        BuildingCodes.Renovated => "Revenue.Dbkb.RenovatedYear",
        DbkbRules.Facility => "Revenue.Dbkb.Table.facility",
        "condition" => "Revenue.Dbkb.Condition",
        _ => $"Revenue.Dbkb.Material.{attribute}",
    }];

    /// <summary>The buildings whose attributes are known, one row each.</summary>
    public static TableOptions Table(KnownBuildings of, Texts t) => new()
    {
        Caption = t["Revenue.Object.Attributes"],
        Columns =
        [
            new(t["Revenue.Object.Number"]), .. Shown.Select(a => new Column(Attribute(a, t))), new(t["Revenue.Object.AttributesFrom"]),
        ],
        Rows = of.All.Where(b => b.Facts is not null).Select(b => (IReadOnlyList<Cell>)
        [
            Formats.Number(b.Of.Number), .. Shown.Select(a => Value(b.Facts!, a, of.Codes, t)),
            t[b.IsTaken ? "Revenue.Object.FromCodes" : "Revenue.Object.FromTables"],
        ]),
    };

    /// <summary>A code that nobody has said the meaning of.</summary>
    public static string Unread(TakenCode code, Texts t) => code.Code.Length == 0
        ? t["Revenue.Dbkb.CodeMissing", code.Column] : t["Revenue.Dbkb.CodeOf", code.Column, code.Code];

    private static Cell Value(BuildingFacts facts, string attribute, BuildingCodes codes, Texts t)
    {
        if ((facts.Unread.TryGetValue(attribute, out var code)
            || (attribute == BuildingCodes.Type && facts.Unread.TryGetValue(BuildingCodes.Wooden, out code))) && code.Column is not null)
        {
            return Cell.Of(Tag.Render(Unread(code, t), Tone.Warning));
        }

        if (attribute == BuildingCodes.Renovated)
        {
            return facts.RenovatedYear == 0 ? "–" : ObjectWords.Plain(facts.RenovatedYear);
        }

        if (attribute == DbkbRules.Facility)
        {
            return facts.Facilities.Count == 0 ? "–" : string.Join(
                "; ", facts.Facilities.OrderBy(f => f.Key, StringComparer.Ordinal)
                    .Select(f => $"{codes.RowTitle(attribute, f.Key)}: {Formats.Number(f.Value)}"));
        }

        var row = codes.RowTitle(attribute, attribute switch
        {
            "condition" => facts.Condition,
            BuildingCodes.Type => facts.Type,
            "wall" => facts.Wall,
            "floor" => facts.Floor,
            "roof" => facts.Roof,
            _ => facts.Ceiling,
        });
        return attribute == BuildingCodes.Type && facts.Wooden ? $"{row} ({t["Revenue.Object.OfWood"]})" : row;
    }
}

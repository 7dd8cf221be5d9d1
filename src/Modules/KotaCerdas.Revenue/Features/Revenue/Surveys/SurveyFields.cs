using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Buildings;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Revenue.Features.Surveys;

/// <summary>The fields of a visit: the object (SPOP), then each building (LSPOP).</summary>
/// <param name="rules">The DBKB tables in force, or null: then types, conditions and materials are not asked for.</param>
/// <param name="typed">What stands in a field.</param>
/// <param name="error">What is wrong with it, or null.</param>
/// <param name="t">Texts.</param>
internal sealed class SurveyFields(DbkbRules? rules, Func<string, string> typed, Func<string, string?> error, Texts t)
{
    private const int Short = 4;
    private const int Long = 10;

    /// <summary>Fields of the object.</summary>
    public IEnumerable<IHtmlContent> Object =>
    [
        Text("address", LabelOf("address"), null),
        Text("rt", LabelOf("rt"), Short), Text("rw", LabelOf("rw"), Short), Text("land_area", LabelOf("land_area"), Long, "m²"),
        Choose("land_kind", LabelOf("land_kind"), ObjectForm.LandKinds(t)),
        Text("place", LabelOf("place"), 20, hint: t["Revenue.Survey.PlaceHint"]),
    ];

    /// <summary>Fields of a building.</summary>
    public IEnumerable<IHtmlContent> Building(int number)
    {
        string Name(string field) => SurveyFacts.Name(number, field);
        string Label(string field) => t[$"Revenue.Survey.Field.{field}"];
        yield return Choose(Name("use"), Label("use"), BuildingForm.Uses(t));
        foreach (var field in new[] { "area", "floors", "built", "renovated" })
        {
            yield return Text(Name(field), Label(field), Long, field == "area" ? "m²" : null);
        }

        if (rules is null)
        {
            yield break;
        }

        foreach (var (field, table) in Tables)
        {
            yield return Choose(Name(field), Label(field), [.. rules.Choices(table).Select(r => new Choice(r.Row, r.Title.In()))]);
        }

        yield return Choose(Name("wooden"), Label("wooden"), [new("yes", t["Revenue.Rules.Yes"])], t["Revenue.Rules.No"]);
    }

    /// <summary>How many of each facility a building has, folded as long as none is there; null where no tables say which there
    /// are.</summary>
    /// <param name="number">The building.</param>
    /// <param name="known">Codes that the register has; one that is in the tables no longer is asked for all the same.</param>
    public IHtmlContent? Facilities(int number, IEnumerable<string> known)
    {
        var rows = rules?.Choices(DbkbRules.Facility).ToList() ?? [];
        if (rules is null || rows.Count == 0)
        {
            return null;
        }

        var fields = new HtmlContentBuilder();
        var open = false;
        foreach (var code in rows.Select(r => r.Row).Concat(known).Distinct(StringComparer.Ordinal))
        {
            var (name, row) = (SurveyFacts.Name(number, BuildingFactsText.Facility + code), rows.Find(r => r.Row == code));
            var charge = $"Revenue.Dbkb.Charge.{row?.Basis}";
            fields.AppendHtml(Input.Render(
                new()
                {
                    Name = name, Label = row?.Title.In() ?? code, Width = Long, Optional = true, Error = error(name),
                    Suffix = t.Has(charge) ? t[charge] : null, Value = typed(name),
                }, t));
            open |= typed(name).Length > 0 || error(name) is not null;
        }

        return Details.Render(t["Revenue.Dbkb.FacilitiesTitle"], fields, open);
    }

    /// <summary>What a field is called; of a building with its number.</summary>
    public string LabelOf(string name) => SurveyFacts.IsBuilding(name, out var number, out var field)
        ? t["Revenue.Survey.OfBuilding", number, FacilityOf(field) is { } code ? TitleOf(code) : t[$"Revenue.Survey.Field.{field}"]]
        : t[$"Revenue.Survey.Field.{name}"];

    /// <summary>A value as people read it.</summary>
    public string Show(string name, string value)
    {
        if (value.Length == 0)
        {
            return "–";
        }

        var field = SurveyFacts.IsBuilding(name, out _, out var part) ? part : name;
        var table = Tables.FirstOrDefault(x => x.Field == field).Table;
        return field switch
        {
            "land_kind" => t.Has($"Revenue.LandKind.{value}") ? t[$"Revenue.LandKind.{value}"] : value,
            "use" => ObjectWords.BuildingUse(value, t),
            "wooden" => t["Revenue.Rules.Yes"],
            _ => table is null ? value : rules?.Choices(table).FirstOrDefault(r => r.Row == value)?.Title.In() ?? value,
        };
    }

    private static string? FacilityOf(string field) =>
        SurveyFacts.IsFacility(field) ? field[BuildingFactsText.Facility.Length..] : null;

    private string TitleOf(string code) =>
        rules?.Choices(DbkbRules.Facility).FirstOrDefault(r => r.Row == code)?.Title.In() ?? code;

    private static IReadOnlyList<(string Field, string Table)> Tables { get; } =
    [
        ("condition", DbkbRules.Depreciation), ("type", DbkbRules.Main), ("grade", DbkbRules.Special),
        .. DbkbRules.Materials.Select(m => (m, m)),
    ];

    /// <summary>A line to type in.</summary>
    public IHtmlContent Text(string name, string label, int? width, string? suffix = null, string? hint = null) => Input.Render(
        new() { Name = name, Label = label, Width = width, Suffix = suffix, Hint = hint, Value = typed(name), Error = error(name) },
        t);

    /// <summary>A list to choose from.</summary>
    public IHtmlContent Choose(string name, string label, IReadOnlyList<Choice> choices, string? empty = null) => Select.Render(
        new()
        {
            Name = name, Label = label, Choices = choices, Chosen = [typed(name)], EmptyText = empty ?? t["Revenue.Calculator.Choose"],
            Error = error(name),
        }, t);
}

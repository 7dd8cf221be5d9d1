using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Revenue.Features.Buildings;

/// <summary>The fields of a building as the DBKB tables of the region ask for them.</summary>
internal sealed class BuildingFields(DbkbRules rules, Func<string, string> typed, Func<string, string?> error, Texts t)
{
    private const int AmountWidth = 10;

    /// <summary>What every building has.</summary>
    public IEnumerable<IHtmlContent> Main =>
    [
        Choose(DbkbRules.Use, "use", "Revenue.Dbkb.Use", optional: false),
        Number("area", "Revenue.Dbkb.Area", null, "m²"),
        Number("floors", "Revenue.Dbkb.Floors", null),
        Number("built", "Revenue.Dbkb.BuiltYear", null),
        Number("renovated", "Revenue.Dbkb.RenovatedYear", "Revenue.Dbkb.RenovatedHint", optional: true),
        Choose(DbkbRules.Depreciation, "condition", "Revenue.Dbkb.Condition", optional: false),
        Choose(DbkbRules.Main, "type", "Revenue.Dbkb.Type", optional: true, "Revenue.Dbkb.TypeHint"),
        Choose(DbkbRules.Special, "grade", "Revenue.Dbkb.Grade", optional: true, "Revenue.Dbkb.GradeHint"),
    ];

    /// <summary>Materials of the standard way.</summary>
    public IEnumerable<IHtmlContent> Materials =>
    [
        YesNo("wooden", "Revenue.Dbkb.Wooden"),
        .. DbkbRules.Materials.Select(m => Choose(m, m, $"Revenue.Dbkb.Material.{m}", optional: true)),
    ];

    /// <summary>How many of each facility, and an appraisal that comes before all of it.</summary>
    public IEnumerable<IHtmlContent> Facilities =>
    [
        .. rules.Choices(DbkbRules.Facility).Select(f => Input.Render(
            new()
            {
                Name = BuildingFactsText.Facility + f.Row, Label = f.Title.In(), Optional = true, Width = AmountWidth,
                Suffix = t.Has($"Revenue.Dbkb.Charge.{f.Basis}") ? t[$"Revenue.Dbkb.Charge.{f.Basis}"] : null,
                Value = typed(BuildingFactsText.Facility + f.Row), Error = error(BuildingFactsText.Facility + f.Row),
            }, t)),
        Input.Render(
            new()
            {
                Name = "appraised", Label = t["Revenue.Dbkb.Appraised"], Hint = t["Revenue.Dbkb.AppraisedHint"], Optional = true,
                    Prefix = "Rp",
                Width = 20, Value = typed("appraised"), Error = error("appraised"),
            }, t),
    ];

    private IHtmlContent Number(string name, string label, string? hint, string? suffix = null, bool optional = false) => Input.Render(
        new()
        {
            Name = name, Label = t[label], Hint = hint is null ? null : t[hint], Optional = optional, Width = AmountWidth, Suffix = suffix,
            Value = typed(name), Error = error(name),
        }, t);

    private IHtmlContent Choose(string table, string name, string label, bool optional, string? hint = null) => Select.Render(
        new()
        {
            Name = name, Label = t[label], Hint = hint is null ? null : t[hint], Optional = optional, Error = error(name),
            Choices = [.. rules.Choices(table).Select(r => new Choice(r.Row, r.Title.In()))],
            Chosen = [typed(name)], EmptyText = t["Revenue.Calculator.Choose"],
        }, t);

    private IHtmlContent YesNo(string name, string label) => Radios.Render(
        new()
        {
            Name = name, Label = t[label], Inline = true, Optional = true, Error = error(name),
            Choices = [new("yes", t["Revenue.Rules.Yes"]), new("no", t["Revenue.Rules.No"])],
            Chosen = [typed(name) is { Length: > 0 } chosen ? chosen : "no"],
        }, t);
}

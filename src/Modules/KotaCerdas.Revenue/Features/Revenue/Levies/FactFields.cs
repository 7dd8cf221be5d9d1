using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Calculators;
using KotaCerdas.Revenue.Features.Rules;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace KotaCerdas.Revenue.Features.Levies;

/// <summary>The inputs of a kind's rules as fields of a form; their names begin with <see cref="Prefix"/>.</summary>
internal sealed class FactFields(KindRules rules, Texts texts)
{
    public const string Prefix = "isian.";

    /// <summary>The fields with what stands in them.</summary>
    /// <param name="facts">Plain facts that stand in the fields before anything is typed.</param>
    /// <param name="form">What was typed, or null before.</param>
    /// <param name="errors">Errors by field.</param>
    /// <param name="standing">True where every field may stay empty, because only what never changes is asked.</param>
    public IEnumerable<IHtmlContent> Render(
        IReadOnlyDictionary<string, string> facts, IFormCollection? form, ModelStateDictionary errors, bool standing) =>
        rules.Inputs.Select(i => FieldOf(i, standing).Render(
            form is null ? Shown(i, facts.GetValueOrDefault(i.Name, string.Empty)) : form[Prefix + i.Name].ToString(),
            ErrorOf(errors, Prefix + i.Name), texts));

    /// <summary>What was typed, in plain text.</summary>
    public IReadOnlyDictionary<string, string> Read(IFormCollection form) => Facts.Plain(
        rules, rules.Inputs.ToDictionary(i => i.Name, i => form[Prefix + i.Name].ToString(), StringComparer.Ordinal), RuleText.Typed);

    /// <summary>Facts in words, for lists of facts.</summary>
    public static IReadOnlyList<(string Name, string Value)> Words(
        KindRules? rules, IReadOnlyDictionary<string, string> facts, Texts texts) =>
    [
        .. facts.Select(f => rules?.Inputs.FirstOrDefault(i => i.Name == f.Key) is { } input
            ? (input.Title.In(), Word(rules, input, f.Value, texts)) : (f.Key, f.Value)),
    ];

    /// <summary>Problems of the rules, tied to the fields of the form.</summary>
    public static IReadOnlyList<Problem> Tie(KindRules rules, IEnumerable<Problem> problems) =>
        [.. problems.Select(p => p.Field is { } field && rules.Inputs.Any(i => i.Name == field) ? p.On(Prefix + field) : p)];

    /// <summary>A plain number as people type it in the current language.</summary>
    public static string Shown(InputRule input, string plain)
    {
        if (input.Unit is null || plain.Length == 0)
        {
            return plain;
        }

        var point = plain.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? plain : plain[..point];
        var comma = Languages.IsEnglish(CultureInfo.CurrentUICulture) ? "." : ",";
        return long.TryParse(whole, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? Formats.Number(number) + (point < 0 ? string.Empty : comma + plain[(point + 1)..]) : plain;
    }

    private static string Word(KindRules rules, InputRule input, string plain, Texts texts) => input switch
    {
        { Unit: { } unit } when unit.TryRead(plain, out var value) => RuleText.Show(value, unit, texts),
        { IsTruth: true } => texts[plain == "yes" ? "Revenue.Rules.Yes" : "Revenue.Rules.No"],
        _ => rules.Choices(input).FirstOrDefault(c => c.Row == plain)?.Title.In() ?? plain,
    };

    private static string? ErrorOf(ModelStateDictionary errors, string name) =>
        errors.TryGetValue(name, out var entry) && entry.Errors is [var first, ..] ? first.ErrorMessage : null;

    private CalculatorField FieldOf(InputRule input, bool standing)
    {
        List<Choice> choices = input.Choices.Length > 0 ? [.. rules.Choices(input).Select(c => new Choice(c.Row, c.Title.In()))]
            : input.IsTruth && standing ? [new("yes", texts["Revenue.Rules.Yes"]), new("no", texts["Revenue.Rules.No"])] : [];
        if (standing && input.Unit is null)
        {
            choices.Insert(0, new(string.Empty, texts["Revenue.Levy.NotFixed"]));
        }

        var hint = input.Hint.In();
        return new(Prefix + input.Name, input.Title.In(), hint.Length > 0 ? hint : null, input.Unit, choices, standing);
    }
}

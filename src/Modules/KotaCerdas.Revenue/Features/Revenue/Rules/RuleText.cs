using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Revenue.Features.Rules;

/// <summary>Words and figures of rules as pages show them.</summary>
internal static class RuleText
{
    /// <summary>A number without separators, for addresses and numbers of versions.</summary>
    public static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A figure with its unit: <c>Rp13.225/m²/hari</c>, <c>0,15 %</c>, <c>15 m</c>.</summary>
    public static string Show(Fraction value, RuleUnit unit, Texts t)
    {
        var parts = unit.Text.Split('/');
        var shown = RuleFigures.Show(value, unit);
        var first = parts[0] is "rp" or "%" or "1" ? shown : $"{shown} {t["Revenue.Unit." + parts[0]]}";
        return parts.Skip(1).Aggregate(first, (text, part) => $"{text}/{t["Revenue.Unit." + part]}");
    }

    /// <summary>The unit behind a field: <c>m²</c>, <c>per m²/hari</c>; null where there is none.</summary>
    public static string? Suffix(RuleUnit unit, Texts t)
    {
        var parts = unit.Text.Split('/');
        if (unit.IsPercent)
        {
            return "%";
        }

        var names = parts.Where((p, i) => i > 0 || p is not ("rp" or "1")).Select(p => t["Revenue.Unit." + p]).ToList();
        return names.Count == 0 ? null : (parts[0] == "rp" ? "/" : "") + string.Join('/', names);
    }

    public static string Value(UsedValue used, Texts t) => used switch
    {
        { Choice: { } choice } => choice.In(),
        { Unit: { } unit } => Show(used.Value.Number, unit, t),
        _ => t[used.Value.Truth ? "Revenue.Rules.Yes" : "Revenue.Rules.No"],
    };

    /// <summary>Article, and how far it can be trusted where it was not read.</summary>
    public static string Cite(Citation citation, Texts t) => citation.Confidence == Confidence.Read
        ? citation.Article : $"{citation.Article} ({t[$"Revenue.Confidence.{citation.Confidence}"].ToLowerInvariant()})";

    public static IHtmlContent Trust(Confidence confidence, Texts t) => Tag.Render(t[$"Revenue.Confidence.{confidence}"], confidence switch
    {
        Confidence.Read => Tone.Positive,
        Confidence.General => Tone.Info,
        Confidence.Placeholder => Tone.Neutral,
        _ => Tone.Warning,
    });

    public static IHtmlContent State(RuleVersion version, DateOnly today, Texts t) => version switch
    {
        _ when version.IsInForce(today) => Tag.Render(t["Revenue.RuleState.InForce"], Tone.Positive),
        { State: RuleState.Approved } => Tag.Render(t["Revenue.RuleState.Approved"], Tone.Info),
        { State: RuleState.HalfApproved } => Tag.Render(t["Revenue.RuleState.HalfApproved"], Tone.Warning),
        _ => Tag.Render(t["Revenue.RuleState.Draft"]),
    };

    public static string Validity(DateOnly from, DateOnly? to, Texts t) =>
        to is { } last ? t["Revenue.Rules.FromTo", Formats.Date(from), Formats.Date(last)] : t["Revenue.Rules.From", Formats.Date(from)];

    /// <summary>Makes plain digits of a number as people type it in either language: separators, Rp and % fall away.</summary>
    public static string Typed(string text)
    {
        var digits = text.Replace("Rp", "", StringComparison.OrdinalIgnoreCase).Replace(" ", "", StringComparison.Ordinal).TrimEnd('%');
        var (dots, commas) = (digits.Count(c => c == '.'), digits.Count(c => c == ','));
        var point = (dots, commas) switch
        {
            (0, 0) => '\0',
            ( > 0, > 0) => digits[Math.Max(digits.LastIndexOf('.'), digits.LastIndexOf(','))],
            (1, 0) => Lone(digits, '.', Languages.IsEnglish(CultureInfo.CurrentUICulture)),
            (0, 1) => Lone(digits, ',', !Languages.IsEnglish(CultureInfo.CurrentUICulture)),
            _ => '\0',
        };
        return string.Concat(digits.Where(c => c == point || c is not ('.' or ','))).Replace(point == ',' ? ',' : '.', '.');
    }

    // A single separator before exactly three digits is one of thousands unless the language writes decimals with it.
    private static char Lone(string digits, char separator, bool isDecimal) =>
        isDecimal || digits.Length - digits.IndexOf(separator) - 1 != 3 ? separator : '\0';
}

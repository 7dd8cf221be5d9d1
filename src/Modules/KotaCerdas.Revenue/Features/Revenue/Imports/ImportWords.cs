using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Revenue.Features.Imports;

/// <summary>How imports are put into words.</summary>
internal static class ImportWords
{
    /// <summary>The unit of building values as a form has it.</summary>
    public static string Unit(ImportSismiopInput input) => input.BuildingUnit.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public static IHtmlContent Result(ImportResult result, Texts texts) => Tag.Render(texts[$"Revenue.ImportResult.{result}"], result switch
    {
        ImportResult.Imported => Tone.Positive,
        ImportResult.Refused => Tone.Danger,
        _ => Tone.Info,
    });

    public static IHtmlContent Effect(string rule, Texts texts)
    {
        var effect = ImportRules.Of(rule);
        return Tag.Render(texts[$"Revenue.ImportEffect.{effect}"], effect switch
        {
            RuleEffect.Stops => Tone.Danger,
            RuleEffect.LeavesOut => Tone.Warning,
            _ => Tone.Neutral,
        });
    }

    public static string Rule(string rule, Texts texts) => texts[$"Revenue.ImportRule.{Word(rule)}"];

    public static string Remedy(string rule, Texts texts) => texts[$"Revenue.ImportRemedy.{Word(rule)}"];

    /// <summary>What a row is about: an object and year, a village, or nothing.</summary>
    public static string About(ImportException of) => of.Nop > 0
        ? Nop.Of(of.Nop) + (of.TaxYear > 0 ? " · " + Plain(of.TaxYear) : string.Empty)
        : of.TaxCode > 0 ? TaxVillage.Show(of.TaxCode) + (of.TaxYear > 0 ? " · " + Plain(of.TaxYear) : string.Empty) : "–";

    /// <summary><c>payment-orphan</c> is PaymentOrphan in the keys of texts.</summary>
    private static string Word(string rule) => string.Concat(rule.Split('-').Select(w => char.ToUpperInvariant(w[0]) + w[1..]));

    public static string Plain(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Features.Instruments;

/// <summary>How instruments read on pages.</summary>
internal static class InstrumentText
{
    public static string PathOf(string code, int version) => $"/instrumen/{code}/{Plain(version)}";

    /// <summary>A version or year: no thousands.</summary>
    public static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);

    public static string KindKey(InstrumentKind kind) => kind switch
    {
        InstrumentKind.Questionnaire => "Host.Instrument.Questionnaire",
        InstrumentKind.Assessment => "Host.Instrument.Assessment",
        _ => "Host.Instrument.Evaluation",
    };

    public static string AnswerKey(AnswerKind kind) => kind switch
    {
        AnswerKind.Text => "Host.Instrument.AnswerText",
        AnswerKind.Number => "Host.Instrument.AnswerNumber",
        AnswerKind.Money => "Host.Instrument.AnswerMoney",
        AnswerKind.YesNo => "Host.Instrument.AnswerYesNo",
        AnswerKind.Date => "Host.Instrument.AnswerDate",
        AnswerKind.Level => "Host.Instrument.AnswerLevel",
        AnswerKind.Choice => "Host.Instrument.AnswerChoice",
        AnswerKind.MultiChoice => "Host.Instrument.AnswerMulti",
        _ => "Host.Instrument.AnswerFile",
    };

    public static string EvidenceKey(EvidenceRule rule) => rule switch
    {
        EvidenceRule.Required => "Host.Instrument.EvidenceRequired",
        EvidenceRule.Optional => "Host.Instrument.EvidenceOptional",
        _ => "Host.Instrument.EvidenceNone",
    };

    public static IHtmlContent State(InstrumentVersion version, Texts texts) => version.State == InstrumentState.Published
        ? Tag.Render(texts["Host.Instrument.Published"], Tone.Positive)
        : version.TestedHash == version.Hash ? Tag.Render(texts["Host.Instrument.Tried"], Tone.Info)
        : Tag.Render(texts["Host.Instrument.Draft"], Tone.Warning);

    public static string Validity(DateOnly from, DateOnly? to, Texts texts) =>
        to is { } last ? texts["Host.Instrument.FromTo", from, last] : texts["Host.Instrument.From", from];

    /// <summary>A number with as many decimals as it needs, at most four.</summary>
    public static string Number(decimal number) => decimal.IsInteger(number) ? Formats.Decimal(number, 0)
        : Formats.Decimal(number, 4).TrimEnd('0');

    public static string Weight(int millionths) => Number(millionths / 10_000m) + " %";

    public static string Value(Value value, Texts texts) => value.Kind switch
    {
        ValueKind.Number => Number(value.Number),
        ValueKind.Truth => texts[value.Truth ? "Host.Instrument.Yes" : "Host.Instrument.No"],
        ValueKind.Text => value.Text,
        _ => texts["Ui.Missing"],
    };

    public static string Normalisation(Normalisation rule, Texts texts) => rule.Kind switch
    {
        NormalisationKind.MinMax => texts["Host.Instrument.MinMax", Number(rule.From), Number(rule.To)],
        NormalisationKind.Table => string.Join("; ", rule.Points.Select(p => $"{Number(p.Raw)} → {Number(p.Score)}")),
        _ => texts["Host.Instrument.AsIs"],
    };
}

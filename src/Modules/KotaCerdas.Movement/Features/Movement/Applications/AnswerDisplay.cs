using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;

namespace KotaCerdas.Movement.Features.Applications;

/// <summary>How a stored answer reads.</summary>
internal static class AnswerDisplay
{
    /// <summary>The answer in words, or null where there is none; as stored where the questionnaire no longer reads it.</summary>
    public static string? Of(Instrument instrument, Item item, string? stored, Texts texts)
    {
        if (string.IsNullOrEmpty(stored))
        {
            return null;
        }

        var read = AnswerText.Read(instrument, item, stored);
        if (read.Failed || read.Value.IsMissing)
        {
            return stored;
        }

        var value = read.Value;
        return item.Answer switch
        {
            AnswerKind.Number => Formats.Decimal(value.Number, item.Decimals) + (item.Unit.Length > 0 ? " " + item.Unit : string.Empty),
            AnswerKind.Money => Formats.Money((long)value.Number),
            AnswerKind.YesNo => texts[value.Truth ? "Movement.Form.Yes" : "Movement.Form.No"],
            AnswerKind.Date => Formats.Date(DateOnly.ParseExact(value.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture)),
            AnswerKind.Level => LevelText(instrument, item, (int)value.Number),
            AnswerKind.Choice or AnswerKind.MultiChoice => OptionTexts(instrument, item, value.Text),
            _ => value.Kind == ValueKind.Text ? value.Text : stored,
        };
    }

    private static string LevelText(Instrument instrument, Item item, int level) =>
        instrument.LevelsOf(item.Code).Where(l => l.Value == level).Select(l => $"{level} – {l.Label.In()}").First();

    private static string OptionTexts(Instrument instrument, Item item, string codes)
    {
        var chosen = codes.Split(';');
        return string.Join("; ", instrument.OptionsOf(item.Code).Where(o => chosen.Contains(o.Code)).Select(o => o.Label.In()));
    }
}

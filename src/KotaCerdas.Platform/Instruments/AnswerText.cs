using System.Globalization;

namespace KotaCerdas.Platform.Instruments;

/// <summary>
/// Reads an answer as typed into a form. An empty answer is missing, not a problem: what is required is asked at submission.
/// </summary>
public static class AnswerText
{
    /// <summary>The value, or a problem tied to the question's code that names the rule.</summary>
    /// <param name="instrument">The instrument the question is of.</param>
    /// <param name="item">The question.</param>
    /// <param name="text">As typed; several options are joined by semicolons. A decimal comma and a decimal point are both read.</param>
    public static Outcome<Value> Read(Instrument instrument, Item item, string? text)
    {
        var typed = (text ?? "").Trim();
        if (typed.Length == 0)
        {
            return Value.Missing;
        }

        return item.Answer switch
        {
            AnswerKind.Text => Text(item, typed),
            AnswerKind.Number or AnswerKind.Money or AnswerKind.File => Number(item, typed),
            AnswerKind.YesNo => Truth(item, typed),
            AnswerKind.Date => Day(item, typed),
            AnswerKind.Level => Level(instrument, item, typed),
            _ => Options(instrument, item, typed),
        };
    }

    private static Outcome<Value> Text(Item item, string text)
    {
        var most = item.MaxLength ?? InstrumentLimits.AnswerLength;
        return text.Length > most ? new Problem("Platform.Instrument.Answer.TooLong", item.Code, most, text.Length) : Value.Of(text);
    }

    private static Outcome<Value> Number(Item item, string text)
    {
        var decimals = item.Answer == AnswerKind.Number ? item.Decimals : 0;
        if (Parse(text, decimals > 0) is not { } number)
        {
            return new Problem("Platform.Instrument.Answer.NotANumber", item.Code);
        }

        if (decimal.Round(number, decimals) != number)
        {
            return new Problem("Platform.Instrument.Answer.Decimals", item.Code, decimals);
        }

        var least = item.Min ?? (item.Answer == AnswerKind.Number ? decimal.MinValue : 0);
        var most = item.Max ?? (item.Answer == AnswerKind.Number ? decimal.MaxValue : long.MaxValue);
        return number < least ? new Problem("Platform.Instrument.Answer.TooSmall", item.Code, Decimals.Plain(least))
            : number > most ? new Problem("Platform.Instrument.Answer.TooLarge", item.Code, Decimals.Plain(most))
            : Value.Of(number);
    }

    // "1.234.567" is a whole number with thousands; "12,5" and "12.5" have a decimal sign where the question allows decimals.
    private static decimal? Parse(string text, bool allowsDecimals)
    {
        var digits = text.Replace(" ", "").Replace("Rp", "", StringComparison.OrdinalIgnoreCase);
        var last = digits.LastIndexOfAny(['.', ',']);
        if (last >= 0)
        {
            var grouped = digits.Count(c => c == digits[last]) > 1 || (!allowsDecimals && digits.Length - last == 4);
            digits = grouped
                ? digits.Replace(".", "").Replace(",", "")
                : digits[..last].Replace(".", "").Replace(",", "") + "." + digits[(last + 1)..];
        }

        return decimal.TryParse(digits, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
            out var number) ? number : null;
    }

    private static Outcome<Value> Truth(Item item, string text) => text.ToLowerInvariant() switch
    {
        "true" or "ya" or "yes" => Value.Of(true),
        "false" or "tidak" or "no" => Value.Of(false),
        _ => new Problem("Platform.Instrument.Answer.NotYesNo", item.Code),
    };

    private static Outcome<Value> Day(Item item, string text) =>
        DateOnly.TryParseExact(text, ["yyyy-MM-dd", "d/M/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? Value.Of(day)
            : new Problem("Platform.Instrument.Answer.NotADay", item.Code);

    private static Outcome<Value> Level(Instrument instrument, Item item, string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && instrument.LevelsOf(item.Code)
            .Any(l => l.Value == value)
            ? Value.Of((decimal)value)
            : new Problem("Platform.Instrument.Answer.NotALevel", item.Code);

    private static Outcome<Value> Options(Instrument instrument, Item item, string text)
    {
        var chosen = text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Distinct(StringComparer.Ordinal).ToList();
        var known = instrument.OptionsOf(item.Code).Select(o => o.Code).Where(chosen.Contains).ToList();
        return known.Count != chosen.Count || known.Count == 0 || (item.Answer == AnswerKind.Choice && known.Count > 1)
            ? new Problem("Platform.Instrument.Answer.NotAnOption", item.Code)
            : Value.Of(string.Join(';', known));
    }
}

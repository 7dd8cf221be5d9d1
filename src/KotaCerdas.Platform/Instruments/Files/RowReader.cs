using System.Globalization;

namespace KotaCerdas.Platform.Instruments.Files;

/// <summary>Reads the cells of one row by column and records what does not read.</summary>
internal sealed class RowReader(Table table, RawRow row, Flaws flaws)
{
    private static readonly string[] Yes = ["ya", "yes", "true", "y", "1", "benar"];
    private static readonly string[] No = ["", "tidak", "no", "false", "n", "0", "salah"];

    public string Text(string key)
    {
        var text = table.Cell(row, key);
        if (text.Length == 0 && table.Layout.Columns[table.Layout.IndexOf(key)].Required)
        {
            Flaw("Platform.Instrument.File.Needed", key);
        }

        return text;
    }

    public Bilingual Both(string key) => new(Text(key + "Id"), Text(key + "En"));

    public decimal? Number(string key)
    {
        var text = Text(key);
        if (text.Length == 0)
        {
            return null;
        }

        if (TryNumber(text, out var number))
        {
            return number;
        }

        Flaw("Platform.Instrument.File.NotANumber", key, text);
        return null;
    }

    public int? Whole(string key)
    {
        var number = Number(key);
        if (number is null or (>= int.MinValue and <= int.MaxValue) && (number is null || number % 1 == 0))
        {
            return (int?)number;
        }

        Flaw("Platform.Instrument.File.NotWhole", key, Decimals.Plain(number.Value));
        return null;
    }

    /// <summary>A weight in per cent with at most four decimals, as millionths.</summary>
    public int Weight(string key)
    {
        var percent = Text(key).TrimEnd('%', ' ');
        if (percent.Length == 0)
        {
            return 0;
        }

        if (TryNumber(percent, out var number) && number is >= 0 and <= 100 && number * 10_000 % 1 == 0)
        {
            return (int)(number * 10_000);
        }

        Flaw("Platform.Instrument.File.NotAWeight", key, percent);
        return 0;
    }

    public DateOnly? Day(string key)
    {
        var text = Text(key);
        if (text.Length == 0)
        {
            return null;
        }

        if (DateOnly.TryParseExact(
            text, ["yyyy-MM-dd", "d/M/yyyy", "dd/MM/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        Flaw("Platform.Instrument.File.NotADay", key, text);
        return null;
    }

    public bool Truth(string key)
    {
        var text = Text(key).ToLowerInvariant();
        if (!Yes.Contains(text) && !No.Contains(text))
        {
            Flaw("Platform.Instrument.File.NotYesNo", key, text);
        }

        return Yes.Contains(text);
    }

    /// <summary>One of several words; the first is what an empty optional cell means.</summary>
    public T Word<T>(string key, (T Value, string[] Words)[] words)
        where T : struct, Enum
    {
        var text = Sheets.Fold(Text(key));
        if (text.Length == 0)
        {
            return words[0].Value;
        }

        var found = Array.FindIndex(
            words, w => w.Words.Contains(text) || string.Equals(w.Value.ToString(), text, StringComparison.OrdinalIgnoreCase));
        if (found < 0)
        {
            Flaw("Platform.Instrument.File.NotAWord", key, table.Cell(row, key), string.Join(", ", words.Select(w => w.Words[0])));
            return words[0].Value;
        }

        return words[found].Value;
    }

    public Normalisation Normalisation(string key)
    {
        var text = Text(key);
        if (NormalisationText.Read(text) is { } rule)
        {
            return rule;
        }

        Flaw("Platform.Instrument.File.NotANormalisation", key, text);
        return Instruments.Normalisation.None;
    }

    private static bool TryNumber(string text, out decimal number) =>
        decimal.TryParse(text.Replace(',', '.'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture, out number);

    private void Flaw(string code, string key, params object[] args) =>
        flaws.AddAt(code, table.Name, table.RowOf(row, key), table.Header(key), args);
}

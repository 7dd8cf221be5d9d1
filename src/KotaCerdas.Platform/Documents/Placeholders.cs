using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using KotaCerdas.Documents.Pdf;

namespace KotaCerdas.Platform;

/// <summary>A placeholder: the field's name and how its value is written.</summary>
internal readonly record struct Placeholder(string Name, string Form);

/// <summary>Fills the placeholders of a text. Values are taken as they are: braces and asterisks in them mean nothing.</summary>
internal static partial class Placeholders
{
    /// <summary>Names that need no field.</summary>
    public static IReadOnlyDictionary<string, FieldType> Own { get; } = new Dictionary<string, FieldType>(StringComparer.Ordinal)
    {
        ["number"] = FieldType.Text, ["title"] = FieldType.Text, ["date"] = FieldType.Date, [RowNumber] = FieldType.Number,
    };

    /// <summary>Number of the row that a text is filled for.</summary>
    public const string RowNumber = "#";

    private const string Bold = "**";

    private static readonly string[] Weekdays = ["Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"];

    /// <summary>Ways to write each type; the empty one is the usual.</summary>
    private static readonly Dictionary<FieldType, string[]> Forms = new()
    {
        [FieldType.Text] = ["", "upper"],
        [FieldType.Number] = ["", "words", "ordinal"],
        [FieldType.Money] = ["", "words"],
        [FieldType.Date] = ["", "day", "weekday", "words", "month", "year"],
    };

    public static IEnumerable<Placeholder> In(string text) =>
        Part().Matches(text).Select(m => new Placeholder(m.Groups["name"].Value, m.Groups["form"].Value));

    public static bool Knows(FieldType type, string form) => Forms.TryGetValue(type, out var forms) && forms.Contains(form);

    /// <summary>The text as runs of regular and bold.</summary>
    public static TextRun[] Fill(string text, Func<string, FieldValue> value)
    {
        var runs = new List<TextRun>();
        var bold = false;
        foreach (var stretch in text.Split(Bold))
        {
            if (stretch.Length > 0)
            {
                runs.Add(new TextRun(FillPlain(stretch, value), bold));
            }

            bold = !bold;
        }

        return [.. runs];
    }

    public static string FillPlain(string text, Func<string, FieldValue> value) =>
        Part().Replace(text, m => Write(value(m.Groups["name"].Value), m.Groups["form"].Value));

    private static string Write(FieldValue value, string form) => (value.Type, form) switch
    {
        (FieldType.Text, "upper") => ((string)value.Value).ToUpperInvariant(),
        (FieldType.Text, _) => (string)value.Value,
        (FieldType.Number, "words") => Terbilang.Of((long)value.Value),
        (FieldType.Number, "ordinal") => Terbilang.Ordinal((int)(long)value.Value).ToUpperInvariant(),
        (FieldType.Number, _) => Formats.Number((long)value.Value, Languages.Indonesian),
        (FieldType.Money, "words") => Terbilang.Rupiah((long)value.Value),
        (FieldType.Money, _) => Formats.Money((long)value.Value, Languages.Indonesian),
        (FieldType.Date, _) => Write((DateOnly)value.Value, form),
        _ => throw new BugException($"{value.Type} cannot be written as {form}"),
    };

    private static string Write(DateOnly date, string form) => form switch
    {
        "day" => Formats.DayAndDate(date, Languages.Indonesian),
        "weekday" => Weekdays[(int)date.DayOfWeek],
        "month" => Formats.Date(date, Languages.Indonesian).Split(' ')[1],
        "year" => date.Year.ToString(CultureInfo.InvariantCulture),
        "words" => new StringBuilder("tanggal ").Append(Terbilang.Of(date.Day)).Append(" bulan ")
            .Append(Formats.Date(date, Languages.Indonesian).Split(' ')[1]).Append(" tahun ").Append(Terbilang.Of(date.Year)).ToString(),
        _ => Formats.Date(date, Languages.Indonesian),
    };

    [GeneratedRegex(@"\{(?<name>\w+|#)(:(?<form>\w+))?\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Part();
}

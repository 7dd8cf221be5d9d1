using System.Globalization;
using KotaCerdas.Platform;

namespace KotaCerdas.Revenue.Features.Imports;

/// <summary>Dates as the tools of Oracle write them.</summary>
internal static class DumpDates
{
    // A year of two digits is of this century up to 49, as the mark RR of Oracle says.
    private const int Pivot = 50;

    private static readonly string[] English = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    private static readonly string[] Indonesian = ["JAN", "FEB", "MAR", "APR", "MEI", "JUN", "JUL", "AGU", "SEP", "OKT", "NOV", "DES"];

    // The longer marks first: YYYY before YY.
    private static readonly string[] Marks =
        ["SYYYY", "YYYY", "RRRR", "YY", "RR", "MONTH", "MON", "MM", "DD", "HH24", "HH12", "HH", "MI", "SS", "FF", "AM", "PM"];

    /// <summary>The day of <c>31-AUG-23</c>, with the month in English or Indonesian and two or four digits of the year.</summary>
    public static DateOnly? ShortDay(string text)
    {
        var parts = text.Split(' ', 2)[0].Split('-');
        return parts.Length == 3 && parts[0].Length is 1 or 2 && parts[2].Length is 2 or 4 && Number(parts[0]) is { } day
            && Month(parts[1]) is { } month && Number(parts[2]) is { } year ? Of(Full(year, parts[2].Length), month, day) : null;
    }

    /// <summary>The day of a text by a format of <c>to_date</c>; the time is passed over. Null where they do not fit.</summary>
    public static DateOnly? Read(string text, string format)
    {
        int? year = null, month = null, day = null;
        var rest = text.AsSpan().Trim();
        ReadOnlySpan<char> marks = format.Trim().ToUpperInvariant();
        while (!marks.IsEmpty && !rest.IsEmpty)
        {
            if (marks[0] == 'X' || !char.IsAsciiLetter(marks[0]))
            {
                if (rest[0] != marks[0] && char.IsAsciiLetterOrDigit(rest[0]))
                {
                    return null;
                }

                rest = rest[1..];
                marks = marks[1..];
                continue;
            }

            var mark = MarkOf(marks);
            if (mark is null)
            {
                return null;
            }

            marks = mark == "FF" ? marks[2..].TrimStart("0123456789") : marks[mark.Length..];
            var piece = Piece(rest, mark);
            rest = rest[piece.Length..];
            switch (mark)
            {
                case "MON" or "MONTH":
                    month = Month(piece.Length > 3 ? piece[..3] : piece);
                    break;
                case "MM":
                    month = Number(piece);
                    break;
                case "DD":
                    day = Number(piece);
                    break;
                case "SYYYY" or "YYYY" or "RRRR" or "YY" or "RR":
                    year = Number(piece) is { } number ? Full(number, piece.Length) : null;
                    break;
            }
        }

        return year is { } y && month is { } m && day is { } d ? Of(y, m, d) : null;
    }

    private static string? MarkOf(ReadOnlySpan<char> marks)
    {
        foreach (var mark in Marks)
        {
            if (marks.StartsWith(mark, StringComparison.Ordinal))
            {
                return mark;
            }
        }

        return null;
    }

    /// <summary>Letters for a month by its name, otherwise digits, at most as many as the mark has.</summary>
    private static string Piece(ReadOnlySpan<char> rest, string mark)
    {
        var letters = mark is "MON" or "MONTH" or "AM" or "PM";
        var most = mark switch { "MONTH" or "FF" => 9, "HH24" or "HH12" => 2, "SYYYY" => 4, var other => other.Length };
        var length = 0;
        while (length < rest.Length && length < most && (letters ? char.IsAsciiLetter(rest[length]) : char.IsAsciiDigit(rest[length])))
        {
            length++;
        }

        return rest[..length].ToString();
    }

    private static int? Month(string name)
    {
        var upper = name.ToUpperInvariant();
        return Array.IndexOf(English, upper) is >= 0 and var english ? english + 1
            : Array.IndexOf(Indonesian, upper) is >= 0 and var own ? own + 1 : null;
    }

    private static int? Number(string digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static int Full(int year, int digits) => digits > 2 ? year : year < Pivot ? 2000 + year : 1900 + year;

    private static DateOnly? Of(int year, int month, int day) =>
        year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day) : null;
}

using System.Globalization;
using System.Text;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Features.Imports;

/// <summary>A cell that cannot be read.</summary>
/// <param name="Column">Its column.</param>
/// <param name="Found">What stands there.</param>
internal sealed record CellFlaw(string Column, string Found);

/// <summary>
/// The cells of one row of an export, in the order of the table's columns. The first cell that cannot be read is kept; what is read after
/// it does not count.
/// </summary>
internal sealed class SismiopCells(IReadOnlyList<string> columns)
{
    private const int FoundLength = 40;
    private static readonly int[] NopWidths = [2, 2, 3, 3, 3, 4, 1];
    private static readonly string[] Dates = ["yyyy-MM-dd", "dd/MM/yyyy", "dd-MM-yyyy", "yyyy/MM/dd"];

    /// <summary>Codes of one character; those below the space are none.</summary>
    private static readonly string[] OneCharacter =
        [.. Enumerable.Range(0, 128).Select(c => c < ' ' ? string.Empty : ((char)c).ToString())];

    private TableRecord? _row;
    private DumpReader? _dump;

    public CellFlaw? Flaw { get; private set; }

    /// <summary>Begins the next row.</summary>
    public void Take(TableRecord row) => (_row, Flaw) = (row, null);

    /// <summary>Begins the row that a dump stands at.</summary>
    public void Take(DumpReader row) => (_dump, Flaw) = (row, null);

    public string Text(int at, int most)
    {
        var text = Encoding.UTF8.GetString(Bytes(at));
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            // PostgreSQL keeps none.
            text = text.Replace("\0", string.Empty, StringComparison.Ordinal);
        }

        return text.Length <= most ? text : text[..most];
    }

    /// <summary>The number of an object from its seven parts, which begin at a column; exports drop leading zeros.</summary>
    public long Object(int at) => Parts(at, NopWidths);

    /// <summary>The ten digits of a village from its four parts.</summary>
    public long Village(int at) => Parts(at, NopWidths.AsSpan(0, 4));

    /// <summary>A whole number not below zero; empty is 0. Decimals that are zero are passed over.</summary>
    public long Whole(int at, long most = 9_000_000_000_000_000)
    {
        var text = Bytes(at);
        if (text.IsEmpty)
        {
            return 0;
        }

        if (Digits(text) is >= 0 and var whole)
        {
            return whole <= most ? whole : Fail(at);
        }

        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number == decimal.Truncate(number) && number <= most ? (long)number : Fail(at);
    }

    public int Small(int at, int most) => (int)Whole(at, most);

    /// <summary>Thousands of rupiah with up to three decimals, as rupiah.</summary>
    public long Thousands(int at) =>
        decimal.TryParse(Bytes(at), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
        && number * 1000 == decimal.Truncate(number * 1000) && number <= 1_000_000_000_000 ? (long)(number * 1000) : Fail(at);

    /// <summary>A code as the tables of codes have it; null where the export lacks the column.</summary>
    public string? Code(int at)
    {
        if (!(_row?.Has(at) ?? _dump!.Has(at)))
        {
            return null;
        }

        var bytes = Bytes(at);

        // Nearly all codes are one character, and there are many rows.
        return bytes.Length == 1 && bytes[0] < OneCharacter.Length ? OneCharacter[bytes[0]]
            : BuildingCodes.Normal(Printed(Text(at, TakenBuilding.CodeLength)));
    }

    public int Year(int at) => Whole(at, 2200) is >= 1900 and var year ? (int)year : (int)Fail(at);

    /// <summary>A date, with or without a time behind it; null where the cell is empty.</summary>
    public DateOnly? Day(int at)
    {
        var bytes = Bytes(at);
        if (bytes.IsEmpty)
        {
            return null;
        }

        if (bytes.Length == 10 && bytes[4] == '-' && bytes[7] == '-' && Digits(bytes[..4]) is >= 1 and var year
            && Digits(bytes.Slice(5, 2)) is >= 1 and <= 12 and var month && Digits(bytes[8..]) is >= 1 and var number
            && number <= DateTime.DaysInMonth((int)year, (int)month))
        {
            return new DateOnly((int)year, (int)month, (int)number);
        }

        var text = Encoding.UTF8.GetString(bytes);
        var date = text.Length > 10 && text[10] is ' ' or 'T' ? text[..10] : text;
        if (DateOnly.TryParseExact(date, Dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        if (DumpDates.ShortDay(text) is { } oracle)
        {
            return oracle;
        }

        Fail(at);
        return null;
    }

    /// <summary>A cell that must hold something.</summary>
    public string Needed(int at, int most)
    {
        var text = Text(at, most);
        if (text.Length == 0)
        {
            Fail(at);
        }

        return text;
    }

    public long Fail(int at)
    {
        Flaw ??= new(columns[at], Text(at, FoundLength));
        return 0;
    }

    private static string Printed(string text) =>
        text.AsSpan().ContainsAnyInRange('\0', '\u001f') ? string.Concat(text.Where(c => c >= ' ')) : text;

    private ReadOnlySpan<byte> Bytes(int at) => _row is { } row ? row.Bytes(at) : _dump!.Bytes(at);

    private long Parts(int at, ReadOnlySpan<int> widths)
    {
        long number = 0;
        for (var part = 0; part < widths.Length; part++)
        {
            var text = Bytes(at + part);
            var value = text.Length > widths[part] ? -1 : Digits(text);
            if (value < 0)
            {
                return Fail(at + part);
            }

            for (var i = 0; i < widths[part]; i++)
            {
                number *= 10;
            }

            number += value;
        }

        return number;
    }

    /// <summary>The number of up to 18 digits, −1 where there is anything else or nothing.</summary>
    private static long Digits(ReadOnlySpan<byte> text)
    {
        if (text.Length is 0 or > 18)
        {
            return -1;
        }

        long number = 0;
        foreach (var digit in text)
        {
            if (!char.IsAsciiDigit((char)digit))
            {
                return -1;
            }

            number = (number * 10) + (digit - '0');
        }

        return number;
    }
}

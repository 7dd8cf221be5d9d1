using System.Diagnostics.CodeAnalysis;

namespace KotaCerdas.Platform;

/// <summary>
/// The Kemendagri code of a province (<c>16</c>) or of a kabupaten or kota (<c>16.72</c>); <c>00</c> stands for the country and holds
/// what belongs to no region. It leads the key of every tenant table.
/// </summary>
public readonly record struct RegionCode : IComparable<RegionCode>
{
    private readonly string? _value;

    private RegionCode(string value) => _value = value;

    /// <summary>The country as a whole.</summary>
    public static RegionCode National { get; } = new("00");

    /// <summary>The code's text, two or five characters.</summary>
    public string Value => _value ?? "00";

    /// <summary>True for <c>00</c>.</summary>
    public bool IsNational => Value == "00";

    /// <summary>True for a two-digit province code.</summary>
    public bool IsProvince => Value.Length == 2 && !IsNational;

    /// <summary>True for a kota: the number after the dot is 71 or more.</summary>
    public bool IsCity => Value.Length == 5 && Value[3] >= '7';

    /// <summary>The province this region lies in; the region itself where it is a province or the country.</summary>
    public RegionCode Province => Value.Length == 5 ? new(Value[..2]) : this;

    /// <summary>Reads a code; throws <see cref="FormatException"/> on anything else.</summary>
    public static RegionCode Parse(string text) =>
        TryParse(text, out var code) ? code : throw new FormatException($"Not a region code: {text}");

    /// <summary>Reads <c>dd</c> or <c>dd.dd</c>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out RegionCode code)
    {
        code = default;
        var wellFormed = text is { Length: 2 or 5 }
            && char.IsAsciiDigit(text[0]) && char.IsAsciiDigit(text[1])
            && (text.Length == 2 || (text[2] == '.' && char.IsAsciiDigit(text[3]) && char.IsAsciiDigit(text[4])));
        if (wellFormed)
        {
            code = new(text!);
        }

        return wellFormed;
    }

    /// <summary>True where <paramref name="other"/> is this region or, for a province or the country, lies in it.</summary>
    public bool Covers(RegionCode other) => IsNational || this == other || (IsProvince && other.Province == this);

    /// <inheritdoc />
    public int CompareTo(RegionCode other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc />
    public override string ToString() => Value;

    public static bool operator <(RegionCode left, RegionCode right) => left.CompareTo(right) < 0;

    public static bool operator >(RegionCode left, RegionCode right) => left.CompareTo(right) > 0;

    public static bool operator <=(RegionCode left, RegionCode right) => left.CompareTo(right) <= 0;

    public static bool operator >=(RegionCode left, RegionCode right) => left.CompareTo(right) >= 0;
}

using System.Globalization;
using KotaCerdas.Platform;

namespace KotaCerdas.Revenue.Model;

/// <summary>
/// Number of a PBB-P2 object: 18 digits, <c>PP.KK.CCC.DDD.BBB-NNNN.X</c>. The parts for kecamatan and kelurahan are the tax office's own
/// codes, not those of Kemendagri. Kept as one number, so that a kelurahan or block is one contiguous range.
/// </summary>
internal readonly record struct Nop
{
    private const long Largest = 999_999_999_999_999_999;

    // Digits behind the kelurahan: block 3, sequence 4, kind 1.
    /// <summary>Numbers of one village: ten of the eighteen digits name it.</summary>
    public const long PerVillage = 100_000_000;

    private Nop(long value) => Value = value;

    /// <summary>No number is less.</summary>
    public static Nop Least => new(0);

    /// <summary>No number is more.</summary>
    public static Nop Most => new(Largest);

    /// <summary>The 18 digits as a number; leading zeros are not in it.</summary>
    public long Value { get; }

    /// <summary>Province, kabupaten, kecamatan and kelurahan: the first ten digits.</summary>
    public long Village => Value / PerVillage;

    /// <summary>The last digit: 0 and 9 are objects of the SISMIOP data base, 7 and 8 those outside it.</summary>
    public int Kind => (int)(Value % 10);

    /// <summary>First and last possible number of a kelurahan.</summary>
    /// <param name="village">Its ten digits.</param>
    public static (Nop First, Nop Last) In(long village) => (Of(village * PerVillage), Of((village * PerVillage) + PerVillage - 1));

    /// <summary>A number that is known to be one.</summary>
    public static Nop Of(long value)
    {
        Check.That(value is >= 0 and <= Largest);
        return new(value);
    }

    /// <summary>Reads 18 digits; points, dashes and blanks between them are passed over.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="nop">The number.</param>
    /// <returns>False where there are not exactly 18 digits, or anything else between them.</returns>
    public static bool TryParse(string? text, out Nop nop)
    {
        nop = default;
        var digits = 0;
        long value = 0;
        foreach (var c in text ?? string.Empty)
        {
            if (char.IsAsciiDigit(c))
            {
                if (++digits > 18)
                {
                    return false;
                }

                value = (value * 10) + (c - '0');
            }
            else if (c is not ('.' or '-' or ' '))
            {
                return false;
            }
        }

        nop = new(value);
        return digits == 18;
    }

    /// <summary>The number as it is printed: <c>16.72.010.001.002-0003.0</c>.</summary>
    public override string ToString()
    {
        var d = Value.ToString("000000000000000000", CultureInfo.InvariantCulture);
        return $"{d[..2]}.{d[2..4]}.{d[4..7]}.{d[7..10]}.{d[10..13]}-{d[13..17]}.{d[17..]}";
    }
}

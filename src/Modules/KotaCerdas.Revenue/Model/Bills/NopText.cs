using System.Globalization;
using KotaCerdas.Platform;

namespace KotaCerdas.Revenue.Model.Bills;

/// <summary>Reads an NOP that a citizen typed and says exactly what is wrong with it.</summary>
internal static class NopText
{
    public const string Field = "nop";

    private const int Digits = 18;

    // Digits behind province and kabupaten in the ten digits of a village.
    private const long PerRegion = 1_000_000;

    /// <summary>The number, or what to correct.</summary>
    /// <param name="typed">With or without points, dashes and blanks.</param>
    /// <param name="villages">The ten digits of the region's villages; empty where the region has no map yet.</param>
    /// <param name="region">Name of the region, for the message.</param>
    public static Outcome<Nop> Read(string? typed, IReadOnlySet<long> villages, string region)
    {
        var text = (typed ?? string.Empty).Trim();
        if (text.Length == 0)
        {
            return new Problem("Revenue.Bill.NopMissing", Field);
        }

        foreach (var sign in text)
        {
            if (!char.IsAsciiDigit(sign) && sign is not ('.' or '-' or ' '))
            {
                return char.IsLetter(sign)
                    ? new Problem("Revenue.Bill.NopLetter", Field, sign.ToString())
                    : new Problem("Revenue.Bill.NopSign", Field, sign.ToString());
            }
        }

        var count = text.Count(char.IsAsciiDigit);
        if (count != Digits)
        {
            return new Problem(count < Digits ? "Revenue.Bill.NopShort" : "Revenue.Bill.NopLong", Field, count, Math.Abs(count - Digits));
        }

        Check.That(Nop.TryParse(text, out var nop));
        return villages.Count == 0 || villages.Contains(nop.Village) ? nop : Elsewhere(nop, villages, region);
    }

    private static Problem Elsewhere(Nop nop, IReadOnlySet<long> villages, string region)
    {
        var starts = villages.Select(v => v / PerRegion).Distinct().Order().ToList();
        var digits = nop.ToString();
        return starts.Contains(nop.Village / PerRegion)
            ? new Problem("Revenue.Bill.NopVillage", Field, digits[..13], region)
            : new Problem("Revenue.Bill.NopRegion", Field, digits[..5], region, string.Join(", ", starts.Select(Start)));
    }

    private static string Start(long start)
    {
        var digits = start.ToString("0000", CultureInfo.InvariantCulture);
        return $"{digits[..2]}.{digits[2..]}";
    }
}

using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Model.Registers;

/// <summary>
/// How a region writes its own taxpayer numbers, from a date on: <c>9</c> stands for a digit, <c>A</c> for a capital letter, anything else
/// for itself. Beyond the mask the number is opaque.
/// </summary>
internal sealed class NpwpdMask : ITenantRow
{
    public const int Length = 40;

    public required RegionCode RegionCode { get; init; }

    public required DateOnly ValidFrom { get; init; }

    public required Guid Id { get; init; }

    public required string Mask { get; init; }

    /// <summary>The regulation that says so.</summary>
    public required string Source { get; init; }

    public required DateTime RecordedAt { get; init; }

    public required string RecordedBy { get; init; }

    /// <summary>True where a number is written so.</summary>
    public static bool Fits(string mask, string number)
    {
        if (number.Length != mask.Length)
        {
            return false;
        }

        for (var i = 0; i < mask.Length; i++)
        {
            var fits = mask[i] switch
            {
                '9' => char.IsAsciiDigit(number[i]),
                'A' => char.IsAsciiLetterUpper(number[i]),
                var other => number[i] == other,
            };
            if (!fits)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>True where a mask holds a digit or letter to fill, and nothing but printable ASCII.</summary>
    public static bool IsMask(string mask) =>
        mask.Length is > 0 and <= Length && mask.All(c => c is > ' ' and < '\u007f') && mask.Any(c => c is '9' or 'A');

    public static void Map(ModelBuilder model) => model.Entity<NpwpdMask>(e =>
    {
        e.ToTable("revenue_npwpd_mask");
        e.HasKey(m => new { m.RegionCode, m.ValidFrom, m.Id });
    });
}

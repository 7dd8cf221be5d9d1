using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Model.Registers;

/// <summary>The tax office's ten digits of a kelurahan, and the desa or kelurahan of Kemendagri that they stand for.</summary>
internal sealed class TaxVillage : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    /// <summary>The first ten digits of a NOP.</summary>
    public required long TaxCode { get; init; }

    /// <summary>Kemendagri code <c>dd.dd.dd.dddd</c>.</summary>
    public required string VillageCode { get; set; }

    public required DateTime RecordedAt { get; set; }

    public required string RecordedBy { get; set; }

    /// <summary>Reads ten digits; points between them are passed over.</summary>
    public static bool TryParse(string? text, out long taxCode)
    {
        var digits = string.Concat((text ?? string.Empty).Where(c => c is not ('.' or ' ')));
        taxCode = 0;
        return digits.Length == 10 && digits.All(char.IsAsciiDigit)
            && long.TryParse(digits, System.Globalization.CultureInfo.InvariantCulture, out taxCode);
    }

    /// <summary>The ten digits as they are printed: <c>16.72.010.001</c>.</summary>
    public static string Show(long taxCode)
    {
        var d = taxCode.ToString("0000000000", System.Globalization.CultureInfo.InvariantCulture);
        return $"{d[..2]}.{d[2..4]}.{d[4..7]}.{d[7..]}";
    }

    public static void Map(ModelBuilder model) => model.Entity<TaxVillage>(e =>
    {
        e.ToTable("revenue_village");
        e.HasKey(v => new { v.RegionCode, v.TaxCode });
    });
}

/// <summary>NIR: rupiah a square metre in a land zone of a kelurahan in a year; the version with the highest number counts.</summary>
internal sealed class LandValue : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required long TaxCode { get; init; }

    public required string Zone { get; init; }

    public required int TaxYear { get; init; }

    public required int Version { get; init; }

    public required long PerMetre { get; init; }

    /// <summary>The decree or file it comes from.</summary>
    public required string Source { get; init; }

    public required DateTime RecordedAt { get; init; }

    public required string RecordedBy { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<LandValue>(e =>
    {
        e.ToTable("revenue_land_value");
        e.HasKey(v => new { v.RegionCode, v.TaxCode, v.Zone, v.TaxYear, v.Version });
    });
}

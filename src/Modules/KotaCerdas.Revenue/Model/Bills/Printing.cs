using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Model.Bills;

/// <summary>
/// What stands on the region's bills beside the bill itself, from a date on. Versions are only added; of those that hold on a day the one
/// with the latest date counts, of several with one date the latest version.
/// </summary>
internal sealed class PaperSetting : ITenantRow
{
    public const int TextLength = 200;
    public const int PlacesLength = 600;

    /// <summary>The form of bills that settings of today ask for.</summary>
    public const int NewestForm = 2;

    public required RegionCode RegionCode { get; init; }

    public required int Version { get; init; }

    public required DateOnly ValidFrom { get; init; }

    /// <summary>First line: <c>Pemerintah Kota Pagar Alam</c>.</summary>
    public required string Government { get; init; }

    /// <summary>Second line: <c>Badan Pendapatan Daerah</c>.</summary>
    public required string Office { get; init; }

    public required string Address { get; init; }

    /// <summary>Where documents are dated: <c>Pagar Alam</c>.</summary>
    public required string Place { get; init; }

    /// <summary>Office of who signs: <c>Kepala Badan Pendapatan Daerah</c>.</summary>
    public required string SignatoryTitle { get; init; }

    public required string SignatoryName { get; init; }

    /// <summary>NIP as printed, or empty.</summary>
    public required string SignatoryNumber { get; init; }

    /// <summary>Where one pays, one place a line.</summary>
    public required string PayPlaces { get; init; }

    public required DateTime RecordedAt { get; init; }

    public required string RecordedBy { get; init; }

    /// <summary>
    /// The form of bills: null for settings recorded before there were several; from 2 on a bill names the district and says where the
    /// smallest amount was taken. What was printed by a setting is made again in its form.
    /// </summary>
    public int? Form { get; init; }

    /// <summary>True where bills name the district and say where the smallest amount was taken.</summary>
    public bool IsFull => Form >= 2;

    public IReadOnlyList<string> Places => PayPlaces.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The version that counts on a day, or null.</summary>
    public static PaperSetting? On(DateOnly day, IEnumerable<PaperSetting> versions) =>
        versions.Where(v => v.ValidFrom <= day).OrderBy(v => v.ValidFrom).ThenBy(v => v.Version).LastOrDefault();

    public static void Map(ModelBuilder model) => model.Entity<PaperSetting>(e =>
    {
        e.ToTable("revenue_paper");
        e.HasKey(p => new { p.RegionCode, p.Version });
        e.Ignore(p => p.Places);
        e.Ignore(p => p.IsFull);
    });
}

/// <summary>What a run prints.</summary>
internal enum PrintKind
{
    /// <summary>Bills (SPPT).</summary>
    Sppt,

    /// <summary>Collection lists (DHKP) by village and book.</summary>
    Dhkp,
}

/// <summary>Paper of a run.</summary>
internal enum PaperSize
{
    A4,
    F4,
}

/// <summary>An order to print what a posted batch has. All that its files depend on stands here: they can be made again.</summary>
internal sealed class PrintRun : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required Guid Id { get; init; }

    public required Assessment.BatchId BatchId { get; init; }

    public required PrintKind Kind { get; init; }

    public required PaperSize Paper { get; init; }

    /// <summary>Version of the <see cref="PaperSetting"/>.</summary>
    public required int PaperVersion { get; init; }

    /// <summary>Legal date on the paper; arrears are those of this day.</summary>
    public required DateOnly PrintedOn { get; init; }

    /// <summary>Due day on the paper; null where the village's dispatch says it, or nothing is said.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>UTC; the date that stands in the files.</summary>
    public required DateTime RecordedAt { get; init; }

    public required string RecordedBy { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<PrintRun>(e =>
    {
        e.ToTable("revenue_print_run");
        e.HasKey(r => new { r.RegionCode, r.Id });
    });
}

/// <summary>A file of a run: bills of one village, in the order of NOP.</summary>
internal sealed class PrintPart : ITenantRow
{
    public const string Pdf = "pdf";
    public const string Xlsx = "xlsx";

    public required RegionCode RegionCode { get; init; }

    public required Guid RunId { get; init; }

    /// <summary>From 1.</summary>
    public required int Ordinal { get; init; }

    /// <summary>The tax office's ten digits.</summary>
    public required long TaxCode { get; init; }

    public required string Form { get; init; }

    public required Nop FirstNop { get; init; }

    public required Nop LastNop { get; init; }

    public required int Bills { get; init; }

    public required long Amount { get; init; }

    /// <summary>0 for a spreadsheet.</summary>
    public required int Pages { get; init; }

    public required FileId FileId { get; init; }

    public required string Sha256 { get; init; }

    /// <summary>Root over the leaves of its bills, hexadecimal; empty for lists.</summary>
    public required string Root { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<PrintPart>(e =>
    {
        e.ToTable("revenue_print_part");
        e.Property(p => p.FirstNop).HasConversion(n => n.Value, v => Nop.Of(v));
        e.Property(p => p.LastNop).HasConversion(n => n.Value, v => Nop.Of(v));
        e.HasKey(p => new { p.RegionCode, p.RunId, p.Ordinal });
    });
}

/// <summary>A run that is complete; a fact of the transparency log.</summary>
internal sealed class PrintSeal : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required Guid RunId { get; init; }

    public required int Parts { get; init; }

    public required int Bills { get; init; }

    public required long Amount { get; init; }

    /// <summary>Root over the roots of the parts, hexadecimal; of lists, over the hashes of their files.</summary>
    public required string Root { get; init; }

    public required DateTime RecordedAt { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<PrintSeal>(e =>
    {
        e.ToTable("revenue_print_seal");
        e.HasKey(s => new { s.RegionCode, s.RunId });
    });
}

using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Model.Registers;

/// <summary>What came of an import.</summary>
internal enum ImportResult
{
    /// <summary>Only checked; it could be imported.</summary>
    Checked,

    /// <summary>Nothing was imported: something has to be repaired first.</summary>
    Refused,

    /// <summary>Imported.</summary>
    Imported,
}

/// <summary>A run of an import with its files; the proof hangs on it.</summary>
internal sealed class RegisterImport : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required Guid Id { get; init; }

    public required ImportResult Result { get; init; }

    /// <summary>SHA-256 over names and hashes of all files and what reads them: the same until more of the same files is read.</summary>
    public required string SetHash { get; init; }

    /// <summary>JSON: name, SHA-256, bytes and rows of each file.</summary>
    public required string Files { get; init; }

    /// <summary>JSON: what was counted.</summary>
    public required string Facts { get; init; }

    public required DateTime RecordedAt { get; init; }

    public required string RecordedBy { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<RegisterImport>(e =>
    {
        e.ToTable("revenue_import");
        e.HasKey(i => new { i.RegionCode, i.Id });
        e.HasIndex(i => new { i.RegionCode, i.SetHash }).HasDatabaseName("revenue_import_set");
    });
}

/// <summary>A row that is not as it should be, with the rule that says so.</summary>
internal sealed class ImportException : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required Guid ImportId { get; init; }

    public required long Ordinal { get; init; }

    public required string File { get; init; }

    /// <summary>Row number as a spreadsheet shows it.</summary>
    public required int Line { get; init; }

    /// <summary>One of <c>ImportRules</c>.</summary>
    public required string Rule { get; init; }

    /// <summary>The object, 0 where the row is not about one.</summary>
    public required long Nop { get; init; }

    /// <summary>0 where the row is of no year.</summary>
    public required int TaxYear { get; init; }

    public required long TaxCode { get; init; }

    /// <summary>Rupiah of a bill or payment that was left out.</summary>
    public required long Amount { get; init; }

    public required string Expected { get; init; }

    public required string Found { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<ImportException>(e =>
    {
        e.ToTable("revenue_import_exception");
        e.HasKey(x => new { x.RegionCode, x.ImportId, x.Ordinal });
    });
}

/// <summary>Proof for a village and year: what the files held is what is kept and what is listed as left out.</summary>
internal sealed class ImportProof : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required Guid ImportId { get; init; }

    /// <summary><c>bill</c> or <c>payment</c>.</summary>
    public required string Kind { get; init; }

    public required long TaxCode { get; init; }

    public required int TaxYear { get; init; }

    public required long SourceCount { get; init; }

    public required long SourceSum { get; init; }

    public required long LeftCount { get; init; }

    public required long LeftSum { get; init; }

    public required long KeptCount { get; init; }

    public required long KeptSum { get; init; }

    /// <summary>True where nothing is missing and nothing is too much.</summary>
    public bool Balances => SourceCount == LeftCount + KeptCount && SourceSum == LeftSum + KeptSum;

    public static void Map(ModelBuilder model) => model.Entity<ImportProof>(e =>
    {
        e.ToTable("revenue_import_proof");
        e.HasKey(p => new { p.RegionCode, p.ImportId, p.Kind, p.TaxCode, p.TaxYear });
        e.Ignore(p => p.Balances);
    });
}

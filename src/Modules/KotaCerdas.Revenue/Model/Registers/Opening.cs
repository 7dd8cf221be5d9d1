using System.Globalization;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Model.Registers;

/// <summary>What the books took over from an import, once: the open bills of the system before as opening balances.</summary>
internal sealed class Opening : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required Guid ImportId { get; init; }

    /// <summary>The day of the cut-over: the legal date on which it was booked.</summary>
    public required DateOnly ValueOn { get; init; }

    /// <summary>Bills whose receivable it changes, each a line of a journal.</summary>
    public required int Bills { get; init; }

    /// <summary>What it adds to the receivable, rupiah.</summary>
    public required long Debit { get; init; }

    /// <summary>What it takes off: payments of bills that were booked before, rupiah.</summary>
    public required long Credit { get; init; }

    /// <summary>Bills that the system before had paid more of than they ask for; not booked.</summary>
    public required int OverBills { get; init; }

    /// <summary>How much more, rupiah.</summary>
    public required long OverAmount { get; init; }

    public required DateTime RecordedAt { get; init; }

    public required string RecordedBy { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<Opening>(e =>
    {
        e.ToTable("revenue_opening");
        e.HasKey(o => new { o.RegionCode, o.ImportId });
    });
}

/// <summary>What an import's opening balances are in a village, with their journal.</summary>
internal sealed class OpeningVillage : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required Guid ImportId { get; init; }

    /// <summary>Ten digits of the village in NOP.</summary>
    public required long TaxCode { get; init; }

    public required Guid JournalId { get; init; }

    public required int Bills { get; init; }

    public required long Debit { get; init; }

    public required long Credit { get; init; }

    /// <summary>What the ledger calls its source.</summary>
    public string Source => SourceOf(ImportId, TaxCode);

    /// <summary>What the ledger calls the opening balances of an import in a village.</summary>
    public static string SourceOf(Guid import, long taxCode) =>
        string.Create(CultureInfo.InvariantCulture, $"{import}/{taxCode:0000000000}");

    public static void Map(ModelBuilder model) => model.Entity<OpeningVillage>(e =>
    {
        e.ToTable("revenue_opening_village");
        e.HasKey(v => new { v.RegionCode, v.ImportId, v.TaxCode });
    });
}

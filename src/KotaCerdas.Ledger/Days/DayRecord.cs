using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Ledger;

/// <summary>A closed day on which something was booked.</summary>
internal sealed record DayRecord : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    /// <summary>1 for the region's first day.</summary>
    public required int Number { get; init; }

    public required DateOnly BookedOn { get; init; }

    public required long JournalCount { get; init; }

    public required long EntryCount { get; init; }

    /// <summary>Hash of the day before; 32 zeros on the first day.</summary>
    public required byte[] PreviousHash { get; init; }

    public required byte[] Hash { get; init; }

    public required DateTime ClosedAt { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<DayRecord>(e =>
    {
        e.ToTable("ledger_day");
        e.HasKey(d => new { d.RegionCode, d.Number });
        e.HasIndex(d => new { d.RegionCode, d.BookedOn }).IsUnique().HasDatabaseName("ledger_day_booked");
    });
}

/// <summary>What a closed day moved on an account, for one month of posting. Derived: made again whenever that is wanted.</summary>
internal sealed record DaySumRecord : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required DateOnly BookedOn { get; init; }

    public required Book Book { get; init; }

    public required long Account { get; init; }

    public required int Month { get; init; }

    public required long EntryCount { get; init; }

    public required long Debit { get; init; }

    public required long Credit { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<DaySumRecord>(e =>
    {
        e.ToTable("ledger_day_sum");
        e.HasKey(s => new { s.RegionCode, s.BookedOn, s.Book, s.Account, s.Month });
    });
}

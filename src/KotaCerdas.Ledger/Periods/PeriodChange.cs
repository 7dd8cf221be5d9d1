using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Ledger;

/// <summary>What a month of a book takes.</summary>
public enum PeriodState
{
    /// <summary>Every posting; a reopened month is open.</summary>
    Open,

    /// <summary>Only entries that complete it.</summary>
    SoftClosed,

    /// <summary>Nothing.</summary>
    Closed,
}

/// <summary>A change of a month's state; never changed itself.</summary>
internal sealed record PeriodChange : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required Book Book { get; init; }

    /// <summary>202603 for March 2026.</summary>
    public required int Month { get; init; }

    /// <summary>1 for the first change of the month.</summary>
    public required int Revision { get; init; }

    public required PeriodState State { get; init; }

    /// <summary>The decision that allows reopening; empty otherwise.</summary>
    public required string Decision { get; init; }

    /// <summary>Why it was reopened; empty otherwise, and where it was reopened before reasons were asked for.</summary>
    public required string Reason { get; init; }

    /// <summary>Entries of the month at that moment.</summary>
    public required long EntryCount { get; init; }

    /// <summary>Their debits, rupiah.</summary>
    public required long Debit { get; init; }

    public required DateTime ChangedAt { get; init; }

    public UserId? ChangedBy { get; init; }

    public required string ChangedByName { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<PeriodChange>(e =>
    {
        e.ToTable("ledger_period_change");
        e.HasKey(p => new { p.RegionCode, p.Book, p.Month, p.Revision });
    });
}

/// <summary>The row that orders postings and closings of a region.</summary>
internal sealed record GateRecord : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    /// <summary>The last day whose hash is made, or null.</summary>
    public DateOnly? ClosedDay { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<GateRecord>(e =>
    {
        e.ToTable("ledger_gate");
        e.HasKey(g => g.RegionCode);
    });
}

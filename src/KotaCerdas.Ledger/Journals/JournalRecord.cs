using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Ledger;

/// <summary>A journal as it is kept.</summary>
internal sealed record JournalRecord : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required Guid Id { get; init; }

    public required string IdemKey { get; init; }

    /// <summary>SHA-256 over head and lines: tells a repetition from another journal under the same key.</summary>
    public byte[] BodyHash { get; init; } = [];

    public required string Event { get; init; }

    public required string Source { get; init; }

    public required DateOnly ValueOn { get; init; }

    public required DateOnly PostedOn { get; init; }

    /// <summary>The day whose hash it goes into: the day of posting in the region.</summary>
    public required DateOnly BookedOn { get; init; }

    public required DateTime PostedAt { get; init; }

    public required string PostedBy { get; init; }

    public int LineCount { get; init; }

    public long LoTotal { get; init; }

    public long LraTotal { get; init; }

    public long KasTotal { get; init; }

    /// <summary>The journal it is the opposite of, or null.</summary>
    public Guid? Reverses { get; init; }

    public JournalReceipt Receipt() =>
        new(RegionCode, new JournalId(Id), ValueOn, PostedOn, BookedOn, PostedAt, LineCount, LoTotal + LraTotal + KasTotal);

    public long TotalOf(Book book) => book switch
    {
        Book.LO => LoTotal,
        Book.LRA => LraTotal,
        _ => KasTotal,
    };

    public List<Book> Books() => [.. Enum.GetValues<Book>().Where(b => TotalOf(b) > 0)];

    public static void Map(ModelBuilder model) => model.Entity<JournalRecord>(e =>
    {
        e.ToTable("ledger_journal");
        e.HasKey(j => new { j.RegionCode, j.Id });
        e.HasIndex(j => new { j.RegionCode, j.IdemKey }).IsUnique().HasDatabaseName("ledger_journal_key");
        e.HasIndex(j => new { j.RegionCode, j.Reverses }).IsUnique().HasDatabaseName("ledger_journal_reverses");
        e.HasIndex(j => new { j.RegionCode, j.BookedOn, j.Id }).HasDatabaseName("ledger_journal_day");
    });
}

/// <summary>A line of a journal as it is kept.</summary>
internal sealed record EntryRecord : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required Guid JournalId { get; init; }

    /// <summary>1 for the first.</summary>
    public required int Line { get; init; }

    public required Book Book { get; init; }

    /// <summary><see cref="AccountCode.Number"/>.</summary>
    public required long Account { get; init; }

    public required long Debit { get; init; }

    public required long Credit { get; init; }

    public required string Subject { get; init; }

    public required int Period { get; init; }

    public required string Unit { get; init; }

    public required DateOnly PostedOn { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<EntryRecord>(e =>
    {
        e.ToTable("ledger_entry");
        e.HasKey(l => new { l.RegionCode, l.JournalId, l.Line });
        e.HasIndex(l => new { l.RegionCode, l.Subject, l.Period, l.Account }).HasDatabaseName("ledger_entry_subject");
    });
}

/// <summary>Names of the books as they are kept.</summary>
internal static class BookNames
{
    public static readonly IReadOnlyList<Book> All = [Book.LO, Book.LRA, Book.KAS];

    public static string Of(Book book) => book switch
    {
        Book.LO => "LO",
        Book.LRA => "LRA",
        _ => "KAS",
    };
}

using System.Data.Common;
using KotaCerdas.Platform;

namespace KotaCerdas.Ledger;

/// <summary>Journals in plain SQL.</summary>
internal static class JournalRows
{
    private const string Columns =
        "region_code, id, idem_key, body_hash, event, source, value_on, posted_on, booked_on, posted_at, posted_by, line_count, lo_total, "
        + "lra_total, kas_total, reverses";

    private const string Insert =
        $"insert into ledger_journal ({Columns}) values (@region, @id, @key, @hash, @event, @source, @value, @posted, @booked, @at, @by, "
        + "@lines, @lo, @lra, @kas, @reverses) on conflict do nothing";

    private const string Mirror =
        """
        insert into ledger_entry (region_code, journal_id, line, book, account, debit, credit, subject, period, unit, posted_on)
        select region_code, @id, line, book, account, credit, debit, subject, period, unit, @posted
        from ledger_entry where region_code = @region and journal_id = @original
        """;

    /// <summary>The journal of a key, or null.</summary>
    public static Task<JournalRecord?> FindByKeyAsync(DbConnection connection, RegionCode region, string key, CancellationToken cancel) =>
        FindAsync(connection, region, "idem_key = @value", key, cancel);

    /// <summary>The journal, or null.</summary>
    public static Task<JournalRecord?> FindAsync(DbConnection connection, RegionCode region, JournalId id, CancellationToken cancel) =>
        FindAsync(connection, region, "id = @value", id.Value, cancel);

    /// <summary>Adds the journal.</summary>
    /// <returns>False where its key, or the reversal of the same journal, is there already.</returns>
    public static async Task<bool> InsertAsync(DbConnection connection, JournalRecord row, CancellationToken cancel)
    {
        var command = connection.Make(
            Insert, ("region", row.RegionCode.Value), ("id", row.Id), ("key", row.IdemKey), ("hash", row.BodyHash), ("event", row.Event),
            ("source", row.Source), ("value", row.ValueOn), ("posted", row.PostedOn), ("booked", row.BookedOn), ("at", row.PostedAt),
            ("by", row.PostedBy), ("lines", row.LineCount), ("lo", row.LoTotal), ("lra", row.LraTotal), ("kas", row.KasTotal),
            ("reverses", row.Reverses));
        return await command.RunAsync(cancel) == 1;
    }

    /// <summary>Adds the lines of a reversal: those of its original with the sides changed.</summary>
    public static async Task MirrorAsync(DbConnection connection, JournalRecord row, CancellationToken cancel)
    {
        var copied = await connection.Make(
            Mirror, ("id", row.Id), ("posted", row.PostedOn), ("region", row.RegionCode.Value), ("original", row.Reverses))
            .Patient().RunAsync(cancel);
        Check.That(copied == row.LineCount);
    }

    /// <summary>The columns of a journal under an alias, as <see cref="Read"/> takes them.</summary>
    public static string ColumnsOf(string alias) => string.Join(", ", Columns.Split(", ").Select(c => $"{alias}.{c}"));

    /// <summary>Reads the columns of <see cref="Select"/>.</summary>
    public static JournalRecord Read(DbDataReader reader) => new()
    {
        RegionCode = RegionCode.Parse(reader.GetString(0)),
        Id = reader.GetGuid(1),
        IdemKey = reader.GetString(2),
        BodyHash = reader.GetFieldValue<byte[]>(3),
        Event = reader.GetString(4),
        Source = reader.GetString(5),
        ValueOn = reader.GetFieldValue<DateOnly>(6),
        PostedOn = reader.GetFieldValue<DateOnly>(7),
        BookedOn = reader.GetFieldValue<DateOnly>(8),
        PostedAt = DateTime.SpecifyKind(reader.GetDateTime(9), DateTimeKind.Utc),
        PostedBy = reader.GetString(10),
        LineCount = reader.GetInt32(11),
        LoTotal = reader.GetInt64(12),
        LraTotal = reader.GetInt64(13),
        KasTotal = reader.GetInt64(14),
        Reverses = reader.IsDBNull(15) ? null : reader.GetGuid(15),
    };

    /// <summary>The beginning of a query of whole journals.</summary>
    public const string Select = $"select {Columns} from ledger_journal where region_code = @region and ";

    private static async Task<JournalRecord?> FindAsync(
        DbConnection connection, RegionCode region, string condition, object value, CancellationToken cancel) =>
        (await connection.Make(Select + condition, ("region", region.Value), ("value", value)).ReadAsync(Read, cancel)).SingleOrDefault();
}

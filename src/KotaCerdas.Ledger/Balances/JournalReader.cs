using KotaCerdas.Platform;

namespace KotaCerdas.Ledger;

/// <summary>A journal to be shown.</summary>
/// <param name="Receipt">What was posted.</param>
/// <param name="Key">Its idempotency key.</param>
/// <param name="Event">Kind of event.</param>
/// <param name="Source">What it stands for.</param>
/// <param name="By">Who posted it.</param>
/// <param name="Reverses">The journal it reverses, or null.</param>
/// <param name="ReversedBy">The journal that reverses it, or null.</param>
public sealed record JournalView(
    JournalReceipt Receipt, string Key, string Event, string Source, string By, JournalId? Reverses, JournalId? ReversedBy);

/// <summary>A line to be shown.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="Line">The line.</param>
public sealed record JournalLineView(int Number, JournalLine Line);

/// <summary>Reads journals.</summary>
public sealed class JournalReader
{
    private readonly KotaDb _db;

    internal JournalReader(KotaDb db) => _db = db;

    /// <summary>The journal, or null where the region has none with this identifier.</summary>
    public async Task<JournalView?> FindAsync(RegionCode region, JournalId id, CancellationToken cancel)
    {
        var connection = await _db.SqlAsync(RegionScope.Of(region), cancel);
        if (await JournalRows.FindAsync(connection, region, id, cancel) is not { } row)
        {
            return null;
        }

        var by = await connection.Make(
            "select id from ledger_journal where region_code = @region and reverses = @id", ("region", region.Value), ("id", id.Value))
            .ReadAsync(r => new JournalId(r.GetGuid(0)), cancel);
        return new JournalView(
            row.Receipt(), row.IdemKey, row.Event, row.Source, row.PostedBy, row.Reverses is { } original ? new JournalId(original) : null,
            by is [var one] ? one : null);
    }

    /// <summary>The lines of a journal behind a line, at most so many.</summary>
    public async Task<IReadOnlyList<JournalLineView>> LinesAsync(
        RegionCode region, JournalId id, (int After, int Size) page, CancellationToken cancel)
    {
        var connection = await _db.SqlAsync(RegionScope.Of(region), cancel);
        return await connection.Make(
            "select line, book, account, debit, credit, subject, period, unit from ledger_entry where region_code = @region "
                + "and journal_id = @id and line > @after order by line limit @size",
            ("region", region.Value), ("id", id.Value), ("after", page.After), ("size", page.Size))
            .ReadAsync(
                r => new JournalLineView(r.GetInt32(0), new JournalLine(
                    Enum.Parse<Book>(r.GetString(1)), AccountCode.FromNumber(r.GetInt64(2)), r.GetInt64(3), r.GetInt64(4), r.GetString(5),
                    r.GetInt32(6), r.GetString(7))),
                cancel);
    }
}

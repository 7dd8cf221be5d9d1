using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using KotaCerdas.Platform;

namespace KotaCerdas.Ledger;

/// <summary>A line as it is read with its journal; line 0 where the journal has no lines.</summary>
internal readonly record struct StoredLine(
    int Line, Book Book, long Account, long Debit, long Credit, string Subject, int Period, string Unit, DateOnly PostedOn);

/// <summary>Reads journals with their lines in the order in which days hash them: by day, journal and line.</summary>
internal static class DayStream
{
    private const string Lines = "e.line, e.book, e.account, e.debit, e.credit, e.subject, e.period, e.unit, e.posted_on";

    /// <summary>Streams journals, each with one of its lines.</summary>
    /// <param name="connection">A connection that sees the region.</param>
    /// <param name="region">Whose ledger.</param>
    /// <param name="day">One day, or null for all.</param>
    /// <param name="cancel">Stops.</param>
    public static async IAsyncEnumerable<(JournalRecord Journal, StoredLine Line)> ReadAsync(
        DbConnection connection, RegionCode region, DateOnly? day, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var command = connection.Make(
            $"select {JournalRows.ColumnsOf("j")}, {Lines} from ledger_journal j left join ledger_entry e "
                + "on e.region_code = j.region_code and e.journal_id = j.id where j.region_code = @region"
                + (day is null ? string.Empty : " and j.booked_on = @day") + " order by j.booked_on, j.id, e.line",
            day is null ? [("region", region.Value)] : [("region", region.Value), ("day", day)]).Patient();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        JournalRecord? journal = null;
        while (await reader.ReadAsync(cancel))
        {
            if (journal is null || reader.GetGuid(1) != journal.Id)
            {
                journal = JournalRows.Read(reader);
            }

            yield return (journal, Line(reader));
        }
    }

    private static StoredLine Line(DbDataReader r) => r.IsDBNull(16) ? default : new(
        r.GetInt32(16), Enum.Parse<Book>(r.GetString(17)), r.GetInt64(18), r.GetInt64(19), r.GetInt64(20), r.GetString(21), r.GetInt32(22),
        r.GetString(23), r.GetFieldValue<DateOnly>(24));
}

/// <summary>
/// The hash of a day: SHA-256 over lines of JSON arrays, first the day with the hash before it, then each journal followed by its lines.
/// </summary>
internal sealed class DayHash : IDisposable
{
    private static readonly System.Text.Json.JsonSerializerOptions Json =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly System.Security.Cryptography.IncrementalHash _hash =
        System.Security.Cryptography.IncrementalHash.CreateHash(System.Security.Cryptography.HashAlgorithmName.SHA256);

    private Guid _journal;

    public DayHash(RegionCode region, int number, DateOnly day, byte[] previous) =>
        Append("day", 1, region.Value, number, Text(day), Convert.ToHexStringLower(previous));

    /// <summary>Journals taken.</summary>
    public long Journals { get; private set; }

    /// <summary>Lines taken.</summary>
    public long Lines { get; private set; }

    /// <summary>Takes a journal with one of its lines, in order.</summary>
    public void Add(JournalRecord j, in StoredLine l)
    {
        if (j.Id != _journal)
        {
            _journal = j.Id;
            Journals++;
            Append(
                "journal", j.Id.ToString(), j.IdemKey, Convert.ToHexStringLower(j.BodyHash), j.Event, j.Source, Text(j.ValueOn),
                Text(j.PostedOn), Text(j.BookedOn), j.PostedAt.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
                j.PostedBy, j.LineCount, j.LoTotal, j.LraTotal, j.KasTotal, j.Reverses?.ToString());
        }

        if (l.Line > 0)
        {
            Lines++;
            Append(
                "line", l.Line, BookNames.Of(l.Book), AccountCode.FromNumber(l.Account).Value, l.Debit, l.Credit, l.Subject, l.Period,
                l.Unit, Text(l.PostedOn));
        }
    }

    public byte[] End() => _hash.GetHashAndReset();

    public void Dispose() => _hash.Dispose();

    private static string Text(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    private void Append(params object?[] values)
    {
        _hash.AppendData(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(values, Json));
        _hash.AppendData("\n"u8);
    }
}

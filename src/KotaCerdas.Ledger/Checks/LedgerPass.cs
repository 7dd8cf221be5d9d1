using System.Data.Common;
using System.Security.Cryptography;
using KotaCerdas.Platform;

namespace KotaCerdas.Ledger;

/// <summary>
/// The one pass over all lines of a ledger: makes the hash of every journal (I2) and of every closed day again and follows the chain of
/// days (I16). Holds one line at a time.
/// </summary>
internal sealed class LedgerPass(LedgerFindings flaws)
{
    private const int Step = 10_000;

    public long Journals { get; private set; }

    public long Entries { get; private set; }

    public int Days { get; private set; }

    /// <summary>Reads a ledger whole.</summary>
    public async Task RunAsync(DbConnection connection, RegionCode region, Action<long> progress, CancellationToken cancel)
    {
        var days = await connection.Make(
            "select number, booked_on, journal_count, entry_count, previous_hash, hash from ledger_day where region_code = @region "
                + "order by number", ("region", region.Value))
            .ReadAsync(
                r => new DayRecord
                {
                    RegionCode = region,
                    Number = r.GetInt32(0),
                    BookedOn = r.GetFieldValue<DateOnly>(1),
                    JournalCount = r.GetInt64(2),
                    EntryCount = r.GetInt64(3),
                    PreviousHash = r.GetFieldValue<byte[]>(4),
                    Hash = r.GetFieldValue<byte[]>(5),
                    ClosedAt = default,
                },
                cancel);
        CheckChain(region, days);
        using var run = new Run(region, days, flaws);
        await foreach (var (journal, line) in DayStream.ReadAsync(connection, region, null, cancel))
        {
            run.Take(journal, line);
            Entries += line.Line > 0 ? 1 : 0;
            if (Entries % Step == 0)
            {
                progress(Entries);
            }
        }

        run.End();
        Journals += run.Journals;
        Days += days.Count;
        flaws.Look(Invariant.I2, run.Journals);
        flaws.Look(Invariant.I16, days.Count);
        progress(Entries);
    }

    private void CheckChain(RegionCode region, List<DayRecord> days)
    {
        var previous = new byte[32];
        foreach (var day in days)
        {
            if (!day.PreviousHash.AsSpan().SequenceEqual(previous))
            {
                flaws.Break(Invariant.I16, "Ledger.Check.Chain", region.Value, day.BookedOn);
            }

            previous = day.Hash;
        }
    }

    private sealed class Run(RegionCode region, List<DayRecord> days, LedgerFindings flaws) : IDisposable
    {
        private readonly Dictionary<DateOnly, DayRecord> _days = days.ToDictionary(d => d.BookedOn);
        private readonly BodyHash _body = new();
        private JournalRecord? _journal;
        private DayHash? _day;
        private DateOnly _on;

        public long Journals { get; private set; }

        public void Take(JournalRecord journal, in StoredLine line)
        {
            if (_journal?.Id != journal.Id)
            {
                EndJournal();
                _journal = journal;
                Journals++;
                _body.Begin(journal.Event, journal.Source, journal.ValueOn, journal.Reverses);
                StartDay(journal.BookedOn);
            }

            if (line.Line > 0 && journal.Reverses is null)
            {
                _body.Add(line.Book, line.Account, (line.Debit, line.Credit), (line.Subject, line.Period, line.Unit));
            }

            _day?.Add(journal, line);
        }

        public void End()
        {
            EndJournal();
            EndDay();
            foreach (var day in _days.Values)
            {
                flaws.Break(Invariant.I16, "Ledger.Check.DayHash", region.Value, day.BookedOn);
            }
        }

        public void Dispose()
        {
            _body.Dispose();
            _day?.Dispose();
        }

        private void EndJournal()
        {
            if (_journal is { } journal && !CryptographicOperations.FixedTimeEquals(_body.End(), journal.BodyHash))
            {
                flaws.Break(Invariant.I2, "Ledger.Check.Changed", region.Value, journal.Id.ToString());
            }
        }

        private void StartDay(DateOnly day)
        {
            if (_day is not null && _on == day)
            {
                return;
            }

            EndDay();
            _on = day;
            _day = _days.TryGetValue(day, out var record) ? new DayHash(region, record.Number, day, record.PreviousHash) : null;
        }

        private void EndDay()
        {
            if (_day is null)
            {
                return;
            }

            // Days that are left in the end have lost their journals.
            _days.Remove(_on, out var record);
            if (_day.Journals != record!.JournalCount || _day.Lines != record.EntryCount || !_day.End().AsSpan().SequenceEqual(record.Hash))
            {
                flaws.Break(Invariant.I16, "Ledger.Check.DayHash", region.Value, _on);
            }

            _day.Dispose();
            _day = null;
        }
    }
}

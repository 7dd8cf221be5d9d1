using System.Data.Common;
using System.Security.Cryptography;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Ledger;

/// <summary>What is to be reversed.</summary>
/// <param name="Journal">The journal: an ordinary one or a reversal, once.</param>
/// <param name="Head">Head of the reversal; its value date is that of the correction.</param>
public sealed record Reversal(JournalId Journal, JournalHead Head);

/// <summary>
/// Posts journals inside the caller's write: the business fact and its journal become durable together or not at all. After a problem the
/// write holds nothing of the journal and can go on.
/// </summary>
public sealed class GeneralLedger
{
    private const int Chunk = 8192;

    private readonly KotaDb _db;
    private readonly ChartOfAccounts _chart;
    private readonly LedgerGate _gate;
    private readonly TimeProvider _clock;

    internal GeneralLedger(KotaDb db, ChartOfAccounts chart, LedgerGate gate, TimeProvider clock) =>
        (_db, _chart, _gate, _clock) = (db, chart, gate, clock);

    /// <summary>Posts a journal.</summary>
    /// <param name="write">The open write of the region.</param>
    /// <param name="draft">The journal.</param>
    /// <param name="cancel">Stops; the write must not be committed then.</param>
    /// <returns>The receipt, the first one where the key was posted before; or why it is refused.</returns>
    public async Task<Outcome<JournalReceipt>> PostAsync(WriteScope write, JournalDraft draft, CancellationToken cancel)
    {
        if (HeadRules.Refuse(draft.Head) is { } bad)
        {
            return bad;
        }

        using var sums = new LineSums(_chart);
        sums.Begin(draft.Head, null);
        foreach (var line in draft.Lines)
        {
            if (sums.Add(line) is { } refused)
            {
                return refused;
            }
        }

        if (sums.End() is { } wrong)
        {
            return wrong;
        }

        var gate = await _gate.ShareAsync(write, draft.Head.Region, cancel);
        var connection = await _db.SqlAsync(write.Scope, cancel);
        var hash = sums.Hash();
        if (await JournalRows.FindByKeyAsync(connection, draft.Head.Region, draft.Head.Key, cancel) is { } before)
        {
            return Replay(before, hash, draft.Head);
        }

        var postOn = gate.PostOn(draft.Head.ValueOn, [.. sums.Books], draft.Head.Adjusts);
        if (postOn.Failed)
        {
            return postOn.Problem;
        }

        var row = Row(draft.Head, gate, postOn.Value) with
        {
            BodyHash = hash,
            LineCount = sums.Count,
            LoTotal = sums[Book.LO],
            LraTotal = sums[Book.LRA],
            KasTotal = sums[Book.KAS],
        };
        if (!await JournalRows.InsertAsync(connection, row, cancel))
        {
            return Replay((await JournalRows.FindByKeyAsync(connection, draft.Head.Region, draft.Head.Key, cancel))!, hash, draft.Head);
        }

        await WriteAsync(connection, row, draft.Lines, 1, cancel);
        await AccountSumRecord.InsertAsync(connection, row, sums.Accounts, cancel);
        return row.Receipt();
    }

    /// <summary>
    /// Posts one journal of any length in one book, for batches: lines are taken as they come and never held together.
    /// </summary>
    /// <param name="write">The open write of the region.</param>
    /// <param name="head">What it says besides its lines.</param>
    /// <param name="book">The book of all lines.</param>
    /// <param name="lines">Two or more; read once.</param>
    /// <param name="cancel">Stops; the write must not be committed then.</param>
    /// <returns>The receipt, the first one where the key was posted before; or why it is refused.</returns>
    public async Task<Outcome<JournalReceipt>> PostBulkAsync(
        WriteScope write, JournalHead head, Book book, IEnumerable<JournalLine> lines, CancellationToken cancel)
    {
        if (HeadRules.Refuse(head) is { } bad)
        {
            return bad;
        }

        var gate = await _gate.ShareAsync(write, head.Region, cancel);
        var connection = await _db.SqlAsync(write.Scope, cancel);
        using var sums = new LineSums(_chart);
        sums.Begin(head, null);
        if (await JournalRows.FindByKeyAsync(connection, head.Region, head.Key, cancel) is { } before)
        {
            return lines.Select(l => sums.Add(l)).FirstOrDefault(p => p is not null) is null
                ? Replay(before, sums.Hash(), head)
                : Reused(head);
        }

        var postOn = gate.PostOn(head.ValueOn, [book], head.Adjusts);
        if (postOn.Failed)
        {
            return postOn.Problem;
        }

        var transaction = _db.Database.CurrentTransaction!;
        await transaction.CreateSavepointAsync("ledger", cancel);
        var row = Row(head, gate, postOn.Value);
        var outcome = await StreamAsync(connection, row, book, (lines, sums), cancel);
        if (outcome.Failed || outcome.Value.Id != new JournalId(row.Id))
        {
            await transaction.RollbackToSavepointAsync("ledger", cancel);
        }

        await transaction.ReleaseSavepointAsync("ledger", cancel);
        return outcome;
    }

    /// <summary>
    /// Posts the opposite of a journal, line by line. A journal is reversed at most once; a reversal can be reversed like any other.
    /// </summary>
    /// <param name="write">The open write of the region.</param>
    /// <param name="reversal">What is reversed.</param>
    /// <param name="cancel">Stops; the write must not be committed then.</param>
    /// <returns>The receipt, the first one where the key was posted before; or why it is refused.</returns>
    public async Task<Outcome<JournalReceipt>> ReverseAsync(WriteScope write, Reversal reversal, CancellationToken cancel)
    {
        var head = reversal.Head;
        if (HeadRules.Refuse(head) is { } bad)
        {
            return bad;
        }

        var gate = await _gate.ShareAsync(write, head.Region, cancel);
        var connection = await _db.SqlAsync(write.Scope, cancel);
        using var sums = new LineSums(_chart);
        sums.Begin(head, reversal.Journal);
        var hash = sums.Hash();
        if (await JournalRows.FindByKeyAsync(connection, head.Region, head.Key, cancel) is { } before)
        {
            return Replay(before, hash, head);
        }

        if (await JournalRows.FindAsync(connection, head.Region, reversal.Journal, cancel) is not { } original)
        {
            return new Problem("Ledger.Reversal.NoJournal", null, reversal.Journal.ToString());
        }

        var postOn = gate.PostOn(head.ValueOn, original.Books(), head.Adjusts);
        if (postOn.Failed)
        {
            return postOn.Problem;
        }

        var row = Row(head, gate, postOn.Value) with
        {
            BodyHash = hash,
            LineCount = original.LineCount,
            LoTotal = original.LoTotal,
            LraTotal = original.LraTotal,
            KasTotal = original.KasTotal,
            Reverses = reversal.Journal.Value,
        };
        if (!await JournalRows.InsertAsync(connection, row, cancel))
        {
            return await JournalRows.FindByKeyAsync(connection, head.Region, head.Key, cancel) is { } same
                ? Replay(same, hash, head)
                : new Problem("Ledger.Reversal.Already", null, reversal.Journal.ToString());
        }

        await JournalRows.MirrorAsync(connection, row, cancel);
        await AccountSumRecord.InsertFromLinesAsync(connection, row, cancel);
        return row.Receipt();
    }

    private static Problem Reused(JournalHead head) => new("Ledger.Posting.KeyReused", null, head.Key);

    private static Outcome<JournalReceipt> Replay(JournalRecord before, byte[] hash, JournalHead head) =>
        CryptographicOperations.FixedTimeEquals(before.BodyHash, hash) ? before.Receipt() : Reused(head);

    private JournalRecord Row(JournalHead head, OpenGate gate, DateOnly postOn)
    {
        var now = _clock.GetUtcNow().UtcDateTime;
        return new JournalRecord
        {
            RegionCode = head.Region,
            Id = Ids.New(_clock),
            IdemKey = head.Key,
            Event = head.Event,
            Source = head.Source,
            ValueOn = head.ValueOn,
            PostedOn = postOn,
            BookedOn = gate.BookOn,
            PostedAt = new DateTime(now.Ticks - (now.Ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc),
            PostedBy = head.By.Name,
        };
    }

    /// <summary>Lines first, in chunks; the journal itself last, when its totals and its hash are known.</summary>
    private static async Task<Outcome<JournalReceipt>> StreamAsync(
        DbConnection connection, JournalRecord row, Book book, (IEnumerable<JournalLine> Lines, LineSums Sums) body,
        CancellationToken cancel)
    {
        var sums = body.Sums;
        foreach (var chunk in body.Lines.Chunk(Chunk))
        {
            var first = sums.Count + 1;
            foreach (var line in chunk)
            {
                if (line.Book != book)
                {
                    return new Problem("Ledger.Posting.OtherBook", null, line.Book.ToString(), book.ToString());
                }

                if (sums.Add(line) is { } refused)
                {
                    return refused;
                }
            }

            await WriteAsync(connection, row, chunk, first, cancel);
        }

        if (sums.End() is { } wrong)
        {
            return wrong;
        }

        var whole = row with
        {
            BodyHash = sums.Hash(),
            LineCount = sums.Count,
            LoTotal = sums[Book.LO],
            LraTotal = sums[Book.LRA],
            KasTotal = sums[Book.KAS],
        };
        await AccountSumRecord.InsertAsync(connection, whole, sums.Accounts, cancel);
        return await JournalRows.InsertAsync(connection, whole, cancel)
            ? whole.Receipt()
            : Same(await JournalRows.FindByKeyAsync(connection, whole.RegionCode, whole.IdemKey, cancel), whole);
    }

    private static Outcome<JournalReceipt> Same(JournalRecord? before, JournalRecord row) =>
        before is not null && CryptographicOperations.FixedTimeEquals(before.BodyHash, row.BodyHash)
            ? before.Receipt()
            : new Problem("Ledger.Posting.KeyReused", null, row.IdemKey);

    private static Task<long> WriteAsync(
        DbConnection connection, JournalRecord row, IReadOnlyList<JournalLine> lines, int first, CancellationToken cancel)
    {
        var count = lines.Count;
        var (numbers, books, accounts, debits, credits, subjects, periods, units) = (
            new int[count], new string[count], new long[count], new long[count], new long[count], new string[count], new int[count],
            new string[count]);
        var (known, number) = (default(AccountCode), 0L);
        for (var i = 0; i < count; i++)
        {
            var line = lines[i];
            if (i == 0 || line.Account != known)
            {
                (known, number) = (line.Account, line.Account.Number);
            }

            (numbers[i], books[i], accounts[i], debits[i]) = (first + i, BookNames.Of(line.Book), number, line.Debit);
            (credits[i], subjects[i], periods[i], units[i]) = (line.Credit, line.Subject, line.Period, line.Unit);
        }

        return BulkWriter.InsertAsync(
            connection, "ledger_entry",
            [
                new("region_code", row.RegionCode.Value), new("journal_id", row.Id), new("line", numbers), new("book", books),
                new("account", accounts), new("debit", debits), new("credit", credits), new("subject", subjects), new("period", periods),
                new("unit", units), new("posted_on", row.PostedOn),
            ],
            cancel);
    }
}

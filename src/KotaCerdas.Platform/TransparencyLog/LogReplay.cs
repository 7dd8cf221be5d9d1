using System.Text;
using KotaCerdas.Documents.Log;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Platform;

/// <summary>What was found while a log was read whole.</summary>
internal sealed class LogFindings
{
    private const int MostOfOneLog = 20;

    private readonly Dictionary<RegionCode, int> _counts = [];

    public List<Problem> Flaws { get; } = [];

    public long Entries { get; set; }

    public long Checkpoints { get; set; }

    public long Facts { get; set; }

    /// <summary>Notes a flaw; of one log the first twenty, since one changed byte can make many later hashes wrong.</summary>
    public void Add(RegionCode region, string code, params object[] args)
    {
        _counts[region] = _counts.GetValueOrDefault(region) + 1;
        if (_counts[region] <= MostOfOneLog)
        {
            Flaws.Add(new Problem(code, null, [region.Value, .. args]));
        }
    }
}

/// <summary>
/// Reads one log from its first entry to its last and makes every hash anew: entries, tiles, all signed checkpoints, and what the entries
/// commit to.
/// </summary>
internal sealed class LogReplay(KotaDb db, LogKeys keys)
{
    private const int Page = 4096;

    /// <summary>True where salt, subject and content give what the entry says.</summary>
    public static bool Opens(LoggedEntry logged, LogOpening opening) => logged.Kind == opening.Kind && (logged.Kind == LoggedEntry.Head
        ? opening.SubjectId == $"{logged.Region}/{logged.Size}"
        : logged.Commitment == LogCommitment.ToContent(opening.Salt, opening.Content)
            && logged.Subject == LogCommitment.ToSubject(opening.Salt, opening.Kind, opening.SubjectId));

    /// <summary>Checks a log.</summary>
    /// <param name="region">Whose.</param>
    /// <param name="older">A checkpoint that somebody kept, or null: the log must have grown out of it.</param>
    /// <param name="findings">Gathers what is wrong.</param>
    /// <param name="progress">Told the number of entries read.</param>
    /// <param name="cancel">Stops.</param>
    public async Task RunAsync(
        RegionCode region, Checkpoint? older, LogFindings findings, Action<long> progress, CancellationToken cancel)
    {
        var key = await keys.FindAsync(region, cancel);
        var run = new Run(db, region, key, older, findings);
        while (await run.PageAsync(Page, cancel))
        {
            progress(run.Size);
        }

        await run.EndAsync(cancel);
        progress(run.Size);
    }

    private sealed class Run(KotaDb db, RegionCode region, NoteKey? key, Checkpoint? older, LogFindings findings)
    {
        private readonly RegionScope _scope = RegionScope.Of(region);
        private readonly GrowingTree _tree = new();
        private readonly Dictionary<(int Level, long Index), byte[]> _upper = [];
        private readonly List<byte[]> _leaves = [];
        private long _lastSigned;

        public long Size => _tree.Size;

        /// <summary>Reads the next entries; false at the end.</summary>
        public async Task<bool> PageAsync(int count, CancellationToken cancel)
        {
            var from = Size;
            var rows = await db.In<LogLeaf>(_scope).AsNoTracking().Where(l => l.RegionCode == region && l.LeafIndex >= from)
                .OrderBy(l => l.LeafIndex).Take(count)
                .LeftJoin(
                    db.In<LogOpening>(_scope), l => new { l.RegionCode, l.Id }, o => new { o.RegionCode, o.Id },
                    (l, o) => new Line(l.LeafIndex, l.Entry, o))
                .ToListAsync(cancel);
            rows.Sort((a, b) => a.Index.CompareTo(b.Index));
            var to = from + rows.Count;
            var checkpoints = await db.In<LogCheckpoint>(_scope).AsNoTracking()
                .Where(c => c.RegionCode == region && c.Size > from && c.Size <= to).ToDictionaryAsync(c => c.Size, cancel);
            foreach (var row in rows)
            {
                if (row.Index != Size)
                {
                    findings.Add(region, "Platform.Log.FlawGap", Size);
                    return false;
                }

                Append(row);
                if (checkpoints.TryGetValue(Size, out var checkpoint))
                {
                    CheckSigned(checkpoint);
                }

                if (older?.Size == Size && !older.Root.AsSpan().SequenceEqual(_tree.Root()))
                {
                    findings.Add(region, "Platform.Log.FlawOlder", Size);
                }
            }

            await CheckLeavesAsync(from, cancel);
            return rows.Count == count;
        }

        /// <summary>What can only be said at the end: nothing unsigned, nothing too much, nothing promised that is not there.</summary>
        public async Task EndAsync(CancellationToken cancel)
        {
            if (_lastSigned != Size)
            {
                findings.Add(region, "Platform.Log.FlawUnsigned", _lastSigned, Size);
            }

            if (older is not null && older.Size > Size)
            {
                findings.Add(region, "Platform.Log.FlawShorter", Size, older.Size);
            }

            var stray = await db.In<LogCheckpoint>(_scope).Where(c => c.RegionCode == region && (c.Size > Size || c.Size < 1))
                .Select(c => c.Size).ToListAsync(cancel);
            stray.ForEach(s => findings.Add(region, "Platform.Log.FlawCheckpoint", s));
            await CheckUpperAsync(cancel);
            var lost = await db.In<LogOpening>(_scope).Where(o => o.RegionCode == region
                    && !db.In<LogLeaf>(_scope).Any(l => l.RegionCode == o.RegionCode && l.Id == o.Id)
                    && !db.In<LogQueueRow>(_scope).Any(q => q.RegionCode == o.RegionCode && q.Id == o.Id))
                .OrderBy(o => o.Id).Select(o => new { o.Kind, o.SubjectId }).Take(20).ToListAsync(cancel);
            lost.ForEach(o => findings.Add(region, "Platform.Log.FlawLost", o.Kind, o.SubjectId));
        }

        private void Append(Line row)
        {
            var leaf = MerkleHash.Leaf(Encoding.UTF8.GetBytes(row.Entry));
            _tree.Append(leaf, hash =>
            {
                if (hash.Level > 0)
                {
                    _upper[(hash.Level, hash.Index)] = hash.Hash;
                }
            });
            _leaves.Add(leaf);
            findings.Entries++;
            if (LoggedEntry.Read(row.Entry) is not { Schema: 1 } logged
                || (logged.Kind != LoggedEntry.Head && logged.Region != region.Value))
            {
                findings.Add(region, "Platform.Log.FlawUnreadable", row.Index);
            }
            else if (row.Opening is not null && !Opens(logged, row.Opening))
            {
                findings.Add(region, "Platform.Log.FlawOpening", row.Index, row.Opening.Kind, row.Opening.SubjectId);
            }
        }

        private void CheckSigned(LogCheckpoint checkpoint)
        {
            findings.Checkpoints++;
            _lastSigned = Size;
            var root = _tree.Root();
            var verdict = key is null ? null : Checkpoint.Open(checkpoint.Note, key, out _);
            var said = key is null ? null : new Checkpoint(key.Name, Size, root).Text + "\n";
            if (verdict != NoteVerdict.Valid || !root.AsSpan().SequenceEqual(checkpoint.Root)
                || !checkpoint.Note.StartsWith(said!, StringComparison.Ordinal))
            {
                findings.Add(region, "Platform.Log.FlawCheckpoint", Size);
            }
        }

        private async Task CheckLeavesAsync(long from, CancellationToken cancel)
        {
            var stored = await db.In<LogHash>(_scope).AsNoTracking()
                .Where(h => h.RegionCode == region && h.Level == 0 && h.HashIndex >= from && h.HashIndex < Size)
                .Select(h => new { h.HashIndex, h.Hash }).ToDictionaryAsync(h => h.HashIndex, h => h.Hash, cancel);
            for (var i = 0; i < _leaves.Count; i++)
            {
                if (!stored.TryGetValue(from + i, out var hash) || !hash.AsSpan().SequenceEqual(_leaves[i]))
                {
                    findings.Add(region, "Platform.Log.FlawEntry", from + i, Tile.At(0, (from + i) / Tile.Full, Size).Path);
                }
            }

            _leaves.Clear();
        }

        private async Task CheckUpperAsync(CancellationToken cancel)
        {
            var stored = await db.In<LogHash>(_scope).AsNoTracking()
                .Where(h => h.RegionCode == region && (h.Level > 0 || h.HashIndex >= Size))
                .ToDictionaryAsync(h => (h.Level, h.HashIndex), h => h.Hash, cancel);
            foreach (var place in _upper.Keys.Union(stored.Keys).Order())
            {
                if (!stored.TryGetValue(place, out var hash) || !_upper.TryGetValue(place, out var made)
                    || !hash.AsSpan().SequenceEqual(made))
                {
                    var tile = new Tile(place.Item1, place.Item2 / Tile.Full, Tile.Full);
                    findings.Add(region, "Platform.Log.FlawHash", place.Item2 % Tile.Full, tile.Path);
                }
            }
        }
    }

    private sealed record Line(long Index, string Entry, LogOpening? Opening);
}

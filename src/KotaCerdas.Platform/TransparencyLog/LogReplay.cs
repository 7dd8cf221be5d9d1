using System.Text;
using KotaCerdas.Documents.Log;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Platform;

/// <summary>
/// Reads one log from its first entry to its last and makes every hash anew: entries, tiles, all signed checkpoints, and what the entries
/// commit to. The next page is read while one is checked.
/// </summary>
internal sealed class LogReplay(KotaDb db, LogKeys keys)
{
    /// <summary>Checks a log.</summary>
    /// <param name="region">Whose.</param>
    /// <param name="older">A checkpoint that somebody kept, or null: the log must have grown out of it.</param>
    /// <param name="findings">Gathers what is wrong.</param>
    /// <param name="progress">Told the number of entries read.</param>
    /// <param name="cancel">Stops.</param>
    public async Task RunAsync(
        RegionCode region, Checkpoint? older, LogFindings findings, Action<long> progress, CancellationToken cancel)
    {
        var run = new Run(region, await keys.FindAsync(region, cancel), older, findings);
        await foreach (var page in LogPage.AllAsync(db, region, cancel).Ahead(cancel))
        {
            if (!run.Take(page))
            {
                break;
            }

            progress(run.Size);
        }

        await run.EndAsync(db, cancel);
        progress(run.Size);
    }

    private sealed class Run(RegionCode region, NoteKey? key, Checkpoint? older, LogFindings findings)
    {
        private readonly RegionScope _scope = RegionScope.Of(region);
        private readonly GrowingTree _tree = new();
        private readonly Dictionary<(int Level, long Index), byte[]> _upper = [];
        private long _lastSigned;
        private long _opened;

        public long Size => _tree.Size;

        /// <summary>Checks the next entries; false where one is missing, since nothing after it can be said.</summary>
        public bool Take(LogPage page)
        {
            var (stored, wrong) = (0, new List<long>());
            var count = page.Entries.TakeWhile((e, i) => e.Index == Size + i).Count();
            var read = new Reading[count];
            Parallel.For(0, count, i => read[i] = Reading.Of(page.Entries[i], page.Openings));
            for (var i = 0; i < count; i++)
            {
                Append(page.Entries[i], read[i]);
                if (page.Checkpoints.TryGetValue(Size, out var checkpoint))
                {
                    CheckSigned(checkpoint);
                }

                if (older?.Size == Size && !older.Root.AsSpan().SequenceEqual(_tree.Root()))
                {
                    findings.Add(region, "Platform.Log.FlawOlder", Size);
                }

                var there = stored < page.Hashes.Count && page.Hashes[stored].Index == page.Entries[i].Index ? page.Hashes[stored++] : null;
                if (!read[i].Leaf.AsSpan().SequenceEqual(there?.Hash))
                {
                    wrong.Add(page.Entries[i].Index);
                }
            }

            wrong.ForEach(i => findings.Add(region, "Platform.Log.FlawEntry", i, Tile.At(0, i / Tile.Full, Size).Path));
            if (count < page.Entries.Count)
            {
                findings.Add(region, "Platform.Log.FlawGap", Size);
            }

            return count == page.Entries.Count;
        }

        /// <summary>What can only be said at the end: nothing unsigned, nothing too much, nothing promised that is not there.</summary>
        public async Task EndAsync(KotaDb db, CancellationToken cancel)
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
            await CheckUpperAsync(db, cancel);
            await CheckLostAsync(db, cancel);
        }

        /// <summary>Counts first: only where the counts differ is every promise looked up.</summary>
        private async Task CheckLostAsync(KotaDb db, CancellationToken cancel)
        {
            var promised = await db.In<LogOpening>(_scope).LongCountAsync(o => o.RegionCode == region, cancel);
            var waiting = await db.In<LogQueueRow>(_scope).LongCountAsync(
                q => q.RegionCode == region && db.In<LogOpening>(_scope).Any(o => o.RegionCode == q.RegionCode && o.Id == q.Id)
                    && !db.In<LogLeaf>(_scope).Any(l => l.RegionCode == q.RegionCode && l.Id == q.Id), cancel);
            if (promised == waiting + _opened)
            {
                return;
            }

            var lost = await db.In<LogOpening>(_scope).Where(o => o.RegionCode == region
                    && !db.In<LogLeaf>(_scope).Any(l => l.RegionCode == o.RegionCode && l.Id == o.Id)
                    && !db.In<LogQueueRow>(_scope).Any(q => q.RegionCode == o.RegionCode && q.Id == o.Id))
                .OrderBy(o => o.Id).Select(o => new { o.Kind, o.SubjectId }).Take(20).ToListAsync(cancel);
            lost.ForEach(o => findings.Add(region, "Platform.Log.FlawLost", o.Kind, o.SubjectId));
        }

        private void Append(LogPage.Line line, Reading read)
        {
            _tree.Append(read.Leaf, hash =>
            {
                if (hash.Level > 0)
                {
                    _upper[(hash.Level, hash.Index)] = hash.Hash;
                }
            });
            findings.Entries++;
            _opened += read.Opening is null ? 0 : 1;
            if (read.Logged is not { Schema: 1 } logged || (logged.Kind != LoggedEntry.Head && logged.Region != region.Value))
            {
                findings.Add(region, "Platform.Log.FlawUnreadable", line.Index);
            }
            else if (!read.Opens)
            {
                findings.Add(region, "Platform.Log.FlawOpening", line.Index, read.Opening!.Kind, read.Opening.SubjectId);
            }
        }

        private void CheckSigned(LogPage.Signed checkpoint)
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

        private async Task CheckUpperAsync(KotaDb db, CancellationToken cancel)
        {
            var stored = await db.In<LogHash>(_scope)
                .Where(h => h.RegionCode == region && (h.Level != 0 || h.HashIndex < 0 || h.HashIndex >= Size))
                .Select(h => new { h.Level, h.HashIndex, h.Hash })
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

    /// <summary>What can be said of an entry alone: its hash, what it says, and whether that is what its opening says.</summary>
    private sealed record Reading(byte[] Leaf, LoggedEntry? Logged, LogPage.Opening? Opening, bool Opens)
    {
        public static Reading Of(LogPage.Line line, IReadOnlyDictionary<Guid, LogPage.Opening> openings)
        {
            var logged = LoggedEntry.Read(line.Entry);
            var opening = openings.GetValueOrDefault(line.Id);
            return new Reading(
                MerkleHash.Leaf(Encoding.UTF8.GetBytes(line.Entry)), logged, opening,
                logged is null || opening is null
                    || LogCommitment.Opens(logged, opening.Kind, opening.SubjectId, opening.Salt, opening.Content));
        }
    }
}

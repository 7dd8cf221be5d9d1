using System.Text;
using KotaCerdas.Documents.Log;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace KotaCerdas.Platform;

/// <summary>The newest signed state of a log.</summary>
/// <param name="Region">Whose log.</param>
/// <param name="Key">What its checkpoints are checked with; its name is the log's origin.</param>
/// <param name="Size">Entries.</param>
/// <param name="Root">32 bytes.</param>
/// <param name="SignedAt">When, UTC.</param>
/// <param name="Note">Checkpoint with the signatures of log and witnesses.</param>
/// <param name="Witnesses">Names of the witnesses, as configured, whose signatures hold.</param>
public sealed record LogHead(
    RegionCode Region, NoteKey Key, long Size, byte[] Root, DateTime SignedAt, string Note, IReadOnlyList<string> Witnesses);

/// <summary>An entry with what proves and explains it.</summary>
/// <param name="Index">Place, from 0.</param>
/// <param name="Text">The entry, byte for byte.</param>
/// <param name="Logged">Its fields, or null where it is not readable.</param>
/// <param name="Proof">That it is in the log of <paramref name="Head"/>.</param>
/// <param name="Verdict">What checking the proof says.</param>
/// <param name="Head">The state that the proof leads to.</param>
/// <param name="Opening">What it commits to, for public kinds; null for others and where the link was deleted.</param>
public sealed record LogEntryView(
    long Index, string Text, LoggedEntry? Logged, TlogProof Proof, ProofVerdict Verdict, LogHead Head, LogOpeningView? Opening);

/// <summary>What an entry commits to.</summary>
/// <param name="SubjectId">The fact's identifier.</param>
/// <param name="Salt">Hexadecimal.</param>
/// <param name="Content">Canonical JSON.</param>
/// <param name="Holds">True where salt and content give the entry's commitments.</param>
public sealed record LogOpeningView(string SubjectId, string Salt, string Content, bool Holds);

/// <summary>An entry in a list.</summary>
/// <param name="Index">Place, from 0.</param>
/// <param name="Logged">Its fields, or null where it is not readable.</param>
public sealed record LogLine(long Index, LoggedEntry? Logged);

/// <summary>What everybody may read of the logs.</summary>
public sealed class PublicLog
{
    private static readonly RegionScope Public = RegionScope.National("transparency logs, public");

    private readonly KotaDb _db;
    private readonly LogKeys _keys;
    private readonly LogTiles _tiles;
    private readonly LogKinds _kinds;
    private readonly TransparencyLogOptions _options;

    internal PublicLog(KotaDb db, LogKeys keys, LogTiles tiles, LogKinds kinds, TransparencyLogOptions options) =>
        (_db, _keys, _tiles, _kinds, _options) = (db, keys, tiles, kinds, options);

    /// <summary>How many witnesses must have signed, and how many there are.</summary>
    public (int Wanted, int All) Quorum => (_options.Quorum, _options.Witnesses.Count);

    /// <summary>The witnesses whose signatures count.</summary>
    public IReadOnlyList<WitnessOptions> Witnesses => _options.Witnesses;

    /// <summary>The heads of all logs, in the order of regions.</summary>
    public async Task<IReadOnlyList<LogHead>> HeadsAsync(CancellationToken cancel)
    {
        var newest = await _db.In<LogCheckpoint>(Public).AsNoTracking()
            .Where(c => c.Size == _db.In<LogCheckpoint>(Public).Where(o => o.RegionCode == c.RegionCode).Max(o => o.Size))
            .OrderBy(c => c.RegionCode).ToListAsync(cancel);
        var heads = new List<LogHead>();
        foreach (var checkpoint in newest)
        {
            heads.Add(await HeadAsync(checkpoint, cancel));
        }

        return heads;
    }

    /// <summary>The head of a region's log, or null where it has none.</summary>
    public async Task<LogHead?> HeadAsync(RegionCode region, CancellationToken cancel)
    {
        var checkpoint = await _db.In<LogCheckpoint>(RegionScope.Of(region)).AsNoTracking().Where(c => c.RegionCode == region)
            .OrderByDescending(c => c.Size).FirstOrDefaultAsync(cancel);
        return checkpoint is null ? null : await HeadAsync(checkpoint, cancel);
    }

    /// <summary>The bytes of a tile or entry bundle that lies within the newest checkpoint, or null.</summary>
    public async Task<byte[]?> TileAsync(RegionCode region, Tile tile, CancellationToken cancel)
    {
        var size = await _db.In<LogCheckpoint>(RegionScope.Of(region)).Where(c => c.RegionCode == region)
            .MaxAsync(c => (long?)c.Size, cancel) ?? 0;
        return Tile.At(tile.Level, tile.Index, size).Width < tile.Width ? null : await _tiles.ReadAsync(region, tile, cancel);
    }

    /// <summary>An entry with its proof in the newest checkpoint, or null where the log does not reach so far.</summary>
    public async Task<LogEntryView?> EntryAsync(RegionCode region, long index, CancellationToken cancel)
    {
        if (index < 0 || await HeadAsync(region, cancel) is not { } head || index >= head.Size)
        {
            return null;
        }

        var scope = RegionScope.Of(region);
        var leaf = await _db.In<LogLeaf>(scope).AsNoTracking().SingleAsync(l => l.RegionCode == region && l.LeafIndex == index, cancel);
        var tree = await _tiles.TreeAsync(region, head.Size, t => t.Inclusion(index), cancel);
        var proof = new TlogProof(index, tree.Inclusion(index), head.Note);
        var logged = LoggedEntry.Read(leaf.Entry);
        var opening = logged is not null && _kinds.Find(logged.Kind) is { IsPublic: true }
            ? await _db.In<LogOpening>(scope).AsNoTracking().SingleOrDefaultAsync(o => o.RegionCode == region && o.Id == leaf.Id, cancel)
            : null;
        var verdict = proof.Check(Encoding.UTF8.GetBytes(leaf.Entry), head.Key, _options.WitnessKeys, _options.Quorum);
        return new LogEntryView(index, leaf.Entry, logged, proof, verdict, head, opening is null ? null : View(opening, logged!));
    }

    /// <summary>Entries before a place, newest first.</summary>
    public async Task<IReadOnlyList<LogLine>> LinesAsync(RegionCode region, long before, int count, CancellationToken cancel)
    {
        var leaves = await _db.In<LogLeaf>(RegionScope.Of(region)).AsNoTracking()
            .Where(l => l.RegionCode == region && l.LeafIndex < before).OrderByDescending(l => l.LeafIndex).Take(count).ToListAsync(cancel);
        return leaves.ConvertAll(l => new LogLine(l.LeafIndex, LoggedEntry.Read(l.Entry)));
    }

    /// <summary>Where a fact stands in its region's log, or null while it waits.</summary>
    public async Task<long?> FindAsync(RegionCode region, LogKind kind, string subjectId, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        return await _db.In<LogOpening>(scope).Where(o => o.RegionCode == region && o.Kind == kind.Name && o.SubjectId == subjectId)
            .Join(_db.In<LogLeaf>(scope), o => new { o.RegionCode, o.Id }, l => new { l.RegionCode, l.Id }, (_, l) => (long?)l.LeafIndex)
            .SingleOrDefaultAsync(cancel);
    }

    /// <summary>Where a published figure stands in its region's log, or null while it waits.</summary>
    public Task<long?> FindAsync(MeasureValue figure, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(figure);
        return FindAsync(figure.RegionCode, FigureFacts.Figure, FigureFacts.Of(figure).SubjectId, cancel);
    }

    private static LogOpeningView View(LogOpening opening, LoggedEntry logged) => new(
        opening.SubjectId, Convert.ToHexStringLower(opening.Salt), opening.Content,
        LogCommitment.Opens(logged, opening.Kind, opening.SubjectId, opening.Salt, opening.Content));

    private async Task<LogHead> HeadAsync(LogCheckpoint checkpoint, CancellationToken cancel)
    {
        var key = await _keys.FindAsync(checkpoint.RegionCode, cancel) ?? throw new BugException("A checkpoint without a key");
        var lines = await _db.In<LogCosignature>(RegionScope.Of(checkpoint.RegionCode)).AsNoTracking()
            .Where(c => c.RegionCode == checkpoint.RegionCode && c.Size == checkpoint.Size).OrderBy(c => c.Witness)
            .Select(c => c.Line).ToListAsync(cancel);
        var note = checkpoint.Note + string.Concat(lines);
        IReadOnlyList<NoteKey> signedBy = [];
        if (SignedNote.TryParse(note, out var parsed))
        {
            parsed.Open(_options.WitnessKeys, out signedBy);
        }

        var witnesses = _options.Witnesses.Where((_, i) => signedBy.Any(k => k.Id == _options.WitnessKeys[i].Id)).Select(w => w.Name);
        return new LogHead(checkpoint.RegionCode, key, checkpoint.Size, checkpoint.Root, checkpoint.SignedAt, note, [.. witnesses]);
    }
}

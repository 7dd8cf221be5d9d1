using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Platform;

/// <summary>A stretch of a log as it lies in the database.</summary>
/// <param name="Entries">Entries in their order; a gap is for the reader to see.</param>
/// <param name="Openings">What they commit to, where that was not unlinked.</param>
/// <param name="Hashes">Hashes of the lowest level at the places of the entries, in their order.</param>
/// <param name="Checkpoints">Signed checkpoints by their sizes.</param>
internal sealed record LogPage(
    IReadOnlyList<LogPage.Line> Entries, IReadOnlyDictionary<Guid, LogPage.Opening> Openings, IReadOnlyList<LogPage.Leaf> Hashes,
    IReadOnlyDictionary<long, LogPage.Signed> Checkpoints)
{
    private const int Most = 4096;

    /// <summary>
    /// Every page of a log. All is fetched by ranges of keys: with a join or a limit it is for the planner to choose whether a page costs a
    /// page or the rest of the table.
    /// </summary>
    public static async IAsyncEnumerable<LogPage> AllAsync(
        KotaDb db, RegionCode region, [EnumeratorCancellation] CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        long? next = 0;
        while (next is { } from)
        {
            var to = from + Most;
            var entries = await db.In<LogLeaf>(scope).Where(l => l.RegionCode == region && l.LeafIndex >= from && l.LeafIndex < to)
                .OrderBy(l => l.LeafIndex).Select(l => new Line(l.LeafIndex, l.Id, l.Entry)).ToListAsync(cancel);
            next = entries.Count == Most ? to : await db.In<LogLeaf>(scope).Where(l => l.RegionCode == region && l.LeafIndex >= to)
                .MinAsync(l => (long?)l.LeafIndex, cancel);
            if (entries.Count == 0)
            {
                continue;
            }

            var openings = await OpeningsAsync(db, region, entries, cancel);
            var hashes = await db.In<LogHash>(scope)
                .Where(h => h.RegionCode == region && h.Level == 0 && h.HashIndex >= from && h.HashIndex < to)
                .OrderBy(h => h.HashIndex).Select(h => new Leaf(h.HashIndex, h.Hash)).ToListAsync(cancel);
            var checkpoints = await db.In<LogCheckpoint>(scope).Where(c => c.RegionCode == region && c.Size > from && c.Size <= to)
                .Select(c => new Signed(c.Size, c.Root, c.Note)).ToDictionaryAsync(c => c.Size, cancel);
            yield return new LogPage(entries, openings, hashes, checkpoints);
        }
    }

    /// <summary>
    /// Entries of a page were promised one after the other, as a rule, so their openings lie side by side. Where they do not, each is
    /// looked up; one parameter holds all identifiers, since thousands are slow to bind.
    /// </summary>
    private static async Task<Dictionary<Guid, Opening>> OpeningsAsync(
        KotaDb db, RegionCode region, List<Line> entries, CancellationToken cancel)
    {
        var ids = entries.ConvertAll(e => e.Id);
        var (first, last) = (ids.Min(), ids.Max());
        var all = db.In<LogOpening>(RegionScope.Of(region)).Where(o => o.RegionCode == region);
        var between = all.Where(o => o.Id >= first && o.Id <= last);
        var near = await between.OrderBy(o => o.Id).Take((2 * Most) + 1).CountAsync(cancel) <= 2 * Most;
        return await (near ? between : all.Where(o => EF.Parameter(ids).Contains(o.Id)))
            .Select(o => new Opening(o.Id, o.Kind, o.SubjectId, o.Salt, o.Content)).ToDictionaryAsync(o => o.Id, cancel);
    }

    /// <summary>An entry.</summary>
    public sealed record Line(long Index, Guid Id, string Entry);

    /// <summary>What an entry commits to.</summary>
    public sealed record Opening(Guid Id, string Kind, string SubjectId, byte[] Salt, string Content);

    /// <summary>A stored hash of an entry.</summary>
    public sealed record Leaf(long Index, byte[] Hash);

    /// <summary>A signed checkpoint.</summary>
    public sealed record Signed(long Size, byte[] Root, string Note);
}

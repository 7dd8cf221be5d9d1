using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Platform;

/// <summary>
/// What was logged of the facts of one kind in one region. Read at once, since looking up some hundred at a time leaves it to the planner
/// whether each lookup reads them all; held as SHA-256, 64 bytes a fact.
/// </summary>
internal sealed class LoggedContents
{
    private readonly Dictionary<Digest, Digest> _contents = [];

    private LoggedContents(RegionCode region) => Region = region;

    public RegionCode Region { get; }

    /// <summary>All of a kind.</summary>
    public static Task<LoggedContents> ReadAsync(KotaDb db, RegionCode region, string kind, CancellationToken cancel) => FillAsync(
        region, db.In<LogOpening>(RegionScope.Of(region)).Where(o => o.RegionCode == region && o.Kind == kind), cancel);

    /// <summary>Those of some facts of one kind and region.</summary>
    public static Task<LoggedContents> ReadAsync(KotaDb db, List<LogFact> facts, CancellationToken cancel)
    {
        var (region, kind, subjects) = (facts[0].Region, facts[0].Entry.Kind.Name, facts.ConvertAll(f => f.Entry.SubjectId));
        return FillAsync(region, db.In<LogOpening>(RegionScope.Of(region)).Where(
            o => o.RegionCode == region && o.Kind == kind && EF.Parameter(subjects).Contains(o.SubjectId)), cancel);
    }

    /// <summary>True where the fact was logged.</summary>
    public bool Has(LogFact fact) => _contents.ContainsKey(Digest.Of(fact.Entry.SubjectId));

    /// <summary>True where it was logged as it is now.</summary>
    public bool Says(LogFact fact) => _contents.TryGetValue(Digest.Of(fact.Entry.SubjectId), out var content)
        && content == Digest.Of(LogCommitment.Canonical(fact.Entry.Content));

    private static async Task<LoggedContents> FillAsync(RegionCode region, IQueryable<LogOpening> openings, CancellationToken cancel)
    {
        var contents = new LoggedContents(region);
        await foreach (var opening in openings.Select(o => new { o.SubjectId, o.Content }).AsAsyncEnumerable().WithCancellation(cancel))
        {
            contents._contents[Digest.Of(opening.SubjectId)] = Digest.Of(opening.Content);
        }

        return contents;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Digest(UInt128 First, UInt128 Second)
    {
        public static Digest Of(string text)
        {
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
            return new(BinaryPrimitives.ReadUInt128LittleEndian(hash), BinaryPrimitives.ReadUInt128LittleEndian(hash[16..]));
        }
    }
}

using System.Runtime.CompilerServices;
using KotaCerdas.Documents.Log;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Platform;

/// <summary>The outcome of reading the logs whole.</summary>
/// <param name="Logs">How many logs.</param>
/// <param name="Entries">Entries whose hashes were made anew.</param>
/// <param name="Checkpoints">Signed checkpoints whose root and signature were checked.</param>
/// <param name="Facts">Facts of the database compared with what was logged.</param>
/// <param name="Flaws">What is wrong, and where; empty where everything holds.</param>
public sealed record LogAuditReport(int Logs, long Entries, long Checkpoints, long Facts, IReadOnlyList<Problem> Flaws);

/// <summary>How far the check of the logs is.</summary>
/// <param name="Done">Entries read.</param>
/// <param name="Total">Entries in all.</param>
public sealed record LogAuditProgress(long Done, long Total);

/// <summary>Checks everything that the logs say against itself, against an older checkpoint, and against the database.</summary>
public sealed class LogAudit
{
    private const int Chunk = 500;

    private readonly KotaDb _db;
    private readonly LogReplay _replay;
    private readonly LogKeys _keys;
    private readonly IServiceScopeFactory _scopes;

    internal LogAudit(KotaDb db, LogReplay replay, LogKeys keys, IServiceScopeFactory scopes) =>
        (_db, _replay, _keys, _scopes) = (db, replay, keys, scopes);

    /// <summary>Checks one region's log, or all.</summary>
    /// <param name="region">Which, or null for all.</param>
    /// <param name="older">A signed checkpoint that somebody kept, or null; it names its log by its origin.</param>
    /// <param name="progress">Told now and then.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<Outcome<LogAuditReport>> RunAsync(
        RegionCode? region, string? older, IProgress<LogAuditProgress> progress, CancellationToken cancel)
    {
        var scope = region is { } one ? RegionScope.Of(one) : RegionScope.National("check of all logs");
        await using var still = await _db.BeginReadAsync(cancel);
        var sizes = await _db.In<LogLeaf>(scope).GroupBy(l => l.RegionCode).Select(g => new { Region = g.Key, Count = g.LongCount() })
            .ToListAsync(cancel);
        var signed = await _db.In<LogCheckpoint>(scope).Select(c => c.RegionCode).Distinct().ToListAsync(cancel);
        var regions = sizes.Select(s => s.Region).Union(signed).Where(r => region is null || r == region).Order().ToList();
        var kept = await KeptAsync(older, regions, cancel);
        if (kept.Failed)
        {
            return kept.Problems.ToList();
        }

        var findings = new LogFindings();
        var total = Math.Max(1, sizes.Sum(s => s.Count));
        foreach (var log in regions)
        {
            var before = findings.Entries;
            var mine = kept.Value?.Region == log ? kept.Value.Checkpoint : null;
            await _replay.RunAsync(log, mine, findings, size => progress.Report(new(before + size, total)), cancel);
        }

        await CheckHeadsAsync(regions, findings, cancel);
        // Facts stream on a connection of their own, begun after this one stood still: each fact that was logged is among them.
        await using var streaming = _scopes.CreateAsyncScope();
        foreach (var source in streaming.ServiceProvider.GetServices<ILogFacts>())
        {
            await CompareAsync(source, scope, region, findings, cancel);
        }

        return new LogAuditReport(regions.Count, findings.Entries, findings.Checkpoints, findings.Facts, findings.Flaws);
    }

    /// <summary>The log that a kept checkpoint is of. A checkpoint of a log that is not here is refused: it would prove nothing.</summary>
    private async Task<Outcome<Kept?>> KeptAsync(string? note, List<RegionCode> regions, CancellationToken cancel)
    {
        if (note is null)
        {
            return default(Kept);
        }

        foreach (var region in regions)
        {
            if (await _keys.FindAsync(region, cancel) is { } key
                && Checkpoint.Open(note, key, out var checkpoint) == NoteVerdict.Valid && checkpoint!.Origin == key.Name)
            {
                return new Kept(region, checkpoint);
            }
        }

        return new Problem("Platform.Log.NotOurCheckpoint");
    }

    /// <summary>The heads in the national log must be those that the regions signed.</summary>
    private async Task CheckHeadsAsync(List<RegionCode> regions, LogFindings findings, CancellationToken cancel)
    {
        if (!regions.Contains(RegionCode.National))
        {
            return;
        }

        var everywhere = RegionScope.National("anchored heads, public");
        var pattern = $"\"kind\":\"{LoggedEntry.Head}\"";
        var anchored = await _db.In<LogLeaf>(RegionScope.Of(RegionCode.National)).AsNoTracking()
            .Where(l => l.RegionCode == RegionCode.National && l.Entry.Contains(pattern))
            .Select(l => new { l.LeafIndex, l.Entry }).ToListAsync(cancel);
        foreach (var row in anchored)
        {
            if (LoggedEntry.Read(row.Entry) is not { Root: { } root, Size: { } size } head || !RegionCode.TryParse(head.Region, out var of))
            {
                continue;
            }

            var here = await _db.In<LogCheckpoint>(everywhere).AsNoTracking()
                .SingleOrDefaultAsync(c => c.RegionCode == of && c.Size == size, cancel);
            if (here is null || Convert.ToBase64String(here.Root) != root)
            {
                findings.Add(of, "Platform.Log.FlawHead", size, row.LeafIndex);
            }
        }
    }

    /// <summary>Holds every fact against what was logged of it, region by region.</summary>
    private async Task CompareAsync(
        ILogFacts source, RegionScope scope, RegionCode? only, LogFindings findings, CancellationToken cancel)
    {
        var (kind, seen, promised) = (source.Kind.Name, 0L, default(LoggedContents));
        await foreach (var facts in ChunksAsync(source, scope, cancel).Ahead(cancel))
        {
            var region = facts[0].Region;
            if (promised?.Region != region)
            {
                promised = await LoggedContents.ReadAsync(_db, region, kind, cancel);
            }

            seen += await CompareAsync(facts, promised, findings, cancel);
        }

        findings.Facts += seen;
        var logged = await _db.In<LogOpening>(scope).LongCountAsync(o => o.Kind == kind, cancel);
        if (logged > seen)
        {
            findings.Add(only ?? RegionCode.National, "Platform.Log.FlawGone", kind, logged - seen);
        }
    }

    /// <summary>The facts of a source in lots of one region each.</summary>
    private static async IAsyncEnumerable<List<LogFact>> ChunksAsync(
        ILogFacts source, RegionScope scope, [EnumeratorCancellation] CancellationToken cancel)
    {
        var chunk = new List<LogFact>(Chunk);
        await foreach (var fact in source.ReadAsync(scope, cancel))
        {
            if (chunk.Count == Chunk || (chunk.Count > 0 && chunk[0].Region != fact.Region))
            {
                yield return chunk;
                chunk = new List<LogFact>(Chunk);
            }

            chunk.Add(fact);
        }

        if (chunk.Count > 0)
        {
            yield return chunk;
        }
    }

    /// <returns>How many were logged when the check began.</returns>
    private async Task<int> CompareAsync(
        List<LogFact> facts, LoggedContents promised, LogFindings findings, CancellationToken cancel)
    {
        var missing = facts.Where(f => !promised.Has(f)).ToList();
        var since = missing.Count == 0 ? null : await SinceAsync(missing, cancel);
        foreach (var fact in facts)
        {
            if (!promised.Has(fact) && since?.Has(fact) != true)
            {
                findings.Add(fact.Region, "Platform.Log.FlawMissing", fact.Entry.Kind.Name, fact.Entry.SubjectId);
            }
            else if (!promised.Says(fact) && since?.Says(fact) != true)
            {
                findings.Add(fact.Region, "Platform.Log.FlawChanged", fact.Entry.Kind.Name, fact.Entry.SubjectId);
            }
        }

        return facts.Count - missing.Count;
    }

    /// <summary>What was logged since the check began: a fact that came meanwhile is no flaw.</summary>
    private async Task<LoggedContents> SinceAsync(List<LogFact> facts, CancellationToken cancel)
    {
        await using var now = _scopes.CreateAsyncScope();
        return await LoggedContents.ReadAsync(now.ServiceProvider.GetRequiredService<KotaDb>(), facts, cancel);
    }

    private sealed record Kept(RegionCode Region, Checkpoint Checkpoint);
}

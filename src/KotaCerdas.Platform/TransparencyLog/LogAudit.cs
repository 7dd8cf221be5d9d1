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
        // Facts stream on a connection of their own, while the log is asked about them on this one.
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

    private async Task CompareAsync(
        ILogFacts source, RegionScope scope, RegionCode? only, LogFindings findings, CancellationToken cancel)
    {
        var seen = 0L;
        var chunk = new List<LogFact>(Chunk);
        await foreach (var fact in source.ReadAsync(scope, cancel))
        {
            chunk.Add(fact);
            if (chunk.Count == Chunk)
            {
                seen += await CompareAsync(chunk, scope, findings, cancel);
                chunk.Clear();
            }
        }

        seen += await CompareAsync(chunk, scope, findings, cancel);
        findings.Facts += seen;
        var logged = await _db.In<LogOpening>(scope).LongCountAsync(o => o.Kind == source.Kind.Name, cancel);
        if (logged > seen)
        {
            findings.Add(only ?? RegionCode.National, "Platform.Log.FlawGone", source.Kind.Name, logged - seen);
        }
    }

    /// <summary>Compares facts with what was logged of them.</summary>
    /// <returns>How many were logged.</returns>
    private async Task<int> CompareAsync(List<LogFact> facts, RegionScope scope, LogFindings findings, CancellationToken cancel)
    {
        if (facts.Count == 0)
        {
            return 0;
        }

        var kind = facts[0].Entry.Kind.Name;
        var subjects = facts.ConvertAll(f => f.Entry.SubjectId);
        var logged = await _db.In<LogOpening>(scope).AsNoTracking().Where(o => o.Kind == kind && subjects.Contains(o.SubjectId))
            .ToDictionaryAsync(o => (o.RegionCode, o.SubjectId), o => o.Content, cancel);
        foreach (var fact in facts)
        {
            if (!logged.TryGetValue((fact.Region, fact.Entry.SubjectId), out var content))
            {
                findings.Add(fact.Region, "Platform.Log.FlawMissing", kind, fact.Entry.SubjectId);
            }
            else if (content != LogCommitment.Canonical(fact.Entry.Content))
            {
                findings.Add(fact.Region, "Platform.Log.FlawChanged", kind, fact.Entry.SubjectId);
            }
        }

        return facts.Count(f => logged.ContainsKey((f.Region, f.Entry.SubjectId)));
    }

    private sealed record Kept(RegionCode Region, Checkpoint Checkpoint);
}

using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Platform;

/// <summary>What to anchor: nothing to choose.</summary>
internal sealed record AnchorHeadsInput;

/// <summary>
/// Writes the head of every region's log into the national log. Who keeps the national checkpoint of one day can tell later whether any
/// region's history up to that day was changed. Running it again changes nothing.
/// </summary>
internal sealed class AnchorHeads(KotaDb db, TransparencyLog log) : IOperation<AnchorHeadsInput>
{
    private static readonly RegionScope Everywhere = RegionScope.National("anchoring the heads of all logs");

    public async Task<Outcome<OperationResult>> RunAsync(OperationContext context, AnchorHeadsInput input, CancellationToken cancel)
    {
        var sizes = await db.In<LogCheckpoint>(Everywhere).Where(c => c.RegionCode != RegionCode.National)
            .GroupBy(c => c.RegionCode).Select(g => new { Region = g.Key, Size = g.Max(c => c.Size) }).ToListAsync(cancel);
        var national = RegionScope.Of(RegionCode.National);
        var subjects = sizes.ConvertAll(s => TransparencyLog.HeadSubject(s.Region.Value, s.Size));
        var known = await db.In<LogOpening>(national).Where(o => o.Kind == LoggedEntry.Head && subjects.Contains(o.SubjectId))
            .Select(o => o.SubjectId).ToListAsync(cancel);
        var heads = new List<LogCheckpoint>();
        foreach (var head in sizes.Where(s => !known.Contains(TransparencyLog.HeadSubject(s.Region.Value, s.Size))))
        {
            heads.Add(await db.In<LogCheckpoint>(Everywhere).AsNoTracking()
                .SingleAsync(c => c.RegionCode == head.Region && c.Size == head.Size, cancel));
        }

        context.Report(0, heads.Count);
        await using var write = await db.BeginWriteAsync(national, cancel);
        heads.ForEach(log.AddHead);
        await write.CommitAsync(cancel);
        context.Report(heads.Count, heads.Count);
        return new OperationResult("Platform.Log.Anchored", "/log", heads.Count);
    }
}

using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Platform;

/// <summary>What is to be published.</summary>
/// <param name="Period">One period, or null for all.</param>
public sealed record PublishMeasuresInput(string? Period);

/// <summary>
/// Computes all measures and publishes what changed as new facts. Running it again changes nothing; a figure whose rows
/// are gone is published as missing.
/// </summary>
internal sealed class PublishMeasures(
    KotaDb db, MeasureComputer computer, MeasureCatalogue measures, TransparencyLog log, TimeProvider clock)
    : IOperation<PublishMeasuresInput>
{
    private const int Batch = 500;

    private static readonly RegionScope Everywhere = RegionScope.National("publishing measures");

    public async Task<Outcome<OperationResult>> RunAsync(OperationContext context, PublishMeasuresInput input, CancellationToken cancel)
    {
        var periods = input.Period is { } one ? [one] : await computer.PeriodsAsync(cancel);
        var published = 0;
        for (var i = 0; i < periods.Count; i++)
        {
            context.Report(i, periods.Count, "Platform.Measure.Publishing", periods[i]);
            published += await PublishAsync(periods[i], cancel);
        }

        context.Report(periods.Count, periods.Count);
        return new OperationResult("Platform.Measure.Published", "/ukuran", published);
    }

    private async Task<int> PublishAsync(string period, CancellationToken cancel)
    {
        var figures = await computer.ComputeAsync(period, cancel);
        var latest = await LatestAsync(period, cancel);
        var computed = figures.Select(f => (f.Region, f.Measure.Code)).ToHashSet();
        var gone = latest.Values.Where(v => !v.Missing && !computed.Contains((v.RegionCode, v.MeasureCode)))
            .Select(v => (v, Measure: measures.Find(v.MeasureCode))).Where(v => v.Measure is not null)
            .Select(v => MeasureFigure.Of(v.Measure!, v.v.RegionCode, period, []));
        var now = clock.GetUtcNow().UtcDateTime;
        var changed = figures.Concat(gone)
            .Select(f => (Figure: f, Before: latest.GetValueOrDefault((f.Region, f.Measure.Code))))
            .Where(f => f.Before is null || f.Before.RowsHash != f.Figure.RowsHash
                || f.Before.Value != MeasureFigure.Written(f.Figure.Value))
            .Select(f => MeasureValue.Of(f.Figure, (f.Before?.Revision ?? 0) + 1, now)).ToList();
        foreach (var batch in changed.Chunk(Batch))
        {
            await using var write = await db.BeginWriteAsync(Everywhere, cancel);
            db.AddRange(batch);
            foreach (var value in batch)
            {
                log.Add(value.RegionCode, FigureFacts.Of(value));
            }

            await write.CommitAsync(cancel);
            db.ChangeTracker.Clear();
        }

        return changed.Count;
    }

    private async Task<Dictionary<(RegionCode Region, string Code), Known>> LatestAsync(string period, CancellationToken cancel)
    {
        var known = await db.In<MeasureValue>(Everywhere).Where(v => v.Period == period)
            .Select(v => new Known(v.RegionCode, v.MeasureCode, v.Revision, v.Value, v.Missing, v.RowsHash)).ToListAsync(cancel);
        return known.GroupBy(v => (v.RegionCode, v.MeasureCode)).ToDictionary(g => g.Key, g => g.MaxBy(v => v.Revision)!);
    }

    private sealed record Known(RegionCode RegionCode, string MeasureCode, int Revision, string? Value, bool Missing, string RowsHash);
}

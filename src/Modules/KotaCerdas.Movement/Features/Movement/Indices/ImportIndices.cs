using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Indices;

/// <summary>What an import did, or would do.</summary>
/// <param name="Rows">Rows that are good.</param>
/// <param name="Problems">What is wrong with the others; with any of them nothing is written.</param>
/// <param name="Written">True where the values are in the database.</param>
internal sealed record IndexImport(int Rows, IReadOnlyList<RowProblem> Problems, bool Written)
{
    /// <summary>Rows that are not good.</summary>
    public int BadRows => Problems.DistinctBy(p => p.Row).Count();
}

/// <summary>Brings index values in from a spreadsheet: all rows or none.</summary>
internal sealed class ImportIndices(KotaDb db, Actor actor, Trail trail, TimeProvider clock)
{
    // Rows held in memory at once while they are written.
    private const int Chunk = 4_000;

    /// <param name="file">CSV or XLSX.</param>
    /// <param name="dryRun">True to check only.</param>
    /// <param name="generated">True for values of the demo.</param>
    /// <param name="cancel">Stops; nothing is then kept.</param>
    /// <param name="report">Told how many rows are written, and of how many.</param>
    public async Task<Outcome<IndexImport>> RunAsync(
        Stream file, bool dryRun, bool generated, CancellationToken cancel, Action<int, int>? report = null)
    {
        if (actor.Refuse(CallPermissions.ImportIndices, RegionCode.National) is { } refusal)
        {
            return refusal;
        }

        var rows = TableFile.Upload(file, ["region_code", "index", "year", "source"]);
        if (rows.Failed)
        {
            return rows.Problem;
        }

        var known = await db.Shared<Region>().Select(r => r.Code).ToHashSetAsync(cancel);
        var reading = IndexFile.Read(rows.Value, known);
        var write = !dryRun && reading.Problems.Count == 0;
        if (write)
        {
            await WriteAsync(reading.Rows, generated, report, cancel);
        }

        return new IndexImport(reading.Rows.Count, reading.Problems, write);
    }

    /// <summary>All rows in one write, a part at a time; values that are there already and say the same are left alone.</summary>
    private async Task WriteAsync(IReadOnlyList<IndexRow> rows, bool generated, Action<int, int>? report, CancellationToken cancel)
    {
        var scope = RegionScope.National("import of public indices");
        var now = clock.GetUtcNow().UtcDateTime;
        await using var write = await db.BeginWriteAsync(scope, cancel);
        var keys = rows.Select(r => r.Index).Distinct().ToList();
        var existing = await db.In<IndexValue>(scope).AsNoTracking().Where(v => keys.Contains(v.IndexCode))
            .ToDictionaryAsync(v => (v.RegionCode, v.IndexCode, v.Year), cancel);
        var written = 0;
        foreach (var part in rows.Chunk(Chunk))
        {
            foreach (var row in part)
            {
                Write(row, existing.GetValueOrDefault((row.Region, row.Index, row.Year)), generated, now);
            }

            await db.SaveChangesAsync(cancel);
            db.ChangeTracker.Clear();
            written += part.Length;
            report?.Invoke(written, rows.Count);
        }

        trail.Add(actor, "Movement.Trail.IndicesImported", new(RegionCode.National, "movement.index", string.Join(' ', keys)),
            new { rows.Count });
        await write.CommitAsync(cancel);
    }

    private void Write(IndexRow row, IndexValue? known, bool generated, DateTime now)
    {
        if (known is not null && known.ValueMicro == row.ValueMicro && known.Class == row.Class && known.Source == row.Source
            && known.Generated == generated)
        {
            return;
        }

        var value = known ?? new IndexValue
        {
            RegionCode = row.Region, IndexCode = row.Index, Year = row.Year, Class = row.Class, Source = row.Source, ImportedAt = now,
        };
        (value.ValueMicro, value.Class, value.Source) = (row.ValueMicro, row.Class, row.Source);
        (value.Generated, value.ImportedBy, value.ImportedAt) = (generated, actor.User, now);
        _ = known is null ? db.Add(value) : db.Update(value);
    }
}

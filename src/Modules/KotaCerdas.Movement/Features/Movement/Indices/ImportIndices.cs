using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Indices;

/// <summary>What an import did, or would do.</summary>
/// <param name="Rows">Rows that are good.</param>
/// <param name="Problems">Rows that are not; with any of them nothing is written.</param>
/// <param name="Written">True where the values are in the database.</param>
internal sealed record IndexImport(int Rows, IReadOnlyList<RowProblem> Problems, bool Written);

/// <summary>Brings index values in from a spreadsheet: all rows or none.</summary>
internal sealed class ImportIndices(KotaDb db, Actor actor, Trail trail, TimeProvider clock)
{
    public async Task<Outcome<IndexImport>> RunAsync(Stream file, bool dryRun, bool generated, CancellationToken cancel)
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
            await WriteAsync(reading.Rows, generated, cancel);
        }

        return new IndexImport(reading.Rows.Count, reading.Problems, write);
    }

    private async Task WriteAsync(IReadOnlyList<IndexRow> rows, bool generated, CancellationToken cancel)
    {
        var scope = RegionScope.National("import of public indices");
        var now = clock.GetUtcNow().UtcDateTime;
        await using var write = await db.BeginWriteAsync(scope, cancel);
        var keys = rows.Select(r => r.Index).Distinct().ToList();
        var existing = await db.In<IndexValue>(scope).Where(v => keys.Contains(v.IndexCode))
            .ToDictionaryAsync(v => (v.RegionCode, v.IndexCode, v.Year), cancel);
        foreach (var row in rows)
        {
            if (!existing.TryGetValue((row.Region, row.Index, row.Year), out var value))
            {
                value = new IndexValue
                {
                    RegionCode = row.Region, IndexCode = row.Index, Year = row.Year, Class = row.Class, Source = row.Source,
                    ImportedAt = now,
                };
                db.Add(value);
            }

            (value.ValueMicro, value.Class, value.Source) = (row.ValueMicro, row.Class, row.Source);
            (value.Generated, value.ImportedBy, value.ImportedAt) = (generated, actor.User, now);
        }

        trail.Add(actor, "Movement.Trail.IndicesImported", new(RegionCode.National, "movement.index", string.Join(' ', keys)),
            new { rows.Count });
        await write.CommitAsync(cancel);
    }
}

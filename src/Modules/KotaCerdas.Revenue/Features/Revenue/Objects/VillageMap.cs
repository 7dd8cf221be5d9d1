using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Registers;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Objects;

/// <summary>A line of the map of villages: the office's code, the village, and what the registers hold of it.</summary>
internal sealed record VillageRow(long TaxCode, string VillageCode, string Name, int Zones);

/// <summary>What came of a file of villages.</summary>
internal sealed record VillageReport(int Rows, int Added, int Changed, IReadOnlyList<RowProblem> Problems);

/// <summary>
/// Which village of Kemendagri the tax office's ten digits stand for, and how the region writes its taxpayer numbers. A file replaces
/// what it names: all rows or none.
/// </summary>
internal sealed class VillageMap(KotaDb db, RegisterDesk desk)
{
    public static readonly IReadOnlyList<string> Columns = ["kode_pajak", "kode_wilayah"];

    /// <summary>The map, in the order of the office's codes.</summary>
    public async Task<IReadOnlyList<VillageRow>> RowsAsync(RegionCode region, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        var known = await db.In<TaxVillage>(scope).AsNoTracking().OrderBy(v => v.TaxCode).ToListAsync(cancel);
        var codes = known.Select(v => v.VillageCode).Distinct().ToList();
        var names = await db.Shared<Village>().AsNoTracking().Where(v => codes.Contains(v.Code))
            .ToDictionaryAsync(v => v.Code, v => v.Name, cancel);
        var zones = await db.In<LandValue>(scope).AsNoTracking().GroupBy(v => v.TaxCode)
            .Select(g => new { g.Key, Count = g.Select(v => v.Zone).Distinct().Count() }).ToDictionaryAsync(z => z.Key, z => z.Count,
                cancel);
        return [.. known.Select(v => new VillageRow(
            v.TaxCode, v.VillageCode, names.GetValueOrDefault(v.VillageCode, string.Empty), zones.GetValueOrDefault(v.TaxCode)))];
    }

    /// <summary>Takes a CSV or XLSX file with the columns <c>kode_pajak</c> and <c>kode_wilayah</c>.</summary>
    public async Task<Outcome<VillageReport>> ImportAsync(RegionCode code, Stream file, CancellationToken cancel)
    {
        var region = await desk.OpenAsync(code, RegisterPermissions.Edit, cancel);
        if (region.Failed)
        {
            return region.Problem;
        }

        var rows = TableFile.Upload(file, Columns);
        if (rows.Failed)
        {
            return rows.Problem;
        }

        var prefix = code.Value + ".";
        var villages = await db.Shared<Village>().AsNoTracking().Where(v => v.Code.StartsWith(prefix)).Select(v => v.Code)
            .ToHashSetAsync(cancel);
        var (read, problems) = Read(rows.Value, villages);
        if (problems.Count > 0)
        {
            return new VillageReport(rows.Value.Count, 0, 0, problems);
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(code), cancel);
        var known = await db.In<TaxVillage>(RegionScope.Of(code)).ToDictionaryAsync(v => v.TaxCode, cancel);
        var (added, changed) = (0, 0);
        foreach (var (tax, village) in read)
        {
            if (!known.TryGetValue(tax, out var row))
            {
                added++;
                db.Add(new TaxVillage
                {
                    RegionCode = code, TaxCode = tax, VillageCode = village, RecordedAt = desk.Now, RecordedBy = desk.Actor.Name,
                });
            }
            else if (row.VillageCode != village)
            {
                changed++;
                (row.VillageCode, row.RecordedAt, row.RecordedBy) = (village, desk.Now, desk.Actor.Name);
            }
        }

        if (added + changed > 0)
        {
            desk.NoteRegion("Revenue.Trail.VillagesImported", code, new { added, changed });
        }

        await write.CommitAsync(cancel);
        return new VillageReport(rows.Value.Count, added, changed, []);
    }

    /// <summary>Records how taxpayer numbers are written from a date on.</summary>
    public async Task<Outcome<Nothing>> SetMaskAsync(
        RegionCode code, DateOnly from, string mask, string source, CancellationToken cancel)
    {
        var region = await desk.OpenAsync(code, RegisterPermissions.Edit, cancel);
        if (region.Failed)
        {
            return region.Problem;
        }

        List<Problem> problems = [];
        if (!NpwpdMask.IsMask(mask.Trim()))
        {
            problems.Add(new("Revenue.Village.MaskWrong", "Mask", NpwpdMask.Length));
        }

        if (source.Trim().Length is 0 or > ObjectRules.SourceLength)
        {
            problems.Add(new("Revenue.Village.MaskSource", "Source", ObjectRules.SourceLength));
        }

        if (problems.Count > 0)
        {
            return problems;
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(code), cancel);
        db.Add(new NpwpdMask
        {
            RegionCode = code, ValidFrom = from, Id = desk.NewId(), Mask = mask.Trim(), Source = source.Trim(), RecordedAt = desk.Now,
            RecordedBy = desk.Actor.Name,
        });
        desk.NoteRegion("Revenue.Trail.MaskSet", code, new { from, mask = mask.Trim() });
        await write.CommitAsync(cancel);
        return Outcome.Done;
    }

    /// <summary>All masks, the one that holds latest first.</summary>
    public Task<List<NpwpdMask>> MasksAsync(RegionCode region, CancellationToken cancel) =>
        db.In<NpwpdMask>(RegionScope.Of(region)).AsNoTracking().OrderByDescending(m => m.ValidFrom).ThenByDescending(m => m.Id)
            .ToListAsync(cancel);

    private static (Dictionary<long, string> Read, List<RowProblem> Problems) Read(IReadOnlyList<TableRow> rows, HashSet<string> villages)
    {
        var read = new Dictionary<long, string>();
        var problems = new List<RowProblem>();
        foreach (var row in rows)
        {
            if (!TaxVillage.TryParse(row["kode_pajak"], out var tax))
            {
                problems.Add(new(row.Number, new Problem("Revenue.Village.TaxCodeWrong", "kode_pajak", row["kode_pajak"])));
            }
            else if (!villages.Contains(row["kode_wilayah"]))
            {
                problems.Add(new(row.Number, new Problem("Revenue.Village.CodeWrong", "kode_wilayah", row["kode_wilayah"])));
            }
            else if (!read.TryAdd(tax, row["kode_wilayah"]))
            {
                problems.Add(new(row.Number, new Problem("Revenue.Village.Twice", "kode_pajak", TaxVillage.Show(tax))));
            }
        }

        return (read, problems);
    }
}

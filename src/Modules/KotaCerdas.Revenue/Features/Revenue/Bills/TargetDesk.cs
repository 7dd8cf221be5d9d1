using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.Revenue.Model.Rules;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Bills;

/// <summary>What a region means to receive. A correction is a further version.</summary>
internal sealed class TargetDesk(KotaDb db, RegisterDesk desk, BillMeasureRows measures)
{
    public const int BasisLength = 200;

    private const int MostDays = 3;

    /// <summary>The versions that count, newest year first.</summary>
    public async Task<IReadOnlyList<RevenueTarget>> AllAsync(RegionCode region, CancellationToken cancel) =>
    [
        .. (await db.In<RevenueTarget>(RegionScope.Of(region)).AsNoTracking().ToListAsync(cancel))
            .GroupBy(t => (t.Kind, t.Year)).Select(g => g.MaxBy(t => t.Version)!)
            .OrderByDescending(t => t.Year).ThenBy(t => t.Kind, StringComparer.Ordinal),
    ];

    /// <summary>
    /// What was received of each target, by what the measures know: rupiah and share. Kinds and years that they do not know are left out;
    /// a year of which nothing was taken over is not known, which is not zero.
    /// </summary>
    public async Task<IReadOnlyDictionary<(string Kind, int Year), (long Received, decimal Share)>> RealisedAsync(
        RegionCode region, IEnumerable<RevenueTarget> targets, CancellationToken cancel)
    {
        var known = new Dictionary<(string, int), (long, decimal)>();
        foreach (var target in targets.Where(t => t.Kind == RevenueKinds.Pbb))
        {
            var rows = await measures.RowsAsync(BillWords.Year(target.Year), region, cancel);
            if (rows.FirstOrDefault(r => r.Measure == BillMeasures.Realised.Code) is { Numerator: { } received, Denominator: > 0 } row)
            {
                known[(target.Kind, target.Year)] = ((long)received, received / row.Denominator.Value);
            }
        }

        return known;
    }

    /// <summary>The next days on which bills that went out fall due, each with the number of villages.</summary>
    public async Task<IReadOnlyList<(DateOnly Day, int Villages)>> FallsDueAsync(
        RegionCode region, DateOnly today, CancellationToken cancel) =>
    [
        .. (await db.In<Dispatch>(RegionScope.Of(region)).Where(d => d.DueOn >= today).GroupBy(d => d.DueOn)
            .Select(g => new { Day = g.Key, Villages = g.Count() }).OrderBy(g => g.Day).Take(MostDays).ToListAsync(cancel))
            .Select(g => (g.Day, g.Villages)),
    ];

    /// <summary>Adds a version.</summary>
    public async Task<Outcome<Nothing>> SetAsync(
        RegionCode code, (string Kind, int Year) of, long amount, string basis, CancellationToken cancel)
    {
        var region = await desk.OpenAsync(code, BillPermissions.Target, cancel);
        if (region.Failed)
        {
            return region.Problem;
        }

        var today = desk.Today(region.Value);
        if (of.Year < today.Year - 10 || of.Year > today.Year + 5)
        {
            return new Problem("Revenue.Target.BadYear", "Year", BillWords.Year(today.Year - 10),
                BillWords.Year(today.Year + 5));
        }

        if (!RevenueKinds.Income.Any(k => k.Code == of.Kind) || amount <= 0)
        {
            return amount <= 0 ? new Problem("Revenue.Target.BadAmount", "Amount") : new Problem("Revenue.Target.BadKind", "Kind");
        }

        if (string.IsNullOrWhiteSpace(basis) || basis.Length > BasisLength)
        {
            return new Problem("Revenue.Target.BadBasis", "Basis", BasisLength);
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(code), cancel);
        var last = await db.In<RevenueTarget>(write.Scope).Where(t => t.Kind == of.Kind && t.Year == of.Year)
            .MaxAsync(t => (int?)t.Version, cancel) ?? 0;
        db.Add(new RevenueTarget
        {
            RegionCode = code, Kind = of.Kind, Year = of.Year, Version = last + 1, Amount = amount, Basis = basis.Trim(),
            RecordedAt = desk.Now, RecordedBy = desk.Actor.Name,
        });
        desk.NoteRegion("Revenue.Trail.TargetSet", code, new { of.Kind, of.Year, amount });
        return await RegisterDesk.TryCommitAsync(write, cancel) is { } raced ? raced : Outcome.Done;
    }
}

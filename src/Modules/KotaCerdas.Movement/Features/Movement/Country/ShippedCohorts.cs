using System.Security.Cryptography;
using KotaCerdas.Movement.Model.Country;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Country;

/// <summary>
/// Brings the shipped cohorts and members into the database when the files changed. Rows that an officer imported stay as imported.
/// </summary>
internal sealed class ShippedCohorts(KotaDb db, TimeProvider clock) : IPreparationStep
{
    private const string Set = "movement-cohorts";

    private static readonly RegionScope Country = RegionScope.National("shipped cohorts");

    public async Task RunAsync(CancellationToken cancel)
    {
        var folder = ShippedData.PathOf("movement");
        var hash = await HashAsync(folder, cancel);
        var loaded = await db.Shared<ReferenceSet>().SingleOrDefaultAsync(s => s.Name == Set, cancel);
        if (loaded?.Sha256 == hash)
        {
            return;
        }

        var files = new CountryFiles(folder);
        var titles = files.Sources().ToDictionary(s => s.Key, Title, StringComparer.Ordinal);
        var cohorts = files.Cohorts().Select(c => c with { Sources = [.. c.Sources.Select(key => titles[key])] });
        var members = files.Members().Select(m => m with { Sources = [.. m.Sources.Select(key => titles[key])] });
        await using var write = await db.BeginWriteAsync(Country, cancel);
        await db.Shared<CohortRow>().Where(c => !c.Imported).ExecuteDeleteAsync(cancel);
        await db.In<MemberRow>(Country).Where(m => !m.Imported).ExecuteDeleteAsync(cancel);
        var keptCohorts = await db.Shared<CohortRow>().AsNoTracking().Select(c => new { c.Year, c.Track }).ToListAsync(cancel);
        var keptMembers = await db.In<MemberRow>(Country).AsNoTracking().Select(m => new { m.Year, m.Track, m.RegionCode })
            .ToListAsync(cancel);
        List<object> rows =
        [
            .. cohorts.Where(c => !keptCohorts.Contains(new { c.Year, c.Track })).Select(c => CohortRow.Of(c, imported: false)),
            .. members.Where(m => !keptMembers.Contains(new { m.Year, m.Track, RegionCode = m.Region }))
                .Select(m => MemberRow.Of(m, imported: false)),
        ];
        db.AddRange(rows);
        Record(loaded, hash, rows.Count);
        await write.CommitAsync(cancel);
        db.ChangeTracker.Clear();
    }

    private static string Title(CountrySource source) => source.Date is null ? source.Title : $"{source.Title} ({source.Date})";

    private static async Task<string> HashAsync(string folder, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in new[] { "cohorts.csv", "cohort-members.csv", "sources.csv" })
        {
            hash.AppendData(await File.ReadAllBytesAsync(Path.Combine(folder, file), cancel));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private void Record(ReferenceSet? loaded, string hash, int rows)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (loaded is null)
        {
            db.Add(new ReferenceSet { Name = Set, Sha256 = hash, Rows = rows, LoadedAt = now });
            return;
        }

        (loaded.Sha256, loaded.Rows, loaded.LoadedAt) = (hash, rows, now);
    }
}

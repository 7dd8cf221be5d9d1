using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Panel;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Rankings;

/// <summary>
/// What a call's ranking depends on, in a few figures: where two stamps are equal, so are the rankings. Scores and moderations are facts,
/// so their number says all; applications carry a version that every change raises; a published instrument never changes.
/// </summary>
/// <param name="Sheets">Every sheet with its times: a sheet can be handed in, taken away and given again.</param>
internal sealed record RankingStamp(
    int CallVersion, long Scores, long Moderations, long Applications, long ApplicationVersions, string Sheets, string Indices);

/// <summary>Reads stamps: some small queries instead of every score and its evaluation.</summary>
internal sealed class RankingStamps(KotaDb db)
{
    // Regions first, each finding its rows by the key, so that the years before are not read.
    private const string Sql =
        """
        select
          (select count(*) from platform_region r cross join movement_score s
            where s.region_code = r.code and s.call_id = {0}) as "Scores",
          (select count(*) from platform_region r cross join movement_moderation m
            where m.region_code = r.code and m.call_id = {0}) as "Moderations",
          (select count(*) from platform_region r cross join movement_application a
            where a.region_code = r.code and a.call_id = {0}) as "Applications",
          (select coalesce(sum(a.version), 0) from platform_region r cross join movement_application a
            where a.region_code = r.code and a.call_id = {0}) as "Versions"
        """;

    /// <summary>The stamp of a call, or null where there is no such call.</summary>
    /// <param name="id">The call.</param>
    /// <param name="indices">Codes of the external indices that its instrument includes.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<RankingStamp?> OfAsync(CallId id, IReadOnlyList<string> indices, CancellationToken cancel)
    {
        var version = await db.Shared<Call>().Where(c => c.Id == id).Select(c => (int?)c.Version).SingleOrDefaultAsync(cancel);
        if (version is null)
        {
            return null;
        }

        db.Declare(AssessmentDesk.AllRegions);
        var counts = await db.Database.SqlQueryRaw<Counts>(Sql, id.Value).SingleAsync(cancel);
        return new(
            version.Value, counts.Scores, counts.Moderations, counts.Applications, counts.Versions, await SheetsAsync(id, cancel),
            await IndicesAsync(indices, cancel));
    }

    private async Task<string> SheetsAsync(CallId id, CancellationToken cancel)
    {
        var sheets = await db.In<ScoreSheet>(AssessmentDesk.AllRegions).Where(s => s.CallId == id)
            .Select(s => new { s.RegionCode, s.UserId, s.SubmittedAt, s.WithdrawnAt }).ToListAsync(cancel);
        return string.Join('|', sheets.OrderBy(s => s.RegionCode).ThenBy(s => s.UserId.Value)
            .Select(s => $"{s.RegionCode}{s.UserId.Value:N}{s.SubmittedAt?.Ticks}-{s.WithdrawnAt?.Ticks}"));
    }

    private async Task<string> IndicesAsync(IReadOnlyList<string> codes, CancellationToken cancel)
    {
        if (codes.Count == 0)
        {
            return string.Empty;
        }

        var values = await db.In<IndexValue>(AssessmentDesk.AllRegions).Where(v => codes.Contains(v.IndexCode)).GroupBy(v => v.IndexCode)
            .Select(g => new { Code = g.Key, Count = g.Count(), Sum = g.Sum(v => v.ValueMicro ?? 0), Last = g.Max(v => v.ImportedAt) })
            .ToListAsync(cancel);
        return string.Join('|', values.OrderBy(v => v.Code, StringComparer.Ordinal)
            .Select(v => $"{v.Code}:{v.Count}:{v.Sum}:{v.Last.Ticks}"));
    }

    private sealed record Counts(long Scores, long Moderations, long Applications, long Versions);
}

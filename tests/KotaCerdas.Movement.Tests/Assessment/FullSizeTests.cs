using KotaCerdas.Movement.Features;
using KotaCerdas.Movement.Features.Agreement;
using KotaCerdas.Movement.Features.Assignments;
using KotaCerdas.Movement.Features.Rankings;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Panel;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Tests.Assessment;

public sealed class FullSizeTests
{
    [Fact]
    public async Task A_season_of_120_regions_and_38_assessors_keeps_all_rules_and_ranks_by_the_instruments_own_total()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        var codes = await database.WithAsync<KotaDb, List<RegionCode>>(db => db.Shared<Region>()
            .Where(r => r.Kind != RegionKind.Province).OrderBy(r => r.Code).Select(r => r.Code).Take(120).ToListAsync());
        var season = await Season
            .AssignedAsync(database, codes.ConvertAll(c => c.Value), 38, call => (call.Quota, call.ReserveSize) = (50, 10));

        var sheets = await database.WithAsync<KotaDb, List<ScoreSheet>>(db => db.In<ScoreSheet>(AssessmentDesk.AllRegions).ToListAsync());
        var loads = sheets.CountBy(s => s.UserId).Select(l => l.Value).ToList();
        Assert.Equal((240, 6, 7), (sheets.Count, loads.Min(), loads.Max()));
        await ScoreAllAsync(database, sheets);

        var ranked = Season.Ok(await season.AsAsync(season.Officer, (CallRankings r) => r.OfAsync(season.Call, default)));
        Assert.Equal(120, ranked.Regions.Count);
        Assert.Equal(50, ranked.Regions.Count(r => r.IsSelected));
        foreach (var standing in ranked.Standing.Complete)
        {
            var total = standing.Evaluation["nilai"].Shown.Number;
            Assert.Equal(total, ranked.Regions.First(r => r.Ranked.Region == standing.Region.Code).Ranked.Total);
        }
    }

    /// <summary>Writes the facts at once: what the operation itself does is tested one sheet at a time elsewhere.</summary>
    private static Task ScoreAllAsync(TestDatabase database, List<ScoreSheet> sheets) => database.WithAsync<KotaDb>(async db =>
    {
        var now = database.Clock.GetUtcNow().UtcDateTime;
        await using var write = await db.BeginWriteAsync(AssessmentDesk.AllRegions, default);
        foreach (var (sheet, i) in sheets.Select((s, i) => (s, i)))
        {
            sheet.SubmittedAt = now;
            db.Update(sheet);
            db.AddRange(SmallInstrument.Items.Select((item, q) => new Score
            {
                RegionCode = sheet.RegionCode, CallId = sheet.CallId, UserId = sheet.UserId, CriterionCode = item, Revision = 1,
                Level = ((i * 7) + (q * 3) + (i / 5)) % 5, Note = "", At = now,
            }));
        }

        await write.CommitAsync(default);
    });
}

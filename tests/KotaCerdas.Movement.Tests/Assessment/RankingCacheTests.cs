using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features;
using KotaCerdas.Movement.Features.Rankings;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Panel;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Tests.Assessment;

public sealed class RankingCacheTests
{
    [Theory, OnEachDatabase]
    public async Task A_ranking_is_computed_once_for_its_readers_and_anew_after_every_change_it_rests_on(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var season = await Season.ScoredAsync(database, (region, seat, question) => (region + seat + question) % 5);
        var region = season.Regions[0];
        var last = await ReadAsync(season);
        Assert.Same(last, await ReadAsync(season));

        foreach (var change in Changes(season, region))
        {
            await database.WithAsync<KotaDb>(async db =>
            {
                await using var write = await db.BeginWriteAsync(RegionScope.Of(region), default);
                await change(db);
                await write.CommitAsync(default);
            });
            var next = await ReadAsync(season);
            Assert.NotSame(last, next);
            Assert.Same(next, await ReadAsync(season));
            var fresh = Season.Ok(await season.AsAsync(season.Officer, (CallRankings r) => r.OfAsync(season.Call, default)));
            Assert.Equal(fresh.Regions.Select(Figures), next.Regions.Select(Figures));
            Assert.Equal(fresh.Standing.Waiting.Select(w => w.Code), next.Standing.Waiting.Select(w => w.Code));
            last = next;
        }
    }

    [Theory, OnEachDatabase]
    public async Task An_imported_index_changes_the_stamp_of_a_ranking_that_includes_it(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var season = await Season.PreparedAsync(database, Season.FourRegions);
        var before = await StampAsync(database, season, "spbe");
        var other = await StampAsync(database, season, "ipm");
        await database.WithAsync<KotaDb>(async db =>
        {
            await using var write = await db.BeginWriteAsync(RegionScope.Of(season.Regions[0]), default);
            db.Add(new IndexValue
            {
                RegionCode = season.Regions[0], IndexCode = "spbe", Year = 2025, ValueMicro = 2_500_000, Class = "", Source = "test",
                ImportedAt = database.Clock.GetUtcNow().UtcDateTime,
            });
            await write.CommitAsync(default);
        });
        Assert.NotEqual(before, await StampAsync(database, season, "spbe"));
        Assert.Equal(other, await StampAsync(database, season, "ipm"));
    }

    [Fact]
    public void The_cache_keeps_a_few_calls_and_lets_the_oldest_go()
    {
        using var cache = new RankingCache();
        var calls = Enumerable.Range(0, RankingCache.Most + 1).Select(_ => new CallId(Guid.CreateVersion7())).ToList();
        foreach (var call in calls)
        {
            cache.Keep(new(call, new RankingStamp(1, 0, 0, 0, 0, "", ""), null!));
        }

        Assert.Null(cache.Find(calls[0]));
        Assert.All(calls.Skip(1), c => Assert.NotNull(cache.Find(c)));
    }

    /// <summary>What can change a ranking. All at the same moment of the clock: no stamp may rest on time alone.</summary>
    private static IEnumerable<Func<KotaDb, Task>> Changes(Season season, RegionCode region)
    {
        var scope = RegionScope.Of(region);
        yield return async db =>
        {
            var score = await db.In<Score>(scope).AsNoTracking().FirstAsync(s => s.CriterionCode == "n_tik");
            db.Add(new Score
            {
                RegionCode = region, CallId = season.Call, UserId = score.UserId, CriterionCode = score.CriterionCode, Revision = 2,
                Level = (score.Level + 2) % 5, Note = "", At = score.At,
            });
        };
        yield return db =>
        {
            db.Add(new Moderation
            {
                RegionCode = region, Id = Guid.CreateVersion7(), CallId = season.Call, CriterionCode = "n_visi",
                Kind = ModerationKind.Agreed, Level = 4, Reason = "test", At = DateTime.UnixEpoch, ByUser = season.Officer.User!.Value,
                ByName = "test",
            });
            return Task.CompletedTask;
        };
        yield return async db => (await FirstSheetAsync(db, scope)).SubmittedAt = null;
        yield return async db =>
        {
            var sheet = await FirstSheetAsync(db, scope);
            (sheet.SubmittedAt, sheet.WithdrawnAt) = (sheet.AssignedAt, sheet.AssignedAt);
        };
        yield return async db =>
        {
            var application = await db.In<Application>(scope).SingleAsync(a => a.CallId == season.Call);
            application.Saved(1, 2, application.SavedAt);
        };
        yield return async db => (await db.Shared<Call>().SingleAsync(c => c.Id == season.Call)).Touch();
    }

    private static Task<ScoreSheet> FirstSheetAsync(KotaDb db, RegionScope scope) =>
        db.In<ScoreSheet>(scope).OrderBy(s => s.UserId).FirstAsync();

    private static string Figures(Model.Assessing.SelectedRegion region) =>
        $"{region.Ranked.Region} {region.Ranked.Rank} {region.Ranked.Exact} {region.Reason}";

    private static async Task<RankedCall> ReadAsync(Season season) =>
        Season.Ok(await season.AsAsync(season.Officer, (CallRankings r) => r.ForReadingAsync(season.Call, default)));

    private static Task<RankingStamp?> StampAsync(TestDatabase database, Season season, string index) =>
        database.WithAsync<RankingStamps, RankingStamp?>(s => s.OfAsync(season.Call, [index], default));
}

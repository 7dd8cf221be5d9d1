using System.Globalization;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace KotaCerdas.Movement.Tests.Demo;

/// <summary>What the demo generates of one region over the years is a series that could be true.</summary>
public sealed class SeriesTests(PlayedSeasons seasons)
{
    private const decimal MostPoints = 2;

    [Fact]
    public async Task Percentages_and_the_development_index_of_a_region_move_by_small_steps_from_year_to_year()
    {
        await using var database = await seasons.CloneAsync(DatabaseEngine.Sqlite);
        await database.WithAsync(async (KotaDb db) =>
        {
            var years = await db.Shared<Call>().ToDictionaryAsync(c => c.Id, c => c.Year);
            var answers = await db.In<Answer>(RegionScope.National("series of the demo"))
                .Where(a => a.ItemCode == "p_ipm" || a.ItemCode == "i_opd" || a.ItemCode == "i_desa").ToListAsync();
            var series = answers.GroupBy(a => (a.RegionCode, a.ItemCode)).Where(g => g.Count() > 1).ToList();
            Assert.Contains(series, s => s.Key == (RegionCode.Parse("16.72"), "p_ipm"));
            Assert.All(series, s =>
            {
                var values = s.OrderBy(a => years[a.CallId]).Select(a => decimal.Parse(a.Value, CultureInfo.InvariantCulture)).ToList();
                Assert.All(values.Zip(values.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 0, MostPoints));
            });
        });
    }
}

using KotaCerdas.Platform;
using KotaCerdas.TestKit;

namespace KotaCerdas.Movement.Tests.Assessment;

public sealed class SensitivityPageTests
{
    [Theory, OnEachDatabase]
    public async Task A_tie_is_called_one_instead_of_a_change_of_nothing_for_every_weight(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var season = await Season.ScoredAsync(app.Database, Level, call => (call.Quota, call.ReserveSize) = (2, 1));
        using var client = app.Client(season.Officer);

        var page = await client.PageAsync($"/panggilan/{season.Call}/simulasi");

        var rows = page.QuerySelectorAll("main table")[^1].QuerySelectorAll("tbody tr")
            .Select(r => r.TextContent).ToList();
        Assert.Equal(4, rows.Count);
        Assert.All(rows, r => Assert.Contains("Skor keduanya sama", r, StringComparison.Ordinal));
        Assert.DoesNotContain("0,00 poin persen", page.Body!.TextContent, StringComparison.Ordinal);

        // With weights of 50, 30 and 20 % the levels 2, 2, 2 and 3, 1, 1 weigh the same.
        static int Level(int region, int seat, int question) => region % 2 == 0 ? 2 : question == 0 ? 3 : 1;
    }
}

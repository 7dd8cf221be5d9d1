using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Boards;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Tests.Calls;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Tests.Boards;

public sealed class BoardNeedsTests
{
    private const int Waiting = 27;

    private static readonly DateOnly Today = new(2026, 4, 7);

    [Theory, OnEachDatabase]
    public async Task What_is_overdue_stands_above_what_is_older_and_the_rest_of_a_sort_is_one_link_away(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var late = await SubmittedAsync(app.Database);
        using var client = app.Client(TestPeople.Office("ministry-officer"));

        var board = await client.PageAsync("/papan");
        var rows = board.QuerySelector("main table")!.QuerySelectorAll("tbody tr").Select(r => r.TextContent).ToList();
        Assert.Contains("Waktu perbaikan habis", rows[0], StringComparison.Ordinal);
        Assert.Contains(late, rows[0], StringComparison.Ordinal);
        Assert.Contains("Panggilan dapat ditutup", rows[1], StringComparison.Ordinal);
        Assert.Equal(BoardNeeds.Most, rows.Count(r => r.Contains("menunggu verifikasi", StringComparison.Ordinal)) - 1);
        var more = board.QuerySelectorAll("main table tbody tr")
            .Single(r => r.TextContent.Contains("dan 6 lagi", StringComparison.Ordinal));

        var path = more.QuerySelector("a")!.GetAttribute("href")!;
        var first = await client.PageAsync(path);
        var second = await client.PageAsync(first.QuerySelector("main .k-pages a[rel=next]")!.GetAttribute("href")!);
        string[] all = [.. new[] { first, second }.SelectMany(p => p.QuerySelectorAll("main tbody tr")).Select(r => r.TextContent)];
        Assert.Equal(Waiting - 1, all.Distinct().Count());
        Assert.All(all, r => Assert.Contains("menunggu verifikasi", r, StringComparison.Ordinal));
    }

    [Fact]
    public void The_longest_overdue_comes_first_whatever_its_sort()
    {
        Need[] needs =
        [
            Of("langkah", "tutup"), Of("verifikasi", "baru") with { Since = Today },
            Of("verifikasi", "lama") with { Since = Today.AddDays(-30) }, Of("perbaikan", "lewat-baru") with { Due = Today.AddDays(-1) },
            Of("tanda-tangan", "lewat-lama") with { Due = Today.AddDays(-9) },
        ];

        Assert.Equal(
            ["lewat-lama", "lewat-baru", "tutup", "lama", "baru"], new BoardNeeds(Today, null!).Ordered(needs).Select(n => n.Who));
    }

    private static Need Of(string kind, string who) => new(kind, "apa", who, ("buka", "/x"));

    /// <summary>Applications that wait since 3 March, and one that was returned and whose days are over: its name.</summary>
    private static async Task<string> SubmittedAsync(TestDatabase database)
    {
        var late = string.Empty;
        await database.WithAsync<KotaDb>(async db =>
        {
            var call = SomeCall.Draft(database.Clock);
            var officer = TestPeople.Office("ministry-officer");
            var now = database.Clock.GetUtcNow().UtcDateTime;
            Assert.Null(call.Advance(CallStatus.Open, officer, now));
            var regions = await db.Shared<Region>().Where(r => r.Kind != RegionKind.Province).OrderBy(r => r.Code).Take(Waiting)
                .ToListAsync();
            late = regions[^1].Name;
            await using var write = await db.BeginWriteAsync(RegionScope.National("test of the board"), default);
            db.Add(call);
            foreach (var region in regions)
            {
                var application = new Application { RegionCode = region.Code, CallId = call.Id, StartedAt = now };
                Assert.Null(application.Submit(officer, now, new DateOnly(2026, 3, 3)));
                if (region == regions[^1])
                {
                    Assert.Null(application.Return(officer, now, new DateOnly(2026, 3, 30)));
                }

                db.Add(application);
            }

            await write.CommitAsync(default);
        });
        database.Clock.Set(new(2026, 4, 7, 2, 0, 0, TimeSpan.Zero));
        return late;
    }
}

using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Features.Deductions;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Tests.Assessment;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using static KotaCerdas.Revenue.Tests.Registers.RegisterRoom;

namespace KotaCerdas.Revenue.Tests.Registers;

/// <summary>The untaxed part (NJOPTKP) is given once a taxpayer and year.</summary>
public sealed class DeductionTests
{
    private const string Page = "/pendapatan/16.72/objek/njoptkp";
    private const string Small = "16.72.010.001.001-0001.0";
    private const string Large = "16.72.010.001.001-0002.0";
    private const string Built = "16.72.010.002.001-0001.0";
    private const string Other = "16.72.010.002.001-0002.0";

    private static readonly DateOnly Before = new(2025, 1, 1);
    private static readonly DateOnly Day = new(2026, 1, 1);

    [Theory, OnEachDatabase]
    public async Task Whoever_uses_it_already_is_told_where_and_other_changes_go_on(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var owner = await OwnerAsync(database, "Contoh Satu");
        await RegisterAsync(database.Services, Small, Valued(owner, 100) with { TakesDeduction = true });

        var refused = await RegisterAsync(database.Services, Large, Valued(owner, 900) with { TakesDeduction = true });
        Assert.Equal(("Revenue.Object.DeductionElsewhere", "TakesDeduction"), (refused.Problem.Code, refused.Problem.Field));
        Assert.Contains(Small, refused.Problem.Args);
        var large = (await RegisterAsync(database.Services, Large, Valued(owner, 900))).Value;
        Assert.Equal(
            "Revenue.Object.DeductionElsewhere",
            (await ChangeAsync(database, large, 1, Valued(owner, 900) with { TakesDeduction = true, ValidFrom = Day })).Problem.Code);

        // It moves: first off the one, then on to the other.
        Assert.Equal(2, (await ChangeAsync(database, Number(Small), 1, Valued(owner, 100) with { ValidFrom = Day })).Value);
        Assert.Equal(2, (await ChangeAsync(database, large, 1, Valued(owner, 900) with { TakesDeduction = true, ValidFrom = Day })).Value);

        // Sold to somebody who uses it elsewhere: the buyer cannot use it here too, but may have the object.
        var buyer = await OwnerAsync(database, "Contoh Dua", open: false);
        await RegisterAsync(database.Services, Other, Valued(buyer, 50) with { TakesDeduction = true });
        var sold = Valued(buyer, 900) with { TakesDeduction = true, ValidFrom = Day };
        Assert.Equal("Revenue.Object.DeductionElsewhere", (await ChangeAsync(database, large, 2, sold)).Problem.Code);
        Assert.Equal(3, (await ChangeAsync(database, large, 2, sold with { TakesDeduction = false })).Value);
    }

    [Theory, OnEachDatabase]
    public async Task What_is_double_already_does_not_stop_another_change(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var (owner, _) = await DoubledAsync(database);
        var changed = Valued(owner, 90) with { TakesDeduction = true, ValidFrom = Day, Reason = "Ukur ulang" };
        Assert.Equal(2, (await ChangeAsync(database, Number(Small), 1, changed)).Value);
    }

    [Theory, OnEachDatabase]
    public async Task The_most_valuable_keeps_it_and_nothing_else_changes(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var (_, merged) = await DoubledAsync(database);
        Assert.Equal(new DoubleCount(1, 2), await CountAsync(database));

        var done = await SettleAsync(database, new(2026, "Perda contoh", false));
        Assert.Equal("2,0,0", done);
        Assert.Equal(DoubleCount.None, await CountAsync(database));
        var facts = (await FactsAsync(database.Services, Day)).ToDictionary(f => f.Nop.ToString(), StringComparer.Ordinal);
        Assert.Equal([false, false, true], new[] { Small, Large, Built }.Select(n => facts[n].TakesDeduction));
        Assert.All(await FactsAsync(database.Services, Day.AddDays(-1)), f => Assert.Equal(f.Nop.ToString() != Other, f.TakesDeduction));

        // The version says why, and its buildings went with it.
        var file = (await FileAsync(database.Services, Number(Large), Day))!;
        Assert.Equal(
            (2, Day, "Perda contoh", merged, 30, 3_000_000L),
            (file.Current.Version, file.Current.ValidFrom, file.Current.Reason, file.Current.TaxpayerId, file.Current.BuildingArea,
                file.Current.BuildingValue));
        Assert.Equal([(1, 30, 3_000_000L)], await BuildingsAsync(database, file.Current));

        Assert.Equal("0,0,0", await SettleAsync(database, new(2026, "Perda contoh", false)));
    }

    [Theory, OnEachDatabase]
    public async Task Who_uses_it_nowhere_gets_it_on_the_most_valuable_object(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var owner = await OwnerAsync(database, "Contoh Satu");
        await RegisterAsync(database.Services, Small, Valued(owner, 100));
        await RegisterAsync(database.Services, Large, Valued(owner, 900));
        await RegisterAsync(database.Services, Built, Valued(owner, 9_000) with { LandKind = 4 });

        Assert.Equal("0,0,0", await SettleAsync(database, new(2026, "Perda contoh", false)));
        Assert.Equal("0,1,0", await SettleAsync(database, new(2026, "Perda contoh", true)));
        Assert.Equal([Large], (await FactsAsync(database.Services, Day)).Where(f => f.TakesDeduction).Select(f => f.Nop.ToString()));
        Assert.Equal("0,0,0", await SettleAsync(database, new(2026, "Perda contoh", true)));
    }

    [Theory, OnEachDatabase]
    public async Task An_object_with_a_later_change_is_left_to_the_officer(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var (owner, _) = await DoubledAsync(database);
        var later = Valued(owner, 80) with { TakesDeduction = true, ValidFrom = Day.AddDays(5) };
        Assert.Equal(2, (await ChangeAsync(database, Number(Small), 1, later)).Value);

        Assert.Equal("1,0,1", await SettleAsync(database, new(2026, "Perda contoh", false)));
        Assert.Equal([Small, Built], (await FactsAsync(database.Services, Day)).Where(f => f.TakesDeduction).Select(f => f.Nop.ToString()));
        Assert.Equal([false, true], (await ListAsync(database)).Select(r => r.Later));
    }

    [Theory, OnEachDatabase]
    public async Task A_simulation_says_how_often_it_is_used_twice_or_not_at_all(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var database = app.Database;
        await AssessmentRoom.OpenAsync(database, 2, 20);
        var facts = await FactsAsync(app.Services, new DateOnly(AssessmentRoom.Year, 1, 1));
        var (from, into) = (facts.Where(f => f is { TakesDeduction: true, LandKind: 1 }).Take(2).ToArray() is [var a, var b]) ? (a, b)
            : throw new InvalidOperationException("no two objects");
        var without = facts.Count(f => f is { TakesDeduction: false, LandKind: not 4 });
        Assert.False((await MergeAsync(database, from.Taxpayer, into.Taxpayer)).Failed);

        var summary = SimulatedFacts.Of((await database.SimulateAsync()).Simulated!).Summary;
        Assert.Equal((1, 1, without), (summary.DoubleTaxpayers, summary.DoubleObjects, summary.WithoutDeduction));
        var village = SimulatedFacts.Of((await database.SimulateAsync("1672010001")).Simulated!).Summary;
        Assert.Equal((1, 1, 0), (village.DoubleTaxpayers, village.DoubleObjects, village.WithoutDeduction));

        using var client = app.Client(AssessmentRoom.Drafter);
        var list = await client.PageAsync("/pendapatan/16.72/penetapan");
        var batch = await client.PageAsync(
            list.QuerySelector("a[href^='/pendapatan/16.72/penetapan/01']")!.GetAttribute("href")!);
        Assert.NotNull(batch.QuerySelector($"a[href='{Page}?tahun=2026']"));
    }

    [Theory, OnEachDatabase]
    public async Task The_page_lists_them_and_settles(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var client = app.Client(Officer);
        await OpenAsync(app.Services);
        Assert.Contains("Tidak ada NJOPTKP ganda", (await client.PageAsync(Page)).Body!.TextContent, StringComparison.Ordinal);
        await DoubledAsync(app.Database, open: false);

        var year = app.Database.Clock.GetUtcNow().Year;
        var page = await client.PageAsync($"{Page}?tahun={year}");
        Assert.Equal(
            [(Built, "Tetap memakai"), (Large, "Akan dilepas"), (Small, "Akan dilepas")],
            page.QuerySelectorAll("tbody tr").Select(r =>
                (r.QuerySelector("a[href*='/objek/']")!.TextContent.Trim(), r.QuerySelectorAll("td, th")[^1].TextContent.Trim())));

        using var wrong = await client.SubmitAsync(Page, Fields(("Form.Year", "2019"), ("Form.Reason", " ")), "#tetapkan ~ form");
        var said = (await wrong.DocumentAsync()).QuerySelector(".govuk-error-summary")!.TextContent;
        Assert.Contains("Pilih tahun", said, StringComparison.Ordinal);
        Assert.Contains("alasan", said, StringComparison.OrdinalIgnoreCase);
        using var stranger = app.Client(Stranger);
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, (await stranger.GetAsync(Page)).StatusCode);

        using var started = await client.SubmitAsync(
            Page, Fields(("Form.Year", AssessmentRoom.Text(year)), ("Form.Reason", "Perda contoh")), "#tetapkan ~ form");
        Assert.StartsWith("/operasi/", started.Headers.Location!.ToString(), StringComparison.Ordinal);
        await app.Database.RunOperationsAsync();
        Assert.Equal(DoubleCount.None, await CountAsync(app.Database, year));
    }

    private static Nop Number(string nop) => Nop.TryParse(nop, out var known) ? known : throw new FormatException(nop);

    private static ObjectInput Valued(TaxpayerId owner, int area) => Land(owner, Before, area) with
    {
        LandZone = string.Empty, LandValue = 100_000, LandValueSource = "Penilai contoh",
    };

    private static async Task<TaxpayerId> OwnerAsync(TestDatabase database, string name, bool open = true)
    {
        if (open)
        {
            await OpenAsync(database.Services);
        }

        return (await RegisterAsync(database.Services, Person(name))).Value;
    }

    /// <summary>
    /// A person who was registered twice and used it twice under the one name and once under the other; then the entries are merged.
    /// </summary>
    private static async Task<(TaxpayerId Owner, TaxpayerId Merged)> DoubledAsync(TestDatabase database, bool open = true)
    {
        var owner = await OwnerAsync(database, "Contoh Satu", open);
        var merged = await OwnerAsync(database, "Contoh Satu Lagi", open: false);
        await RegisterAsync(database.Services, Small, Valued(owner, 100) with { TakesDeduction = true });
        await RegisterAsync(database.Services, Large, Valued(merged, 900) with
        {
            TakesDeduction = true, Buildings = [new(30, "01", 1, 1999, Valuation.PerMetre, 100_000, "DBKB contoh")],
        });
        var third = await OwnerAsync(database, "Contoh Satu Pula", open: false);
        await RegisterAsync(database.Services, Built, Valued(third, 800) with
        {
            TakesDeduction = true, Buildings = [new(60, "01", 1, 1999, Valuation.PerMetre, 900_000, "DBKB contoh")],
        });
        await RegisterAsync(database.Services, Other, Valued(third, 10));
        Assert.False((await MergeAsync(database, merged, owner)).Failed);
        Assert.False((await MergeAsync(database, third, owner)).Failed);
        return (owner, merged);
    }

    private static Task<Outcome<TaxpayerId>> MergeAsync(TestDatabase database, TaxpayerId from, TaxpayerId into) =>
        database.Services.AsAsync<MergeTaxpayers, Outcome<TaxpayerId>>(
            Officer, m => m.RunAsync(Home, from, into.ToString(), "Orang yang sama", default));

    /// <summary>Changes an object; the deduction lowers what is billed, so that a second officer confirms it.</summary>
    private static async Task<Outcome<int>> ChangeAsync(TestDatabase database, Nop nop, int seen, ObjectInput input)
    {
        var changed = await RegisterRoom.ChangeAsync(database.Services, nop, seen, input);
        if (changed is not { Failed: false, Value: 0 })
        {
            return changed;
        }

        await ConfirmAsync(database.Services);
        return seen + 1;
    }

    private static Task<DoubleCount> CountAsync(TestDatabase database, int year = 2026) =>
        database.WithAsync<DeductionReading, DoubleCount>(r => r.CountAsync(
            (Home, new DateOnly(year, 1, 1)), database.Clock.GetUtcNow().UtcDateTime, default));

    private static Task<List<DoubleDeduction>> ListAsync(TestDatabase database) =>
        database.WithAsync<DeductionReading, List<DoubleDeduction>>(
            r => r.ListAsync((Home, Day), database.Clock.GetUtcNow().UtcDateTime, (0, 100), default));

    private static async Task<string> SettleAsync(TestDatabase database, DeductionWork work)
    {
        database.Clock.Advance(TimeSpan.FromSeconds(1));
        var done = await database.Services.AsAsync<OperationRunner, OperationRow>(
            Officer, r => r.RunNowAsync(Officer, SettleDeductions.Kind, Home, work, null, default));
        Assert.True(done.State == OperationState.Done, done.Error);
        return string.Join(',', OperationResult.FromJson(done.Result!).Args);
    }

    private static Task<List<(int Number, int Area, long Value)>> BuildingsAsync(TestDatabase database, TaxObject of) =>
        database.WithAsync<KotaDb, List<(int, int, long)>>(async db =>
            [.. (await db.In<Building>(RegionScope.Of(Home)).Where(b => b.Nop == of.Nop && b.Version == of.Version).ToListAsync())
                .Select(b => (b.Number, b.Area, b.Total))]);
}

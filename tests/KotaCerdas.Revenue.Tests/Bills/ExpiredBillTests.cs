using System.Net.Http.Json;
using System.Text.Json;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Features.Paper;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Revenue.Tests.Mine;
using KotaCerdas.TestKit;
using static KotaCerdas.Revenue.Tests.Registers.RegisterRoom;

namespace KotaCerdas.Revenue.Tests.Bills;

/// <summary>What nobody may collect any more is told apart from what is to be paid, and what was paid too much is said.</summary>
public sealed class ExpiredBillTests
{
    private const string Check = $"/tagihan/{BillRoom.Slug}?nop=";

    private static readonly DateOnly Today = new(2026, 3, 2);

    [Theory, OnEachDatabase]
    public async Task Bills_whose_right_to_collect_has_ended_are_not_asked_for(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var services = app.Services;
        var owner = await BillRoom.OpenAsync(services);
        foreach (var year in Enumerable.Range(2019, 4))
        {
            await BillRoom.LegacyAsync(services, BillRoom.First, year, 40_000 + year);
        }

        // What began anew in 2022 has not ended; the bill of 2022 ends with 2026.
        await RemindAsync(services, 2020, new DateOnly(2022, 6, 1));
        await BillRoom.BillAsync(services, owner, (BillRoom.First, 2026), BillRoom.House, new DateOnly(2026, 2, 1));
        var years = await SameAsync(services);
        Assert.Equal(
            [(2022, BillState.Overdue), (2021, BillState.Expired), (2020, BillState.Overdue), (2019, BillState.Expired)],
            years.Where(y => !y.Own).Select(y => (y.Year, y.On(Today))));
        var expired = 42_019L + 42_021;
        Assert.All(years.Where(y => y.Expired), y => Assert.Equal((0, 0), (y.ToPay, y.Late!.Value.Amount)));

        using var client = app.Client();
        var text = (await client.PageAsync(Check + BillRoom.First)).Body!.TextContent;
        Assert.Contains("Hak menagih berakhir", text, StringComparison.Ordinal);
        Assert.Contains($"{Formats.Money(expired)}, tidak lagi ditagih", text, StringComparison.Ordinal);
        var later = years[0].Total;
        Assert.Contains($"Harus dibayar hari ini{Formats.Money(years.Sum(y => y.ToPay) - later)}", Packed(text), StringComparison.Ordinal);
        Assert.Contains($"Belum jatuh tempo{Formats.Money(later)}", Packed(text), StringComparison.Ordinal);
        var answer = await client.GetFromJsonAsync<JsonElement>($"/api/v1/bills/16.72/{BillRoom.First}");
        Assert.Equal(
            (years.Sum(y => y.ToPay), expired, later),
            (answer.GetProperty("total").GetInt64(), answer.GetProperty("expired").GetInt64(), answer.GetProperty("notYetDue").GetInt64()));
        Assert.Equal(
            ["Open", "Overdue", "Expired", "Overdue", "Expired"],
            answer.GetProperty("years").EnumerateArray().Select(y => y.GetProperty("state").GetString()));

        // The taxpayer's own page and the officer's list of arrears say the same.
        var citizen = await MineRoom.CitizenAsync(services);
        await MineRoom.ClaimAsync(services, citizen);
        using var own = app.Client(citizen);
        var mine = Packed((await own.PageAsync("/saya/pajak")).Body!.TextContent);
        Assert.Contains(
            $"Semua yang harus dibayar hari ini{Formats.Money(years.Sum(y => y.ToPay) - later)}", mine, StringComparison.Ordinal);
        Assert.Contains($"Hak menagih berakhir{Formats.Money(expired)}", mine, StringComparison.Ordinal);
        using var officer = app.Client(BillRoom.Assessor);
        var rows = (await officer.PageAsync("/pendapatan/16.72/tunggakan")).QuerySelectorAll("tbody tr")
            .Select(r => (r.TextContent.Contains("Hak menagih berakhir", StringComparison.Ordinal), r.TextContent)).ToList();
        Assert.Equal([true, false, true, false], rows.Select(r => r.Item1));
        Assert.Contains("Rp42.019", rows[0].TextContent, StringComparison.Ordinal);

        await PrintedAsync(app, officer);
    }

    /// <summary>The paper says the same: what is asked for, and apart from it what is not.</summary>
    private static async Task PrintedAsync(TestApp app, HttpClient officer)
    {
        var printed = (await app.Services.AsAsync<PrintFeed, ILookup<long, PrintedArrears>>(BillRoom.Assessor, f => f.ArrearsAsync(
            Home, (BillRoom.First.Value, BillRoom.First.Value), 2026,
            (Today, new(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc)), default)))[BillRoom.First.Value];
        Assert.Equal(
            [(2019, true), (2020, false), (2021, true), (2022, false)], printed.Select(p => (p.Year, p.Expired)));
        await PaperTests.SetAsync(app);
        var words = await PdfWords.ReadAsync(
            await officer.GetByteArrayAsync($"/pendapatan/16.72/tagihan/{BillRoom.First.Value}/2026/sppt"), "-layout");
        Assert.Contains("2 tahun, Rp84.040", Packed(words), StringComparison.Ordinal);
        Assert.Contains("Rp84.042", Packed(words), StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task A_list_of_bills_tells_those_apart_that_may_not_be_collected(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var app = await TestApp.OverAsync(database);
        var owner = await BillRoom.OpenAsync(app.Services);
        await BillRoom.BillAsync(app.Services, owner, (BillRoom.First, 2025), BillRoom.House, new DateOnly(2025, 3, 1));
        database.Clock.Set(Letters.LetterRoom.Noon(2030, 1, 2));
        Assert.False(Assert.Single(await SameAsync(app.Services, new DateOnly(2030, 1, 1))).Expired);
        Assert.True(Assert.Single(await SameAsync(app.Services, new DateOnly(2030, 1, 2))).Expired);
        using var officer = app.Client(BillRoom.Assessor);
        async Task<int> CountAsync(BillState state) => (await app.Services.AsAsync<BillRows, Features.Taxpayers.RegisterRows<BillRow>>(
            BillRoom.Assessor, r => r.PageAsync(
                (Home, new(2030, 1, 2)), new(2025) { State = state }, (null, null), 10, default))).Rows.Count(r =>
                    r.On(new(2030, 1, 2)) == state);
        Assert.Equal(
            (1, 0, 0), (await CountAsync(BillState.Expired), await CountAsync(BillState.Overdue), await CountAsync(BillState.Open)));
        var text = (await officer.PageAsync($"/pendapatan/16.72/tagihan/{BillRoom.First.Value}/2025")).Body!.TextContent;
        Assert.Contains("Hak menagih berakhir", text, StringComparison.Ordinal);
        Assert.Contains("Harus dibayar hari iniRp0", Packed(text), StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task What_was_paid_too_much_is_said(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await BillRoom.OpenAsync(app.Services);
        await BillRoom.LegacyAsync(app.Services, BillRoom.First, 2023, 100_000, 150_000);
        var year = Assert.Single(await SameAsync(app.Services));
        Assert.Equal((BillState.Paid, 50_000), (year.On(Today), year.Overpaid));
        using var client = app.Client();
        var text = (await client.PageAsync(Check + BillRoom.First)).Body!.TextContent;
        Assert.Contains("Lebih dibayar Rp50.000", text, StringComparison.Ordinal);
        var answer = await client.GetFromJsonAsync<JsonElement>($"/api/v1/bills/16.72/{BillRoom.First}");
        Assert.Equal(50_000, answer.GetProperty("years")[0].GetProperty("overpaid").GetInt64());
    }

    /// <summary>Without the blanks between elements.</summary>
    private static string Packed(string text) => string.Concat(text.Split('\n').Select(l => l.Trim()));

    /// <summary>Both readers of what is owed, which must say the same.</summary>
    private static async Task<IReadOnlyList<BilledYear>> SameAsync(IServiceProvider services, DateOnly? on = null)
    {
        var day = on ?? Today;
        var owed = await services.AsAsync<ObligationReading, IReadOnlyList<Obligation>>(
            Officer, r => r.OfAsync(Home, BillRoom.First, day, default));
        var interest = await services.AsAsync<ObligationReading, InterestRules?>(
            Officer, r => r.InterestAsync(Home, day, default));
        var found = await services.AsAsync<BillLookup, ObjectBills>(
            Officer, l => l.FindAsync(Home, BillRoom.First, interest, day, default));
        Assert.Equal(
            owed.Select(o => (o.TaxYear, o.Open, o.Late, o.Expired, o.Overpaid)),
            found.Years.Select(y => (y.Year, y.Open, y.Late, y.Expired, y.Overpaid)));
        return found.Years;
    }

    /// <summary>A letter reminded of a bill of the system before.</summary>
    private static Task<bool> RemindAsync(IServiceProvider services, int year, DateOnly on) =>
        services.AsAsync<KotaDb, bool>(BillRoom.Assessor, async db =>
        {
            await using var write = await db.BeginWriteAsync(RegionScope.Of(Home), default);
            db.Add(new ChargeEvent
            {
                RegionCode = Home, ChargeId = ChargeId.Of(BillRoom.First, year), Ordinal = 1, Kind = ChargeEventKind.Noted, HappenedOn = on,
                Change = 0, OpenAfter = 40_000 + year, PaidAfter = 0, OverAfter = 0, State = ChargeState.Issued, DueOn = new(year, 9, 30),
                ExpiresFrom = on, Letter = "teguran", Reason = "Contoh", Nop = BillRoom.First, TaxYear = year, Cycle = 1,
                RecordedAt = new DateTime(2022, 6, 1, 0, 0, 0, DateTimeKind.Utc), RecordedBy = null, RecordedByName = "x",
            });
            await write.CommitAsync(default);
            return true;
        });
}

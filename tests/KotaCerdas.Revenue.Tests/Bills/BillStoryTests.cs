using System.Net;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Revenue.Tests.Rules;
using KotaCerdas.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KotaCerdas.Revenue.Tests.Bills;

public sealed class BillStoryTests
{
    [Theory, OnEachDatabase]
    public async Task The_code_on_the_bill_opens_its_explanation_and_nothing_else_does(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var owner = await BillRoom.OpenAsync(app.Services);
        await BillRoom.BillAsync(app.Services, owner, (BillRoom.First, 2024), BillRoom.House with { LandArea = 100 }, new(2024, 3, 1));
        var bill = await BillRoom.BillAsync(
            app.Services, owner, (BillRoom.First, 2025), BillRoom.House with { LastYear = 30_000 }, new(2025, 3, 1));
        using var client = app.Client();
        var path = $"/tagihan/{BillRoom.Slug}/{BillRoom.First.Value}/2025";
        Assert.NotNull((await client.PageAsync(path)).QuerySelector("input[name=kode]"));

        foreach (var wrong in new[]
        {
            path + "?kode=AAAA-AAAA", $"{path}?kode={BillRoom.CodeOf(app.Services, BillRoom.First, 2024)}",
            $"/tagihan/{BillRoom.Slug}/{BillRoom.Unknown.Value}/2025?kode=AAAA-AAAA",
            $"/tagihan/{BillRoom.Slug}/{BillRoom.Unknown.Value}/2025?kode={BillRoom.CodeOf(app.Services, BillRoom.Unknown, 2025)}",
        })
        {
            using var refused = await client.GetAsync(wrong);
            Assert.Equal((wrong, HttpStatusCode.UnprocessableEntity), (wrong, refused.StatusCode));
            Assert.Contains("tidak cocok", (await refused.DocumentAsync()).Body!.TextContent, StringComparison.Ordinal);
        }

        var code = BillRoom.CodeOf(app.Services, BillRoom.First, 2025).Replace("-", string.Empty, StringComparison.Ordinal);
        var text = (await client.PageAsync($"{path}?kode={code.ToLowerInvariant().Replace('0', 'o')}")).Body!.TextContent;
        Assert.Contains("Mengapa " + Formats.Money(bill.Amount), text, StringComparison.Ordinal);
        Assert.Contains("NJOPTKP) Rp10.000.000", text, StringComparison.Ordinal);
        Assert.Contains("Luas tanah", text, StringComparison.Ordinal);
        Assert.Contains("120 m²", text, StringComparison.Ordinal);
        Assert.DoesNotContain(BillRoom.Owner, text, StringComparison.Ordinal);
        Assert.DoesNotContain("tidak cocok", text, StringComparison.Ordinal);
        Assert.Contains("Why " + Formats.Money(bill.Amount, System.Globalization.CultureInfo.GetCultureInfo("en")),
            (await client.PageAsync($"{path}?kode={code}&bahasa=en")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task A_bill_that_does_not_come_out_again_says_so_loudly(DatabaseEngine engine)
    {
        using var log = new LogLines();
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var app = await TestApp.OverAsync(database, adjust: s => s.AddSingleton<ILoggerProvider>(log));
        var owner = await BillRoom.OpenAsync(app.Services);
        await BillRoom.BillAsync(app.Services, owner, (BillRoom.First, 2025), BillRoom.House, new(2025, 3, 1),
            a => a with { Payable = a.Payable + 1 });
        using var client = app.Client();
        var path = $"/tagihan/{BillRoom.Slug}/{BillRoom.First.Value}/2025?kode={BillRoom.CodeOf(app.Services, BillRoom.First, 2025)}";
        var text = (await client.PageAsync(path)).Body!.TextContent;
        Assert.Contains("tidak cocok dengan hitung ulang", text, StringComparison.Ordinal);
        Assert.Contains(log.Lines, l => l.Contains("1 figures do not come out again", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, l => l.Contains(BillRoom.Owner, StringComparison.Ordinal));
    }

    [Theory, OnEachDatabase]
    public async Task Officers_of_the_region_see_the_bill_and_others_do_not(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var owner = await BillRoom.OpenAsync(app.Services);
        await BillRoom.LegacyAsync(app.Services, BillRoom.First, 2024, 47_600);
        await BillRoom.BillAsync(app.Services, owner, (BillRoom.First, 2025), BillRoom.House, new(2025, 3, 1));
        var path = $"/pendapatan/16.72/tagihan/{BillRoom.First.Value}/2025";
        using var officer = app.Client(BillRoom.Assessor);
        var text = (await officer.PageAsync(path)).Body!.TextContent;
        Assert.Contains(BillRoom.Owner, text, StringComparison.Ordinal);
        Assert.Contains(BillRoom.CodeOf(app.Services, BillRoom.First, 2025), text, StringComparison.Ordinal);
        Assert.Contains("Dibandingkan dengan 2024", text, StringComparison.Ordinal);
        using var stranger = app.Client(BillRoom.Elsewhere);
        using var refused = await stranger.GetAsync(path);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        using var visitor = app.Client();
        using var sent = await visitor.GetAsync(path);
        Assert.StartsWith("/masuk", sent.Headers.Location!.ToString(), StringComparison.Ordinal);
        using var missing = await officer.GetAsync($"/pendapatan/16.72/tagihan/{BillRoom.First.Value}/2024");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    /// <summary>Every figure of a bill is compared, each planted on its own.</summary>
    [Fact]
    public void Each_figure_that_is_off_by_a_rupiah_is_found()
    {
        var rules = Sets.Pbb("kota-pagar-alam", 2026);
        var amount = rules.Assess(BillRoom.House);
        Func<PbbAmount, PbbAmount>[] plants =
        [
            a => a with { LandUnit = a.LandUnit + 1 }, a => a with { LandNjop = a.LandNjop + 1 },
            a => a with { BuildingUnit = a.BuildingUnit + 1 }, a => a with { BuildingNjop = a.BuildingNjop + 1 },
            a => a with { Njop = a.Njop + 1 }, a => a with { Deduction = a.Deduction + 1 }, a => a with { Njkp = a.Njkp + 1 },
            a => a with { Tax = a.Tax + 1 }, a => a with { Adjusted = a.Adjusted + 1 }, a => a with { Limited = a.Limited + 1 },
            a => a with { Reduced = a.Reduced + 1 }, a => a with { Payable = a.Payable + 1 },
        ];
        Assert.Empty(BillStories.Mismatches(BillRoom.Of(BillRoom.House, amount), rules, null));
        Assert.All(plants, plant => Assert.Single(
            BillStories.Mismatches(BillRoom.Of(BillRoom.House, plant(amount)), rules, null)));
    }
}

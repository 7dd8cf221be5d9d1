using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Tests.Registers;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using static KotaCerdas.Revenue.Tests.Letters.LetterRoom;

namespace KotaCerdas.Revenue.Tests.Letters;

/// <summary>A charge is called by its own number.</summary>
public sealed class ChargeNumberTests
{
    [Theory, OnEachDatabase]
    public async Task A_decision_with_a_number_of_its_own_leaves_the_charge_its_number(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var services = app.Services;
        await OpenAsync(services);
        var thing = (await RegisterAsync(services, "pbjt-makan", Input(await TaxpayerAsync(services)))).Value;
        app.Database.Clock.Set(Noon(2026, 4, 20));
        var proposed = await ProposeAsync(
            services, new("skpdkb-jabatan", null, thing, new(2026, 1, 1), new(2026, 1, 31)), ("turnover", "150000000"));
        var id = (await DecideAsync(services, proposed.Value)).Value.ChargeId!.Value;
        var own = (await ChargeAsync(services, id)).Current.Number;
        var decided = (await FollowAsync(services, "keberatan", id, ("principal", "4000000"), ("sanction", "1000"))).Current;
        var decision = decided.Number;
        Assert.NotEqual(own, decision);

        // The paper says which assessment it decides on and what that asked for.
        var words = string.Join(' ', (await WordsAsync(services, decided.DocumentId!.Value)).Split((char[]?)null,
            StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains($"nomor {Unbroken(own)} tanggal 20 April 2026", Unbroken(words), StringComparison.Ordinal);
        Assert.Contains("Semula pokok Rp15.000.000, sanksi Rp", words, StringComparison.Ordinal);

        using var officer = app.Client(Assessor);
        var page = await officer.PageAsync(ChargePaths.Of(Home, id));
        Assert.Contains(own, page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(decision, page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(decision, page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        var proposals = await services.AsAsync<KotaDb, List<Guid>>(Head, db => db.In<Proposal>(RegionScope.Of(Home))
            .Where(p => p.ChargeId == id).Select(p => p.Id).ToListAsync());
        var proposal = await officer.PageAsync(ChargePaths.Proposal(Home, Assert.Single(proposals)));
        Assert.Equal(own, proposal.QuerySelector($"main a[href='{ChargePaths.Of(Home, id)}']")!.TextContent);
        foreach (var search in new[] { own, decision })
        {
            var rows = await services.AsAsync<ChargeRows, Features.Taxpayers.RegisterRows<ChargeRow>>(Assessor, r => r.PageAsync(
                Home, new ChargeFilter(Search: search), (null, null), 10, default));
            Assert.Equal([own], rows.Rows.Select(r => r.Number));
        }
    }

    /// <summary>A number may be broken at its hyphen, which the reader of the paper's words takes for one of hyphenation.</summary>
    private static string Unbroken(string words) => words.Replace("-", string.Empty, StringComparison.Ordinal);
}

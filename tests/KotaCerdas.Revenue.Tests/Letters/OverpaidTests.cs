using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.TestKit;
using static KotaCerdas.Revenue.Tests.Letters.LetterRoom;

namespace KotaCerdas.Revenue.Tests.Letters;

/// <summary>An assessment of overpayment needs an overpayment.</summary>
public sealed class OverpaidTests
{
    [Theory, OnEachDatabase]
    public async Task What_was_not_paid_too_much_is_corrected_instead(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var services = database.Services;
        await OpenAsync(services);
        var id = (await RegisterAsync(services, "pbjt-makan", Input(await TaxpayerAsync(services)))).Value;
        database.Clock.Set(Noon(2026, 8, 10));
        var filed = (await FileAsync(services, id, new(2026, 7, 1), [("turnover", "62500000")])).Value.ChargeId;
        Task<Outcome<Guid>> AskAsync(string letter, string turnover) =>
            ProposeAsync(services, new(letter, filed, null, default, default), ("turnover", turnover));

        // Nothing was paid, and then no more than the audit found: what is open becomes less by a correction.
        var refused = (await AskAsync("skpdlb", "50000000")).Problem;
        Assert.Equal("Revenue.Letter.NothingOverpaid", refused.Code);
        Assert.Contains(LetterRules.Of("pembetulan").Title.In(), refused.Args.Select(a => a?.ToString()));
        var other = (await AskAsync("skpdn", "50000000")).Problem;
        Assert.Contains(LetterRules.Of("pembetulan").Title.In(), other.Args.Select(a => a?.ToString()));
        await PayAsync(services, filed, 5_000_000, new(2026, 8, 10), "uji-1");
        Assert.Equal("Revenue.Letter.NothingOverpaid", (await AskAsync("skpdlb", "50000000")).Problem.Code);

        // What was paid is more than what was found.
        await PayAsync(services, filed, 1_250_000, new(2026, 8, 10), "uji-2");
        Assert.Contains(LetterRules.Of("skpdlb").Title.In(),
            (await AskAsync("skpdn", "50000000")).Problem.Args.Select(a => a?.ToString()));
        var over = await FollowAsync(services, "skpdlb", filed, ("turnover", "50000000"));
        Assert.Equal((5_000_000, 0, 1_250_000), (over.Current.Amount, over.Standing.Open, over.Standing.Over));
        Assert.Equal(["before", "paid", "over"],
            ChargeTrace.Read(over.Current.Trace).Where(s => s.Kind != "pbjt-makan").Select(s => s.Name));
        var words = await WordsAsync(services, over.Current.DocumentId!.Value);
        Assert.Contains("Lebih dibayar Rp1.250.000 (", words.Replace("\u00A0", "", StringComparison.Ordinal), StringComparison.Ordinal);
        await ReceivableAgreesAsync(services);
    }
}

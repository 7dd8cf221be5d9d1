using System.Net.Http.Json;
using System.Text.Json;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Tests.Assessment;
using KotaCerdas.Revenue.Tests.Bills;
using KotaCerdas.TestKit;
using static KotaCerdas.Revenue.Tests.Letters.BillChangeRoom;

namespace KotaCerdas.Revenue.Tests.Letters;

/// <summary>Interest that a bill of sanctions (STPD) asks for is asked for nowhere else: who pays both would pay it twice.</summary>
public sealed class BilledInterestTests
{
    [Theory, OnEachDatabase]
    public async Task Who_holds_a_letter_is_not_asked_for_interest_that_was_billed(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var app = await TestApp.OverAsync(database);
        var services = app.Services;
        await LetterRoom.OpenAsync(services);
        var owner = await LetterRoom.TaxpayerAsync(services);
        var id = (await LetterRoom.RegisterAsync(services, "pbjt-makan", LetterRoom.Input(owner))).Value;
        database.Clock.Set(LetterRoom.Noon(2026, 4, 20));
        var charge = (await LetterRoom.FileAsync(services, id, new(2026, 1, 1), [("turnover", "200000000")])).Value;
        using var visitor = app.Client();
        var page = $"/tagihan/{BillRoom.Slug}/surat?kode={await LetterRoom.CodeAsync(services, charge)}";
        async Task<string> TextAsync() => (await visitor.PageAsync(page)).Body!.TextContent;

        // Due on 13 February: three months at 1 % of 20,000,000, and 100,000 for the late return.
        Assert.Contains("Rp20.600.000", await TextAsync(), StringComparison.Ordinal);
        var bill = await LetterRoom.FollowAsync(services, "stpd", charge.ChargeId);
        Assert.Equal(700_000, bill.Current.Sanction);
        var text = await TextAsync();
        Assert.DoesNotContain("Rp20.600.000", text, StringComparison.Ordinal);
        Assert.Contains("Rp600.000 sudah ditagih", text, StringComparison.Ordinal);
        Assert.Contains("Rp20.000.000", text, StringComparison.Ordinal);

        // A consent keeps what had accrued, not what was billed of it; a month later only the interest of the plan is new.
        await LetterRoom.FollowAsync(services, "angsuran", charge.ChargeId, ("count", "2"));
        Assert.DoesNotContain("Rp20.600.000", await TextAsync(), StringComparison.Ordinal);
        database.Clock.Set(LetterRoom.Noon(2026, 4, 21));
        Assert.Contains("Rp20.120.000", await TextAsync(), StringComparison.Ordinal);

        // What is waived of the bill of sanctions does not come back.
        await LetterRoom.FollowAsync(services, "pengurangan", bill.Id, ("principal_share", "0"), ("sanction_share", "50"));
        Assert.Contains("Rp20.120.000", await TextAsync(), StringComparison.Ordinal);
        Assert.Equal(120_000, (await LetterRoom.FollowAsync(services, "stpd", charge.ChargeId)).Current.Sanction);
        Assert.Contains("Rp720.000 sudah ditagih", await TextAsync(), StringComparison.Ordinal);

        // A bill that was cancelled bills nothing: its interest, and its fine, are owed again.
        await LetterRoom.FollowAsync(services, "pembatalan", bill.Id);
        Assert.Contains("Rp20.600.000", await TextAsync(), StringComparison.Ordinal);
        database.Clock.Set(LetterRoom.Noon(2026, 4, 22));
        Assert.Equal(700_000, (await LetterRoom.FollowAsync(services, "stpd", charge.ChargeId)).Current.Sanction);
        await LetterRoom.ReceivableAgreesAsync(services);
    }

    [Theory, OnEachDatabase]
    public async Task Who_looks_up_a_property_tax_bill_is_not_asked_for_interest_that_was_billed(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var bills = await OpenAsync(database, 8);
        await using var app = await TestApp.OverAsync(database);
        var (bill, other) = (bills[0], bills[1]);
        database.Clock.Set(LetterRoom.Noon(2026, 9, 3));
        var interest = bill.Amount / 100;
        Assert.Equal(interest, (await FollowAsync(database, "stpd", bill)).Current.Amount);
        var owed = await OwedAsync(database, bill, new(2026, 9, 3));
        Assert.Equal((bill.Amount, 0, interest), (owed.Total, owed.Late!.Value.Amount, owed.InterestBilled));
        Assert.Equal(other.Amount / 100, (await OwedAsync(database, other, new(2026, 9, 3))).Late!.Value.Amount);
        owed = await OwedAsync(database, bill, new(2026, 10, 3));
        Assert.Equal((bill.Amount * 2 / 100) - interest, owed.Late!.Value.Amount);

        using var visitor = app.Client();
        var year = (await visitor.GetFromJsonAsync<JsonElement>($"/api/v1/bills/16.72/{bill.Nop}")).GetProperty("years")[0];
        Assert.Equal(
            (0, interest, bill.Amount),
            (year.GetProperty("interest").GetInt64(), year.GetProperty("interestBilled").GetInt64(), year.GetProperty("toPay").GetInt64()));
        var says = $"{Formats.Money(interest)} sudah ditagih";
        var page = await visitor.PageAsync($"/tagihan/{BillRoom.Slug}?nop={bill.Nop}");
        Assert.Contains(says, page.Body!.TextContent, StringComparison.Ordinal);

        // Officers read the same in the list of arrears.
        using var head = app.Client(LetterRoom.Head);
        var row = (await head.PageAsync("/pendapatan/16.72/tunggakan?umur=0")).QuerySelectorAll("tbody tr")
            .Single(r => r.TextContent.Contains($"{bill.Nop}{bill.TaxYear}", StringComparison.Ordinal));
        Assert.Contains(says, row.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(Formats.Money(bill.Amount + interest), row.TextContent, StringComparison.Ordinal);
        Assert.Empty(await database.CheckAsync());
    }
}

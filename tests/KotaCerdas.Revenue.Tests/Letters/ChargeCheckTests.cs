using System.Net;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Tests.Bills;
using KotaCerdas.TestKit;
using static KotaCerdas.Revenue.Tests.Letters.LetterRoom;

namespace KotaCerdas.Revenue.Tests.Letters;

/// <summary>What a letter asks for, for whoever holds it.</summary>
public sealed class ChargeCheckTests
{
    private const string Page = $"/tagihan/{BillRoom.Slug}/surat";

    [Theory, OnEachDatabase]
    public async Task Who_holds_a_letter_sees_what_is_owed_today_and_how_it_was_computed(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var app = await TestApp.OverAsync(database);
        var charge = await FiledAsync(app);
        using var visitor = app.Client();
        var code = await CodeAsync(app.Services, charge);
        var text = (await visitor.PageAsync($"{Page}?kode={code}")).Body!.TextContent;
        Assert.Contains("Rp18.500.000", text, StringComparison.Ordinal);
        Assert.Contains("hasilnya sama", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Contoh Satu", text, StringComparison.Ordinal);

        // Months later it asks for interest as well, the same as officers compute; a part that was paid does not.
        await PayAsync(app.Services, charge.ChargeId, 8_500_000, new(2026, 2, 10), "uji-1");
        database.Clock.Set(Noon(2026, 6, 1));
        var page = await visitor.PageAsync($"{Page}?kode={code.Replace("-", " ", StringComparison.Ordinal).ToLowerInvariant()}");
        text = page.Body!.TextContent;
        Assert.Contains("Menunggak", text, StringComparison.Ordinal);
        var interest = (await FollowAsync(app.Services, "stpd", charge.ChargeId)).Current.Sanction - 100_000;
        Assert.True(interest > 0);
        Assert.Contains(Formats.Money(10_000_000 + interest), text, StringComparison.Ordinal);

        // The field for objects takes the code too; a letter about a bill of PBB-P2 leads to the bills of its object.
        using var led = await visitor.GetAsync($"/tagihan/{BillRoom.Slug}?nop={Uri.EscapeDataString(code)}");
        Assert.Equal(HttpStatusCode.SeeOther, led.StatusCode);
        Assert.StartsWith(Page, led.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task Other_codes_are_refused_and_slow_down_who_sends_many(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var charge = await FiledAsync(app);
        var code = await CodeAsync(app.Services, charge);
        using var visitor = app.Client();
        await RefusedAsync(visitor, Page + "?kode=1672-7K3M", "Ini bukan kode surat");
        await RefusedAsync(visitor, $"/tagihan/kota-palembang/surat?kode={code}", "Ini bukan kode surat");
        var wrong = code[..^1] + (code[^1] == 'A' ? 'B' : 'A');
        for (var i = 0; i < 12; i++)
        {
            await RefusedAsync(visitor, $"{Page}?kode={wrong}", "Tidak ada ketetapan");
        }

        using var slowed = await visitor.GetAsync($"{Page}?kode={wrong}");
        Assert.Equal(HttpStatusCode.TooManyRequests, slowed.StatusCode);
        Assert.NotNull(slowed.Headers.RetryAfter);
    }

    private static async Task RefusedAsync(HttpClient client, string path, string says)
    {
        using var answer = await client.GetAsync(path);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(says, (await answer.DocumentAsync()).Body!.TextContent, StringComparison.Ordinal);
    }

    private static async Task<Charge> FiledAsync(TestApp app)
    {
        await OpenAsync(app.Services);
        var id = (await RegisterAsync(app.Services, "pbjt-makan", Input(await TaxpayerAsync(app.Services)))).Value;
        return (await FileAsync(app.Services, id, new(2026, 1, 1), [("turnover", "185000000")])).Value;
    }
}

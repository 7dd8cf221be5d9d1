using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Revenue.Tests.Registers;
using KotaCerdas.TestKit;
using Microsoft.Extensions.Options;
using static KotaCerdas.Revenue.Tests.Registers.RegisterRoom;

namespace KotaCerdas.Revenue.Tests.Bills;

public sealed class BillCheckTests
{
    private const string Check = $"/tagihan/{BillRoom.Slug}";
    private const int MostBytes = 50_000;

    [Theory, OnEachDatabase]
    public async Task Anyone_sees_all_years_with_interest_as_of_today_and_a_masked_name(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var owner = await BillRoom.OpenAsync(app.Services);
        await BillRoom.LegacyAsync(app.Services, BillRoom.First, 2023, 47_600, 47_600, 952);
        await BillRoom.LegacyAsync(app.Services, BillRoom.First, 2024, 47_600, 20_000);
        var bill = await BillRoom.BillAsync(app.Services, owner, (BillRoom.First, 2025), BillRoom.House, new DateOnly(2025, 3, 1));
        using var client = app.Client();

        Assert.Contains("/tagihan/kota-pagar-alam", (await client.PageAsync("/tagihan")).Body!.InnerHtml, StringComparison.Ordinal);
        var page = await client.PageAsync($"{Check}?nop={BillRoom.First}");
        var text = page.Body!.TextContent;
        Assert.Contains("C••• N••• P••• S•••", text, StringComparison.Ordinal);
        Assert.DoesNotContain(BillRoom.Owner, text, StringComparison.Ordinal);
        Assert.DoesNotContain("Jalan", text, StringComparison.Ordinal);
        Assert.Contains(Formats.Money(bill.Amount), text, StringComparison.Ordinal);

        // Of 2024 27,600 are open since 30 September 2024: 18 months up to 2 March 2026 at 1 %.
        Assert.Contains("Rp4.968 (18 bulan)", text, StringComparison.Ordinal);
        Assert.Contains("Lunas", text, StringComparison.Ordinal);
        Assert.Contains("Menunggak", text, StringComparison.Ordinal);
        using var bytes = await client.GetAsync($"{Check}?nop={BillRoom.First}");
        Assert.InRange((await bytes.Content.ReadAsByteArrayAsync()).Length, 1, MostBytes);
        Assert.Contains("Taxpayer", (await client.PageAsync($"{Check}?nop={BillRoom.First}&bahasa=en")).Body!.TextContent,
            StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task What_is_typed_wrong_is_named_and_an_unknown_number_has_the_same_shape(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var owner = await BillRoom.OpenAsync(app.Services);
        await BillRoom.BillAsync(app.Services, owner, (BillRoom.First, 2025), BillRoom.House, new DateOnly(2025, 3, 1));
        using var client = app.Client();
        using var wrong = await client.GetAsync($"{Check}?nop=16.72.010.001");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.Contains("Masih kurang 8", (await wrong.DocumentAsync()).Body!.TextContent, StringComparison.Ordinal);

        var none = await client.PageAsync($"{Check}?nop={BillRoom.Unknown}");
        Assert.Contains("Tidak ada tagihan", none.Body!.TextContent, StringComparison.Ordinal);
        using var missing = await client.GetAsync("/tagihan/tidak-ada");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);

        var known = await client.GetFromJsonAsync<JsonElement>($"/api/v1/bills/16.72/{BillRoom.First}");
        var unknown = await client.GetFromJsonAsync<JsonElement>($"/api/v1/bills/16.72/{BillRoom.Unknown}");
        Assert.Equal(known.EnumerateObject().Select(p => p.Name), unknown.EnumerateObject().Select(p => p.Name));
        Assert.Equal(0, unknown.GetProperty("years").GetArrayLength());
        Assert.Equal(1, known.GetProperty("years").GetArrayLength());
        using var refused = await client.GetAsync("/api/v1/bills/16.72/123");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
    }

    [Theory, OnEachDatabase]
    public async Task The_lookup_says_what_the_reader_of_obligations_says(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var owner = await BillRoom.OpenAsync(app.Services);
        foreach (var year in Enumerable.Range(2019, 5))
        {
            await BillRoom.LegacyAsync(app.Services, BillRoom.First, year, 40_000 + year, year % 2 == 0 ? 40_000 : 0);
        }

        await BillRoom.BillAsync(app.Services, owner, (BillRoom.First, 2024), BillRoom.House, new DateOnly(2024, 3, 1));
        await BillRoom.BillAsync(app.Services, owner, (BillRoom.First, 2026), BillRoom.House);
        var today = new DateOnly(2026, 3, 2);
        var expected = await app.Services.AsAsync<ObligationReading, IReadOnlyList<Obligation>>(
            Officer, r => r.OfAsync(Home, BillRoom.First, today, default));
        var interest = await app.Services.AsAsync<ObligationReading, InterestRules?>(
            Officer, r => r.InterestAsync(Home, today, default));
        var found = await app.Services.AsAsync<BillLookup, ObjectBills>(
            Officer, l => l.FindAsync(Home, BillRoom.First, interest, today, default));
        Assert.Equal(7, found.Years.Count);
        Assert.Equal(
            expected.Select(o => (o.TaxYear, o.Principal, o.Paid, o.IssuedOn, o.DueOn, o.Late, o.Bill is not null)),
            found.Years.Select(y => (y.Year, y.Principal, y.Paid, y.IssuedOn, y.DueOn, y.Late, y.Own)));
    }

    [Fact]
    public async Task Who_tries_out_numbers_waits_and_who_has_a_code_does_not()
    {
        await using var app = await TestApp.StartAsync(DatabaseEngine.Sqlite, new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["BillCheck:ChecksPerMinute"] = "20", ["BillCheck:UnknownPerMinute"] = "10",
        });
        var owner = await BillRoom.OpenAsync(app.Services);
        await BillRoom.BillAsync(app.Services, owner, (BillRoom.First, 2025), BillRoom.House, new DateOnly(2025, 3, 1));
        using var client = app.Client();
        for (var i = 0; i < 4; i++)
        {
            await client.PageAsync($"{Check}?nop={BillRoom.Unknown}");
        }

        using var slowed = await client.GetAsync($"{Check}?nop={BillRoom.First}");
        Assert.Equal(HttpStatusCode.TooManyRequests, slowed.StatusCode);
        var wait = slowed.Headers.RetryAfter!.Delta!.Value;
        Assert.InRange(wait.TotalSeconds, 1, 60);
        Assert.Contains($"{wait.TotalSeconds:0} detik", (await slowed.DocumentAsync()).Body!.TextContent, StringComparison.Ordinal);
        using var machine = await client.GetAsync($"/api/v1/bills/16.72/{BillRoom.First}");
        Assert.Equal(HttpStatusCode.TooManyRequests, machine.StatusCode);

        // The code on the paper still opens its bill.
        var code = BillRoom.CodeOf(app.Services, BillRoom.First, 2025);
        var own = await client.PageAsync($"{Check}/{BillRoom.First.Value}/2025?kode={code}");
        Assert.NotNull(own.QuerySelector("a[href*='/2025/perbaikan']"));
        app.Database.Clock.Advance(wait);
        await client.PageAsync($"{Check}?nop={BillRoom.First}");
    }

    [Fact]
    public async Task Behind_a_proxy_each_sender_is_counted_alone()
    {
        await using var app = await TestApp.StartAsync(DatabaseEngine.Sqlite, new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["BillCheck:ChecksPerMinute"] = "20",
        });
        await BillRoom.OpenAsync(app.Services);
        using var one = app.Client();
        using var other = app.Client();
        one.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        other.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.8");
        for (var i = 0; i < 4; i++)
        {
            await one.PageAsync($"{Check}?nop={BillRoom.Unknown}");
        }

        using var slowed = await one.GetAsync($"{Check}?nop={BillRoom.Unknown}");
        Assert.Equal(HttpStatusCode.TooManyRequests, slowed.StatusCode);
        await other.PageAsync($"{Check}?nop={BillRoom.Unknown}");

        // Only what the proxy itself wrote counts: another sender in front of it is somebody's invention.
        one.DefaultRequestHeaders.Remove("X-Forwarded-For");
        one.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9, 203.0.113.7");
        using var invented = await one.GetAsync($"{Check}?nop={BillRoom.Unknown}");
        Assert.Equal(HttpStatusCode.TooManyRequests, invented.StatusCode);
    }

    [Fact]
    public async Task A_request_that_came_too_often_keeps_what_was_typed()
    {
        await using var app = await TestApp.StartAsync(DatabaseEngine.Sqlite, new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["BillCheck:ChecksPerMinute"] = "5",
        });
        var owner = await BillRoom.OpenAsync(app.Services);
        await BillRoom.BillAsync(app.Services, owner, (BillRoom.First, 2025), BillRoom.House, new DateOnly(2025, 3, 1));
        using var client = app.Client();
        var ask = $"{Check}/{BillRoom.First.Value}/2025/perbaikan?kode={BillRoom.CodeOf(app.Services, BillRoom.First, 2025)}";
        for (var i = 0; i < 4; i++)
        {
            await client.PageAsync(ask);
        }

        using var slowed = await client.SubmitAsync(ask,
            [KeyValuePair.Create("Kind", "LandArea"), KeyValuePair.Create("Reason", "Luas menurut sertifikat 100 meter persegi")]);
        Assert.Equal(HttpStatusCode.TooManyRequests, slowed.StatusCode);
        Assert.InRange(slowed.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        var page = await slowed.DocumentAsync();
        Assert.Contains("Coba lagi dalam", page.QuerySelector(".govuk-error-summary")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Luas menurut sertifikat 100 meter persegi", page.QuerySelector("[name=Reason]")!.TextContent.Trim());
    }

    [Fact]
    public void Many_addresses_together_are_slowed_down_too()
    {
        var clock = new FakeClock();
        var gate = new BillGate(Options.Create(new BillCheckOptions { ChecksPerMinute = 60, UnknownPerMinute = 10 }), clock);
        for (var i = 0; i < 10; i++)
        {
            var address = new IPAddress([10, 0, 0, (byte)i]);
            Assert.Null(gate.Ask(Home, address, withCode: false));
            gate.Missed(Home, address, withCode: false);
        }

        var fresh = IPAddress.Parse("10.0.1.1");
        var wait = gate.Ask(Home, fresh, withCode: false);
        Assert.InRange(wait!.Value.TotalSeconds, 0.1, 6.1);
        Assert.Null(gate.Ask(Home, fresh, withCode: true));
        Assert.Null(gate.Ask(Other, fresh, withCode: false));
        clock.Advance(wait.Value);
        Assert.Null(gate.Ask(Home, IPAddress.Parse("10.0.1.2"), withCode: false));

        // Addresses of one IPv6 network are one sender.
        for (var i = 0; i < 60; i++)
        {
            Assert.Null(gate.Ask(Other, IPAddress.Parse($"2001:db8::{i:x}"), withCode: true));
        }

        Assert.NotNull(gate.Ask(Other, IPAddress.Parse("2001:db8::ffff"), withCode: true));
        Assert.Null(gate.Ask(Other, IPAddress.Parse("2001:db8:0:1::1"), withCode: true));
    }
}

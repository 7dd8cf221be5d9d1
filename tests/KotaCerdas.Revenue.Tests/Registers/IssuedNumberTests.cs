using AngleSharp.Html.Dom;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using static KotaCerdas.Revenue.Tests.Registers.RegisterRoom;

namespace KotaCerdas.Revenue.Tests.Registers;

/// <summary>Numbers that the register gives by itself.</summary>
public sealed class IssuedNumberTests
{
    [Theory, OnEachDatabase]
    public async Task A_taxpayer_without_a_number_gets_the_next_by_the_mask(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var services = database.Services;

        // Without a mask nobody is given a number.
        var before = (await RegisterAsync(services, Person("Contoh Nol"))).Value;
        await OpenAsync(services);
        var first = (await RegisterAsync(services, Person("Contoh Satu"))).Value;
        Assert.True((await RegisterAsync(services, Person(""))).Failed);
        Assert.False((await RegisterAsync(services, Person("Contoh Tiga", "P.0.0000000.00.03"))).Failed);
        var second = (await RegisterAsync(services, Person("Contoh Dua"))).Value;
        var fourth = (await RegisterAsync(services, Person("Contoh Empat"))).Value;
        Assert.Equal(
            [string.Empty, "P.0.0000000.00.01", "P.0.0000000.00.02", "P.0.0000000.00.04"],
            await NumbersAsync(database, before, first, second, fourth));
        Assert.Equal("Revenue.Taxpayer.NpwpdTaken",
            (await RegisterAsync(services, Person("Contoh Lain", "P.0.0000000.00.04"))).Problem.Code);

        // A change leaves a taxpayer without a number as it is.
        var changed = await services.AsAsync<SaveTaxpayer, Outcome<TaxpayerId>>(
            Officer, s => s.RunAsync(Home, (before, 1), Person("Contoh Nol Baru"), default));
        Assert.False(changed.Failed);
        Assert.Equal([string.Empty], await NumbersAsync(database, before));
    }

    [Theory, OnEachDatabase]
    public async Task A_mask_with_letters_is_filled_by_a_person(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await OpenAsync(database.Services);
        var set = await database.Services.AsAsync<VillageMap, Outcome<Nothing>>(
            Officer, m => m.SetMaskAsync(Home, new DateOnly(2024, 6, 1), "A.9999", "Perda contoh", default));
        Assert.False(set.Failed);
        var id = (await RegisterAsync(database.Services, Person("Contoh Satu"))).Value;
        Assert.Equal([string.Empty], await NumbersAsync(database, id));
    }

    [Theory, OnEachDatabase]
    public async Task The_form_of_a_new_object_offers_the_next_number_of_a_block(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await OpenAsync(app.Services);
        var owner = (await RegisterAsync(app.Services, Person("Contoh Satu"))).Value;
        var taken = Nop.Of(16_72_010_001_002_0007_0L);
        var saved = await app.Services.AsAsync<SaveObject, Outcome<Nop>>(
            Officer, s => s.RegisterAsync(Home, taken.ToString(), Land(owner, new(2025, 1, 1)), default));
        Assert.False(saved.Failed, saved.Failed ? saved.Problem.ToString() : null);
        using var officer = app.Client(Officer);
        const string path = "/pendapatan/16.72/objek/baru";
        Assert.Equal(Nop.Of(16_72_010_001_002_0008_0L).ToString(), await OfferedAsync(officer, path + "?kelurahan=1672010001&blok=2"));
        Assert.Equal(Nop.Of(16_72_010_001_003_0001_0L).ToString(), await OfferedAsync(officer, path + "?kelurahan=1672010001&blok=003"));
        Assert.Equal(string.Empty, await OfferedAsync(officer, path + "?kelurahan=1672010001&blok=1000"));
        Assert.Equal(string.Empty, await OfferedAsync(officer, path + "?kelurahan=9999999999&blok=2"));
        Assert.Equal(string.Empty, await OfferedAsync(officer, path));
    }

    private static async Task<string> OfferedAsync(HttpClient officer, string path) =>
        ((IHtmlInputElement)(await officer.PageAsync(path)).QuerySelector("input[name='Form.Nop']")!).Value;

    private static Task<List<string>> NumbersAsync(TestDatabase database, params TaxpayerId[] ids) =>
        database.WithAsync<KotaDb, List<string>>(async db =>
        {
            var all = await db.In<Taxpayer>(RegionScope.Of(Home)).AsNoTracking().ToListAsync();
            return [.. ids.Select(id => all.Where(t => t.TaxpayerId == id).MaxBy(t => t.Version)!.Npwpd)];
        });
}

using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.TestKit;
using static KotaCerdas.Revenue.Tests.Registers.RegisterRoom;

namespace KotaCerdas.Revenue.Tests.Registers;

public sealed class TaxpayerTests
{
    private const string Nik = "1672010101900001";

    [Theory, OnEachDatabase]
    public async Task Numbers_are_sealed_masked_and_opened_with_a_trace(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await OpenAsync(database.Services);
        var id = (await RegisterAsync(database.Services, Person("Contoh Satu", "P.1.0000001.01.01", (NumberKinds.Nik, Nik)))).Value;

        var file = await FileAsync(database, id);
        Assert.Equal("•••• 0001", Assert.Single(file.Numbers).Masked);
        await using (var owner = await database.OpenOwnerAsync())
        await using (var command = owner.CreateCommand())
        {
            command.CommandText = "select sealed from revenue_taxpayer_number";
            var kept = (byte[])(await command.ExecuteScalarAsync())!;
            Assert.DoesNotContain("01900001", System.Text.Encoding.Latin1.GetString(kept));
        }

        var tooShort = await RevealAsync(database, Officer, id, "perlu");
        Assert.Equal("Revenue.Taxpayer.RevealReason", tooShort.Problem.Code);
        Assert.Empty((await FileAsync(database, id)).Accesses);
        Assert.True((await RevealAsync(database, Stranger, id, "alasan yang cukup panjang")).Failed);

        var opened = await RevealAsync(database, Officer, id, "mencocokkan dengan KTP asli");
        Assert.Equal(Nik, Assert.Single(opened.Value).Value);
        var access = Assert.Single((await FileAsync(database, id)).Accesses);
        Assert.Equal(("mencocokkan dengan KTP asli", Officer.User), (access.Reason, access.UserId));
    }

    [Theory, OnEachDatabase]
    public async Task Every_change_is_a_further_version_and_the_slower_one_is_told(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await OpenAsync(database.Services);
        var id = (await RegisterAsync(database.Services, Person("Contoh Satu", "", (NumberKinds.Phone, "0811000000")))).Value;
        var changed = Person("Contoh Satu Baru") with { Numbers = new Dictionary<string, string> { [NumberKinds.Phone] = string.Empty } };

        Assert.False((await SaveAsync(database, (id, 1), changed)).Failed);
        Assert.Equal("Revenue.Register.Raced", (await SaveAsync(database, (id, 1), changed)).Problem.Code);

        var file = await FileAsync(database, id);
        Assert.Equal(["Contoh Satu Baru", "Contoh Satu"], file.Versions.Select(v => v.Name));
        Assert.Empty(file.Numbers);
        await using var owner = await database.OpenOwnerAsync();
        await using var command = owner.CreateCommand();
        command.CommandText = "select count(*) from revenue_taxpayer_number";
        Assert.Equal(2, Convert.ToInt64(await command.ExecuteScalarAsync()));
    }

    [Theory, OnEachDatabase]
    public async Task Each_field_says_what_is_wrong_with_it(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await OpenAsync(database.Services);
        Assert.False((await RegisterAsync(database.Services, Person("Contoh Satu", "P.1.0000001.01.01", (NumberKinds.Nik, Nik)))).Failed);

        var wrong = await RegisterAsync(database.Services, Person("", "P.1", (NumberKinds.Nib, "12"), (NumberKinds.Npwp, "3")) with
        {
            Address = "", Postcode = "12", Reason = " ",
        });
        Assert.Equal(
            ["Address", "Name", "Nib", "Npwp", "Npwpd", "Postcode", "Reason"], wrong.Problems.Select(p => p.Field)
                .Order(StringComparer.Ordinal));

        var taken = await RegisterAsync(database.Services, Person("Contoh Dua", "P.1.0000001.01.01", (NumberKinds.Nik, Nik)));
        Assert.Equal(
            ["Revenue.Taxpayer.NpwpdTaken", "Revenue.Taxpayer.NumberTaken"], taken.Problems.Select(p => p.Code)
                .Order(StringComparer.Ordinal));
    }

    [Theory, OnEachDatabase]
    public async Task Merged_entries_are_one_taxpayer_and_nothing_is_lost(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await OpenAsync(database.Services);
        var stays = (await RegisterAsync(database.Services, Person("Contoh Satu", "P.1.0000001.01.01"))).Value;
        var gives = (await RegisterAsync(database.Services, Person("Contoh 1"))).Value;
        var nop = (await RegisterAsync(database.Services, "16.72.010.001.001-0001.0", Land(gives, new DateOnly(2025, 1, 1)))).Value;

        Assert.Equal("Revenue.Taxpayer.MergeSelf", (await MergeAsync(database, gives, gives.ToString())).Problem.Code);
        Assert.Equal(stays, (await MergeAsync(database, gives, "P.1.0000001.01.01")).Value);
        Assert.Equal("Revenue.Taxpayer.MergeTarget", (await MergeAsync(database, stays, gives.ToString())).Problems[^1].Code);

        var file = await FileAsync(database, stays);
        Assert.Equal(nop, Assert.Single(file.Objects).Nop);
        Assert.Equal("Contoh 1", Assert.Single(file.MergedFrom).Name);
        Assert.Equal(stays, (await FileAsync(database, gives)).MergedInto!.IntoId);
        Assert.Equal(stays, Assert.Single(await FactsAsync(database.Services, new DateOnly(2026, 1, 1))).Taxpayer);
        var rows = await database.Services.AsAsync<TaxpayerRows, RegisterRows<TaxpayerRow>>(
            Officer, r => r.PageAsync(Home, ("", ""), (null, null), 50, default));
        Assert.Equal("Contoh Satu", Assert.Single(rows.Rows).Name);
    }

    [Theory, OnEachDatabase]
    public async Task A_list_pages_both_ways_and_searches_by_the_beginning(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await OpenAsync(database.Services);
        foreach (var name in new[] { "Zahra", "Ani Contoh", "Anton", "Budi", "Anz" })
        {
            Assert.False((await RegisterAsync(database.Services, Person(name))).Failed);
        }

        var first = await PageAsync(database, "", null, null);
        Assert.Equal(["Ani Contoh", "Anton"], first.Rows.Select(r => r.Name));
        Assert.Equal(5, first.Total);
        var second = await PageAsync(database, "", first.After, null);
        Assert.Equal(["Anz", "Budi"], second.Rows.Select(r => r.Name));
        var back = await PageAsync(database, "", null, second.Before);
        Assert.Equal(["Ani Contoh", "Anton"], back.Rows.Select(r => r.Name));
        Assert.Null(back.Before);
        Assert.Equal(["Ani Contoh", "Anton"], (await PageAsync(database, "an", null, null)).Rows.Select(r => r.Name));
        Assert.Equal(["Anz"], (await PageAsync(database, "ANZ", null, null)).Rows.Select(r => r.Name));
        Assert.Equal(["Zahra"], (await PageAsync(database, "z", null, null)).Rows.Select(r => r.Name));
        Assert.Empty((await PageAsync(database, "%", null, null)).Rows);
    }

    [Theory, OnEachDatabase]
    public async Task Another_region_sees_and_changes_nothing(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await OpenAsync(database.Services);
        var id = (await RegisterAsync(database.Services, Person("Contoh Satu"))).Value;

        var refused = await database.Services.AsAsync<SaveTaxpayer, Outcome<TaxpayerId>>(
            Stranger, s => s.RunAsync(Home, (id, 1), Person("Lain"), default));
        Assert.Equal("Platform.Access.NotAllowed", refused.Problem.Code);
        var elsewhere = await database.Services.AsAsync<SaveTaxpayer, Outcome<TaxpayerId>>(
            Stranger, s => s.RunAsync(Other, (id, 1), Person("Lain"), default));
        Assert.Equal("Revenue.Register.NotFound", elsewhere.Problem.Code);
        var rows = await database.Services.AsAsync<TaxpayerRows, RegisterRows<TaxpayerRow>>(
            Stranger, r => r.PageAsync(Other, ("", ""), (null, null), 50, default));
        Assert.Empty(rows.Rows);
    }

    [Theory, OnEachDatabase]
    public async Task The_database_refuses_to_change_a_version(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await OpenAsync(database.Services);
        Assert.False((await RegisterAsync(database.Services, Person("Contoh Satu"))).Failed);
        await database.WithAsync<KotaDb>(async db =>
        {
            await using var write = await db.BeginWriteAsync(RegionScope.Of(Home), default);
            await Assert.ThrowsAnyAsync<Exception>(() => Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions
                .ExecuteUpdateAsync(db.In<Taxpayer>(RegionScope.Of(Home)), s => s.SetProperty(t => t.Name, "Lain")));
        });
    }

    private static async Task<TaxpayerFile> FileAsync(TestDatabase database, TaxpayerId id) =>
        (await database.Services.AsAsync<TaxpayerReading, TaxpayerFile?>(
            Officer, async r => await r.FindAsync(await RegionAsync(database), id, new DateOnly(2026, 1, 1), default)))!;

    private static async Task<Region> RegionAsync(TestDatabase database) =>
        (await database.Services.AsAsync<RegisterDesk, Outcome<Region>>(Officer, d => d.OpenAsync(Home, RegisterPermissions.Read,
            default))).Value;

    private static Task<Outcome<TaxpayerId>> SaveAsync(TestDatabase database, (TaxpayerId, int) known, TaxpayerInput input) =>
        database.Services.AsAsync<SaveTaxpayer, Outcome<TaxpayerId>>(Officer, s => s.RunAsync(Home, known, input, default));

    private static Task<Outcome<TaxpayerId>> MergeAsync(TestDatabase database, TaxpayerId from, string into) =>
        database.Services.AsAsync<MergeTaxpayers, Outcome<TaxpayerId>>(Officer, m => m.RunAsync(Home, from, into, "KTP sama", default));

    private static Task<Outcome<IReadOnlyList<KeyValuePair<string, string>>>> RevealAsync(
        TestDatabase database, Actor actor, TaxpayerId id, string reason) =>
        database.Services.AsAsync<RevealNumbers, Outcome<IReadOnlyList<KeyValuePair<string, string>>>>(
            actor, r => r.RunAsync(Home, id, reason, default));

    private static Task<RegisterRows<TaxpayerRow>> PageAsync(TestDatabase database, string search, string? after, string? before) =>
        database.Services.AsAsync<TaxpayerRows, RegisterRows<TaxpayerRow>>(
            Officer, r => r.PageAsync(Home, ("", search), (after, before), 2, default));
}

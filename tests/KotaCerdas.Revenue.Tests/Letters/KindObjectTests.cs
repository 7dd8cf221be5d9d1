using System.Net;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Levies;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Revenue.Tests.Registers;
using KotaCerdas.TestKit;
using static KotaCerdas.Revenue.Tests.Letters.LetterRoom;

namespace KotaCerdas.Revenue.Tests.Letters;

public sealed class KindObjectTests
{
    [Theory]
    [InlineData("07.99.9999", 1, "07.00.0001")]
    [InlineData("07.99.9999", 123_456, "07.12.3456")]
    [InlineData("07.99.9999", 1_000_000, null)]
    [InlineData("A.999", 1, null)]
    public void A_sequence_fills_the_digits_of_a_mask_from_the_right(string mask, int sequence, string? number) =>
        Assert.Equal(number, NopdMask.Fill(mask, sequence));

    [Theory, OnEachDatabase]
    public async Task Numbers_follow_the_mask_without_gaps_and_pass_over_those_that_were_typed(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await OpenAsync(database.Services);
        var owner = await TaxpayerAsync(database.Services);
        Assert.False((await RegisterAsync(database.Services, "pbjt-makan", Input(owner), "07.00.0002")).Failed);
        var first = (await RegisterAsync(database.Services, "pbjt-makan", Input(owner))).Value;
        var refused = await RegisterAsync(database.Services, "pbjt-hotel", Input(owner) with { Name = "" });
        Assert.Equal(("Revenue.Levy.NameNeeded", "Name"), (refused.Problem.Code, refused.Problem.Field));
        var second = (await RegisterAsync(database.Services, "reklame", Input(owner))).Value;
        Assert.Equal("07.00.0001", (await FileAsync(database.Services, first, new(2026, 1, 1)))!.Current.Number);
        Assert.Equal("07.00.0003", (await FileAsync(database.Services, second, new(2026, 1, 1)))!.Current.Number);

        foreach (var (number, code) in new[]
        {
            ("07.00.0001", "Revenue.Levy.NumberTaken"), ("7", "Revenue.Levy.NumberUnfit"), ("A B", "Revenue.Levy.NumberWrong"),
        })
        {
            Assert.Equal(code, (await RegisterAsync(database.Services, "pasar", Input(owner), number)).Problem.Code);
        }

        foreach (var kind in new[] { "pbb", "bphtb", "opsen-pkb", "skpdkb", "?" })
        {
            Assert.Equal("Revenue.Levy.NoSuchKind", (await RegisterAsync(database.Services, kind, Input(owner))).Problem.Code);
        }
    }

    [Theory, OnEachDatabase]
    public async Task A_region_without_a_mask_types_its_numbers(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await RegisterRoom.OpenAsync(database.Services);
        var owner = await TaxpayerAsync(database.Services);
        Assert.Equal("Revenue.Levy.NoMask", (await RegisterAsync(database.Services, "pbjt-makan", Input(owner))).Problem.Code);
        Assert.False((await RegisterAsync(database.Services, "pbjt-makan", Input(owner), "rm-1")).Failed);
    }

    [Theory, OnEachDatabase]
    public async Task Of_an_object_counts_what_was_so_on_the_day_and_two_who_change_it_at_once_are_told(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await OpenAsync(database.Services);
        var owner = await TaxpayerAsync(database.Services);
        var id = (await RegisterAsync(database.Services, "reklame", Input(owner, new(2025, 1, 1), ("width", "4"), ("height", "6")))).Value;
        var later = Input(owner, new(2026, 1, 1), ("width", "5"), ("height", "6"));
        var changed = await database.Services.AsAsync<SaveKindObject, Outcome<int>>(
            Surveyor, s => s.ChangeAsync(Home, id, 1, later, default));
        Assert.Equal(2, changed.Value);
        var raced = await database.Services.AsAsync<SaveKindObject, Outcome<int>>(
            Surveyor, s => s.ChangeAsync(Home, id, 1, later, default));
        Assert.Equal("Revenue.Register.Raced", raced.Problem.Code);
        Assert.Equal("4", Facts.Read((await FileAsync(database.Services, id, new(2025, 12, 31)))!.Current.Facts)["width"]);
        Assert.Equal("5", Facts.Read((await FileAsync(database.Services, id, new(2026, 1, 1)))!.Current.Facts)["width"]);

        var closed = await database.Services.AsAsync<SaveKindObject, Outcome<int>>(
            Surveyor, s => s.CloseAsync(Home, id, new(2026, 2, 1), "Dibongkar", default));
        Assert.Equal(0, closed.Value);
        Assert.Equal(ObjectState.Active, (await FileAsync(database.Services, id, new(2026, 2, 1)))!.Current.State);
        await RegisterRoom.ConfirmAsync(database.Services);
        Assert.Equal(ObjectState.Ended, (await FileAsync(database.Services, id, new(2026, 2, 1)))!.Current.State);
        var again = await database.Services.AsAsync<SaveKindObject, Outcome<int>>(
            Surveyor, s => s.CloseAsync(Home, id, new(2026, 2, 2), "Dibongkar", default));
        Assert.Equal("Revenue.Levy.NotActiveOn", again.Problem.Code);
        var wrong = await database.Services.AsAsync<SaveKindObject, Outcome<int>>(
            Surveyor, s => s.ChangeAsync(Home, id, 3, Input(owner, null, ("width", "abc"), ("height", "-1")), default));
        Assert.Equal(["isian.width", "isian.height"], wrong.Problems.Select(p => p.Field));
    }

    [Theory, OnEachDatabase]
    public async Task An_officer_registers_changes_and_closes_an_object_on_the_pages(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await OpenAsync(app.Services);
        var owner = await TaxpayerAsync(app.Services, npwpd: "P.1.0000001.01.01");
        using var client = app.Client(Surveyor);
        var path = Root + "/objek-lain/baru?jenis=reklame";
        using var wrong = await client.SubmitAsync(path, Fields(("Form.Name", ""), ("isian.width", "x"), ("Form.ValidFrom.Day", "32")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        using var wrongToo = await client.SubmitAsync(path, Fields([
            .. Day("Form.ValidFrom", new(2026, 1, 1)), ("Form.Name", ""), ("isian.width", "x")]));
        var errors = (await wrongToo.DocumentAsync()).Body!.TextContent;
        Assert.Contains("Nama wajib diisi", errors, StringComparison.Ordinal);
        Assert.Contains("Lebar", errors, StringComparison.Ordinal);

        using var made = await client.SubmitAsync(path, Fields([
            .. Day("Form.ValidFrom", new(2026, 1, 1)), ("Form.Owner", "P.1.0000001.01.01"), ("Form.Name", "Papan contoh"),
            ("Form.Address", "Simpang tiga"), ("Form.Place", "-4.02, 103.25"), ("isian.width", "4,5"), ("isian.height", "6"),
            ("Form.Reason", "SPOPD 1")]));
        Assert.Equal(HttpStatusCode.SeeOther, made.StatusCode);
        var file = made.Headers.Location!.ToString();
        var text = (await client.PageAsync(file)).Body!.TextContent;
        Assert.Contains("07.00.0001", text, StringComparison.Ordinal);
        Assert.Contains("4,5 m", text, StringComparison.Ordinal);
        Assert.Contains("4,5", (await client.PageAsync(file + "/ubah")).QuerySelector("[name='isian.width']")!.GetAttribute("value"),
            StringComparison.Ordinal);
        using var changed = await client.SubmitAsync(file + "/ubah", Fields([
            .. Day("Form.ValidFrom", new(2026, 2, 1)), ("isian.width", "5"), ("Form.Reason", "SPOPD 2")]));
        Assert.Equal(HttpStatusCode.SeeOther, changed.StatusCode);
        Assert.Contains("5 m", (await client.PageAsync(file)).QuerySelector("dl")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("4,5 m", (await client.PageAsync(file + "?tanggal=2026-01-15")).QuerySelector("dl")!.TextContent,
            StringComparison.Ordinal);
        Assert.Contains("Papan contoh", (await client.PageAsync(Root + "/objek-lain?jenis=reklame&cari=papan")).Body!.TextContent,
            StringComparison.Ordinal);
        Assert.DoesNotContain("Papan contoh", (await client.PageAsync(Root + "/objek-lain?jenis=pasar")).Body!.TextContent,
            StringComparison.Ordinal);
        await CloseAsync(app, client, file);

        using var stranger = app.Client(RegisterRoom.Stranger);
        using var visitor = app.Client();
        foreach (var closedPath in new[]
        {
            Root + "/objek-lain", Root + "/objek-lain/baru", Root + "/objek-lain/nomor", file, file + "/ubah", file + "/tutup",
        })
        {
            await client.PageAsync(closedPath + "?bahasa=en");
            await client.PageAsync(closedPath + "?bahasa=id");
            using var refused = await stranger.GetAsync(closedPath);
            Assert.Equal((closedPath, HttpStatusCode.Forbidden), (closedPath, refused.StatusCode));
            using var sent = await visitor.GetAsync(closedPath);
            Assert.StartsWith("/masuk", sent.Headers.Location!.ToString(), StringComparison.Ordinal);
        }
    }

    /// <summary>The officer closes an object; the second one confirms it.</summary>
    private static async Task CloseAsync(TestApp app, HttpClient client, string file)
    {
        using var closed = await client.SubmitAsync(file + "/tutup", Fields([
            .. Day("Form.ValidFrom", new(2026, 3, 1)), ("Form.Reason", "Dibongkar")]));
        Assert.Equal(HttpStatusCode.SeeOther, closed.StatusCode);
        var waiting = (await client.PageAsync(file)).QuerySelectorAll("a").Single(a => a.TextContent.Trim() == "Lihat perubahan");
        using var second = app.Client(RegisterRoom.Second);
        using var confirmed = await second.SubmitAsync(waiting.GetAttribute("href")!, Fields(("Confirm", "true")), "#putusan");
        Assert.Equal(HttpStatusCode.SeeOther, confirmed.StatusCode);
        Assert.Contains("Ditutup", (await client.PageAsync(file)).Body!.TextContent, StringComparison.Ordinal);
    }
}

using KotaCerdas.Documents;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Paper;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.TestKit;
using static KotaCerdas.Revenue.Tests.Registers.RegisterRoom;

namespace KotaCerdas.Revenue.Tests.Bills;

/// <summary>What a taxpayer or a village officer reads on paper is what was billed.</summary>
public sealed class PaperTextTests
{
    private static readonly Actor Head = TestPeople.Office("revenue-head", "16.72");

    [Theory, OnEachDatabase]
    public async Task A_bill_says_whose_object_how_much_and_until_when(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var (_, bills) = await PaperTests.BatchAsync(app.Services, 1);
        await PaperTests.SetAsync(app);
        using var officer = app.Client(BillRoom.Assessor);
        var words = await PdfWords.ReadAsync(
            await officer.GetByteArrayAsync($"/pendapatan/16.72/tagihan/{BillRoom.First.Value}/2026/sppt"), "-layout");

        Assert.Contains(BillRoom.First.ToString(), words, StringComparison.Ordinal);
        Assert.Contains(Formats.Number(bills[0].Amount, Languages.Indonesian), words, StringComparison.Ordinal);
        Assert.Contains(Terbilang.Rupiah(bills[0].Amount), words, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(BillRoom.CodeOf(app.Services, BillRoom.First, 2026), words, StringComparison.Ordinal);
        Assert.Contains("Tanggal jatuh tempo: 6 bulan sejak SPPT ini disampaikan", words, StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task A_bill_that_went_out_bears_its_due_day(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await PaperTests.BatchAsync(app.Services, 1, new DateOnly(2026, 2, 1));
        await PaperTests.SetAsync(app);
        using var officer = app.Client(BillRoom.Assessor);
        var words = await PdfWords.ReadAsync(
            await officer.GetByteArrayAsync($"/pendapatan/16.72/tagihan/{BillRoom.First.Value}/2026/sppt"), "-layout");
        Assert.Contains("Tanggal jatuh tempo: 1 Agustus 2026", words, StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task A_bill_names_its_district_and_the_smallest_amount_where_its_setting_asks_for_that(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var owner = await BillRoom.OpenAsync(app.Services);
        var bill = await BillRoom.BillAsync(
            app.Services, owner, (BillRoom.First, 2026), BillRoom.House with { LandArea = 1, BuildingArea = 0, BuildingValue = 0 });
        await app.Services.AsAsync<KotaDb, bool>(BillRoom.Assessor, async db =>
        {
            await using var write = await db.BeginWriteAsync(RegionScope.Of(Home), default);
            db.AddRange(BillRoom.Posted(bill.BatchId, 1, bill.Amount));
            db.Add(new PaperSetting
            {
                RegionCode = Home, Version = 1, ValidFrom = new DateOnly(2020, 1, 1), Government = "Pemerintah Contoh",
                Office = "Badan Contoh", Address = "Jalan Contoh", Place = "Contoh", SignatoryTitle = "Kepala", SignatoryName = "Contoh",
                SignatoryNumber = string.Empty, PayPlaces = "Bank Contoh", RecordedAt = DateTime.UnixEpoch, RecordedBy = "uji",
            });
            await write.CommitAsync(default);
            return true;
        });
        var run = await PaperTests.RunAsync(app, bill.BatchId, PrintKind.Sppt);
        using var officer = app.Client(BillRoom.Assessor);
        using var head = app.Client(Head);
        var path = $"/pendapatan/16.72/tagihan/{BillRoom.First.Value}/2026/sppt";
        string[] said = ["Kecamatan", "PBB-P2 minimum menurut peraturan daerah"];
        var before = await PdfWords.ReadAsync(await officer.GetByteArrayAsync(path), "-layout");
        Assert.All(said, w => Assert.DoesNotContain(w, before, StringComparison.Ordinal));

        await PaperTests.SetAsync(app);
        var after = await PdfWords.ReadAsync(await officer.GetByteArrayAsync(path), "-layout");
        Assert.All(said, w => Assert.Contains(w, after, StringComparison.Ordinal));
        Assert.Contains(Rupiah(bill.Amount), after, StringComparison.Ordinal);
        using var compared = await head.SubmitAsync(
            $"/pendapatan/16.72/cetak/{run.Id}", [KeyValuePair.Create("bagian", "1")], "#bandingkan");
        Assert.Contains("sama persis", (await compared.DocumentAsync()).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task A_list_is_of_one_village_and_sums_each_book(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var owner = await BillRoom.OpenAsync(app.Services);
        var first = await BillRoom.BillAsync(app.Services, owner, (BillRoom.First, 2026), BillRoom.House);
        long[] amounts = [60_000, 70_000, 150_000, 600_000];
        var there = Nop.Of(BillRoom.First.Value + 100_000_000);
        await app.Services.AsAsync<KotaDb, bool>(BillRoom.Assessor, async db =>
        {
            var others = amounts.Select((a, i) => BillRoom.Copy(first, Nop.Of(BillRoom.First.Value + (10L * (i + 1))), a))
                .Append(BillRoom.Copy(first, there, 90_000)).ToList();
            await using var write = await db.BeginWriteAsync(RegionScope.Of(Home), default);
            db.AddRange(others);
            db.AddRange(others.Select(b => BillRoom.ObjectOf(b, owner)));
            db.AddRange(BillRoom.Posted(first.BatchId, amounts.Length + 1, amounts.Sum() + first.Amount));
            db.AddRange(BillRoom.Posted(first.BatchId, 1, 90_000, there.Village).OfType<BatchVillage>());
            await write.CommitAsync(default);
            return true;
        });
        await PaperTests.SetAsync(app);
        var run = await PaperTests.RunAsync(app, first.BatchId, PrintKind.Dhkp);

        using var client = app.Client(Head);
        var here = await PdfWords.ReadAsync(await client.GetByteArrayAsync($"/pendapatan/16.72/cetak/{run.Id}/1"), "-layout");
        var books = amounts.Append(first.Amount).ToLookup(a => a <= 100_000 ? "I" : a <= 500_000 ? "II" : "III");
        Assert.Equal(3, books.Count);
        foreach (var book in books)
        {
            Assert.Contains($"Jumlah Buku {book.Key}: {book.Count()} objek {Rupiah(book.Sum())}", here, StringComparison.Ordinal);
        }

        Assert.Contains($"{amounts.Length + 1} objek {Rupiah(amounts.Sum() + first.Amount)}", here, StringComparison.Ordinal);
        Assert.DoesNotContain(there.ToString(), here, StringComparison.Ordinal);
        var other = await PdfWords.ReadAsync(await client.GetByteArrayAsync($"/pendapatan/16.72/cetak/{run.Id}/3"), "-layout");
        Assert.Contains(there.ToString(), other, StringComparison.Ordinal);
        Assert.Contains($"Jumlah Buku I: 1 objek {Rupiah(90_000)}", other, StringComparison.Ordinal);
    }

    private static string Rupiah(long amount) => Formats.Number(amount, Languages.Indonesian);
}

using KotaCerdas.Platform;
using KotaCerdas.Revenue.Contracts;
using KotaCerdas.Revenue.Features.Imports;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using static KotaCerdas.Revenue.Tests.Registers.RegisterRoom;

namespace KotaCerdas.Revenue.Tests.Registers;

public sealed class SismiopTests
{
    private static readonly string[] Tables =
    [
        "revenue_taxpayer", "revenue_taxpayer_number", "revenue_object", "revenue_building", "revenue_land_value", "revenue_legacy_bill",
        "revenue_legacy_payment",
    ];

    [Theory, OnEachDatabase]
    public async Task A_check_writes_nothing_an_import_everything_and_the_same_files_again_nothing(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await OpenAsync(database.Services);
        var folder = new SismiopCorpus().Write(Path.Combine(database.Folder, "ekspor"));

        var check = await RunAsync(database, folder, check: true);
        Assert.Equal((ImportResult.Checked, 0), (check.Import.Result, check.Rules.Count));
        Assert.All(await CountsAsync(database), c => Assert.Equal(0, c));

        var done = await RunAsync(database, folder);
        Assert.Equal((ImportResult.Imported, 0), (done.Import.Result, done.Rules.Count));
        Assert.Equal([3, 5, 4, 2, 3, 8, 2], await CountsAsync(database));
        Assert.All(done.Proof, p => Assert.True(p.Balances));
        Assert.Equal((8, 2_000_000), Sum(done, "bill"));
        Assert.Equal((2, 304_000), Sum(done, "payment"));
        Assert.Equal(8, done.Files.Count);

        var again = await RunAsync(database, folder);
        Assert.Equal(done.Import.Id, again.Import.Id);
        Assert.Equal([3, 5, 4, 2, 3, 8, 2], await CountsAsync(database));
    }

    [Theory, OnEachDatabase]
    public async Task What_was_imported_can_be_assessed_and_read(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await OpenAsync(database.Services);
        await RunAsync(database, new SismiopCorpus().Write(Path.Combine(database.Folder, "ekspor")));

        var facts = await FactsAsync(database.Services, new DateOnly(2024, 1, 1));
        Assert.Equal([100, 200, 300, 400], facts.Select(f => f.LandArea));

        // Two zones in the third object: 100 at 64,500 and 200 at 10,000.
        Assert.Equal([150_000, 150_000, 28_167, 64_500], facts.Select(f => f.LandValue));
        Assert.Equal((50, 460_000), (facts[0].BuildingArea, facts[0].BuildingValue));
        Assert.Equal([false, true, true, true], facts.Select(f => f.TakesDeduction));
        Assert.Equal(facts[0].Taxpayer, facts[3].Taxpayer);
        Assert.Empty(await FactsAsync(database.Services, new DateOnly(2023, 12, 31)));

        var numbers = await database.Services.AsAsync<TaxpayerReading, IReadOnlyList<KeyValuePair<string, string>>>(
            Officer, r => r.NumbersAsync(Home, facts[0].Taxpayer, default));
        Assert.Equal([("phone", "0730621234"), ("sismiop", "1672010101900001")], numbers.Select(n => (n.Key, n.Value)));
        var bills = await database.Services.AsAsync<ImportReading, IReadOnlyList<(LegacyBill Bill, IReadOnlyList<LegacyPayment> Payments)>>(
            Officer, r => r.BillsAsync(Home, Nop.Of(long.Parse(SismiopCorpus.First)), default));
        Assert.Equal([2024, 2023], bills.Select(b => b.Bill.TaxYear));
        Assert.Equal((new DateOnly(2023, 9, 30), new DateOnly(2023, 2, 5)), (bills[1].Bill.DueOn, bills[1].Bill.IssuedOn));
        Assert.Equal(100_000, Assert.Single(bills[1].Payments).Amount);
        var elsewhere = await database.Services.AsAsync<ImportReading, List<RegisterImport>>(Stranger, r => r.AllAsync(Other, default));
        Assert.Empty(elsewhere);
    }

    [Theory, OnEachDatabase]
    public async Task Every_planted_exception_is_listed_with_its_row_and_the_sums_still_balance(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await OpenAsync(database.Services);
        var corpus = new SismiopCorpus();
        var expected = Planted(corpus);

        var done = await RunAsync(database, corpus.Write(Path.Combine(database.Folder, "ekspor")));

        var found = await ExceptionsAsync(database, done);
        Assert.Equal(
            expected.Order(), found.Select(x => (x.Rule, x.File, x.Line)).Order());
        Assert.Equal(ImportResult.Imported, done.Import.Result);
        Assert.All(done.Proof, p => Assert.True(p.Balances));
        Assert.Equal(77_000, done.Proof.Where(p => p.Kind == "bill").Sum(p => p.LeftSum));
        Assert.Equal(123_456 + 55, done.Proof.Where(p => p.Kind == "payment").Sum(p => p.LeftSum));

        // The next export holds all of it once more, and one bill with another amount: that stops it.
        corpus.Replace("sppt", "100000,5,100000,0,2021", "100000,5,99995,0,2021");
        var before = await CountsAsync(database);
        var next = await RunAsync(database, corpus.Write(Path.Combine(database.Folder, "ekspor2")));
        Assert.Equal(ImportResult.Refused, next.Import.Result);
        Assert.Equal(1, next.Rules.Single(r => r.Rule == "bill-differs").Count);
        Assert.Contains(next.Rules, r => r.Rule == "object-known");
        Assert.Contains(next.Rules, r => r.Rule == "bill-known");
        Assert.Contains(next.Rules, r => r.Rule == "payment-known");
        Assert.Contains(next.Rules, r => r.Rule == "nir-known");
        Assert.Equal(before, await CountsAsync(database));
    }

    [Theory, OnEachDatabase]
    public async Task What_stops_an_import_is_named_and_nothing_is_written(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await OpenAsync(database.Services);
        var corpus = new SismiopCorpus();
        var line = corpus.Next("sppt");
        corpus.Bill(SismiopCorpus.First, 2022, 100).Replace("sppt", "2022-09-30 00:00:00", "31/31/2022");
        corpus.Object("167299900100100010", "PT-CONTOH", 10, 0);
        var refused = await RunAsync(database, corpus.Write(Path.Combine(database.Folder, "ekspor")));

        Assert.Equal(ImportResult.Refused, refused.Import.Result);
        var found = await ExceptionsAsync(database, refused);
        var unreadable = Assert.Single(found, x => x.Rule == "unreadable");
        Assert.Equal((line, "tgl_jatuh_tempo_sppt", "31/31/2022"), (unreadable.Line, unreadable.Expected, unreadable.Found));
        Assert.Equal(1672999001, Assert.Single(found, x => x.Rule == "village-unknown").TaxCode);

        // What the command line says, and by what it ends with an error.
        var run = await database.WithAsync<KotaDb, OperationRow>(
            db => db.In<OperationRow>(RegionScope.Of(Home)).AsNoTracking().SingleAsync());
        var report = (await database.WithAsync<ISismiopImports, SismiopReport?>(i => i.ReportAsync(Home, run, default)))!;
        Assert.True(report.Refused);
        Assert.Contains(report.Lines, l => l.Contains("Kelurahan belum dipetakan, 1 baris", StringComparison.Ordinal));
        Assert.EndsWith(refused.Import.Id.ToString(), report.Path, StringComparison.Ordinal);
        Assert.All(await CountsAsync(database), c => Assert.Equal(0, c));
    }

    [Theory, OnEachDatabase]
    public async Task A_set_of_files_that_is_not_one_is_refused_by_name(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await OpenAsync(database.Services);
        var folder = new SismiopCorpus().Write(Path.Combine(database.Folder, "ekspor"));
        File.Delete(Path.Combine(folder, "dat_op_bumi.csv"));
        Assert.Equal("Berkas berikut belum ada: dat_op_bumi.csv.", await WordAsync(database, folder));

        File.WriteAllText(Path.Combine(folder, "dat_op_bumi.csv"), "kd_propinsi,kd_dati2\n16,72\n");
        Assert.StartsWith("dat_op_bumi.csv tidak mempunyai kolom: kd_kecamatan", await WordAsync(database, folder),
            StringComparison.Ordinal);

        File.WriteAllText(Path.Combine(folder, "bukan.zip"), "bukan zip");
        Assert.StartsWith("Berkas ini bukan ZIP", await WordAsync(database, Path.Combine(folder, "bukan.zip")), StringComparison.Ordinal);
        Assert.StartsWith("Folder atau berkas", await WordAsync(database, Path.Combine(folder, "tidak-ada")), StringComparison.Ordinal);
    }

    /// <summary>Plants one of each exception that does not stop an import.</summary>
    internal static List<(string Rule, string File, int Line)> Planted(SismiopCorpus corpus)
    {
        const string Lost = "167201000100109990";
        var expected = new List<(string Rule, string File, int Line)>();
        void Plant(string rule, string file, Action<SismiopCorpus> plant)
        {
            expected.Add((rule, file, corpus.Next(file)));
            plant(corpus);
        }

        Plant("subject-twice", "dat_subjek_pajak", c => c.Add("dat_subjek_pajak", "PT-CONTOH,PT LAIN,,,,,,,,,,"));
        Plant("object-twice", "dat_objek_pajak", c => c.Object(SismiopCorpus.First, "PT-CONTOH", 100, 50));
        Plant("subject-missing", "dat_objek_pajak", c => c.Object("167201000100100030", "TIDAK-ADA", 10, 0));
        corpus.Land("167201000100100030", 1, "AA", 10);
        Plant("land-twice", "dat_op_bumi", c => c.Land(SismiopCorpus.Fourth, 1, "AB", 0));
        Plant("land-orphan", "dat_op_bumi", c => c.Land(Lost, 1, "AA", 10));
        Plant("building-twice", "dat_op_bangunan", c => c.Add("dat_op_bangunan",
            SismiopCorpus.Parts(SismiopCorpus.First) + ",1,1,1998,30,1,1"));
        Plant("building-orphan", "dat_op_bangunan", c => c.Add("dat_op_bangunan", SismiopCorpus.Parts(Lost) + ",1,1,1998,30,1,1"));
        Plant("nir-twice", "dat_nir", c => c.Nir("1672010001", "AA", 2024, "151"));
        Plant("bill-twice", "sppt", c => c.Bill(SismiopCorpus.First, 2023, 100, cycle: 0, amount: 77_000));
        Plant("bill-value", "sppt", c => c.Bill(SismiopCorpus.First, 2020, 100).Replace(
            "sppt", "2020,1,NAMA CONTOH,082,,100,0,4800000,0,4800000", "2020,1,NAMA CONTOH,082,,100,0,4800000,0,4800001"));
        Plant("bill-amount", "sppt", c => c.Bill(SismiopCorpus.First, 2021, 100).Replace("sppt", "100000,0,100000,0,2021",
            "100000,5,100000,0,2021"));
        Plant("class-differs", "sppt", c => c.Bill(SismiopCorpus.Fourth, 2022, 400, value: 400 * 50_000)
            .Bill(SismiopCorpus.First, 2022, 100).Bill(SismiopCorpus.Second, 2022, 200).Bill(SismiopCorpus.Third, 2022, 300));
        Plant("paid-differs", "sppt", c => c.Bill(SismiopCorpus.Second, 2021, 200).Payment(SismiopCorpus.Second, 2021, 1, 300_000));
        Plant("payment-twice", "pembayaran_sppt", c => c.Payment(SismiopCorpus.First, 2023, 1, 55));
        Plant("payment-orphan", "pembayaran_sppt", c => c.Payment(Lost, 2023, 1, 123_456));
        Plant("area-differs", "dat_objek_pajak", c => c.Object("167201000200100030", "PT-CONTOH", 90, 0).Land("167201000200100030", 1, "AB",
            80));
        Plant("deduction-twice", "dat_objek_pajak", c => c.Object("167201000200100050", "1672010101900002", 20, 0)
            .Land("167201000200100050", 1, "AB", 20).Bill("167201000200100050", 2024, 20));
        expected.Add(("zone-unknown", "dat_op_bumi", corpus.Next("dat_op_bumi")));
        Plant("zone-missing", "dat_op_bumi", c => c.Land("167201000200100040", 1, "ZZ", 10).Object("167201000200100040", "PT-CONTOH", 10,
            0));
        return expected;
    }

    internal static async Task<ImportFile> RunAsync(TestDatabase database, string path, bool check = false)
    {
        var row = await database.Services.AsAsync<ISismiopImports, OperationRow>(
            Officer, i => i.RunAsync(Home, path, check, null, default));
        Assert.True(row.State == OperationState.Done, row.Error);
        var link = OperationResult.FromJson(row.Result!).Link!;
        return (await database.Services.AsAsync<ImportReading, ImportFile?>(
            Officer, r => r.FindAsync(Home, Guid.Parse(link[(link.LastIndexOf('/') + 1)..]), default)))!;
    }

    internal static async Task<string> WordAsync(TestDatabase database, string path)
    {
        var row = await database.Services.AsAsync<ISismiopImports, OperationRow>(Officer, i => i.RunAsync(Home, path, false, null,
            default));
        Assert.Equal(OperationState.Failed, row.State);
        return await database.WithAsync<Texts, string>(texts => Task.FromResult(row.LastWord(texts)));
    }

    private static (long Count, long Sum) Sum(ImportFile file, string kind) =>
        (file.Proof.Where(p => p.Kind == kind).Sum(p => p.KeptCount), file.Proof.Where(p => p.Kind == kind).Sum(p => p.KeptSum));

    internal static async Task<IReadOnlyList<ImportException>> ExceptionsAsync(TestDatabase database, ImportFile of) =>
        (await database.Services.AsAsync<ImportReading, RegisterRows<ImportException>>(
            Officer, r => r.ExceptionsAsync(Home, of.Import.Id, string.Empty, null, 1_000, default))).Rows;

    private static async Task<List<long>> CountsAsync(TestDatabase database)
    {
        await using var owner = await database.OpenOwnerAsync();
        var counts = new List<long>();
        foreach (var table in Tables)
        {
            await using var command = owner.CreateCommand();
            command.CommandText = $"select count(*) from {table}";
            counts.Add(Convert.ToInt64(await command.ExecuteScalarAsync()));
        }

        return counts;
    }
}

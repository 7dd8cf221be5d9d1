using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Contracts;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Features.Imports;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Tests.Assessment;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using static KotaCerdas.Revenue.Tests.Registers.RegisterRoom;

namespace KotaCerdas.Revenue.Tests.Registers;

/// <summary>What a later export of SISMIOP, or the same one read by a later version, brings of buildings that are here already.</summary>
public sealed class LaterExportTests
{
    private const string Usual = ",2,3,3,3,2,2";

    private static readonly RegionScope Region = RegionScope.Of(Home);

    [Theory, OnEachDatabase]
    public async Task The_dump_of_which_the_version_before_passed_codes_over_brings_them_now(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await OpenAsync(database.Services);
        await SismiopTests.RunAsync(database, new SismiopCorpus().Write(Path.Combine(database.Folder, "ekspor")));
        var dump = Path.Combine(database.Folder, "ekspor.sql");
        await File.WriteAllTextAsync(dump, new DumpedCorpus(new SismiopCorpus().WithCodes(Usual, Usual), DumpTool.Mysql).Text);

        // What is here is what the version before made of the dump, which it knew by the hashes of its tables alone.
        var files = JsonSerializer.Deserialize<List<SismiopFile>>(
            (await SismiopTests.RunAsync(database, dump, check: true)).Import.Files)!;
        var before = string.Concat(files.OrderBy(f => f.Table, StringComparer.Ordinal).Select(f => $"{f.Table} {f.Sha256}\n"));
        await database.PlantAsync(
            "update revenue_import set set_hash = '" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(before)))
                + "' where result = 'Imported'");

        var open = await database.BalanceAsync(PbbAccounts.Receivable);
        var later = await SismiopTests.RunAsync(database, dump);
        Assert.Equal(ImportResult.Imported, later.Import.Result);
        Assert.Equal(["bill-known", "nir-known", "object-known", "payment-known"], later.Rules.Select(r => r.Rule).Order());
        Assert.All(later.Proof, p => Assert.Equal((true, 0, p.SourceSum), (p.Balances, p.KeptCount, p.LeftSum)));
        Assert.All(await TakenAsync(database), t => Assert.Equal((later.Import.Id, "2"), (t.ImportId, t.Condition)));
        Assert.Equal(2, (await TakenAsync(database)).Count);
        Assert.Equal(2, await database.WithAsync((KotaDb db) => db.In<Building>(Region).CountAsync()));
        Assert.Equal((1_700_000, 1_700_000), (open, await database.BalanceAsync(PbbAccounts.Receivable)));
        Assert.Equal([0, 6], await database.WithAsync((KotaDb db) => db.In<Opening>(Region).Select(o => o.Bills).Order().ToListAsync()));
        Assert.Empty(await database.CheckAsync());

        Assert.Equal(later.Import.Id, (await SismiopTests.RunAsync(database, dump)).Import.Id);
    }

    [Theory, OnEachDatabase]
    public async Task An_appraisal_that_is_not_the_value_here_is_noted_and_its_building_gets_no_codes(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await OpenAsync(database.Services);
        await SismiopTests.RunAsync(database, new SismiopCorpus().Write(Path.Combine(database.Folder, "ekspor")));
        var corpus = new SismiopCorpus().WithCodes(Usual, Usual).Appraisal(SismiopCorpus.First, 2, 50_000)
            .Appraisal(SismiopCorpus.First, 1, 15_000).Facility(SismiopCorpus.First, 2, "44", 900);
        var check = await SismiopTests.RunAsync(database, corpus.Write(Path.Combine(database.Folder, "ekspor2")), check: true);
        var later = await SismiopTests.RunAsync(database, Path.Combine(database.Folder, "ekspor2"));
        Assert.Equal(ImportResult.Imported, later.Import.Result);
        foreach (var found in new[] { check, later })
        {
            Assert.Equal([(2, "8000000", "50000000 (no_bng 2)")], await NotedAsync(database, found));
        }

        Assert.Equal([(1, 15_000_000)], (await TakenAsync(database)).Select(t => (t.Number, t.Appraised)));
        Assert.Empty(await FacilitiesAsync(database));

        // Another export says the same of the one, and nothing of the other, whose appraisal is here.
        corpus.Bill(SismiopCorpus.First, 2022, 100);
        var last = await SismiopTests.RunAsync(database, corpus.Write(Path.Combine(database.Folder, "ekspor3")));
        Assert.Equal([(2, "8000000", "50000000 (no_bng 2)")], await NotedAsync(database, last));
        Assert.Equal(1, Assert.Single(await TakenAsync(database)).Number);

        // Once an office has entered it, it is there.
        var (day, nop) = (new DateOnly(2025, 1, 1), Nop.Of(long.Parse(SismiopCorpus.First)));
        var input = ObjectInput.From((await FileAsync(database.Services, nop, day))!, day, "SPOP contoh");
        List<BuildingInput> buildings = [input.Buildings[0], input.Buildings[1] with { Value = 50_000_000, ValueSource = "Kantor" }];
        await RecordAsync(database.Services, nop, 1, input with { Buildings = buildings });
        corpus.Bill(SismiopCorpus.First, 2021, 100);
        Assert.Empty(await NotedAsync(
            database, await SismiopTests.RunAsync(database, corpus.Write(Path.Combine(database.Folder, "ekspor4")))));
    }

    [Theory, OnEachDatabase]
    public async Task An_appraisal_without_codes_is_taken_where_it_is_the_value_here(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await OpenAsync(database.Services);
        await SismiopTests.RunAsync(database, new SismiopCorpus().Write(Path.Combine(database.Folder, "ekspor")));
        var corpus = new SismiopCorpus().Appraisal(SismiopCorpus.First, 2, 8_000).Appraisal(SismiopCorpus.First, 1, 15_001);
        var later = await SismiopTests.RunAsync(database, corpus.Write(Path.Combine(database.Folder, "ekspor2")));
        Assert.Equal([(3, "15000000", "15001000 (no_bng 1)")], await NotedAsync(database, later));
        Assert.Equal([(2, 8_000_000)], (await TakenAsync(database)).Select(t => (t.Number, t.Appraised)));
    }

    [Theory, OnEachDatabase]
    public async Task Facilities_may_come_later_than_codes_and_appraisals_that_do_are_noted(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await OpenAsync(database.Services);
        await SismiopTests.RunAsync(
            database, new SismiopCorpus().WithCodes(Usual, Usual).Write(Path.Combine(database.Folder, "ekspor")));
        var corpus = new SismiopCorpus().Replace("dat_op_bangunan", ",2,02,,20,2,8000", ",2,02,,25,2,8000").WithCodes(Usual, Usual)
            .Facility(SismiopCorpus.First, 1, "44", 900).Facility(SismiopCorpus.First, 1, "12", 2)
            .Facility(SismiopCorpus.First, 2, "44", 900).Appraisal(SismiopCorpus.First, 1, 20_000);
        var later = await SismiopTests.RunAsync(database, corpus.Write(Path.Combine(database.Folder, "ekspor2")));
        Assert.Equal([(2, "15000000", "20000000 (no_bng 1)")], await NotedAsync(database, later));
        Assert.Equal([(1, "12", 2), (1, "44", 900)], await FacilitiesAsync(database));
        Assert.All(await TakenAsync(database), t => Assert.Equal(0, t.Appraised));

        // Once they are there, another export does not touch them.
        corpus.Facility(SismiopCorpus.First, 1, "01", 3);
        await SismiopTests.RunAsync(database, corpus.Write(Path.Combine(database.Folder, "ekspor3")));
        Assert.Equal([(1, "12", 2), (1, "44", 900)], await FacilitiesAsync(database));
    }

    [Theory, OnEachDatabase]
    public async Task Characters_that_are_none_are_empty(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await OpenAsync(database.Services);
        var corpus = new SismiopCorpus().Replace("dat_subjek_pajak", "PT MAJU CONTOH", "PT MAJU\0 CONTOH")
            .WithCodes(",\0,3,\u00023,3,2,2", "\0\0,2,\u0001,3,3,2,2").Facility(SismiopCorpus.First, 1, "\0", 2);
        var done = await SismiopTests.RunAsync(database, corpus.Write(Path.Combine(database.Folder, "ekspor")));
        Assert.Equal(ImportResult.Imported, done.Import.Result);
        Assert.Equal(
            [",,3,3,3,2,2", ",2,,3,3,2,2"],
            (await TakenAsync(database)).Select(t =>
                string.Join(',', t.Renovated, t.Condition, t.Construction, t.Roof, t.Wall, t.Floor, t.Ceiling)));
        Assert.Equal([(1, "", 2)], await FacilitiesAsync(database));
        Assert.Contains(
            "PT MAJU CONTOH", await database.WithAsync((KotaDb db) => db.In<Taxpayer>(Region).Select(t => t.Name).ToListAsync()));
    }

    /// <summary>Appraisals that were noted: line, what is here, what was found.</summary>
    private static async Task<List<(int Line, string Expected, string Found)>> NotedAsync(TestDatabase database, ImportFile of)
    {
        var noted = (await SismiopTests.ExceptionsAsync(database, of)).Where(x => x.Rule == "appraisal-differs").ToList();
        Assert.All(noted, x => Assert.Equal(("dat_nilai_individu", long.Parse(SismiopCorpus.First)), (x.File, x.Nop)));
        return [.. noted.Select(x => (x.Line, x.Expected, x.Found))];
    }

    private static async Task<List<(int Number, string Code, int Amount)>> FacilitiesAsync(TestDatabase database) =>
        [.. (await database.WithAsync((KotaDb db) => db.In<TakenFacility>(Region).AsNoTracking().ToListAsync()))
            .Select(f => (f.Number, f.Code, f.Amount)).Order()];

    private static Task<List<TakenBuilding>> TakenAsync(TestDatabase database) => database.WithAsync(
        (KotaDb db) => db.In<TakenBuilding>(Region).AsNoTracking().OrderBy(t => t.Nop).ThenBy(t => t.Number).ToListAsync());
}

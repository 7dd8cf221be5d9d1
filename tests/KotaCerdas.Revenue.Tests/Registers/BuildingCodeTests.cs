using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Imports;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Revenue.Tests.Rules;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using static KotaCerdas.Revenue.Tests.Registers.RegisterRoom;

namespace KotaCerdas.Revenue.Tests.Registers;

/// <summary>What SISMIOP says of buildings in codes, and what comes of it.</summary>
public sealed class BuildingCodeTests
{
    /// <summary>Good, brick, plain tiles, brick, ceramic tiles, plywood; the third one was renovated.</summary>
    private const string Usual = ",2,3,3,3,2,2";

    private static readonly RegionScope Region = RegionScope.Of(Home);

    [Theory, OnEachDatabase]
    public async Task A_check_counts_codes_without_a_meaning_and_an_import_keeps_them(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await OpenAsync(database.Services);
        var corpus = new SismiopCorpus().Add("dat_op_bangunan", SismiopCorpus.Parts(SismiopCorpus.Second) + ",1,17,2001,40,1,9000");
        var line = corpus.Next("dat_op_bangunan") - 2;
        corpus.WithCodes(Usual, "20x0,2,3,3,9,2,3", "2010,02,4,5,09,,1");
        var folder = corpus.Write(Path.Combine(database.Folder, "ekspor"));

        var check = await SismiopTests.RunAsync(database, folder, check: true);
        Assert.Equal(ImportResult.Checked, check.Import.Result);
        Assert.Equal(("building-code", 4L), (Assert.Single(check.Rules).Rule, check.Rules[0].Count));
        (string, int, string, string)[] unknown =
        [
            ("dat_op_bangunan", line, "kd_dinding", "\"9\" × 2"), ("dat_op_bangunan", line + 1, "kd_jpb", "\"17\" × 1"),
            ("dat_op_bangunan", line + 1, "kd_lantai", "\"\" × 1"), ("dat_op_bangunan", line, "thn_renovasi_bng", "\"20x0\" × 1"),
        ];
        Assert.Equal(
            unknown, (await SismiopTests.ExceptionsAsync(database, check)).Select(x => (x.File, x.Line, x.Expected, x.Found))
                .OrderBy(x => x.Expected, StringComparer.Ordinal));
        Assert.Empty(await TakenAsync(database));

        var done = await SismiopTests.RunAsync(database, folder);
        Assert.Equal(ImportResult.Imported, done.Import.Result);
        Assert.Equal(4, Assert.Single(done.Rules).Count);
        Assert.All(done.Proof, p => Assert.True(p.Balances));
        Assert.Equal((8, 2_000_000), (done.Proof.Where(p => p.Kind == "bill").Sum(p => p.KeptCount),
            done.Proof.Where(p => p.Kind == "bill").Sum(p => p.KeptSum)));
        Assert.Equal(
            [",2,3,3,3,2,2", "20x0,2,3,3,9,2,3", "2010,2,4,5,9,,1"],
            (await TakenAsync(database)).Select(t =>
                string.Join(',', t.Renovated, t.Condition, t.Construction, t.Roof, t.Wall, t.Floor, t.Ceiling)));
    }

    [Theory, OnEachDatabase]
    public async Task Facilities_come_in_with_their_codes_and_those_of_no_building_do_not(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await OpenAsync(database.Services);
        var corpus = new SismiopCorpus().WithCodes(Usual, Usual).Facility(SismiopCorpus.First, 1, "44", 900)
            .Facility(SismiopCorpus.First, 1, "44", 450).Facility(SismiopCorpus.First, 2, "01", 2).Facility(SismiopCorpus.First, 2, "12", 0)
            .Facility(SismiopCorpus.Second, 1, "44", 900);
        var done = await SismiopTests.RunAsync(database, corpus.Write(Path.Combine(database.Folder, "ekspor")));
        Assert.Equal(
            [("building-code", 4, "\"1\" × 1"), ("facility-orphan", 6, "1"), ("facility-twice", 3, "44")],
            (await SismiopTests.ExceptionsAsync(database, done)).Where(x => x.File == "dat_fasilitas_bangunan")
                .Select(x => (x.Rule, x.Line, x.Found)).Order());
        var kept = await database.WithAsync(
            (KotaDb db) => db.In<TakenFacility>(Region).AsNoTracking().OrderBy(t => t.Number).ToListAsync());
        Assert.Equal([(1, "44", 900), (2, "1", 2)], kept.Select(t => (t.Number, t.Code, t.Amount)));
    }

    [Theory, OnEachDatabase]
    public async Task A_later_export_completes_buildings_that_came_without_codes_and_are_the_same(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await OpenAsync(database.Services);
        await SismiopTests.RunAsync(database, new SismiopCorpus().Write(Path.Combine(database.Folder, "ekspor")));
        var corpus = new SismiopCorpus().Replace("dat_op_bangunan", ",2,02,,20,2,8000", ",2,02,,25,2,8000").WithCodes(Usual, Usual)
            .Facility(SismiopCorpus.First, 1, "44", 900).Facility(SismiopCorpus.First, 2, "44", 900);
        var later = await SismiopTests.RunAsync(database, corpus.Write(Path.Combine(database.Folder, "ekspor2")));
        Assert.Equal(ImportResult.Imported, later.Import.Result);
        Assert.Contains(later.Rules, r => r.Rule == "object-known");
        Assert.Equal((1, later.Import.Id), (await TakenAsync(database)).Select(t => (t.Number, t.ImportId)).Single());
        Assert.Equal(1, await database.WithAsync((KotaDb db) => db.In<TakenFacility>(Region).Select(t => t.Number).SingleAsync()));

        // Once they are there, another export does not touch them.
        corpus.Replace("dat_op_bangunan", ",2,3,3,3,2,2", ",4,3,3,3,2,2");
        await SismiopTests.RunAsync(database, corpus.Write(Path.Combine(database.Folder, "ekspor3")));
        Assert.Equal("2", (await TakenAsync(database)).Single().Condition);
    }

    [Theory, OnEachDatabase]
    public async Task An_individual_appraisal_is_the_value_whatever_the_system_computed(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await OpenAsync(database.Services);
        var corpus = new SismiopCorpus().Appraisal(SismiopCorpus.First, 2, 50_000).Appraisal(SismiopCorpus.First, 2, 51_000)
            .Appraisal(SismiopCorpus.First, 1, 0).Appraisal(SismiopCorpus.Second, 1, 9_000);
        var done = await SismiopTests.RunAsync(database, corpus.Write(Path.Combine(database.Folder, "ekspor")));
        Assert.Equal(["appraisal-orphan", "appraisal-twice"], done.Rules.Select(r => r.Rule).Order());
        var file = (await FileAsync(database.Services, Nop.Of(long.Parse(SismiopCorpus.First)), new DateOnly(2024, 1, 1)))!;
        Assert.Equal([15_000_000, 50_000_000, 65_000_000], file.Buildings[1].Select(b => b.Value).Append(file.Current.BuildingValue));
        Assert.Equal((2, 50_000_000L), (await TakenAsync(database)).Select(t => (t.Number, t.Appraised)).Single());
    }

    [Theory, OnEachDatabase]
    public async Task An_export_without_these_columns_comes_in_as_before(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await OpenAsync(database.Services);
        var done = await SismiopTests.RunAsync(database, new SismiopCorpus().Write(Path.Combine(database.Folder, "ekspor")));
        Assert.Empty(done.Rules);
        Assert.Equal(2, await database.WithAsync((KotaDb db) => db.In<Building>(Region).CountAsync()));
        Assert.Empty(await TakenAsync(database));
    }

    [Theory]
    [InlineData(DatabaseEngine.Sqlite, 0)]
    [InlineData(DatabaseEngine.Sqlite, 1)]
    [InlineData(DatabaseEngine.Sqlite, 2)]
    [InlineData(DatabaseEngine.Sqlite, 3)]
    public async Task A_dump_gives_the_same_codes(DatabaseEngine engine, int tool)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await OpenAsync(database.Services);
        var path = Path.Combine(database.Folder, "ekspor.sql");
        await File.WriteAllTextAsync(path, new DumpedCorpus(new SismiopCorpus().WithCodes(Usual, "2010,3,4,5,4,5,3"), (DumpTool)tool).Text);
        Assert.Empty((await SismiopTests.RunAsync(database, path)).Rules);
        Assert.Equal(
            ["22333", "35544"], (await TakenAsync(database)).Select(t => t.Condition + t.Floor + t.Roof + t.Wall + t.Construction));
    }

    [Fact]
    public void Codes_become_the_words_of_the_tables_of_the_region()
    {
        var codes = BuildingCodes.Of(Sets.Of("kota-pagar-alam"), new DateOnly(2026, 1, 1));
        var facts = codes.Facts(House("01"), Taken("3", "2", "2010"), []);
        Assert.Equal(
            ("01", "sedang", "baik", false, "bata", "keramik", "genteng", "gipsum", 2010),
            (facts.Use, facts.Type, facts.Condition, facts.Wooden, facts.Wall, facts.Floor, facts.Roof, facts.Ceiling,
                facts.RenovatedYear));
        Assert.Equal((90, 1, 1998), (facts.Area, facts.Floors, facts.BuiltYear));
        Assert.Empty(facts.Unread);

        var wooden = codes.Facts(House("01"), Taken("4", "4", "0"), []);
        Assert.Equal((true, "sederhana", "jelek", 0), (wooden.Wooden, wooden.Type, wooden.Condition, wooden.RenovatedYear));
    }

    [Fact]
    public void Without_rules_of_a_region_what_ships_counts_and_every_row_of_it_is_marked()
    {
        var shipped = BuildingCodes.Of(null, new DateOnly(2026, 1, 1));
        var facts = shipped.Facts(House("01"), Taken("3", "2", ""), []);
        Assert.Equal(("genteng-beton", "akustik", string.Empty), (facts.Roof, facts.Ceiling, facts.Type));
        Assert.All(shipped.All, c =>
        {
            Assert.Contains(c.Column, BuildingCodes.Columns.Keys);
            Assert.Contains(c.Attribute, BuildingCodes.Attributes.Keys);
            Assert.NotEqual(Confidence.Read, c.Citation.Confidence);
            Assert.NotEmpty(c.Citation.Article);
        });
        Assert.Equal(shipped.All.Count, shipped.All.Select(c => (c.Column, c.Code, c.Attribute)).Distinct().Count());
    }

    [Theory]
    [InlineData("3", "9", "", "Revenue.Dbkb.CodeUnknown", "kondisi_bng 9")]
    [InlineData("3", "", "", "Revenue.Dbkb.CodeEmpty", "kondisi_bng")]
    [InlineData("7", "2", "", "Revenue.Dbkb.CodeUnknown", "jns_konstruksi_bng 7")]
    [InlineData("3", "2", "lama", "Revenue.Dbkb.CodeUnknown", "thn_renovasi_bng lama")]
    public void A_code_without_a_meaning_is_refused_by_name_and_never_valued_without(
        string construction, string condition, string renovated, string code, string args)
    {
        var rules = DbkbRules.Of(Sets.Of("kota-pagar-alam"), 2026, estimate: false).Value;
        var value = rules.Value(BuildingCodes.Of(rules).Facts(House("01"), Taken(construction, condition, renovated), []));
        Assert.True(value.Failed);
        Assert.Equal((code, args), (value.Problem.Code, string.Join(' ', value.Problem.Args)));
    }

    [Theory]
    [InlineData(3, "column", "kd_pagar", "DbkbBasis")]
    [InlineData(3, "attribute", "fence", "DbkbBasis")]
    [InlineData(3, "row", "mewah", "DbkbBasis")]
    [InlineData(3, "row", "", "DbkbBasis")]
    [InlineData(3, "code", "1", "Twice")]
    [InlineData(6, "confidence", "sure", "BadConfidence")]
    public void A_sheet_of_codes_that_is_wrong_is_refused_with_its_row(int row, string column, string value, string flaw)
    {
        var read = RuleReader.Read(Sets.Planted("kota-pagar-alam", "codes", row, column, value));
        var problem = Assert.Single(read.Problems);
        Assert.Equal(("Revenue.Rules.File." + flaw, $"codes!{row}!"), (problem.Code, problem.Field![..8]));
    }

    private static Building House(string use) => new()
    {
        RegionCode = Home, Nop = Nop.Of(long.Parse(SismiopCorpus.First)), Version = 1, Number = 1, Area = 90, UseCode = use, Floors = 1,
        BuiltYear = 1998, Valuation = Valuation.Individual, Value = 1, ValueSource = TakenBuilding.Source,
    };

    private static TakenBuilding Taken(string construction, string condition, string renovated) => new()
    {
        RegionCode = Home, Nop = Nop.Of(long.Parse(SismiopCorpus.First)), Number = 1, ImportId = Guid.Empty, Appraised = 0,
        Renovated = renovated, Condition = condition, Construction = construction, Roof = "2", Wall = "3", Floor = "2", Ceiling = "1",
    };

    private static Task<List<TakenBuilding>> TakenAsync(TestDatabase database) => database.WithAsync(
        (KotaDb db) => db.In<TakenBuilding>(Region).AsNoTracking().OrderBy(t => t.Nop).ThenBy(t => t.Number).ToListAsync());
}

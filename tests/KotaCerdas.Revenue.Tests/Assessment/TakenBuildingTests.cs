using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Buildings;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Features.Revaluations;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Revenue.Tests.Buildings;
using KotaCerdas.Revenue.Tests.Registers;
using KotaCerdas.TestKit;
using Xunit;
using static KotaCerdas.Revenue.Tests.Assessment.AssessmentRoom;

namespace KotaCerdas.Revenue.Tests.Assessment;

/// <summary>
/// By hand: a brick house of 30 m² costs 900,000 + 240,000 + 150,000 + 140,000 + 55,000 = 1,485,000 a square metre, 44,550,000 in all. At
/// 28 years in 2026, 51 % are worn: 21,829,500. Its 900 VA cost 650,000 a thousand and do not wear: 585,000 more.
/// </summary>
public sealed class TakenBuildingTests
{
    private const long Taken = 15_000_000;
    private const long Now = 21_829_500 + 585_000;
    private const long Kept = 8_000_000;

    private static readonly Nop First = Nop.Of(long.Parse(SismiopCorpus.First));

    [Theory, OnEachDatabase]
    public async Task A_revaluation_after_a_takeover_changes_values_and_says_by_number_why_others_stay(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await TakeOverAsync(database);
        var computed = await RevaluationTests.ComputeAsync(database);
        var summary = computed.Summary!;
        Assert.Equal(
            (4, 8, 1, 0, 1, 6),
            (summary.Objects, summary.Buildings, summary.Changed, summary.Unknown, summary.Appraised, summary.Refused));
        Assert.Equal((Taken, Now), (summary.Largest.Single().Before, summary.Largest.Single().After));
        Assert.Equal(
            [
                ("Revenue.Dbkb.CodeUnknown", "kd_dinding 9", 2), ("Revenue.Dbkb.BadBuilt", "2026", 1),
                ("Revenue.Dbkb.CodeUnknown", "kd_fasilitas 1", 1), ("Revenue.Dbkb.GradeNeeded", "", 1),
                ("Revenue.Rules.Missing", "dbkb wall: seng PBB-P2 (bumi dan bangunan)", 1),
            ],
            summary.Reasons.Select(r => (r.Code, string.Join(' ', r.Args), r.Buildings)));

        Assert.False((await RevaluationTests.ApproveAsync(database, Head, computed)).Failed);
        Assert.False((await RevaluationTests.ApproveAsync(database, Secretary, computed)).Failed);
        Assert.False((await RevaluationTests.StartAsync(database, computed)).Failed);
        await database.RunOperationsAsync();
        Assert.Equal(BatchState.Posted, (await RevaluationTests.HistoryAsync(database, computed.Of.Id)).State);
        var before = (await RegisterRoom.FileAsync(database.Services, First, new DateOnly(2025, 12, 31)))!;
        var after = (await RegisterRoom.FileAsync(database.Services, First, new DateOnly(2026, 1, 1)))!;
        Assert.Equal((Taken + Kept, Now + Kept), (before.Current.BuildingValue, after.Current.BuildingValue));

        // The ladder is computed again from what was recorded of the codes.
        await database.WithAsync<ValuationReading>(async reading =>
        {
            var house = after.Buildings[after.Current.Version].Single(b => b.Number == 1);
            var valuation = (await reading.FindAsync(Home, house, default))!;
            Assert.Equal(Now, (await reading.ExplainAsync(valuation, default))!.Total);
            var facts = ValuationReading.FactsOf(valuation);
            Assert.Equal(("sedang", "baik", "bata", 30), (facts.Type, facts.Condition, facts.Wall, facts.Area));
        });
        var again = await RevaluationTests.ComputeAsync(database);
        Assert.Equal((0, 6), (again.Summary!.Changed, again.Summary.Refused));
    }

    [Theory, OnEachDatabase]
    public async Task What_an_office_says_of_a_building_since_counts_and_not_its_old_codes(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await TakeOverAsync(database);
        var day = new DateOnly(2025, 1, 1);
        var file = (await RegisterRoom.FileAsync(database.Services, First, day))!;
        var input = ObjectInput.From(file, day, "SPOP contoh");
        List<BuildingInput> buildings = [input.Buildings[0] with { Value = 17_000_000, ValueSource = "Kantor" }, input.Buildings[1]];
        await RegisterRoom.RecordAsync(database.Services, First, 1, input with { Buildings = buildings });
        var summary = (await RevaluationTests.ComputeAsync(database)).Summary!;
        Assert.Equal((0, 1, 6), (summary.Changed, summary.Unknown, summary.Refused));
    }

    [Theory, OnEachDatabase]
    public async Task Pages_show_what_the_codes_mean_and_which_ones_mean_nothing(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await TakeOverAsync(app.Database);
        using var client = app.Client(RegisterRoom.Officer);
        var path = $"/pendapatan/16.72/objek/{First.Value}";
        var table = (await client.PageAsync(path)).QuerySelectorAll("table")
            .Single(t => t.QuerySelector("caption")!.TextContent.Trim() == "Atribut bangunan");
        var rows = table.QuerySelectorAll("tbody tr").Select(
            r => r.QuerySelectorAll("th,td").Select(c => c.TextContent.Trim()).ToList()).ToList();
        Assert.Equal(
            ["1", "Baik", "Konstruksi sedang", "Batu bata", "Keramik", "Genteng", "Tripleks", "Listrik (VA): 900", "–",
                "Kode SISMIOP"],
            rows[0]);
        Assert.Equal("kd_dinding = 9, belum ada artinya", rows[1][3]);
        Assert.Equal("Tidak ada", rows[1][6]);

        // The form of the valuation begins with what is known.
        var form = await client.PageAsync(path + "/bangunan/2");
        Assert.Contains("kd_dinding = 9", form.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(
            ["02", "baik", "keramik", "genteng"],
            new[] { "use", "condition", "floor", "roof" }.Select(n =>
                form.QuerySelector($"select[name={n}] option[selected]")!.GetAttribute("value")));

        using var drafter = app.Client(Drafter);
        var rules = await drafter.PageAsync("/pendapatan/16.72/aturan/2");
        Assert.Contains("Arti kode bangunan SISMIOP", rules.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("kd_langit_langit", rules.Body.TextContent, StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task What_was_taken_over_between_reading_and_recording_is_noticed(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await TakeOverAsync(database);
        var of = (await RevaluationTests.ComputeAsync(database)).Of;
        var read = (await RunAsync(database, of)).Read;
        Assert.True(await IsAsReadAsync(database, read));
        foreach (var row in new ITenantRow[]
        {
            new TakenFacility { RegionCode = Home, Nop = First, Number = 1, Code = "1", ImportId = Guid.Empty, Amount = 2 },
            new TakenBuilding { RegionCode = Home, Nop = First, Number = 9, ImportId = Guid.Empty, Appraised = 0 },
        })
        {
            await database.WithAsync<KotaDb>(async db =>
            {
                await using var write = await db.BeginWriteAsync(RegionScope.Of(Home), default);
                db.Add(row);
                await write.CommitAsync(default);
            });
            Assert.False(await IsAsReadAsync(database, read));
            read = (await RunAsync(database, of)).Read;
            Assert.True(await IsAsReadAsync(database, read));
        }
    }

    [Theory, OnEachDatabase]
    public async Task Who_approves_approves_the_attributes_too(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await TakeOverAsync(database, built: "1950");
        var of = (await RevaluationTests.ComputeAsync(database)).Of;
        var before = await RunAsync(database, of);
        await database.PlantAsync($"update revenue_taken_building set renovated = '1951' where nop = {First.Value} and number = 1");

        // A renovation long ago changes nothing that is worn off, but the facts of the record.
        var after = await RunAsync(database, of);
        Assert.Equal((1, before.Summary.After), (before.Summary.Changed, after.Summary.After));
        Assert.Equal(1951, after.Versions.Single().Parts.Single().Taken!.RenovatedYear);
        Assert.NotEqual(before.Hash, after.Hash);
        Assert.Equal(after.Hash, (await RunAsync(database, of)).Hash);
    }

    private static async Task<RevaluationResult> RunAsync(TestDatabase database, Revaluation of)
    {
        var (found, rules) = (await database.WithAsync<RevaluationReading, Outcome<(RevaluationHistory, DbkbRules)>>(
            r => r.OpenAsync(Home, of.Id, default))).Value;
        return await database.WithAsync<Revaluer, RevaluationResult>(r => r.RunAsync(found.Of, rules, (_, _) => { }, default));
    }

    private static Task<bool> IsAsReadAsync(TestDatabase database, RowsRead read) => database.WithAsync<KotaDb, bool>(
        async db => await RevaluationRecord.IsAsReadAsync(await db.SqlAsync(RegionScope.Of(Home), default), Home, read, default));

    /// <summary>
    /// A house that the tables value, one with a code that nobody knows as another has too, one of which no year is known, a factory
    /// without a class, one with walls that the tables of the region do not have, one with a facility whose code nobody knows, and one
    /// that was appraised.
    /// </summary>
    private static async Task TakeOverAsync(TestDatabase database, string built = "1998")
    {
        await RegisterRoom.OpenAsync(database.Services);
        await BuildingRoom.ApproveRulesAsync(database.Services);
        var (second, third) = (SismiopCorpus.Parts(SismiopCorpus.Second), SismiopCorpus.Parts(SismiopCorpus.Third));
        var corpus = new SismiopCorpus().Replace("dat_op_bangunan", ",2,02,,20,2,8000", ",2,02,2005,20,2,8000")
            .Replace("dat_op_bangunan", ",1,1,1998,", $",1,1,{built},")
            .Add("dat_op_bangunan", second + ",1,1,2001,40,1,9000").Add("dat_op_bangunan", second + ",2,1,,40,1,9000")
            .Add("dat_op_bangunan", third + ",1,3,2001,40,1,9000").Add("dat_op_bangunan", third + ",2,1,2001,40,1,9000")
            .Add("dat_op_bangunan", SismiopCorpus.Parts(SismiopCorpus.Fourth) + ",1,1,2001,40,1,9000")
            .Add("dat_op_bangunan", SismiopCorpus.Parts(SismiopCorpus.Fourth) + ",2,1,2001,40,1,9000")
            .Appraisal(SismiopCorpus.Fourth, 2, 70_000)
            .Facility(SismiopCorpus.First, 1, "44", 900).Facility(SismiopCorpus.Fourth, 1, "01", 2)
            .WithCodes(",2,3,3,3,2,2", ",2,3,3,9,2,3", ",2,3,3,9,2,3", ",2,3,3,3,2,2", ",2,3,3,3,2,2", ",2,3,3,5,2,2", ",2,3,3,3,2,2",
                ",2,3,3,3,2,2");
        var done = await SismiopTests.RunAsync(database, corpus.Write(Path.Combine(database.Folder, "ekspor")));
        Assert.Equal(ImportResult.Imported, done.Import.Result);
        Assert.All(done.Proof, p => Assert.True(p.Balances));
    }
}

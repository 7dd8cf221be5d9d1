using System.Text;
using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Country;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Tests.Country;

public sealed class CountryImportTests
{
    private const string MemberHeader = "year,track,region_code,region_name,status,sources,note\n";
    private const string CohortHeader = "year,track,selected,repeats,invited,signed_from,signed_to,sources\n";

    [Theory, OnEachDatabase]
    public async Task Members_are_imported_with_a_trail_and_again_without_effect(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        const string file = MemberHeader + "2018,city,,Kab. Malang,found,surat B-1/2018,\n2018,city,33.05,,found,surat B-1/2018,\n";

        var trial = (await RunAsync(database, "cohort-members", file, trial: true)).Value;
        Assert.Equal((2, 2, 0, false), (trial.Rows, trial.Added, trial.Same, trial.Written));
        Assert.Equal(48, (await LoadAsync(database)).Named);

        var done = (await RunAsync(database, "cohort-members", file)).Value;
        Assert.Equal((2, 0, true), (done.Added, done.Changed, done.Written));
        var country = await LoadAsync(database);
        Assert.Equal((50, 251), (country.Named, country.Joined));

        var again = (await RunAsync(database, "cohort-members", file)).Value;
        Assert.Equal((0, 0, 2), (again.Added, again.Changed, again.Same));
        var trail = await database.WithAsync<KotaDb, List<TrailEntry>>(db =>
            db.In<TrailEntry>(RegionScope.National("test")).Where(t => t.Action == "Movement.Trail.CountryImported").ToListAsync());
        Assert.Equal("cohort-members", Assert.Single(trail).SubjectId);
    }

    [Theory]
    [InlineData("2018,city,,Kota Pagaralam,found,S,", "region_name", "Movement.Country.Import.NameNear")]
    [InlineData("2018,city,,Kota Qwertyuiop Zxcvb,found,S,", "region_name", "Movement.Country.Import.Name")]
    [InlineData("2018,city,,,found,S,", "region_name", "Movement.Country.Import.Needed")]
    [InlineData("2018,city,99.99,,found,S,", "region_code", "Movement.Country.Import.Code")]
    [InlineData("2018,city,35.07,Kota Malang,found,S,", "region_code", "Movement.Country.Import.CodeDiffers")]
    [InlineData("2018,city,32,,found,S,", "track", "Movement.Country.Import.TrackDiffers")]
    [InlineData("2018,kota,35.07,,found,S,", "track", "Movement.Country.Import.Track")]
    [InlineData("18,city,35.07,,found,S,", "year", "Movement.Country.Import.Whole")]
    [InlineData("2030,city,35.07,,found,S,", "year", "Movement.Country.Import.NoCohort")]
    [InlineData("2018,city,35.07,,maybe,S,", "status", "Movement.Country.Import.Status")]
    [InlineData("2018,city,35.07,,found,,", "sources", "Movement.Country.Import.Source")]
    [InlineData("2018,city,15.71,,found,S,", "year", "Movement.Country.RepeatsDiffer")]
    [InlineData("2017,city,35.07,,found,S,", "year", "Movement.Country.TooManyMembers")]
    public async Task A_wrong_row_names_its_line_its_column_and_the_remedy_and_nothing_goes_in(string row, string column, string rule)
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        var report = (await RunAsync(database, "cohort-members", $"{MemberHeader}2018,city,33.05,,found,S,\n{row}\n")).Value;

        Assert.False(report.Written);
        var problem = Assert.Single(report.Problems);
        Assert.Equal((column, rule), (problem.Problem.Field, problem.Problem.Code));
        Assert.Equal(rule == "Movement.Country.RepeatsDiffer" ? 2 : 3, problem.Row);
        Assert.Equal(48, (await LoadAsync(database)).Named);
    }

    [Fact]
    public async Task A_misspelt_name_gets_a_suggestion()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        var report = (await RunAsync(database, "cohort-members", $"{MemberHeader}2018,city,,Kota Pagaralam,found,S,\n")).Value;
        Assert.StartsWith("Kota Pagar Alam (16.72)", (string)report.Problems[0].Problem.Args[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_region_twice_in_a_file_is_refused()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        var report = (await RunAsync(
            database, "cohort-members", $"{MemberHeader}2018,city,35.07,,found,S,\n2018,city,,Kabupaten Malang,found,S,\n")).Value;
        Assert.Equal("Movement.Country.Import.Twice", Assert.Single(report.Problems).Problem.Code);
    }

    [Theory, OnEachDatabase]
    public async Task A_new_cohort_moves_the_sum(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var done = (await RunAsync(database, "cohorts", CohortHeader + "2025,city,20,3,60,2025-03-04,2025-03-05,SK 1/2025\n")).Value;
        Assert.True(done.Written);
        Assert.Equal(268, (await LoadAsync(database)).Joined);
    }

    [Theory]
    [InlineData("2025,city,,0,,,,S", "selected", "Movement.Country.Import.Needed")]
    [InlineData("2025,city,-1,0,,,,S", "selected", "Movement.Country.Import.Whole")]
    [InlineData("2025,city,5,0,,5 Maret,,S", "signed_from", "Movement.Country.Import.Day")]
    [InlineData("2025,city,5,0,,2025-03-05,2025-03-04,S", "signed_to", "Movement.Country.Import.Order")]
    [InlineData("2025,city,5,6,,,,S", "year", "Movement.Country.TooManyRepeats")]
    [InlineData("2017,city,5,0,,,,S", "year", "Movement.Country.TooManyMembers")]
    public async Task A_wrong_cohort_names_its_column_and_rule(string row, string column, string rule)
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        var report = (await RunAsync(database, "cohorts", $"{CohortHeader}{row}\n")).Value;
        var problem = report.Problems[0];
        Assert.Equal((2, column, rule), (problem.Row, problem.Problem.Field, problem.Problem.Code));
        Assert.Equal(251, (await LoadAsync(database)).Joined);
    }

    [Fact]
    public async Task Only_the_ministry_may_import_and_only_what_there_is()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        var region = TestPeople.Office("diskominfo", "16.72");
        Assert.Equal("Platform.Access.NotAllowed", (await RunAsync(database, "cohorts", CohortHeader, actor: region)).Problem.Code);
        Assert.Equal("Movement.Country.Import.NoSuch", (await RunAsync(database, "villages", CohortHeader)).Problem.Code);
        Assert.Equal("Platform.Table.MissingColumns", (await RunAsync(database, "cohorts", "year\n2025\n")).Problem.Code);
    }

    [Fact]
    public async Task What_is_downloaded_can_be_imported_without_effect()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        var country = await LoadAsync(database);
        var members = (await RunAsync(database, "cohort-members", CountryOpenData.Members(country).Csv())).Value;
        Assert.Equal((0, 0, members.Rows), (members.Added, members.Changed, members.Same));
        var cohorts = (await RunAsync(database, "cohorts", CountryOpenData.Cohorts(country).Csv())).Value;
        Assert.Equal((0, 0, 9), (cohorts.Added, cohorts.Changed, cohorts.Same));
    }

    private static Task<Outcome<ImportReport>> RunAsync(
        TestDatabase database, string name, string csv, bool trial = false, Actor? actor = null) =>
        database.WithAsync<IMovementImports, Outcome<ImportReport>>(async imports =>
        {
            using var file = new MemoryStream(Encoding.UTF8.GetBytes(csv));
            return await imports.RunAsync(name, file, trial, actor ?? TestPeople.Office("ministry-officer"), null, default);
        });

    private static Task<CountryView> LoadAsync(TestDatabase database) =>
        database.WithAsync<CountryQueries, CountryView>(queries => queries.LoadAsync(default));
}

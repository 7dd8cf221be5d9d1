using KotaCerdas.Movement.Features.Country;
using KotaCerdas.Movement.Model.Country;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Tests.Country;

public sealed class CountryTableTests
{
    private static readonly RegionScope All = RegionScope.National("test");

    [Theory, OnEachDatabase]
    public async Task The_running_total_is_computed_from_the_database(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var country = await LoadAsync(database);

        Assert.Equal([25, 75, 100, 100, 141, 191, 241, 251], country.Steps.Select(s => s.Total));
        Assert.Equal((514, 38, 251, 2), (country.Regions.Count, country.Provinces.Count, country.Joined, country.JoinedProvinces));
    }

    [Theory, OnEachDatabase]
    public async Task Named_and_unnamed_members_make_the_sum_and_every_region_has_one_state(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var country = await LoadAsync(database);

        var distinct = await database.WithAsync<KotaDb, int>(db => db.In<MemberRow>(All)
            .Where(m => m.Track == Track.City && m.Status != MemberStatus.Attendance).Select(m => m.RegionCode).Distinct().CountAsync());
        Assert.Equal(country.Joined, distinct + country.Unnamed);
        Assert.Equal(distinct, country.Count(Standing.Member));
        Assert.Equal(country.Regions.Count, Enum.GetValues<Standing>().Sum(country.Count));
        Assert.Equal((48, 203), (country.Named, country.Unnamed));
    }

    [Theory, OnEachDatabase]
    public async Task A_region_of_two_cohorts_is_one_region(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var sleman = (await LoadAsync(database)).Regions.Single(r => r.Code.Value == "34.04");

        Assert.Equal([2017, 2021], sleman.Cohorts.Select(c => c.Year));
        Assert.Contains("kominfo.slemankab.go.id", Assert.Single(sleman.Cohorts[1].Sources), StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task Shipped_rows_are_loaded_once_and_never_over_an_import(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await database.WithAsync<KotaDb>(async db =>
        {
            await using var write = await db.BeginWriteAsync(All, default);
            var row = await db.Shared<CohortRow>().SingleAsync(c => c.Year == 2018);
            (row.Selected, row.Imported) = (51, true);
            var set = await db.Shared<ReferenceSet>().SingleAsync(s => s.Name == "movement-cohorts");
            set.Sha256 = "older files";
            await write.CommitAsync(default);
        });

        await database.WithAsync<ShippedCohorts>(loader => loader.RunAsync(default));
        await database.WithAsync<ShippedCohorts>(loader => loader.RunAsync(default));

        var country = await LoadAsync(database);
        Assert.Equal(51, country.Cohorts.Single(c => c.Year == 2018).Selected);
        Assert.Equal(252, country.Joined);
        Assert.Equal(9, country.Cohorts.Count);
    }

    private static Task<CountryView> LoadAsync(TestDatabase database) =>
        database.WithAsync<CountryQueries, CountryView>(queries => queries.LoadAsync(default));
}

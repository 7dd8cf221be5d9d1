using KotaCerdas.Movement.Measures;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Tests.Measures;

public sealed class PublicationTests
{
    private static readonly RegionScope Everywhere = RegionScope.National("test");

    [Theory, OnEachDatabase]
    public async Task A_closed_call_gives_its_figures_and_drafts_stay_closed(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await MeasuredCall.StoreAsync(database);
        await MeasuredCall.PublishAsync(database.Services);

        async Task<decimal?> FigureAsync(Measure measure, string region = "00") =>
            (await database.WithAsync<PublishedMeasures, MeasureValue?>(p =>
                p.FindAsync(measure.Code, RegionCode.Parse(region), "2026", default)))?.Number;

        Assert.Equal(4, await FigureAsync(MovementMeasures.Invited));
        Assert.Equal(3, await FigureAsync(MovementMeasures.Submitted));
        Assert.Equal(1, await FigureAsync(MovementMeasures.Verified));
        Assert.Equal(90, await FigureAsync(MovementMeasures.Completeness));
        Assert.Equal(66.6666666667m, await FigureAsync(MovementMeasures.OnTime));
        Assert.Equal(1, await FigureAsync(MovementMeasures.EvidenceFiles));
        Assert.Equal(80, await FigureAsync(MovementMeasures.Completeness, MeasuredCall.Complete));
        Assert.Equal(0, await FigureAsync(MovementMeasures.Submitted, MeasuredCall.Drafting));
        Assert.Null(await FigureAsync(MovementMeasures.Completeness, MeasuredCall.Drafting));
        Assert.Null(await FigureAsync(MovementMeasures.Completeness, MeasuredCall.Returned));
        await database.WithAsync<KotaDb>(async db =>
        {
            Assert.False(await db.In<MeasureValue>(Everywhere).AnyAsync(v => v.Period == "2027"));
            var drafting = await db.In<MeasureValue>(RegionScope.Of(RegionCode.Parse(MeasuredCall.Drafting))).Where(v => v.Period == "2026")
                .ToListAsync();
            Assert.Equal(
                [MovementMeasures.Submitted.Code, MovementMeasures.Verified.Code, MovementMeasures.Invited.Code],
                drafting.Select(v => v.MeasureCode).Order(StringComparer.Ordinal));
        });
    }

    [Theory, OnEachDatabase]
    public async Task The_running_total_of_the_movement_follows_from_the_cohorts(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await MeasuredCall.PublishAsync(database.Services);
        var country = await database.WithAsync<PublishedMeasures, IReadOnlyList<PublishedFigure>>(p =>
            p.CountryAsync(MovementMeasures.Membership.Code, default));
        Assert.Equal([25, 75, 100, 100, 141, 191, 241, 251], country.Select(f => f.Number));

        var known = await database.WithAsync<PublishedMeasures, IReadOnlyList<PublishedFigure>>(
            p => p.RegionsAsync(MovementMeasures.Membership.Code, "2017", null, null, 1000, default));
        Assert.Equal(25, known.Count);
        Assert.All(known, f => Assert.Equal(1, f.Number));
    }

    [Theory, OnEachDatabase]
    public async Task Publishing_again_adds_only_what_changed_and_keeps_the_old(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var call = await MeasuredCall.StoreAsync(database);
        await MeasuredCall.PublishAsync(database.Services);
        Assert.Equal(0, await MeasuredCall.PublishAsync(database.Services));

        await MeasuredCall.VerifyLateAsync(database, call);
        Assert.Equal(2, await MeasuredCall.PublishAsync(database.Services));
        var verified = await database.WithAsync<KotaDb, List<MeasureValue>>(db => db.In<MeasureValue>(RegionScope.Of(RegionCode.National))
            .Where(v => v.MeasureCode == MovementMeasures.Verified.Code && v.Period == "2026").OrderBy(v => v.Revision).ToListAsync());
        Assert.Equal([(1, "1"), (2, "2")], verified.Select(v => (v.Revision, v.Value!)));
    }

    [Theory, OnEachDatabase]
    public async Task Every_published_figure_follows_from_its_rows_and_a_planted_one_is_found(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var call = await MeasuredCall.StoreAsync(database);
        await MeasuredCall.PublishAsync(database.Services);
        Task<IReadOnlyList<MeasureMismatch>> CheckAsync() => database.WithAsync<MeasureCheck,
            IReadOnlyList<MeasureMismatch>>(c => c.RunAsync("2026", default));
        Assert.Empty(await CheckAsync());

        var code = MovementMeasures.Completeness.Code;
        await database.WithAsync<KotaDb>(async db =>
        {
            var honest = await db.In<MeasureValue>(RegionScope.Of(RegionCode.National)).AsNoTracking()
                .SingleAsync(v => v.MeasureCode == code);
            await using var write = await db.BeginWriteAsync(RegionScope.Of(RegionCode.National), default);
            db.Add(new MeasureValue
            {
                RegionCode = honest.RegionCode, MeasureCode = code, Period = "2026", Revision = 2, Value = "99", Missing = false,
                    RowCount = honest.RowCount,
                Trace = honest.Trace, RowsHash = honest.RowsHash, PublishedAt = honest.PublishedAt,
            });
            await write.CommitAsync(default);
        });
        Assert.Equal([new MeasureMismatch(code, RegionCode.National, "2026", 99, 90, RowsChanged: false)], await CheckAsync());

        await MeasuredCall.VerifyLateAsync(database, call);
        Assert.Equal(2, (await CheckAsync()).Count(m => m.RowsChanged && m.Measure == MovementMeasures.Verified.Code));
    }

    [Theory, OnEachDatabase]
    public async Task A_published_figure_cannot_be_changed(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await MeasuredCall.StoreAsync(database);
        await MeasuredCall.PublishAsync(database.Services);
        await database.WithAsync<KotaDb>(async db => await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(
            () => db.In<MeasureValue>(Everywhere).ExecuteUpdateAsync(s => s.SetProperty(v => v.Value, "1"))));
    }
}

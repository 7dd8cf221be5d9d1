using System.Diagnostics;
using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Ceremonies;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Movement.Model.Signing;
using KotaCerdas.Movement.Tests.Agreements;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using KotaCerdas.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static KotaCerdas.Movement.Tests.Signing.SigningDay;

namespace KotaCerdas.Movement.Tests.Signing;

/// <summary>
/// The real process is killed with −9 while it makes the documents of a ceremony and while it countersigns them. Afterwards no document
/// is half signed, no number is missing or given twice, and what was begun ends.
/// </summary>
public sealed class CeremonyKillTests
{
    private static readonly RegionScope Everywhere = RegionScope.National("test of ceremonies that were killed");
    private static readonly int Points = HowMany.Of(2, 200);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120 + (4 * Points));

    [Theory, OnEachDatabase]
    public async Task Killed_in_a_ceremony_the_product_leaves_no_half_signature_and_no_gap(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var settings = new Dictionary<string, string?>(database.Settings, StringComparer.OrdinalIgnoreCase)
        {
            ["Operations:LeaseSeconds"] = "1",
        };
        await using var services = KotaApp.Services(settings);
        var day = new SigningDay(new BothSides(database, services), services);
        await using var product = new ProductProcess(settings);
        var random = new Random();
        var cutOff = 0;
        for (var point = 0; point < Points; point++)
        {
            await day.PlanAsync(Regions);
            await WithoutCalendarAsync(services);
            await AdvanceAsync(day, services);
            product.Launch();
            await MomentAsync(product, services, random, point < 2 ? 3 : random.Next(4));
            await product.KillAsync();
            cutOff += await InScopeAsync(services, db => Running(db).CountAsync());
            await day.AssertSoundAsync();
        }

        await product.StartAsync();
        var since = Stopwatch.StartNew();
        while (since.Elapsed < Patience && !await AdvanceAsync(day, services))
        {
            await Task.Delay(300);
        }

        await product.KillAsync();
        await day.AssertSoundAsync();
        var agreements = await InScopeAsync(services, db => db.In<AgreementRecord>(Everywhere).AsNoTracking().ToListAsync());
        Assert.Equal(Points * Regions.Count, agreements.Count);
        Assert.All(agreements, a => Assert.Equal(AgreementState.InForce, a.State));
        var signed = await InScopeAsync(services, db => db.In<DocumentSignature>(Everywhere).CountAsync());
        Assert.Equal(2 * agreements.Count, signed);
        Assert.True(cutOff > 0, "no kill hit running work: the test proves nothing");
    }

    /// <summary>Opens rooms whose documents are there, lets regions sign and asks for the batch; true where all is done.</summary>
    private static async Task<bool> AdvanceAsync(SigningDay day, ServiceProvider services)
    {
        var ids = await InScopeAsync(services, db => db.In<Ceremony>(Everywhere).AsNoTracking().Select(c => c.Id).ToListAsync());
        var done = true;
        foreach (var id in ids)
        {
            var room = await day.RoomAsync(id);
            done &= room.Seats.Count == Regions.Count && room.Seats.All(s => s.Complete);
            if (room.Seats.Count != Regions.Count || room.Seats.Any(s => s.Document is null) || room.Seats.All(s => s.Complete))
            {
                continue;
            }

            if (room.Ceremony.State == CeremonyState.Planned)
            {
                await day.OpenAsync(id);
            }

            foreach (var seat in room.Seats.Where(s => s.RegionSignedAt is null))
            {
                Ok(await day.SignAsync(Head(seat.Region.Code), seat.Region.Code, seat.Seat.AgreementId));
            }

            Ok(await day.StartAsync(id, (await day.RoomAsync(id)).Ceremony.Version));
        }

        return done;
    }

    /// <summary>0 while it starts, 1 just after, 2 and 3 while it works.</summary>
    private static async Task MomentAsync(ProductProcess product, ServiceProvider services, Random random, int moment)
    {
        if (moment > 0)
        {
            await product.ReadyAsync();
        }

        for (var i = 0; i < 200 && moment > 1 && await InScopeAsync(services, db => Running(db).CountAsync()) == 0; i++)
        {
            await Task.Delay(25);
        }

        await Task.Delay(random.Next(0, 300));
    }

    private static IQueryable<OperationRow> Running(KotaDb db) => db.In<OperationRow>(Everywhere).AsNoTracking()
        .Where(o => o.State == OperationState.Running
            && (o.Kind == PrepareCeremony.Kind.Name || o.Kind == Countersign.Kind.Name));

    /// <summary>The real process has the real clock; a calendar of working days may not be there for the coming year.</summary>
    private static Task WithoutCalendarAsync(ServiceProvider services) => InScopeAsync(services, async db =>
    {
        await using var write = await db.BeginWriteAsync(Everywhere, default);
        await db.In<Obligation>(Everywhere).Where(o => o.DueUnit == DayUnit.WorkingDay).ExecuteDeleteAsync();
        await write.CommitAsync(default);
        return true;
    });

    private static async Task<T> InScopeAsync<T>(ServiceProvider services, Func<KotaDb, Task<T>> run)
    {
        await using var scope = services.CreateAsyncScope();
        return await run(scope.ServiceProvider.GetRequiredService<KotaDb>());
    }
}

using System.Diagnostics;
using System.Globalization;
using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Features.Ceremonies;
using KotaCerdas.Movement.Features.Signing;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Benchmarks;

/// <summary>
/// One ceremony of fifty memoranda with a hundred signatures: documents, signatures of regions, the ministry's batch, the protocol. Offices
/// have their certificates before, as they have in life; making those keys is shown beside it.
/// </summary>
internal sealed class CeremonyDay(IServiceProvider services, FakeClock clock)
{
    private const int Regions = 50;
    private const string Memorandum = "nota-kesepakatan-kota-cerdas";

    private readonly Actor _officer = TestPeople.Office("ministry-officer");
    private readonly Actor _general = TestPeople.Office("ministry-director-general");

    public static Task RunAsync() => Benchmark.OnEachEngineAsync(RunAsync);

    private static async Task RunAsync(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await new CeremonyDay(database.Services, database.Clock).HoldAsync(engine);
    }

    private async Task HoldAsync(DatabaseEngine engine)
    {
        var codes = await AsAsync(_officer, (KotaDb db) => db.Shared<Region>()
            .Where(r => !r.Administrative && r.Kind != RegionKind.Province).OrderBy(r => r.Code).Take(Regions).ToListAsync());
        var seats = new List<SeatInput>();
        foreach (var region in codes)
        {
            seats.Add(new(region.Code, (await FinalAsync(region.Code)).Value));
        }

        var keys = Stopwatch.StartNew();
        await KeysAsync();
        Print($"{engine}: keys and certificates of {Regions + 1} offices", keys);
        var all = Stopwatch.StartNew();
        var input = new CeremonyInput("Upacara", RegionZone.WIB.DateAt(clock.GetUtcNow()), string.Empty, HeldOnline: true, seats);
        var id = Ok(await AsAsync(_officer, (PlanCeremony o) => o.RunAsync(input, default)));
        var runner = services.GetRequiredService<OperationRunner>();
        await TimeAsync($"{engine}: {Regions} documents", () => runner.RunNextAsync(default));
        Ok(await AsAsync(_officer, (RunCeremony o) => o.OpenAsync(id, default)));
        await TimeAsync($"{engine}: {Regions} signatures of regions", async () =>
        {
            foreach (var seat in seats)
            {
                Ok(await AsAsync(TestPeople.Office("region-head", seat.Region.Value), (SignAgreement o) =>
                    o.RunAsync(seat.Region, new(seat.Agreement), SigningHand.None, default)));
            }

            return true;
        });
        Ok(await AsAsync(_general, (StartCountersign o) => o.RunAsync(id, 0, SigningHand.None, default)));
        await TimeAsync($"{engine}: {Regions} signatures of the ministry, in force", () => runner.RunNextAsync(default));
        Ok(await AsAsync(_officer, (CloseCeremony o) => o.RunAsync(id, default)));
        Ok(await AsAsync(_general, (SignProtocol o) => o.RunAsync(id, SigningHand.None, default)));
        all.Stop();
        Print($"{engine}: the whole ceremony (target 15 s)", all, await SignatureSpeed.SecondsAsync(2 * Regions));
        Check.That((await AsAsync(_officer, (CeremonyDesk d) => d.RoomAsync(id, default)))!.Complete == Regions);
    }

    /// <summary>Negotiated and confirmed by both.</summary>
    private async Task<AgreementId> FinalAsync(RegionCode region)
    {
        var diskominfo = TestPeople.Office("diskominfo", region.Value);
        var id = Ok(await AsAsync(_officer, (CreateAgreement o) => o.RunAsync(new(region, Memorandum, new("ministry", "", "")), default)));
        Ok(await AsAsync(_officer, (MoveAgreement o) => o.RunAsync(region, id, (AgreementState.Negotiation, "", 1), default)));
        var hash = await AsAsync(_officer, async (IServiceProvider scope) =>
        {
            var desk = scope.GetRequiredService<AgreementDesk>();
            return AgreementText.Hash(scope.GetRequiredService<AgreementText>().Compose(
                (await desk.ReadAsync(region, id, default)).Value, ClauseView.Of(await desk.ClausesAsync(region, id, default)),
                await desk.ObligationsAsync(region, id, default)));
        });
        foreach (var actor in new[] { _officer, diskominfo })
        {
            Ok(await AsAsync(actor, (ConfirmText o) => o.RunAsync(region, id, hash, default)));
        }

        return id;
    }

    private async Task KeysAsync()
    {
        var keys = services.GetRequiredService<LocalKeys>();
        var offices = await AsAsync(_officer, (KotaDb db) => db.In<AgreementParty>(RegionScope.National("bench"))
            .Select(p => p.SignatoryOffice).Distinct().ToListAsync());
        offices.ForEach(o => keys.Of(o));
    }

    private async Task<TResult> AsAsync<TService, TResult>(Actor actor, Func<TService, Task<TResult>> run)
        where TService : notnull
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Value = actor;
        return await run(scope.ServiceProvider.GetRequiredService<TService>());
    }

    private static async Task TimeAsync(string name, Func<Task<bool>> run)
    {
        var watch = Stopwatch.StartNew();
        Check.That(await run());
        Print(name, watch);
    }

    private static void Print(string name, Stopwatch watch, double? yardstick = null)
    {
        var seconds = watch.Elapsed.TotalSeconds;
        var ratio = yardstick is { } unit ? FormattableString.Invariant($"  {seconds / unit:0.0} x signing alone") : string.Empty;
        Console.WriteLine(FormattableString.Invariant($"{name,-64} {seconds,7:0.00} s") + ratio);
    }

    private static T Ok<T>(Outcome<T> outcome)
    {
        Check.That(!outcome.Failed);
        return outcome.Value;
    }
}

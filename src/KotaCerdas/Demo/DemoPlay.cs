using KotaCerdas.Movement.Contracts;
using KotaCerdas.People.Contracts;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Contracts;
using KotaCerdas.Web;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace KotaCerdas.Demo;

/// <summary>
/// Plays the demo: makes accounts named by office and lets them do two seasons and the beginning of a third, then years of local taxes in
/// one region, through the ordinary operations, on services of its own whose clock is set by the play. A run that follows one that was cut
/// short begins anew, so nothing is half there.
/// </summary>
internal sealed class DemoPlay(IConfiguration configuration, WriteLane lane, WorkSignal signal, DemoWipe wipe)
{
    // Making the accounts is about a sixth of the play.
    private const long AccountsShare = 6;

    // Local taxes take about as many steps as these of the season.
    private const long RevenueShare = 400;

    // The clock of the play is years behind that of the workers: what it runs itself must not look abandoned to them.
    private static readonly OperationsOptions Patient = new() { Worker = false, LeaseSeconds = 20 * 366 * 24 * 60 * 60 };

    private static readonly DateTimeOffset Start = new(2025, 1, 6, 1, 0, 0, TimeSpan.Zero);

    public async Task<Outcome<DemoFigures>> RunAsync(DemoSeason season, IProgress<OperationProgress> progress, CancellationToken cancel)
    {
        progress.Report(new OperationProgress(0, 0, "Host.Demo.StepClear", []));
        await wipe.RunAsync(null, cancel);
        var clock = new SeededClock(Start);
        await using var services = Services(clock);
        var movement = services.GetRequiredService<IMovementDemo>();
        var maker = new DemoCastMaker(services.GetRequiredService<IServiceScopeFactory>(), services.GetRequiredService<Texts>());
        var regions = await movement.RegionsAsync(season, cancel);
        var accounts = DemoCastMaker.CountFor(season, regions.Count);
        var cast = await maker.MakeAsync(
            season, regions, done => progress.Report(new(done, AccountsShare * accounts, "Host.Demo.StepAccounts", [])), cancel);
        if (cast.Failed)
        {
            return cast.Problem;
        }

        var shifted = new Shifted(progress, accounts);
        var played = await movement.PlayAsync(season, cast.Value, clock, shifted, cancel);
        return played.Failed || await PlayRevenueAsync((services, maker), (season, cast.Value), clock, shifted.Last,
            cancel) is not { } problem
            ? played : problem;
    }

    /// <summary>Local taxes of the region that is shown in detail, where the setting asks for any.</summary>
    private async Task<Problem?> PlayRevenueAsync(
        (ServiceProvider Services, DemoCastMaker Maker) with, (DemoSeason Season, DemoCast Cast) of, SeededClock clock,
        IProgress<OperationProgress> progress, CancellationToken cancel)
    {
        var objects = with.Services.GetRequiredService<IOptions<DemoOptions>>().Value.Objects;
        if (objects == 0 || !of.Cast.Regions.TryGetValue(DemoCastMaker.Shown, out var offices))
        {
            return null;
        }

        clock.Set(Start);
        var cast = await with.Maker.MakeRevenueAsync(offices.Head, cancel);
        if (cast.Failed)
        {
            return cast.Problem;
        }

        var plan = new RevenueDemoPlan(DemoCastMaker.Shown, of.Season.Seed, objects);
        var played = await with.Services.GetRequiredService<IRevenueDemo>().PlayAsync(plan, cast.Value, clock, progress, cancel);
        return played.Failed ? played.Problem : null;
    }

    /// <summary>The same product over the same database, with the clock of the play; the process still has one writer on SQLite.</summary>
    private ServiceProvider Services(SeededClock clock)
    {
        var settings = configuration.AsEnumerable().Where(s => s.Value is not null).ToDictionary(StringComparer.OrdinalIgnoreCase);
        if (DemoSite.AddressFor(configuration) is { } address)
        {
            settings[SiteOptions.AddressSetting] = address;
        }

        return KotaApp.Services(settings, services => services
            .Replace(ServiceDescriptor.Singleton<TimeProvider>(clock))
            .Replace(ServiceDescriptor.Singleton(lane))
            .AddSingleton(Options.Create(Patient))
            .Replace(ServiceDescriptor.Singleton(signal)));
    }

    /// <summary>The season comes after the accounts, and local taxes after the season.</summary>
    private sealed class Shifted(IProgress<OperationProgress> progress, int before) : IProgress<OperationProgress>
    {
        private long _total;

        /// <summary>Where the parts of local taxes are told, of whatever number.</summary>
        public IProgress<OperationProgress> Last => new After(this);

        public void Report(OperationProgress value)
        {
            _total = before + value.Total;
            progress.Report(value with { Done = before + value.Done, Total = _total + RevenueShare });
        }

        private sealed class After(Shifted season) : IProgress<OperationProgress>
        {
            public void Report(OperationProgress value) => season.Tell(value);
        }

        private void Tell(OperationProgress value) => progress.Report(
            value with { Done = _total + (RevenueShare * value.Done / Math.Max(1, value.Total)), Total = _total + RevenueShare });
    }
}

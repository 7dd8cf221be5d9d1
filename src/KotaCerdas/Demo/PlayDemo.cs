using KotaCerdas.Movement.Contracts;
using KotaCerdas.Platform;
using KotaCerdas.Web;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace KotaCerdas.Demo;

/// <summary>
/// Plays the demo: makes accounts named by office and lets them do two seasons and the beginning of a third through the ordinary
/// operations, on services of its own whose clock is set by the play. A run that follows one that was cut short begins anew, so nothing is
/// half there.
/// </summary>
internal sealed class PlayDemo(IConfiguration configuration, WriteLane lane, WorkSignal signal, DemoWipe wipe) : IOperation<DemoSeason>
{
    public static readonly OperationKind<DemoSeason> Kind =
        OperationKind.For<PlayDemo, DemoSeason>("host.demo", "Host.Demo.Operation", PlatformModule.ManageOperations, page: _ => "/");

    // Making the accounts is about a sixth of the play.
    private const long AccountsShare = 6;

    // The clock of the play is years behind that of the workers: what it runs itself must not look abandoned to them.
    private static readonly OperationsOptions Patient = new() { Worker = false, LeaseSeconds = 20 * 366 * 24 * 60 * 60 };

    private static readonly DateTimeOffset Start = new(2025, 1, 6, 1, 0, 0, TimeSpan.Zero);

    public async Task<Outcome<OperationResult>> RunAsync(OperationContext context, DemoSeason input, CancellationToken cancel)
    {
        context.Report(0, 0, "Host.Demo.StepClear");
        await wipe.RunAsync(null, cancel);
        var played = await PlayAsync(context, input, cancel);

        // A year in a minute leaves much behind; the small server that goes on serving gets the memory back at once.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
        return played;
    }

    private async Task<Outcome<OperationResult>> PlayAsync(OperationContext context, DemoSeason input, CancellationToken cancel)
    {
        var clock = new SeededClock(Start);
        await using var services = Services(clock);
        var movement = services.GetRequiredService<IMovementDemo>();
        var maker = new DemoCastMaker(services.GetRequiredService<IServiceScopeFactory>(), services.GetRequiredService<Texts>());
        var accounts = DemoCastMaker.CountFor(input);
        var regions = await movement.RegionsAsync(input, cancel);
        var cast = await maker.MakeAsync(
            input, regions, done => context.Report(done, AccountsShare * accounts, "Host.Demo.StepAccounts"), cancel);
        if (cast.Failed)
        {
            return cast.Problem;
        }

        var figures = await movement.PlayAsync(input, cast.Value, clock, new Shifted(context, accounts), cancel);
        return figures.Match<Outcome<OperationResult>>(
            f => new OperationResult("Host.Demo.Done", "/", f.Invited, f.Submitted, f.Assessors, f.Selected), problems => problems[0]);
    }

    /// <summary>The same product over the same database, with the clock of the play; the process still has one writer on SQLite.</summary>
    private ServiceProvider Services(SeededClock clock)
    {
        var settings = configuration.AsEnumerable().Where(s => s.Value is not null).ToDictionary(StringComparer.OrdinalIgnoreCase);
        return KotaApp.Services(settings, services => services
            .Replace(ServiceDescriptor.Singleton<TimeProvider>(clock))
            .Replace(ServiceDescriptor.Singleton(lane))
            .AddSingleton(Options.Create(Patient))
            .Replace(ServiceDescriptor.Singleton(signal)));
    }

    /// <summary>The season comes after the accounts.</summary>
    private sealed class Shifted(OperationContext context, int before) : IProgress<OperationProgress>
    {
        public void Report(OperationProgress value) => context.Report(before + value.Done, before + value.Total, value.MessageKey);
    }
}

using System.Collections.Concurrent;
using KotaCerdas.TestKit;
using KotaCerdas.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Platform.Tests;

internal sealed record ProbeInput(string Name);

internal sealed record ProbeHappened(RegionCode Region, string What) : IEvent
{
    public static string Name => "probe.happened.v1";
}

/// <summary>What the probe operation and the probe handlers do, set by each test.</summary>
internal sealed class ProbeScript
{
    public Func<OperationContext, ProbeInput, IServiceProvider, CancellationToken, Task<Outcome<OperationResult>>> Operation { get; set; } =
        (_, _, _, _) => Task.FromResult<Outcome<OperationResult>>(new OperationResult("Platform.Operations.SelfCheckDone", null, 1));

    public Func<string, ProbeHappened, Task> Handler { get; set; } = (_, _) => Task.CompletedTask;

    public ConcurrentQueue<string> Log { get; } = [];
}

internal sealed class ProbeOperation(ProbeScript script, IServiceProvider services) : IOperation<ProbeInput>
{
    public Task<Outcome<OperationResult>> RunAsync(OperationContext context, ProbeInput input, CancellationToken cancel) =>
        script.Operation(context, input, services, cancel);
}

internal class FirstProbeHandler(ProbeScript script, Trail trail) : IEventHandler<ProbeHappened>
{
    protected virtual string Name => "first";

    public async Task HandleAsync(ProbeHappened happened, EventDelivery delivery, CancellationToken cancel)
    {
        trail.Add(Actor.Platform(Name), happened.What, new Subject(happened.Region, "probe", delivery.Id.ToString()));
        script.Log.Enqueue($"{Name} {happened.What}");
        await script.Handler(Name, happened);
    }
}

internal sealed class SecondProbeHandler(ProbeScript script, Trail trail) : FirstProbeHandler(script, trail)
{
    protected override string Name => "second";
}

/// <summary>A module with one kind of operation, one schedule and two handlers of one event.</summary>
internal sealed class ProbeModule : IModule
{
    public static readonly Permission Run = new("probe.run");

    public static readonly OperationKind<ProbeInput> Kind =
        OperationKind.For<ProbeOperation, ProbeInput>("probe.operation", "Platform.Operations.SelfCheck", Run, maxAttempts: 3);

    public string Name => "Probe";

    public IReadOnlyList<Permission> Permissions => [Run];

    public IReadOnlyList<OperationKind> Operations => [Kind];

    public IReadOnlyList<Schedule> Schedules { get; init; } = [];

    public IReadOnlyList<EventSubscription> Subscriptions =>
    [
        EventSubscription.For<ProbeHappened, FirstProbeHandler>("probe.first"),
        EventSubscription.For<ProbeHappened, SecondProbeHandler>("probe.second"),
    ];

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
    }

    public void Map(ModelBuilder model)
    {
    }
}

/// <summary>A node of the product over a test database, with the probe module on board.</summary>
internal sealed class ProbeNode : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public ProbeNode(
        TestDatabase database,
        ProbeModule? module = null,
        IReadOnlyDictionary<string, string?>? settings = null,
        Action<IServiceCollection>? more = null)
    {
        var all = database.Settings.Concat(settings ?? new Dictionary<string, string?>(StringComparer.Ordinal))
            .Append(KeyValuePair.Create<string, string?>("Logging:LogLevel:Default", "None"));
        _services = KotaApp.Services(all.ToDictionary(StringComparer.OrdinalIgnoreCase), services =>
        {
            database.Adjust(services);
            services.AddSingleton<IModule>(module ?? new ProbeModule());
            services.AddSingleton(Script);
            more?.Invoke(services);
        });
    }

    public ProbeScript Script { get; } = new();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async Task<T> InScopeAsync<T>(Func<IServiceProvider, Task<T>> run)
    {
        await using var scope = _services.CreateAsyncScope();
        return await run(scope.ServiceProvider);
    }

    public Task<Outcome<OperationId>> StartAsync(string? key = null, Actor? actor = null) =>
        InScopeAsync(s => s.GetRequiredService<Platform.Operations>()
        .StartAsync(actor ?? Actor.Platform("test"), ProbeModule.Kind, RegionCode.National, new ProbeInput("x"), key, default));

    public Task<OperationRow> ReadAsync(OperationId id) => InScopeAsync(async s =>
        await s.GetRequiredService<Platform.Operations>().FindAsync(Actor.Platform("test"), id, default)
            ?? throw new InvalidOperationException("gone"));

    public async Task<int> RunAllAsync()
    {
        var runs = 0;
        while (await Get<OperationRunner>().RunNextAsync(default))
        {
            runs++;
        }

        return runs;
    }

    public Task PublishAsync(RegionCode region, params string[] what) => InScopeAsync(async s =>
    {
        var (db, outbox) = (s.GetRequiredService<KotaDb>(), s.GetRequiredService<Platform.Outbox>());
        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), default);
        foreach (var one in what)
        {
            outbox.Add(new ProbeHappened(region, one));
        }

        await write.CommitAsync(default);
        return true;
    });

    public Task<List<string>> TrailAsync() => InScopeAsync(s => s.GetRequiredService<KotaDb>()
        .In<TrailEntry>(RegionScope.National("test")).Where(t => t.SubjectKind == "probe").OrderBy(t => t.Id)
            .Select(t => t.ActorName + " " + t.Action).ToListAsync());

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}

using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Platform;

/// <summary>An ordinary operation refused what the play does: the play stops and says why.</summary>
/// <param name="problem">The refusal.</param>
public sealed class DemoStoppedException(Problem problem) : Exception(problem.Code)
{
    /// <summary>The refusal.</summary>
    public Problem Problem { get; } = problem;
}

/// <summary>Lets a generated person do one ordinary operation, as one request of theirs would, at the instant of the clock.</summary>
/// <param name="scopes">Services whose clock is that of the play.</param>
/// <param name="texts">Texts of the play.</param>
/// <param name="clock">The clock of the play.</param>
/// <param name="cancel">Stops the play.</param>
public sealed class DemoStage(IServiceScopeFactory scopes, Texts texts, SeededClock clock, CancellationToken cancel)
{
    /// <summary>The language that generated officials write in.</summary>
    public static readonly CultureInfo Indonesian = CultureInfo.GetCultureInfo("id");

    /// <summary>Under this name runs what the installation would start by its schedule.</summary>
    public const string Schedule = "demo-schedule";

    private readonly Dictionary<UserId, Actor> _actors = [];

    /// <summary>The clock of the play.</summary>
    public SeededClock Clock => clock;

    /// <summary>Stops the play.</summary>
    public CancellationToken Cancel => cancel;

    /// <summary>Content that the play writes, in Indonesian, as officials would.</summary>
    public string Say(string key, params object[] args) => texts.Get(key, Indonesian, args);

    /// <summary>The same in English, for what is kept in both languages.</summary>
    public string SayEnglish(string key, params object[] args) => texts.Get(key, CultureInfo.GetCultureInfo("en"), args);

    /// <summary>Does an operation as a person; a refusal stops the play.</summary>
    public async Task<TResult> AsAsync<TOperation, TResult>(UserId user, Func<TOperation, Task<Outcome<TResult>>> run)
        where TOperation : notnull
    {
        cancel.ThrowIfCancellationRequested();
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Value = await ActorAsync(scope.ServiceProvider, user);
        var done = await run(scope.ServiceProvider.GetRequiredService<TOperation>());
        return done.Failed ? throw new DemoStoppedException(done.Problem) : done.Value;
    }

    /// <summary>Runs here and now what the installation would start by its schedule; where it fails the play stops.</summary>
    public async Task RunScheduledAsync<TInput>(OperationKind<TInput> kind, TInput input)
    {
        await using var scope = scopes.CreateAsyncScope();
        var runner = scope.ServiceProvider.GetRequiredService<OperationRunner>();
        Ended(await runner.RunNowAsync(Actor.Platform(Schedule), kind, RegionCode.National, input, null, cancel));
    }

    /// <summary>Lets a person run background work of a region here and now; where it fails the play stops.</summary>
    public async Task<OperationRow> RunAsync<TInput>(UserId user, OperationKind<TInput> kind, RegionCode region, TInput input)
    {
        await using var scope = scopes.CreateAsyncScope();
        var actor = await ActorAsync(scope.ServiceProvider, user);
        if (actor.Refuse(kind.Permission, region) is { } refused)
        {
            throw new DemoStoppedException(refused);
        }

        var runner = scope.ServiceProvider.GetRequiredService<OperationRunner>();
        return Ended(await runner.RunNowAsync(actor, kind, region, input, null, cancel));
    }

    private OperationRow Ended(OperationRow row)
    {
        cancel.ThrowIfCancellationRequested();
        if (row.Error is { } error)
        {
            var read = OperationError.FromJson(error);
            throw new DemoStoppedException(new Problem(read.Code, null, read.Args));
        }

        return row;
    }

    /// <summary>Runs the background work that operations of the play asked for, until nothing is due.</summary>
    public async Task RunDueAsync()
    {
        await using var scope = scopes.CreateAsyncScope();
        var runner = scope.ServiceProvider.GetRequiredService<OperationRunner>();
        while (await runner.RunNextAsync(cancel))
        {
            cancel.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Reads, as the platform.</summary>
    public async Task<TResult> ReadAsync<TService, TResult>(Func<TService, Task<TResult>> read)
        where TService : notnull
    {
        await using var scope = scopes.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<TService>());
    }

    /// <summary>Who an account is, with its roles.</summary>
    public async Task<Actor> ActorAsync(IServiceProvider services, UserId user)
    {
        if (!_actors.TryGetValue(user, out var actor))
        {
            actor = await services.GetRequiredService<IActors>().FindAsync(user, cancel);
            Check.That(actor is not null);
            _actors[user] = actor;
        }

        return actor;
    }
}

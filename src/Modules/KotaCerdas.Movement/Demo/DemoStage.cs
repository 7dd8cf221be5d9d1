using System.Globalization;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Movement.Demo;

/// <summary>An ordinary operation refused what the season does: the season stops and says why.</summary>
internal sealed class DemoStoppedException(Problem problem) : Exception(problem.Code)
{
    public Problem Problem { get; } = problem;
}

/// <summary>Lets a person do one ordinary operation, as one request of theirs would, at the instant of the clock.</summary>
internal sealed class DemoStage(IServiceScopeFactory scopes, Texts texts, SeededClock clock, CancellationToken cancel)
{
    public static readonly CultureInfo Indonesian = CultureInfo.GetCultureInfo("id");

    private readonly Dictionary<UserId, Actor> _actors = [];

    public SeededClock Clock => clock;

    public CancellationToken Cancel => cancel;

    /// <summary>Content that the season writes, in Indonesian, as officials would.</summary>
    public string Say(string key, params object[] args) => texts.Get(key, Indonesian, args);

    /// <summary>The same in English, for what is kept in both languages.</summary>
    public string SayEnglish(string key, params object[] args) => texts.Get(key, CultureInfo.GetCultureInfo("en"), args);

    /// <summary>Does an operation as a person; a refusal stops the season.</summary>
    public async Task<TResult> AsAsync<TOperation, TResult>(UserId user, Func<TOperation, Task<Outcome<TResult>>> run)
        where TOperation : notnull
    {
        cancel.ThrowIfCancellationRequested();
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Value = await ActorAsync(scope.ServiceProvider, user);
        var done = await run(scope.ServiceProvider.GetRequiredService<TOperation>());
        return done.Failed ? throw new DemoStoppedException(done.Problem) : done.Value;
    }

    /// <summary>Lets a person run background work of the country here and now; where it fails the season stops.</summary>
    public async Task RunAsync<TInput>(UserId user, OperationKind<TInput> kind, TInput input)
    {
        await using var scope = scopes.CreateAsyncScope();
        var actor = await ActorAsync(scope.ServiceProvider, user);
        if (actor.Refuse(kind.Permission, RegionCode.National) is { } refused)
        {
            throw new DemoStoppedException(refused);
        }

        var runner = scope.ServiceProvider.GetRequiredService<OperationRunner>();
        var ended = await runner.RunNowAsync(actor, kind, RegionCode.National, input, null, cancel);
        cancel.ThrowIfCancellationRequested();
        if (ended.Error is { } error)
        {
            var read = OperationError.FromJson(error);
            throw new DemoStoppedException(new Problem(read.Code, null, read.Args));
        }
    }

    /// <summary>Reads, as the platform.</summary>
    public async Task<TResult> ReadAsync<TService, TResult>(Func<TService, Task<TResult>> read)
        where TService : notnull
    {
        await using var scope = scopes.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<TService>());
    }

    /// <summary>The call as it stands now.</summary>
    public Task<Model.Call> CallAsync(Contracts.CallId id) =>
        ReadAsync((KotaDb db) => db.Shared<Model.Call>().AsNoTracking().SingleAsync(c => c.Id == id, cancel));

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

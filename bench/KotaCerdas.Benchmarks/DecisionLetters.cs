using System.Diagnostics;
using System.Globalization;
using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Decisions;
using KotaCerdas.Movement.Features.Letters;
using KotaCerdas.Movement.Model.Deciding;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Benchmarks;

/// <summary>
/// The decision letters of 120 applicants by the product's own operation: printed, numbered, sealed, logged, told. The yardstick is
/// sealing as many files in memory, which no way of doing it can save.
/// </summary>
internal static class DecisionLetters
{
    private const int Applicants = 120;

    public static Task RunAsync() => Benchmark.OnEachEngineAsync(RunAsync);

    private static async Task RunAsync(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var call = await new EightYears(database).FillAsync();
        await AnnounceAsync(database, call);
        var seal = await SignatureSpeed.SecondsAsync(Applicants);
        Machine.ForgetPeak();
        var watch = Stopwatch.StartNew();
        var ended = await database.Services.GetRequiredService<OperationRunner>().RunNowAsync(
            Actor.Platform("benchmark"), SendLetters.Kind, RegionCode.National, new SendLettersInput(call.Value), null, default);
        var seconds = watch.Elapsed.TotalSeconds;
        Check.That(ended.State == OperationState.Done);
        var sent = await database.WithAsync<KotaDb, int>(db => db.In<DecisionLetter>(RegionScope.National("benchmark"))
            .CountAsync(l => l.SentAt != null));
        Check.That(sent == Applicants);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{engine,-10} {sent} letters in {seconds:0.0} s (target 30 s), {sent / seconds:0} /s, {seconds / seal:0.0} x sealing alone, ")
            + string.Create(CultureInfo.InvariantCulture, $"peak {Machine.Peak()} MiB"));
    }

    /// <summary>Draft, two approvals and announcement, each by somebody else.</summary>
    private static async Task AnnounceAsync(TestDatabase database, CallId call)
    {
        var draft = await AsAsync(database, "ministry-officer", (DraftDecision o) => o.RunAsync(call, new(string.Empty), default));
        await AsAsync(database, "ministry-director", (ApproveDecision o) => o.RunAsync(call, draft, default));
        await AsAsync(database, "ministry-director-general", (ApproveDecision o) => o.RunAsync(call, draft, default));
        await AsAsync(database, "ministry-officer", (AnnounceDecision o) => o.RunAsync(call, draft, default));
    }

    private static Task<T> AsAsync<TService, T>(TestDatabase database, string role, Func<TService, Task<Outcome<T>>> run)
        where TService : notnull => database.WithAsync<IServiceProvider, T>(async services =>
    {
        services.GetRequiredService<CurrentActor>().Value = TestPeople.Office(role);
        var outcome = await run(services.GetRequiredService<TService>());
        return outcome.Failed ? throw new InvalidOperationException(outcome.Problem.Code) : outcome.Value;
    });
}

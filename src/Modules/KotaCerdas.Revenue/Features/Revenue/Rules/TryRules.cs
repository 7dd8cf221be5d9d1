using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Features.Rules;

/// <summary>Computes a version's worked examples and remembers how many came out.</summary>
internal sealed class TryRules(KotaDb db, RuleStore store, Trail trail, Actor current, TimeProvider clock)
{
    public Task<Outcome<IReadOnlyList<TrialResult>>> RunAsync(RegionCode region, int version, CancellationToken cancel) =>
        RunAsync(current, region, version, cancel);

    /// <summary>Runs them for an actor.</summary>
    public async Task<Outcome<IReadOnlyList<TrialResult>>> RunAsync(Actor actor, RegionCode region, int version, CancellationToken cancel)
    {
        if (actor.Refuse(RulePermissions.Read, region) is { } refused)
        {
            return refused;
        }

        if (await store.FindAsync(region, version, cancel) is not { } found)
        {
            return new Problem("Revenue.RuleStore.Unknown", null, version);
        }

        var results = RuleTrial.Run(RuleStore.SetOf(found.Content));
        if (results.Count == 0)
        {
            return new Problem("Revenue.RuleStore.NoExamples");
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), cancel);
        db.Add(new RuleTest
        {
            RegionCode = region,
            Version = version,
            Revision = found.Content.Revision,
            Id = Ids.New(clock),
            Passed = results.Count(r => r.Passed),
            Failed = results.Count(r => !r.Passed),
            RanAt = clock.GetUtcNow().UtcDateTime,
            RanBy = actor.User,
            RanByName = actor.Name,
        });
        trail.Add(actor, "Revenue.Trail.RulesTried", new Subject(region, "revenue.rules", RuleStore.NameOf(found.Content)),
            new { found.Content.Hash, failed = results.Count(r => !r.Passed) });
        await write.CommitAsync(cancel);
        return Outcome.Of(results);
    }
}

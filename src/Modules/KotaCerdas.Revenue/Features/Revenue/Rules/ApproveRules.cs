using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Features.Rules;

/// <summary>
/// One of the two approvals that bring a version into force: by two different people, neither of whom loaded it, of exactly the content
/// whose worked examples came out (invariant: who makes a rule does not approve it).
/// </summary>
internal sealed class ApproveRules(KotaDb db, RuleStore store, Trail trail, Actor current, TimeProvider clock)
{
    private const int LongestDecree = 200;

    public Task<Outcome<RuleVersion>> RunAsync(RegionCode region, int version, string hash, string decree, CancellationToken cancel) =>
        RunAsync(current, region, (version, hash, decree), cancel);

    /// <summary>Approves for an actor.</summary>
    public async Task<Outcome<RuleVersion>> RunAsync(
        Actor actor, RegionCode region, (int Version, string Hash, string Decree) what, CancellationToken cancel)
    {
        if (actor.Refuse(RulePermissions.Approve, region) is { } refused)
        {
            return refused;
        }

        if (actor.User is not { } user)
        {
            return new Problem("Revenue.RuleStore.NoPerson");
        }

        var decree = what.Decree.Trim();
        if (decree.Length is 0 or > LongestDecree)
        {
            return new Problem("Revenue.RuleStore.NoDecree", "Decree", LongestDecree);
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), cancel);
        if (await store.FindAsync(region, what.Version, cancel) is not { } found)
        {
            return new Problem("Revenue.RuleStore.Unknown", null, what.Version);
        }

        if (Refuse(found, user, what.Hash) is { } problem)
        {
            return problem;
        }

        var approval = new RuleApproval
        {
            RegionCode = region,
            Version = what.Version,
            Revision = found.Content.Revision,
            Approver = user,
            ApproverName = actor.Name,
            Hash = found.Content.Hash,
            Decree = decree,
            ApprovedAt = clock.GetUtcNow().UtcDateTime,
        };
        db.Add(approval);
        trail.Add(actor, "Revenue.Trail.RulesApproved", new Subject(region, "revenue.rules", RuleStore.NameOf(found.Content)),
            new { found.Content.Hash, decree });
        await write.CommitAsync(cancel);
        return found with { Approvals = [.. found.Approvals, approval] };
    }

    private static Problem? Refuse(RuleVersion found, UserId user, string hash)
    {
        if (found.State == RuleState.Approved)
        {
            return new("Revenue.RuleStore.Approved", null, found.Content.Version);
        }

        if (found.Content.Hash != hash)
        {
            return new("Revenue.RuleStore.Changed");
        }

        if (found.Content.LoadedBy == user)
        {
            return new("Revenue.RuleStore.OwnDraft");
        }

        if (found.Approvals.Any(a => a.Approver == user))
        {
            return new("Revenue.RuleStore.ApprovedAlready");
        }

        return found.Tested ? null : new("Revenue.RuleStore.NotTried");
    }
}

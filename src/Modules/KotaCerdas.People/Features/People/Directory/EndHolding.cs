using KotaCerdas.People.Model;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.People.Features.Directory;

/// <summary>Ends a role before its last day, and with it what was given on from it.</summary>
internal sealed class EndHolding(KotaDb db, Trail trail, Outbox outbox, TimeProvider clock)
{
    public const int LongestReason = 300;

    public async Task<Outcome<Nothing>> RunAsync(Actor actor, RegionCode region, Guid id, string? reason, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        await using var write = await db.BeginWriteAsync(scope, cancel);
        var key = new HoldingId(id);
        var open = await db.In<Holding>(scope)
            .Where(h => h.RegionCode == region && h.EndedAt == null && (h.Id == key || h.OnBehalfOf == key)).ToListAsync(cancel);
        var holding = open.SingleOrDefault(h => h.Id == key);
        if (holding is null || !await MayAsync(actor, holding, cancel))
        {
            return actor.Refuse(PeopleModule.GrantHoldings, region) ?? new Problem("People.Holding.NotOpen");
        }

        if (reason?.Trim() is not { Length: > 0 and <= LongestReason } why)
        {
            return new Problem("People.Holding.NeedsReason", "Reason", LongestReason);
        }

        foreach (var ended in open.Where(h => h.Id == key || h.Kind == HoldingKind.Delegated))
        {
            ended.End(actor.User, why, clock.GetUtcNow().UtcDateTime);
            trail.Add(actor, "People.Trail.HoldingEnded", new Subject(region, "people.account", ended.UserId.ToString()),
                new { role = ended.Role });
            outbox.Add(new HoldingEnded(region, ended.Id.Value, ended.UserId.Value, ended.Role));
        }

        await write.CommitAsync(cancel);
        return Outcome.Done;
    }

    /// <summary>An administrator of the region, or the holder who gave it on.</summary>
    private async Task<bool> MayAsync(Actor actor, Holding holding, CancellationToken cancel)
    {
        if (actor.May(PeopleModule.GrantHoldings, holding.RegionCode))
        {
            return true;
        }

        return holding.Kind == HoldingKind.Delegated && actor.User is { } user
            && await db.In<Holding>(RegionScope.Of(holding.RegionCode))
                .AnyAsync(h => h.RegionCode == holding.RegionCode && h.Id == holding.OnBehalfOf && h.UserId == user, cancel);
    }
}

using KotaCerdas.Movement.Features.Agreement;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Panel;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Decisions;

/// <summary>An override in effect, as anyone reads it: it names the question and the levels, never a person.</summary>
/// <param name="From">What counted before: the agreed level, or the mean of the independent levels; null where nothing was known.</param>
internal sealed record PublicOverride(string Question, decimal? From, int To, string Reason);

/// <summary>Reads which levels of a region the ministry overrode, for the page of its result.</summary>
internal sealed class PublicOverrides(KotaDb db, Standings standings)
{
    public async Task<IReadOnlyList<PublicOverride>> OfAsync(Call call, RegionCode region, CancellationToken cancel)
    {
        var facts = await db.In<Moderation>(DecisionReader.Public).AsNoTracking()
            .Where(m => m.CallId == call.Id && m.RegionCode == region && m.Kind != ModerationKind.OverrideProposed).ToListAsync(cancel);
        if (facts.TrueForAll(f => f.Kind != ModerationKind.OverrideConfirmed))
        {
            return [];
        }

        var standing = await standings.OfRegionAsync(call.Id, region, cancel);
        var items = standing.Failed ? [] : standing.Value.Complete.Where(s => s.Region.Code == region).SelectMany(s => s.Items).ToList();
        return
        [
            .. items.Where(i => i.Ruling is { Kind: ModerationKind.OverrideConfirmed, Level: not null })
                .Select(i => new PublicOverride(i.Item.Text.In(), Before(i, facts), i.Ruling!.Level!.Value, i.Ruling.Reason)),
        ];
    }

    /// <summary>The last ruling before the override, where it set a level; otherwise what the assessors gave.</summary>
    private static decimal? Before(ItemScore item, List<Moderation> facts)
    {
        var earlier = facts.Where(f => f.CriterionCode == item.Item.Code && f.Id != item.Ruling!.Id).OrderBy(f => f.At).ThenBy(f => f.Id)
            .LastOrDefault();
        var given = item.Given.Where(g => g.Level is not null).Select(g => (decimal)g.Level!.Value).ToList();
        decimal? mean = given.Count == 0 ? null : given.Average();
        return earlier?.Level ?? mean;
    }
}

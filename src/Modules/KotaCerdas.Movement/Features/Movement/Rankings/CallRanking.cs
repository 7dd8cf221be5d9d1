using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Agreement;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Assessing;
using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Rankings;

/// <summary>The ranking and selection that follow from the scores and the published rules.</summary>
internal sealed record RankedCall(CallStanding Standing, RankingRule Rule, IReadOnlyList<SelectedRegion> Regions)
{
    public Region RegionOf(RegionCode code) => Standing.Complete.First(s => s.Region.Code == code).Region;
}

/// <summary>Ranks a call by its instrument's weights and selects by its quota and territorial rules.</summary>
internal sealed class CallRankings(KotaDb db, Standings standings, RankingStamps stamps, RankingCache cache)
{
    /// <summary>Totals are kept in millionths; the instrument may round them earlier.</summary>
    private const int StoredDigits = 6;

    public async Task<Outcome<RankedCall>> OfAsync(CallId callId, CancellationToken cancel)
    {
        var standing = await standings.OfCallAsync(callId, cancel);
        return standing.Failed ? standing.Problem : Rank(standing.Value, await RuleAsync(standing.Value, cancel));
    }

    /// <summary>The same for a reader: computed anew only where something it depends on has changed. It is shared: change nothing of
    /// it.</summary>
    public async Task<Outcome<RankedCall>> ForReadingAsync(CallId callId, CancellationToken cancel)
    {
        if (await KeptAsync(callId, cancel) is { } ready)
        {
            return ready;
        }

        using var alone = await cache.EnterAsync(cancel);
        if (await KeptAsync(callId, cancel) is { } meanwhile)
        {
            return meanwhile;
        }

        // The stamp comes first: what changes while the ranking is computed makes the next reader compute it again.
        var codes = await standings.IndexCodesAsync(callId, cancel);
        var stamp = codes.Failed ? null : await stamps.OfAsync(callId, codes.Value, cancel);
        var ranked = await OfAsync(callId, cancel);
        if (stamp is not null && !ranked.Failed)
        {
            cache.Keep(new(callId, stamp, ranked.Value));
        }

        return ranked;
    }

    public static Outcome<RankedCall> Rank(CallStanding standing, RankingRule rule)
    {
        var ranking = Ranking.Of(standing.Complete.Select(s => Input(s, rule)), rule);
        if (ranking.Failed)
        {
            return ranking.Problems.ToList();
        }

        var selection = Selection.Of(ranking.Value, rule);
        return selection.Failed ? selection.Problems.ToList() : new RankedCall(standing, rule, selection.Value);
    }

    public async Task<RankingRule> RuleAsync(CallStanding standing, CancellationToken cancel)
    {
        var (call, instrument) = (standing.Call, standing.Engine.Instrument);
        var criteria = instrument.ChildrenOf(string.Empty).Select(c => new RankedCriterion(c.Code, c.Weight, c.Normalisation)).ToList();
        return new RankingRule
        {
            Criteria = criteria,
            Missing = instrument.Missing,
            Digits = instrument.Results.FirstOrDefault(r => r.Formula.Trim() == "total()")?.Digits ?? StoredDigits,
            Rounding = instrument.Rounding,
            TieBreaks = [.. criteria.Select(c => c.Code)],
            Quota = call.Quota,
            Reserve = call.ReserveSize,
            Territories = await TerritoriesAsync(call.Territory, cancel),
        };
    }

    private async Task<RankedCall?> KeptAsync(CallId callId, CancellationToken cancel) =>
        cache.Find(callId) is { } kept
        && await stamps.OfAsync(callId, Standings.IndexCodesOf(kept.Ranked.Standing.Engine.Instrument), cancel) == kept.Stamp
            ? kept.Ranked
            : null;

    private async Task<IReadOnlyList<TerritoryRule>> TerritoriesAsync(TerritorialRules rules, CancellationToken cancel)
    {
        var provinces = await db.Shared<Region>().AsNoTracking().Where(r => r.Kind == RegionKind.Province).ToListAsync(cancel);
        var groups = rules.IslandGroups.Select(g => new TerritoryRule(
            g.Group, provinces.Where(p => p.IslandGroup == g.Group).Select(p => p.Code).ToHashSet(), g.Min ?? 0, g.Max));
        var single = rules.ProvinceMax is { } most
            ? provinces.Select(p => new TerritoryRule(p.Name, new HashSet<RegionCode> { p.Code }, 0, most))
            : [];
        return [.. groups, .. single];
    }

    /// <summary>The raw value of each top criterion, before its normalisation: the trace has it.</summary>
    private static RankedInput Input(Standing standing, RankingRule rule) => new(
        standing.Region.Code,
        rule.Criteria.ToDictionary(c => c.Code, c => Raw(standing.Evaluation[c.Code].Trace, c.Normalisation), StringComparer.Ordinal));

    private static decimal? Raw(TraceStep criterion, Normalisation normalisation) =>
        (normalisation.Kind == NormalisationKind.None ? criterion.Steps[0] : criterion.Steps[0].Steps[0]).Value.NumberOrNull;
}

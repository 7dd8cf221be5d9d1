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
internal sealed class CallRankings(KotaDb db, Standings standings)
{
    /// <summary>Totals are kept in millionths; the instrument may round them earlier.</summary>
    private const int StoredDigits = 6;

    public async Task<Outcome<RankedCall>> OfAsync(CallId callId, CancellationToken cancel)
    {
        var standing = await standings.OfCallAsync(callId, cancel);
        return standing.Failed ? standing.Problem : Rank(standing.Value, await RuleAsync(standing.Value, cancel));
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

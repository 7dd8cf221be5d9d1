using FsCheck;
using FsCheck.Fluent;
using KotaCerdas.Movement.Model.Assessing;
using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;

namespace KotaCerdas.Movement.Tests.Assessing;

public sealed class RankingTests
{
    private static readonly Normalisation FourToHundred = new(NormalisationKind.MinMax, 0, 4, []);

    private static readonly RankingRule Rule = new()
    {
        Criteria = [new("a", 500_000, FourToHundred), new("b", 300_000, FourToHundred), new("c", 200_000, Normalisation.None)],
        Missing = MissingRule.Propagate,
        Digits = 2,
        Rounding = RoundingRule.HalfUp,
        TieBreaks = ["b"],
        Quota = 2,
        Reserve = 1,
    };

    [Fact]
    public void The_trace_leads_from_raw_values_to_the_total()
    {
        var region = Ranking.Of([Input(1, 3, 2, 80)], Rule).Value[0];
        Assert.Equal([(3m, 75m, 50m, 37.5m), (2m, 50m, 30m, 15m), (80m, 80m, 20m, 16m)],
            region.Parts.Select(p => (p.Raw!.Value, p.Normalised!.Value, p.Weight, p.Contribution!.Value)));
        Assert.Equal((68.5m, 1), (region.Total!.Value, region.Rank!.Value));
    }

    [Fact]
    public void Equal_totals_are_broken_by_the_stated_rule_and_then_by_code()
    {
        // All three totals are 40: 50 × 0.5 + 50 × 0.3, and 20 × 0.5 + 100 × 0.3.
        var ranking = Ranking.Of([Input(3, 2, 2, 0), Input(1, 2, 2, 0), Input(2, 0.8m, 4, 0)], Rule).Value;
        Assert.Equal(["16.02", "16.01", "16.03"], ranking.Select(r => r.Region.Value));
        Assert.Equal([null, "b", Ranking.ByCode], ranking.Select(r => r.TieBrokenBy));
    }

    [Fact]
    public void A_missing_value_is_never_zero()
    {
        RankedInput[] inputs = [Input(1, 4, null, 100), Input(2, 1, 1, 25)];
        var strict = Ranking.Of(inputs, Rule).Value;
        Assert.Equal((null, null), (strict[1].Rank, strict[1].Total));
        Assert.Equal("16.01", strict[1].Region.Value);
        var lenient = Ranking.Of(inputs, Rule with { Missing = MissingRule.LeaveOut }).Value;
        Assert.Equal(100, lenient[0].Total);
        Assert.Equal(100, lenient[0].Parts.Sum(p => p.Weight), 20);
    }

    [Fact]
    public void Weights_that_do_not_sum_to_100_are_refused() =>
        Assert.Equal(
            "Movement.Panel.RankingWeights",
            Ranking.Of([], Rule with { Criteria = [new("b", 999_999, FourToHundred)] }).Problem.Code);

    [Fact]
    public void Quota_reserve_and_reasons_follow_the_rank()
    {
        var selection = Select(
            Rule, Input(1, 4, 4, 100), Input(2, 3, 3, 75), Input(3, 2, 2, 50), Input(4, 1, 1, 25), Input(5, 1, null, 25));
        Assert.Equal(
            [SelectionReason.ByRank, SelectionReason.ByRank, SelectionReason.Reserve, SelectionReason.BelowQuota,
                SelectionReason.Incomplete],
            selection.Select(s => s.Reason));
        Assert.Equal(1, selection[2].ReservePlace);
    }

    [Fact]
    public void A_territory_with_a_least_number_takes_the_place_of_a_higher_rank()
    {
        var east = new TerritoryRule("Timur", new HashSet<RegionCode> { RegionCode.Parse("91") }, 1, null);
        var selection = Select(Rule with { Territories = [east] }, Input(1, 4, 4, 100), Input(2, 3, 3, 75), In("91.01", 1, 1, 25));
        Assert.Equal([SelectionReason.ByRank, SelectionReason.PassedByTerritory, SelectionReason.ByTerritory],
            selection.Select(s => s.Reason));
        Assert.Equal(1, selection[1].ReservePlace);
    }

    [Fact]
    public void A_territorial_rule_that_cannot_be_met_names_the_territory()
    {
        var east = new TerritoryRule("Timur", new HashSet<RegionCode> { RegionCode.Parse("91") }, 2, null);
        var rule = Rule with { Territories = [east] };
        var problem = Selection.Of(Ranking.Of([Input(1, 4, 4, 100), In("91.01", 1, 1, 25)], rule).Value, rule).Problem;
        Assert.Equal(("Movement.Panel.TerritoryShort", "Timur"), (problem.Code, problem.Args[0]));
    }

    [Fact]
    public void The_selection_is_the_best_by_rank_among_all_that_keep_the_territorial_rules()
    {
        var cases =
            from provinces in Gen.Choose(11, 14).ArrayOf(8)
            from quota in Gen.Choose(1, 6)
            from least in Gen.Choose(0, 2).ArrayOf(3)
            from room in Gen.Choose(0, 2).ArrayOf(3)
            select (provinces, quota, least, room);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            // Province 11 lies within the group {11, 12}; 13 stands alone.
            TerritoryRule[] territories =
            [
                new("p", Provinces(11), c.least[0], c.least[0] + c.room[0]),
                    new("g", Provinces(11, 12), c.least[1], c.least[1] + c.room[1]),
                new("q", Provinces(13), c.least[2], c.least[2] + c.room[2]),
            ];
            var rule = Rule with { Quota = c.quota, Territories = territories };
            var inputs = c.provinces.Select((p, i) => In($"{p}.{i + 1:00}", 4 - (i * 0.1m), 1, 1)).ToList();
            var ranking = Ranking.Of(inputs, rule).Value;
            var found = Selection.Of(ranking, rule).Match(s => string.Concat(s.Select(x => x.IsSelected ? '1' : '0')), _ => null!);
            return found == BestSet(ranking, rule);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    /// <summary>The greatest number of regions up to the quota, then the best places first, by trying every set.</summary>
    private static string? BestSet(IReadOnlyList<RankedRegion> ranking, RankingRule rule)
    {
        var n = ranking.Count;
        return Enumerable.Range(0, 1 << n).Select(set => string.Concat(Enumerable.Range(0, n).Select(i => (set >> i & 1) == 1 ? '1' : '0')))
            .Where(s => s.Count(x => x == '1') <= rule.Quota && rule.Territories.All(t =>
            {
                var count = s.Where((x, i) => x == '1' && t.Provinces.Contains(ranking[i].Region.Province)).Count();
                return count >= t.AtLeast && count <= t.AtMost;
            }))
            .OrderByDescending(s => s.Count(x => x == '1')).ThenByDescending(s => s, StringComparer.Ordinal).FirstOrDefault();
    }

    private static HashSet<RegionCode> Provinces(params int[] codes) => [.. codes.Select(c => RegionCode.Parse($"{c:00}"))];

    private static IReadOnlyList<SelectedRegion> Select(RankingRule rule, params RankedInput[] inputs) =>
        Selection.Of(Ranking.Of(inputs, rule).Value, rule).Value;

    private static RankedInput Input(int number, decimal? a, decimal? b, decimal? c) => In($"16.{number:00}", a, b, c);

    private static RankedInput In(string code, decimal? a, decimal? b, decimal? c) =>
        new(RegionCode.Parse(code), new Dictionary<string, decimal?> { ["a"] = a, ["b"] = b, ["c"] = c });
}

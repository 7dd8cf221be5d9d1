using KotaCerdas.Movement.Model.Assessing;
using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;

namespace KotaCerdas.Movement.Tests.Assessing;

public sealed class SensitivityTests
{
    private static readonly RankingRule Rule = new()
    {
        Criteria = [new("a", 500_000, Normalisation.None), new("b", 300_000, Normalisation.None), new("c", 200_000, Normalisation.None)],
        Missing = MissingRule.LeaveOut,
        Digits = 10,
        Rounding = RoundingRule.HalfUp,
        Quota = 1,
        Reserve = 1,
    };

    [Fact]
    public void Other_weights_keep_their_proportions_and_the_sum_stays_exact()
    {
        var shifted = Sensitivity.Shift(Rule, Rule.Criteria[0], 10);
        Assert.Equal([600_000, 240_000, 160_000], shifted.Criteria.Select(c => c.Weight));
        var thirds = Rule with { Criteria =
            [new("a", 100_001, Normalisation.None), new("b", 450_000, Normalisation.None), new("c", 449_999, Normalisation.None)] };
        Assert.Equal(1_000_000, Sensitivity.Shift(thirds, thirds.Criteria[0], 3.3m).Criteria.Sum(c => c.Weight));
    }

    [Fact]
    public void A_weight_is_held_between_0_and_100_per_cent() =>
        Assert.Equal([0, 600_000, 400_000], Sensitivity.Shift(Rule, Rule.Criteria[0], -90).Criteria.Select(c => c.Weight));

    [Fact]
    public void The_report_says_who_enters_who_leaves_and_the_range_of_ranks()
    {
        var report = Report([("16.01", [60, 40, 50]), ("16.02", [50, 55, 50])], 30);
        // Totals 52 and 51.5: with b heavier the second leads.
        var shift = Assert.Single(report.Shifts, s => s.Criterion == "b" && s.Points > 0);
        Assert.Equal("16.02", Assert.Single(shift.Enters).Value);
        Assert.Equal("16.01", Assert.Single(shift.Leaves).Value);
        Assert.Equal([(1, 1, 2), (2, 1, 2)], report.Ranges.Select(r => (r.Rank, r.Best, r.Worst)));
    }

    [Fact]
    public void At_the_flip_point_the_two_totals_are_equal_also_where_values_are_missing()
    {
        (string, decimal?[])[][] pairs =
        [
            [("16.01", [60, 40, 50]), ("16.02", [50, 55, 50])],
            [("16.01", [60, null, 58]), ("16.02", [50, 70, 50])],
            [("16.01", [90, 10, null]), ("16.02", [60, 50, 55])],
        ];
        var found = 0;
        foreach (var pair in pairs)
        {
            foreach (var flip in Report(pair, 5).Flips.Where(f => f.Points is not null))
            {
                found++;
                var moved = Rule.Criteria.First(c => c.Code == flip.Criterion);
                var ranking = Ranking.Of(Inputs(pair), Sensitivity.Shift(Rule, moved, flip.Points!.Value)).Value;
                Assert.Equal((double)ranking[0].Exact!.Value, (double)ranking[1].Exact!.Value, 0.001);
            }
        }

        Assert.True(found >= 5, $"only {found} flips");
    }

    [Fact]
    public void Regions_weighed_anew_stand_as_if_they_were_ranked_anew()
    {
        (string, decimal?[])[] regions =
        [
            ("16.01", [60, null, 58]), ("16.02", [50, 70, 50]), ("16.03", [50, 70, 50]), ("16.04", [90, 10, null]),
            ("16.05", [null, null, null]),
        ];
        foreach (var rule in new[] { Rule, Rule with { Missing = MissingRule.Propagate, TieBreaks = ["b"] } })
        {
            var ranked = Ranking.Of(Inputs(regions), rule).Value;
            foreach (var shifted in rule.Criteria.Select(c => Sensitivity.Shift(rule, c, 17)))
            {
                var anew = Ranking.Of(Inputs(regions), shifted).Value;
                Assert.Equal(
                    anew.Select(r => (r.Region, r.Rank, r.Exact, r.Total, r.TieBrokenBy)),
                    Ranking.Reweighed(ranked, shifted).Value.Select(r => (r.Region, r.Rank, r.Exact, r.Total, r.TieBrokenBy)));
            }
        }
    }

    [Fact]
    public void A_pair_that_no_weight_can_turn_has_no_flip_point() =>
        Assert.All(Report([("16.01", [60, 60, 60]), ("16.02", [50, 50, 50])], 5).Flips, f => Assert.Null(f.Points));

    [Fact]
    public void Assessors_who_differ_by_more_than_the_rule_are_marked_for_moderation()
    {
        var region = RegionCode.Parse("16.72");
        var report = SpreadReport.Of(
            [new(region, "a", "p", 1), new(region, "a", "q", 3), new(region, "b", "p", 2), new(region, "b", "q", 3),
                new(region, "c", "p", null), new(region, "c", "q", 4)],
            new(Difference: 1, LeastScores: 2));
        Assert.Equal([("a", 2m, true, true), ("b", 1m, false, true), ("c", 0m, false, false)],
            report.Select(c => (c.Criterion, c.Difference!.Value, c.NeedsModeration, c.IsComplete)));
        Assert.Equal((2m, 2.5m, 4m), (report[0].Mean, report[1].Mean, report[2].Mean));
    }

    private static SensitivityReport Report((string, decimal?[])[] regions, decimal points) =>
        Sensitivity.Of(Selection.Of(Ranking.Of(Inputs(regions), Rule).Value, Rule).Value, Rule, points, border: 3);

    private static List<RankedInput> Inputs((string Code, decimal?[] Values)[] regions) =>
        [.. regions.Select(
            r => new RankedInput(RegionCode.Parse(r.Code), Rule.Criteria.Zip(r.Values).ToDictionary(x => x.First.Code, x => x.Second)))];
}

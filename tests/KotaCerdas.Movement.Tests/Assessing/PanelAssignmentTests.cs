using FsCheck;
using FsCheck.Fluent;
using KotaCerdas.Movement.Model.Assessing;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Tests.Assessing;

public sealed class PanelAssignmentTests
{
    private static readonly PanelRules Pairs = new(PerRegion: 2, MostRegions: 7, LeastKinds: 2, AffiliationCoversProvince: false);

    [Fact]
    public void A_season_of_120_regions_and_38_assessors_is_assigned_by_all_rules()
    {
        var (assessors, regions) = Season();
        var plan = PanelAssignment.Assign(assessors, regions, Pairs, seed: 1).Value;
        AssertKeepsRules(plan, assessors, regions, Pairs);
        Assert.True(plan.Loads.Values.Max() - plan.Loads.Values.Min() <= 1);
    }

    [Fact]
    public void The_same_seed_gives_the_same_plan_whatever_the_order_of_the_input()
    {
        var (assessors, regions) = Season();
        var one = PanelAssignment.Assign(assessors, regions, Pairs, 7).Value;
        var same = PanelAssignment.Assign([.. assessors.Reverse()], [.. regions.Reverse()], Pairs, 7).Value;
        var other = PanelAssignment.Assign(assessors, regions, Pairs, 8).Value;
        Assert.Equal(Written(one), Written(same));
        Assert.NotEqual(Written(one), Written(other));
    }

    [Fact]
    public void An_assignment_exists_exactly_where_brute_force_finds_one_and_is_as_even()
    {
        var feasible = 0;
        var infeasible = 0;
        Prop.ForAll(SmallCases().ToArbitrary(), c =>
        {
            var best = Brute(c.Assessors, c.Regions, c.Rules);
            var found = PanelAssignment.Assign(c.Assessors, c.Regions, c.Rules, 3);
            _ = found.Failed ? infeasible++ : feasible++;
            if (found.Failed || best is null)
            {
                return found.Failed == best is null;
            }

            AssertKeepsRules(found.Value, c.Assessors, c.Regions, c.Rules);
            var loads = c.Assessors.Select(a => found.Value.Loads.GetValueOrDefault(a.Code)).ToList();
            return (loads.Max(), loads.Max() - loads.Min()) == best;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));
        Assert.True(feasible > 20 && infeasible > 20, $"{feasible} feasible, {infeasible} infeasible: the cases prove too little");
    }

    [Fact]
    public void A_region_whose_assessors_all_have_conflicts_is_named()
    {
        var region = RegionCode.Parse("16.72");
        Assessor[] assessors = [Person("a", 0, "16.72"), Person("b", 1, "16"), Person("c", 2)];
        var problem = Assert.Single(PanelAssignment.Assign(assessors, [region], Pairs, 1).Problems);
        Assert.Equal("Movement.Panel.TooFewFree", problem.Code);
        Assert.Equal(["16.72", 1, 2], problem.Args);
    }

    [Fact]
    public void A_region_that_only_one_sector_can_score_is_named()
    {
        var problem = Assert.Single(
            PanelAssignment.Assign([Person("a", 0), Person("b", 0)], [RegionCode.Parse("16.72")], Pairs, 1).Problems);
        Assert.Equal("Movement.Panel.TooFewKinds", problem.Code);
    }

    [Fact]
    public void Regions_that_compete_for_the_same_assessors_are_named_with_the_rule_that_could_give_way()
    {
        // Only u can be the second sector for both regions, and u may have one region only.
        RegionCode[] regions = [RegionCode.Parse("16.71"), RegionCode.Parse("16.72")];
        Assessor[] assessors = [Person("g1", 0), Person("g2", 0), Person("g3", 0), Person("u", 1)];
        var problems = PanelAssignment.Assign(assessors, regions, Pairs with { MostRegions = 1 }, 1).Problems;
        Assert.Equal(["Movement.Panel.Blocked", "Movement.Panel.RelaxLoad", "Movement.Panel.RelaxKinds"], problems.Select(p => p.Code));
        Assert.Equal("16.71, 16.72", problems[0].Args[1]);
        Assert.Contains("u", (string)problems[0].Args[2]);
        Assert.Equal([1, 2], problems[1].Args);
    }

    [Fact]
    public void Too_little_room_in_all_is_said_plainly() =>
        Assert.Equal(
            "Movement.Panel.TooLittleRoom",
            PanelAssignment.Assign([Person("a", 0), Person("b", 1)], [RegionCode.Parse("16.71"), RegionCode.Parse("16.72")],
                Pairs with { MostRegions = 1 }, 1).Problem.Code);

    [Theory]
    [InlineData("16.72", "16.71", false, false)]
    [InlineData("16.72", "16.71", true, true)]
    [InlineData("16.72", "16", false, true)]
    [InlineData("16.72", "16.72", false, true)]
    [InlineData("16.72", "17", true, false)]
    public void An_affiliation_bars_by_rule(string region, string affiliation, bool coversProvince, bool barred)
    {
        var assessor = new Assessor("a", SectorKind.University, [RegionCode.Parse(affiliation)], []);
        Assert.Equal(barred, (Pairs with { AffiliationCoversProvince = coversProvince }).Bars(assessor, RegionCode.Parse(region)));
    }

    internal static (IReadOnlyList<Assessor> Assessors, IReadOnlyList<RegionCode> Regions) Season()
    {
        var regions = Enumerable.Range(0, 120).Select(i => RegionCode.Parse($"{11 + (i % 24)}.{(i / 24) + 1:00}")).ToList();
        var assessors = Enumerable.Range(0, 38)
            .Select(i => Person($"a{i:00}", i % 3, regions[i * 3].Value, regions[(i * 3) + 1].Province.Value)).ToList();
        return (assessors, regions);
    }

    private static Assessor Person(string code, int kind, params string[] conflicts) =>
        new(code, (SectorKind)kind, [], [.. conflicts.Select(RegionCode.Parse)]);

    private static string Written(PanelPlan plan) => string.Join('\n', plan.Panels.Select(p => $"{p.Key}: {string.Join(',', p.Value)}"));

    private static void AssertKeepsRules(
        PanelPlan plan, IReadOnlyList<Assessor> assessors, IReadOnlyList<RegionCode> regions, PanelRules rules)
    {
        var byCode = assessors.ToDictionary(a => a.Code);
        Assert.Equal(regions.Order(), plan.Panels.Keys.Order());
        foreach (var (region, panel) in plan.Panels)
        {
            Assert.Equal(rules.PerRegion, panel.Distinct().Count());
            Assert.True(panel.Select(a => byCode[a].Kind).Distinct().Count() >= rules.LeastKinds);
            Assert.DoesNotContain(panel, a => rules.Bars(byCode[a], region));
        }

        Assert.All(plan.Loads, l => Assert.True(l.Value <= rules.MostFor(byCode[l.Key])));
    }

    private static Gen<(Assessor[] Assessors, RegionCode[] Regions, PanelRules Rules)> SmallCases() =>
        from count in Gen.Choose(2, 5)
        from regions in Gen.Choose(1, 4)
        from kinds in Gen.Choose(0, 2).ArrayOf(count)
        from barred in Gen.Choose(0, 3).ArrayOf(count * regions)
        from perRegion in Gen.Choose(1, 3)
        from most in Gen.Choose(1, 4)
        from least in Gen.Choose(1, perRegion)
        let codes = Enumerable.Range(1, regions).Select(i => RegionCode.Parse($"16.{i:00}")).ToArray()
        let people = Enumerable.Range(0, count).Select(i => new Assessor(
            $"a{i}", (SectorKind)kinds[i], [], [.. codes.Where((_, r) => barred[(i * regions) + r] == 0)])).ToArray()
        select (people, codes, new PanelRules(perRegion, most, least, false));

    /// <summary>The least greatest load and the least difference of loads over all assignments, or null where there is none.</summary>
    private static (int Most, int Difference)? Brute(Assessor[] assessors, RegionCode[] regions, PanelRules rules)
    {
        var loads = new int[assessors.Length];
        (int, int)? best = null;
        Try(0);
        return best;

        void Try(int r)
        {
            if (r == regions.Length)
            {
                var found = (loads.Max(), loads.Max() - loads.Min());
                best = best is null || found.CompareTo(best.Value) < 0 ? found : best;
                return;
            }

            for (var set = 0; set < 1 << assessors.Length; set++)
            {
                var panel = Enumerable.Range(0, assessors.Length).Where(a => (set >> a & 1) == 1).ToList();
                if (panel.Count != rules.PerRegion || panel.Select(a => assessors[a].Kind).Distinct().Count() < rules.LeastKinds
                    || panel.Exists(a => rules.Bars(assessors[a], regions[r]) || loads[a] >= rules.MostFor(assessors[a])))
                {
                    continue;
                }

                panel.ForEach(a => loads[a]++);
                Try(r + 1);
                panel.ForEach(a => loads[a]--);
            }
        }
    }
}

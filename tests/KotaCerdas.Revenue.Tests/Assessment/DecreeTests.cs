using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Features.Decree;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Features.Rules;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Revenue.Tests.Rules;

namespace KotaCerdas.Revenue.Tests.Assessment;

/// <summary>Trying the figures of a decree, against plain loops that share nothing with it but the assessment itself.</summary>
public sealed class DecreeTests
{
    private const int Year = 2026;
    private const int Objects = 20_000;

    private static readonly RuleSet Set = Sets.Of("kota-pagar-alam");
    private static readonly FactTable Table = Generate();

    [Theory]
    [InlineData(0, 0)]
    [InlineData(25, 0)]
    [InlineData(50, 10_000)]
    [InlineData(100, 50_000)]
    [InlineData(1_000, 0)]
    public void Every_object_above_the_threshold_is_found_and_no_other(int percent, long rupiah)
    {
        var rules = Rules(("growth_cap", ""), ("rate1", "0,2"));
        var found = DecreeRun.Above(rules, Table, new(percent, rupiah));
        var expected = new List<(long Nop, decimal Rise)>();
        for (var i = 0; i < Table.Count; i++)
        {
            var line = Table[i];
            if (line.Object.LandKind == 4 || line.Object is { LandArea: > 0, LandValue: < 0 } || line.Last.Amount < 0)
            {
                continue;
            }

            var amount = rules.Assess(line.Facts);
            decimal rise = amount.Payable - line.Last.Amount;
            if (amount.Refusal == PbbRefusal.None && rise > 0 && rise > rupiah && rise * 100 > (decimal)line.Last.Amount * percent)
            {
                expected.Add((line.Object.Nop.Value, rise));
            }
        }

        Assert.True(expected.Count is > 0 and < Objects, $"{expected.Count} of {Objects}");
        Assert.Equal(
            expected.OrderByDescending(e => e.Rise).ThenBy(e => e.Nop).Select(e => e.Nop), found.Select(f => f.Nop));
    }

    [Fact]
    public void Sums_by_village_tenth_and_band_are_those_of_a_plain_loop()
    {
        var rules = Rules(("minimum", "20.000"));
        var result = DecreeRun.Run(rules, Table);
        var bills = new List<(ObjectLine Line, PbbAmount Amount)>();
        for (var i = 0; i < Table.Count; i++)
        {
            var line = Table[i];
            if (line.Object.LandKind != 4 && !line.LacksLandValue && rules.Assess(line.Facts) is { Refusal: PbbRefusal.None } amount)
            {
                bills.Add((line, amount));
            }
        }

        Assert.Equal(bills.Count, result.Summary.Bills);
        Assert.Equal(
            bills.GroupBy(b => b.Line.Object.Nop.Village).Select(g => (g.Key, g.Sum(b => b.Amount.Payable))),
            result.Villages.Select(v => (v.TaxCode, v.Amount)));
        var sorted = bills.OrderBy(b => b.Amount.Njop).ToList();
        Assert.Equal(sorted.Take(bills.Count / 10).Select(b => b.Amount.Njop).Max(), result.Summary.Deciles[0].ToNjop);
        Assert.Equal(sorted[^1].Amount.Njop, result.Summary.Deciles[^1].ToNjop);
        Assert.Equal(bills.Sum(b => b.Amount.Payable), result.Summary.Deciles.Sum(d => d.Amount));
        var had = bills.Where(b => b.Line.Last.Amount >= 0).ToList();
        Assert.Equal(had.Count(b => b.Amount.Payable > b.Line.Last.Amount), result.Summary.Higher);
        Assert.Equal(
            had.Count(b => b.Amount.Payable > b.Line.Last.Amount * 3m),
            result.Summary.Bands[^1].Bills);
        Assert.Equal(
            had.OrderByDescending(b => b.Amount.Payable - b.Line.Last.Amount).ThenBy(b => b.Line.Object.Nop.Value)
                .Take(AssessmentTally.Listed).Select(b => b.Line.Object.Nop.Value),
            result.Summary.LargestRises.Select(r => r.Nop));
        Assert.All(bills, b => Assert.True(b.Amount.Payable >= 20_000));
    }

    [Fact]
    public void A_figure_that_is_changed_changes_only_its_own_rule()
    {
        var same = Rules();
        var doubled = Rules(("rate1", "0,2"));
        var (before, after) = (DecreeRun.Run(same, Table).Summary, DecreeRun.Run(doubled, Table).Summary);
        Assert.Equal(before.Bills, after.Bills);
        Assert.True(after.Amount > before.Amount);
        Assert.Equal(before.Njop, after.Njop);
        Assert.Equal(before.Amount, DecreeRun.Run(Rules(("rate1", "0,1")), Table).Summary.Amount);
        Assert.True(DecreeRun.Run(Rules(("growth_cap", "")), Table).Summary.Amount > before.Amount);
        Assert.True(DecreeRun.Run(Rules(("adjustment", "-20")), Table).Summary.Amount < before.Amount);
        Assert.True(DecreeRun.Run(Rules(("njoptkp", "0")), Table).Summary.Amount > before.Amount);
    }

    [Fact]
    public void A_moved_bound_moves_the_tier_above_with_it_also_past_where_that_one_ended()
    {
        var moved = Changed(("bound1", "1.200.000.000"), ("bound2", "2.000.000.000")).Value.Tiers.Where(t => t.Use == "umum");
        (long, long?)[] expected = [(0, 1_200_000_000), (1_200_000_000, 2_000_000_000), (2_000_000_000, null)];
        Assert.Equal(expected, moved.Select(t => (t.Above, t.To)));
        Assert.Equal(3, Changed(("bound1", "700.000.000")).Value.Tiers.Count(t => t.Use == "umum" && t.Above != 500_000_000));
        Assert.Equal("bound2", Changed(("bound1", "1.000.000.000")).Problem.Field);

        var (now, wider) = (Rules(), Rules(("bound1", "2.000.000.000"), ("bound2", "3.000.000.000")));
        long At(PbbRules rules, int area) => rules.Assess(Line(1, area, 464_000, LastBill.None).Facts).Payable;
        Assert.True(At(wider, 3_000) < At(now, 3_000), "1.4 thousand million in the lowest tier costs less");
        Assert.Equal(At(now, 400), At(wider, 400));
    }

    [Theory]
    [InlineData("rate1", "", "Revenue.Calculator.NotGiven")]
    [InlineData("rate1", "x", "Revenue.Calculator.NotANumber")]
    [InlineData("rate1", "101", "Revenue.Calculator.TooBig")]
    [InlineData("minimum", "-1", "Revenue.Calculator.TooSmall")]
    [InlineData("bound1", "", "Revenue.Calculator.NotGiven")]
    [InlineData("bound1", "0", "Revenue.Decree.BoundOrder")]
    [InlineData("bound2", "500.000.000", "Revenue.Decree.BoundOrder")]
    public void A_figure_that_cannot_be_is_refused_by_name(string name, string text, string problem)
    {
        var changed = Changed((name, text));
        Assert.Equal((problem, name), (changed.Problem.Code, changed.Problem.Field));
    }

    [Fact]
    public void What_an_edge_adds_is_the_bill_less_the_bill_below_the_edge()
    {
        var rules = Rules(("growth_cap", ""), ("minimum", "0"), ("njoptkp", "0"));
        var line = Line(1, 1_000, 464_000, last: new(100_000, 400_000_000, -1, -1));
        var amount = rules.Assess(line.Facts);
        line = Line(1, 1_200, 464_000, last: line.Last);
        amount = rules.Assess(line.Facts);
        Assert.True(amount.Njop > 500_000_000);
        var edge = AssessmentTally.EdgeOf(rules, line, amount)!;
        // Below 500 million: 0.1 % of 40 %; above: 0.15 % of 60 %.
        var below = (long)Math.Round(Math.Round(amount.Taxable * 0.4m, MidpointRounding.AwayFromZero) * 0.001m,
            MidpointRounding.AwayFromZero);
        Assert.Equal((EdgeKind.Tier, amount.Payable - below), (edge.Edge, edge.Jump));
        Assert.Null(AssessmentTally.EdgeOf(rules, Line(1, 1_000, 464_000, new(100_000, 400_000_000, -1, -1)),
            rules.Assess(Line(1, 1_000, 464_000, new(100_000, 400_000_000, -1, -1)).Facts)));
    }

    [Fact]
    public void Jumps_are_ranked_by_their_share_and_the_small_ones_are_counted()
    {
        var rules = Rules(("growth_cap", ""), ("minimum", "0"), ("njoptkp", "0"));
        var table = new FactTable();
        // Into a higher tier, twice into the next class of land, and far up among the classes of land.
        table.Add(Line(1, 1_200, 464_000, last: new(100_000, 400_000_000, -1, -1)));
        table.Add(Line(2, 1_000, 464_000, last: new(100_000, -1, Below(rules, 464_000, 1), -1)));
        table.Add(Line(3, 10_000, 2_800_000, last: new(100_000, -1, Below(rules, 2_800_000, 1), -1)));
        table.Add(Line(4, 1_000, 464_000, last: new(100_000, -1, Below(rules, 464_000, 9), -1)));
        var summary = DecreeRun.Run(rules, table).Summary;
        Assert.Equal(4, summary.Cliffs);
        Assert.Equal(summary.Cliffs, summary.CliffBands.Sum(b => b.Bills));
        Assert.Equal(summary.CliffsBy, summary.CliffBands.Sum(b => b.Jump));
        var shares = summary.LargestCliffs.Select(c => c.Share).ToList();
        Assert.Equal(shares.OrderDescending(), shares);

        // What a plot of high value rises by with its class is more rupiah than the leap of the fourth, and matters less.
        Assert.True(summary.LargestCliffs[^1].Jump > summary.LargestCliffs[1].Jump);
        Assert.Equal(3, summary.LargestCliffs[^1].Nop % 1000 / 10);
        var usual = new CliffFilter();
        Assert.Equal([EdgeKind.LandClass, EdgeKind.Tier], summary.LargestCliffs.Where(usual.Takes).Select(c => c.Edge).Order().Reverse());
        Assert.Equal((2, 2), (usual.Count(summary).Bills, usual.Count(summary).Others));
        Assert.Equal(EdgeKind.Tier, Assert.Single(summary.LargestCliffs, new CliffFilter(Edge: "jenjang").Takes).Edge);
        Assert.Equal(3, new CliffFilter(0, "kelas").Count(summary).Bills);
    }

    [Fact]
    public void Of_the_regions_that_are_kept_the_longest_unused_is_given_up()
    {
        var cache = new DecreeCache(most: 4);
        (RegionCode Region, int Year, string Rules) Key(string region) => (RegionCode.Parse(region), Year, "x");
        DecreeObjects Objects(int count)
        {
            var table = new FactTable();
            for (var i = 0; i < count; i++)
            {
                table.Add(Line(i, 100, 64_000, LastBill.None));
            }

            return new(table, Rules(), default, new(new AssessmentSummary(), []));
        }

        var start = new DateTime(2026, 3, 2, 2, 0, 0, DateTimeKind.Utc);
        cache.Keep(Key("16.71"), Objects(2), start);
        cache.Keep(Key("16.72"), Objects(2), start.AddMinutes(1));
        Assert.NotNull(cache.Find(Key("16.71"), start.AddMinutes(2)));
        cache.Keep(Key("16.73"), Objects(2), start.AddMinutes(3));
        Assert.Null(cache.Find(Key("16.72"), start.AddMinutes(4)));
        Assert.NotNull(cache.Find(Key("16.71"), start.AddMinutes(4)));
        Assert.NotNull(cache.Find(Key("16.73"), start.AddMinutes(4)));
    }

    private static Outcome<RuleSet> Changed(params (string Name, string Text)[] typed) => DecreeFigures.Change(
        Set, Year, typed.ToDictionary(t => t.Name, t => t.Text, StringComparer.Ordinal), RuleText.Typed, f => f.Name);

    private static PbbRules Rules(params (string Name, string Text)[] typed) =>
        PbbRules.Compile(Changed(typed).Value, Year, estimate: true).Value;

    private static ObjectLine Line(int number, int area, long value, LastBill last, int kind = 1) => new(
        new ObjectFacts(
            Nop.Of(((1_672_010_001L + (number / 5_000)) * 100_000_000) + (number % 5_000 * 10)), 1, new TaxpayerId(Guid.Empty), area,
                value, 1,
            kind, 0, 0, 0, true), 1, last, false, 0);

    /// <summary>The class of land some steps below that of a value.</summary>
    private static short Below(PbbRules rules, long value, int steps) =>
        (short)(rules.Assess(new(1, value, 1, 0, 0, 0, false, -1, 0)).LandClass - steps);

    private static FactTable Generate()
    {
        var random = new Random(20261130);
        var table = new FactTable();
        for (var i = 0; i < Objects; i++)
        {
            var last = random.Next(0, 3) == 0 ? LastBill.None : new(random.NextInt64(0, 400_000), random.NextInt64(0, 900_000_000), -1, -1);
            table.Add(Line(i, random.Next(40, 3_000), random.Next(0, 50) == 0 ? -1 : random.NextInt64(1_000, 3_200_000), last,
                random.Next(0, 30) == 0 ? 4 : 1));
        }

        return table;
    }
}

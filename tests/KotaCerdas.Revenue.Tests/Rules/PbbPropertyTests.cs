using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Tests.Rules;

public sealed class PbbPropertyTests
{
    private const int Seed = 20261129;

    [Theory]
    [InlineData("kota-pagar-alam")]
    [InlineData("kabupaten-sidoarjo")]
    [InlineData("pati")]
    public void The_explanation_ends_in_the_assessed_rupiah(string set)
    {
        // Explain asserts every step against exact arithmetic; here its end is compared with what is billed.
        var rules = Sets.Pbb(set);
        var random = new Random(Seed);
        var assessed = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var facts = Facts(random);
            var amount = rules.Assess(facts);
            var steps = rules.Explain(facts);
            if (amount.Refusal != PbbRefusal.None)
            {
                Assert.Empty(steps);
                continue;
            }

            assessed++;
            Assert.Equal(Fraction.Of(amount.Payable), steps[^1].Result.Value);
            Assert.True(amount is { Payable: >= 0, Tax: >= 0, Taxable: >= 0, Njkp: >= 0, Limited: >= 0 });
            Assert.True(amount.Limited <= amount.Adjusted && amount.Njkp <= amount.Taxable && amount.Deduction <= amount.Njop);
        }

        Assert.True(assessed > 5_000);
    }

    [Fact]
    public void More_value_in_a_tier_is_never_less_tax()
    {
        var rules = Sets.Pbb("kabupaten-sidoarjo");
        var random = new Random(Seed);
        for (var i = 0; i < 20_000; i++)
        {
            var njop = random.NextInt64(0, 12_000_000_000);
            var less = rules.Assess(Common(njop));
            var more = rules.Assess(Common(njop + random.NextInt64(1, 1_000_000)));
            Assert.True(more.Tier > less.Tier || (more.Tier == less.Tier && more.Payable >= less.Payable));
        }
    }

    [Fact]
    public void Assessing_allocates_nothing()
    {
        var rules = Sets.Pbb("kota-pagar-alam");
        var facts = new PbbFacts(120, 2_650_000, 1, 90, 700_000, 0, true, 300_000, 0);
        long sum = 0;
        rules.Assess(facts);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10_000; i++)
        {
            sum += rules.Assess(facts).Payable;
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.True(sum > 0);
    }

    [Fact]
    public void What_does_not_fit_is_refused_and_never_wraps()
    {
        var nir = Sets.Pbb("lama");
        Assert.Equal(PbbRefusal.TooLarge, nir.Assess(new(int.MaxValue, long.MaxValue, 1, 0, 0, 0, false, -1, 0)).Refusal);
        Assert.Equal(PbbRefusal.TooLarge, nir.Assess(Common(long.MaxValue) with { LandArea = 1, LandValue = 1 }).Refusal);
        Assert.Equal(PbbRefusal.BadFacts, nir.Assess(Common(-1)).Refusal);
        Assert.Equal(PbbRefusal.BadFacts, nir.Assess(Common(1) with { Reduction = 1_000_001 }).Refusal);
        Assert.Equal(PbbRefusal.NoTier, nir.Assess(Common(1) with { LandUse = 2 }).Refusal);
        Assert.Equal(PbbRefusal.NoTier, nir.Assess(Common(1) with { LandUse = 99 }).Refusal);

        // The largest value there is still follows exact arithmetic: 20 % of it, then 0.5 %, each rounded half up.
        var most = nir.Assess(Common(long.MaxValue) with { TakesNjoptkp = false });
        var njkp = (((Int128)long.MaxValue * 200_000) + 500_000) / 1_000_000;
        Assert.Equal((long)(((njkp * 5_000) + 500_000) / 1_000_000), most.Payable);
    }

    [Fact]
    public void Above_the_highest_known_class_is_refused_by_class_and_not_by_nir()
    {
        var facts = new PbbFacts(1, 3_200_001, 1, 0, 0, 0, false, -1, 0);
        Assert.Equal(PbbRefusal.NoLandClass, Sets.Pbb("kabupaten-sidoarjo").Assess(facts).Refusal);
        Assert.Equal(3_200_001, Sets.Pbb("lama").Assess(facts).Njop);
        var building = new PbbFacts(0, 0, 1, 1, 1_366_001, 0, false, -1, 0);
        Assert.Equal(PbbRefusal.NoBuildingClass, Sets.Pbb("kabupaten-sidoarjo").Assess(building).Refusal);
    }

    [Fact]
    public void The_limit_on_growth_binds_only_those_who_paid_last_year()
    {
        var rules = Sets.Pbb("kota-pagar-alam");
        var facts = new PbbFacts(240, 2_650_000, 1, 0, 0, 0, true, -1, 0);
        var free = rules.Assess(facts).Payable;
        Assert.Equal(free, rules.Assess(facts with { LastYear = 0 }).Payable);
        Assert.Equal(300_000, rules.Assess(facts with { LastYear = 200_000 }).Payable);
        Assert.Contains(rules.Explain(facts with { LastYear = 200_000 }), s => s.RuleKey == "Revenue.Pbb.GrowthRule");
        Assert.DoesNotContain(rules.Explain(facts), s => s.RuleKey == "Revenue.Pbb.GrowthRule");
    }

    [Fact]
    public void No_bill_rises_above_the_limit_not_even_by_half_a_rupiah()
    {
        // The set rounds half up, and half as much again as an odd amount ends in half a rupiah.
        var rules = Sets.Pbb("kota-pagar-alam");
        var facts = new PbbFacts(240, 2_650_000, 1, 0, 0, 0, true, 99_999, 0);
        Assert.Equal(149_998, rules.Assess(facts).Limited);
        var step = Assert.Single(rules.Explain(facts), s => s.RuleKey == "Revenue.Pbb.GrowthRule");
        Assert.Equal(Fraction.Of(149_998), step.Result.Value);
        for (var last = 20_000; last < 40_000; last++)
        {
            Assert.True(rules.Assess(facts with { LastYear = last }).Payable * 2L <= last * 3L);
        }
    }

    [Theory]
    [InlineData("parameters", 4, "njoptkp")]
    [InlineData("parameters", 6, "minimum")]
    [InlineData("parameters", 7, "rounding")]
    [InlineData("parameters", 2, "njop_variant")]
    public void A_missing_rule_refuses_and_names_it(string sheet, int row, string name)
    {
        var set = RuleReader.Read(Sets.Planted("kabupaten-sidoarjo", sheet, row, "value", "")).Value;
        var title = set.Parameters[row - 2];
        Assert.Equal(name, title.Name);
        var refused = PbbRules.Compile(set, 2025, estimate: true);
        Assert.Equal("Revenue.Rules.Missing", Assert.Single(refused.Problems).Code);
        Assert.Contains(title.Title.In(), refused.Problem.Args);
    }

    [Fact]
    public void Books_take_their_upper_bound()
    {
        var rules = Sets.Pbb("kota-pagar-alam");
        Assert.Equal(["I", "I", "II", "II", "III", "V"],
            new long[] { 0, 100_000, 100_001, 500_000, 500_001, 5_000_001 }.Select(rules.BookOf));
    }

    private static PbbFacts Common(long njop) => new(0, 0, 1, 0, 0, njop, true, -1, 0);

    private static PbbFacts Facts(Random random) => new(
        random.Next(0, 5_000), random.NextInt64(0, 3_300_000), random.Next(1, 4), random.Next(0, 2) * random.Next(0, 900),
        random.NextInt64(0, 1_400_000), random.Next(0, 10) == 0 ? random.NextInt64(0, 100_000_000_000) : 0, random.Next(0, 2) == 0,
        random.Next(0, 3) == 0 ? -1 : random.NextInt64(0, 2_000_000), random.Next(0, 4) == 0 ? random.Next(0, 1_000_001) : 0);
}

using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Tests.Rules;

/// <summary>The properties that the one interest function is held to.</summary>
public sealed class InterestTests
{
    private const int Seed = 20261129;
    private static readonly DateOnly Day = new(2026, 1, 1);
    private static readonly InterestRules Rules = InterestRules.Of(Sets.Of("kota-pagar-alam"), Day).Value;

    [Fact]
    public void Nothing_is_owed_up_to_the_due_day_and_something_the_day_after()
    {
        foreach (var due in Dues())
        {
            Assert.Equal(new InterestAmount(0, 0, 0, false), Interest.Of(1_000_000, due, due, Rules));
            Assert.Equal(0, Interest.Of(1_000_000, due, due.AddDays(-1), Rules).Amount);
            Assert.Equal(0, Interest.Of(1_000_000, due, DateOnly.MinValue, Rules).Amount);
            Assert.Equal(1, Interest.Of(1_000_000, due, due.AddDays(1), Rules).Months);
        }
    }

    [Fact]
    public void A_month_more_begins_exactly_the_day_after_each_anniversary()
    {
        foreach (var due in Dues())
        {
            for (var paid = due; paid < due.AddMonths(26); paid = paid.AddDays(1))
            {
                // The reference counts the anniversaries that have passed, one by one.
                var expected = Enumerable.Range(0, 40).Count(k => due.AddMonths(k) < paid);
                Assert.Equal(expected, Interest.MonthsLate(due, paid));
                Assert.Equal(Math.Min(24, expected), Interest.Of(1_000_000, due, paid, Rules).Months);
            }
        }
    }

    [Fact]
    public void It_grows_with_time_and_is_capped()
    {
        foreach (var due in Dues())
        {
            long last = 0;
            for (var paid = due; paid < due.AddMonths(40); paid = paid.AddDays(1))
            {
                var amount = Interest.Of(7_654_321, due, paid, Rules).Amount;
                Assert.True(amount >= last);
                last = amount;
            }

            Assert.Equal(last, Interest.Of(7_654_321, due, DateOnly.MaxValue, Rules).Amount);
            Assert.True(last <= 7_654_321L * 48 / 100);
        }
    }

    [Fact]
    public void It_is_the_sum_over_the_regimes()
    {
        var random = new Random(Seed);
        for (var i = 0; i < 20_000; i++)
        {
            var due = new DateOnly(2020, 1, 1).AddDays(random.Next(0, 2_500));
            var paid = due.AddDays(random.Next(0, 1_200));
            var principal = random.NextInt64(0, 1_000_000_000_000);
            var interest = Interest.Of(principal, due, paid, Rules);
            var legs = Interest.Legs(due, paid, Rules);
            Assert.Equal(interest.Months, legs.Sum(l => l.Months));
            Assert.Equal(interest.Rate, legs.Sum(l => (long)l.Months * l.Regime.Rate));
            Assert.Equal((long)((Int128)principal * interest.Rate / 1_000_000), interest.Amount);
        }
    }

    [Fact]
    public void The_sample_of_the_check_finds_nothing_wrong_and_every_planted_error()
    {
        InterestAmount Right(long debt, DateOnly due, DateOnly paid) => Interest.Of(debt, due, paid, Rules);

        Assert.Null(InterestSample.Broken(Rules, Right));
        Func<long, DateOnly, DateOnly, InterestAmount>[] planted =
        [
            (debt, due, paid) => Right(debt, due, paid.AddDays(1)),
            (debt, due, paid) => Interest.Of(debt, due, paid, Rules with { MostMonths = Rules.MostMonths + 1 }),
            (debt, due, paid) => Interest.Of(debt, due, paid, Rules with { MostMonths = Rules.MostMonths - 1 }),
            (debt, due, paid) => Interest.Of(debt, due, paid, Rules with { Regimes = [Rules.Regimes[0]] }),
            (debt, due, paid) => Interest.Of(debt, due, paid, Rules with { Regimes = [Rules.Regimes[^1]] }),
            (debt, due, paid) => Interest.Of(debt, due, paid, Rules with { Mode = RoundingMode.Up }),
            (debt, due, paid) => Right(debt, due, paid) with { Refused = false },
        ];
        Assert.All(planted, wrong => Assert.NotNull(InterestSample.Broken(Rules, wrong)));
    }

    [Fact]
    public void A_debt_older_than_every_regime_is_refused()
    {
        Assert.True(Interest.Of(1_000, new DateOnly(2009, 6, 30), new DateOnly(2010, 3, 1), Rules).Refused);
        Assert.False(Interest.Of(1_000, new DateOnly(2009, 12, 31), new DateOnly(2010, 3, 1), Rules).Refused);
    }

    [Fact]
    public void A_set_without_regimes_or_cap_refuses()
    {
        Assert.Equal("Revenue.Rules.MissingTable", InterestRules.Of(Sets.Of("pati"), Day).Problem.Code);
        var open = RuleReader.Read(Sets.Planted("kota-bekasi", "parameters", 7, "value", "")).Value;
        Assert.Equal("interest_cap", open.Parameters[5].Name);
        Assert.Equal("Revenue.Rules.Missing", InterestRules.Of(open, Day).Problem.Code);
    }

    private static IEnumerable<DateOnly> Dues() =>
    [
        new(2025, 9, 30), new(2026, 1, 31), new(2024, 2, 29), new(2023, 12, 31), new(2023, 3, 15), new(2022, 11, 1), new(2024, 1, 30),
    ];
}

using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Tests.Rules;

/// <summary>The worked examples T1 to T30; their figures stand in Vectors.</summary>
public sealed class WorkedExampleTests
{
    public static TheoryData<string, string, string, string, long, string> Examples()
    {
        var data = new TheoryData<string, string, string, string, long, string>();
        foreach (var row in Sets.Vectors("worked"))
        {
            data.Add(row["id"], row["set"], row["kind"], row["inputs"], Long(row["amount"]), row["province"]);
        }

        return data;
    }

    public static TheoryData<string, long, string, string, int, long> Late()
    {
        var data = new TheoryData<string, long, string, string, int, long>();
        foreach (var row in Sets.Vectors("interest"))
        {
            data.Add(row["id"], Long(row["principal"]), row["due"], row["paid"], (int)Long(row["months"]), Long(row["amount"]));
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Come_out_as_published(string id, string set, string kind, string inputs, long amount, string province)
    {
        Assert.NotEmpty(id);
        if (kind == RevenueKinds.Pbb)
        {
            var rules = Sets.Pbb(set);
            var facts = PbbInputs.Read(Sets.Inputs(inputs), t => t, i => i.Name).Value;
            var assessed = rules.Assess(facts);
            Assert.Equal(PbbRefusal.None, assessed.Refusal);
            Assert.Equal(amount, assessed.Payable);
            Assert.Equal(Fraction.Of(amount), rules.Explain(facts)[^1].Result.Value);
            return;
        }

        var kindRules = Sets.Kind(set, kind);
        var computed = kindRules.Compute(InputText.Read(kindRules, Sets.Inputs(inputs), t => t).Value).Value;
        Assert.Equal(amount, computed.Amount);
        Assert.Equal(province.Length == 0 ? 0 : Long(province), computed.Province);
    }

    [Theory]
    [MemberData(nameof(Late))]
    public void Interest_comes_out_as_published(string id, long principal, string due, string paid, int months, long amount)
    {
        Assert.NotEmpty(id);
        var rules = InterestRules.Of(Sets.Of("kota-pagar-alam"), new DateOnly(2026, 1, 1)).Value;
        var interest = Interest.Of(principal, Day(due), Day(paid), rules);
        Assert.False(interest.Refused);
        Assert.Equal(months, interest.Months);
        Assert.Equal(amount, interest.Amount);
    }

    [Fact]
    public void T8_a_class_holds_its_upper_bound_and_not_its_lower()
    {
        var rules = Sets.Pbb("kabupaten-sidoarjo");
        Assert.Equal(10_000, rules.Assess(Land(12_000)).LandUnit);
        Assert.Equal(14_000, rules.Assess(Land(12_001)).LandUnit);
        Assert.Equal(7_150, rules.Assess(Land(8_400)).LandUnit);
        Assert.Equal("087", rules.Explain(Land(12_000))[0].Result.Code);
        Assert.Equal("086", rules.Explain(Land(12_001))[0].Result.Code);
    }

    [Fact]
    public void T19_a_late_return_costs_interest_and_the_fixed_fine()
    {
        // The example closes 17 February 2026 and nothing else of that month.
        var calendar = new WorkingCalendar(
            [new(2026, [new(new(2026, 2, 17), "Imlek", "Chinese New Year", HolidayKind.National, "SKB")])]);
        var set = Sets.Of("kota-pagar-alam");
        var day = new DateOnly(2026, 1, 31);
        Assert.Equal(new DateOnly(2026, 2, 13), Due(set, "pay_days", day, calendar));
        Assert.Equal(new DateOnly(2026, 2, 23), Due(set, "file_days", day, calendar));

        var rules = InterestRules.Of(set, day).Value;
        var interest = Interest.Of(18_500_000, new DateOnly(2026, 2, 13), new DateOnly(2026, 4, 20), rules).Amount;
        var fine = LateFiling.Fine(set, new DateOnly(2026, 2, 23), new DateOnly(2026, 4, 20)).Value;
        Assert.Equal(655_000, interest + fine);
        Assert.Equal(19_155_000, 18_500_000 + interest + fine);
        Assert.Equal(0, LateFiling.Fine(set, new DateOnly(2026, 2, 23), new DateOnly(2026, 2, 23)).Value);
        Assert.Equal("Revenue.Rules.Missing",
            LateFiling.Fine(Sets.Of("kota-bekasi"), new DateOnly(2026, 2, 23), new DateOnly(2026, 4, 20)).Problem.Code);
    }

    [Fact]
    public void T30_instalments_pay_interest_on_what_is_open()
    {
        var plan = Instalments.Plan(12_000_000, 6, 6_000, 24).Value;
        Assert.Equal([72_000, 60_000, 48_000, 36_000, 24_000, 12_000], plan.Select(p => p.Interest));
        Assert.Equal(252_000, plan.Sum(p => p.Interest));
        Assert.Equal(2_072_000, plan[0].Total);
        Assert.Equal(2_012_000, plan[^1].Total);
        Assert.Equal(12_000_000, plan.Sum(p => p.Principal));
        Assert.Equal(100, Instalments.Plan(100, 3, 6_000, 24).Value.Sum(p => p.Principal));
        Assert.Equal("Revenue.Instalment.Count", Instalments.Plan(12_000_000, 25, 6_000, 24).Problem.Code);
    }

    private static PbbFacts Land(long value) => new(100, value, 1, 0, 0, 0, false, -1, 0);

    private static DateOnly Due(RuleSet set, string rule, DateOnly periodEnd, WorkingCalendar calendar)
    {
        var days = (int)set.Find(RevenueKinds.Sanctions, rule, periodEnd)!.Value!.Value.Whole()!.Value;
        return new DueRule(days, DayUnit.WorkingDay, "T19").DueOn(periodEnd, calendar).Value;
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static long Long(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}

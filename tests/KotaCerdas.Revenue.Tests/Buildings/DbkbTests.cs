using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Buildings;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Revenue.Tests.Rules;
using Xunit;

namespace KotaCerdas.Revenue.Tests.Buildings;

/// <summary>Against <c>dbkb.mjs</c>, which shares no code with the product, and by hand where the research says how it must come
/// out.</summary>
public sealed class DbkbTests
{
    private static readonly DbkbRules Sample = DbkbRules.Of(Sets.Of("kota-pagar-alam"), 2026, estimate: false).Value;

    public static TheoryData<string, string> Worked =>
        [.. Sets.Vectors("dbkb").Select(r => new TheoryDataRow<string, string>(r["inputs"], r["total"]))];

    [Theory, MemberData(nameof(Worked))]
    public void Every_building_comes_to_what_the_other_code_says(string inputs, string total)
    {
        var value = Sample.Value(Facts(inputs));
        Assert.Equal(total, value.Failed ? "-" : value.Value.Total.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (!value.Failed)
        {
            Assert.Equal(Fraction.Of(value.Value.Total), value.Value.Steps[^1].Result.Value);
        }
    }

    [Fact]
    public void A_house_can_be_followed_with_a_pencil()
    {
        // 855,000 main (70–150 m², one storey) + 240,000 + 150,000 + 140,000 + 80,000 = 1,465,000 × 90 = 131,850,000; 16 years, dearer
        // than a million a m²: 35 %.
        var value = Sample.Value(Facts(House)).Value;
        Assert.Equal(
            [855_000, 610_000, 131_850_000, 16, 85_702_500, 85_702_500], value.Steps.Select(s => (int)s.Result.Value.Whole()!.Value));
        Assert.Equal(952_250, value.PerMetre);
    }

    [Theory]
    [InlineData("area=1000", false)]
    [InlineData("area=1001", true)]
    [InlineData("floors=4", false)]
    [InlineData("floors=5", true)]
    public void A_shop_has_a_way_of_its_own_above_1000_square_metres_or_4_storeys(string size, bool special)
    {
        var value = Sample.Value(Facts($"{House.Replace("use=01", "use=04", StringComparison.Ordinal)};grade=kelas-2", size)).Value;
        Assert.Equal(special ? "Revenue.Dbkb.SpecialRule" : "Revenue.Dbkb.MainRule", value.Steps[0].RuleKey);
    }

    // Special way: (age + 20)/3 from ten years on; (age + 2 × years since)/3 after a renovation of the last ten years, else (age + 20)/3.
    [Theory]
    [InlineData("built=2017", 9)]
    [InlineData("built=2016", 10)]
    [InlineData("built=2015", 10)]
    [InlineData("built=1970", 25)]
    [InlineData("built=1970;renovated=2017", 25)]
    [InlineData("built=1970;renovated=2025", 19)]
    [InlineData("built=1970;renovated=2016", 25)]
    [InlineData("built=1900", 30)]
    public void Effective_age_in_the_special_way(string years, int age) => Assert.Equal(
        age, AgeOf(Sample.Value(Facts($"{House.Replace("use=01", "use=03", StringComparison.Ordinal)};grade=kelas-1", years)).Value));

    [Theory]
    [InlineData("built=2010", 16)]
    [InlineData("built=2010;renovated=2024", 2)]
    [InlineData("built=1970", 30)]
    public void Effective_age_in_the_standard_way(string years, int age) =>
        Assert.Equal(age, AgeOf(Sample.Value(Facts(House, years)).Value));

    [Fact]
    public void An_older_building_is_never_worth_more()
    {
        var values = Enumerable.Range(1940, 87).Select(y => Sample.Value(Facts(House, $"built={y}")).Value.Total).ToList();
        Assert.Equal(values.Order(), values);
    }

    [Fact]
    public void An_appraisal_comes_before_the_tables()
    {
        var value = Sample.Value(Facts(House, "appraised=75000000")).Value;
        Assert.Equal(75_000_000, value.Total);
        Assert.Single(value.Steps);
    }

    [Theory]
    [InlineData("area=0", "Revenue.Dbkb.NoSize", "area")]
    [InlineData("built=2027", "Revenue.Dbkb.BadBuilt", "built")]
    [InlineData("renovated=2009", "Revenue.Dbkb.BadRenovated", "renovated")]
    [InlineData("type=", "Revenue.Dbkb.TypeNeeded", "type")]
    [InlineData("condition=", "Revenue.Dbkb.ConditionNeeded", "condition")]
    [InlineData("use=03;grade=", "Revenue.Dbkb.GradeNeeded", "grade")]
    [InlineData("use=11", "Revenue.Dbkb.NotTaxed", "use")]
    [InlineData("wall=emas", "Revenue.Rules.Missing", null)]
    public void What_is_missing_is_named(string change, string code, string? field)
    {
        var value = Sample.Value(Facts(House, change));
        Assert.True(value.Failed);
        Assert.Equal((code, field), (value.Problem.Code, value.Problem.Field));
    }

    [Theory]
    [InlineData("table", "dinding", "Revenue.Rules.File.UnknownDbkbTable")]
    [InlineData("basis", "99", "Revenue.Rules.File.DbkbBasis")]
    [InlineData("unit", "rp", "Revenue.Rules.File.DbkbUnit")]
    [InlineData("upto", "151", "Revenue.Rules.File.Twice")]
    public void A_planted_flaw_in_the_tables_is_named(string column, string value, string code)
    {
        // Row 20: the main component of houses of simple construction, 70 to 150 m², one storey.
        var read = RuleReader.Read(Sets.Planted("kota-pagar-alam", "dbkb", 20, column, value));
        Assert.Contains(read.Problems, p => p.Code == code);
    }

    [Fact]
    public void A_set_without_tables_refuses_and_names_them()
    {
        var tables = DbkbRules.Of(Sets.Of("kabupaten-sidoarjo"), 2026, estimate: true);
        Assert.Equal("Revenue.Rules.MissingTable", tables.Problem.Code);
    }

    [Fact]
    public void Attributes_survive_the_form()
    {
        var facts = Facts(House, "f.listrik=1300;f.pagar=12;wooden=yes;renovated=2020");
        var again = BuildingFactsText.Read(BuildingFactsText.Write(facts)).Value;
        Assert.Equal(Sample.Value(facts).Value.Total, Sample.Value(again).Value.Total);
        Assert.Equal(facts with { Facilities = again.Facilities }, again);
    }

    private const string House =
        "use=01;type=sedang;area=90;floors=1;built=2010;condition=baik;wall=bata;floor=keramik;roof=genteng;ceiling=gipsum";

    private static int AgeOf(DbkbValue value) =>
        (int)value.Steps.Single(s => s.Result.NameKey == "Revenue.Dbkb.Age").Result.Value.Whole()!.Value;

    private static BuildingFacts Facts(string inputs, string change = "")
    {
        var given = Sets.Inputs(inputs);
        foreach (var (name, value) in change.Length == 0 ? [] : Sets.Inputs(change))
        {
            given[name] = value;
        }

        return BuildingFactsText.Read(given).Value;
    }
}

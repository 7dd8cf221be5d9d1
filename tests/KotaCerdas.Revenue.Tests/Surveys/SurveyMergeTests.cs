using KotaCerdas.Revenue.Model.Registers;
using Xunit;

namespace KotaCerdas.Revenue.Tests.Surveys;

public sealed class SurveyMergeTests
{
    private static readonly string[] Values = ["", "a", "b"];

    /// <summary>All 27 combinations of what was seen, found and recorded meanwhile.</summary>
    public static TheoryData<string, string, string> All =>
        [.. from seen in Values from report in Values from register in Values select new TheoryDataRow<string, string,
            string>(seen, report, register)];

    [Theory, MemberData(nameof(All))]
    public void A_change_of_one_side_counts_and_two_different_ones_are_a_conflict(string seen, string report, string register)
    {
        var differences = SurveyMerge.Of(Field(seen), Field(report), Field(register));
        var conflict = report != seen && register != seen && report != register;
        Assert.Equal(conflict, differences.Any(d => d.Change == FieldChange.Conflict));
        var merged = SurveyMerge.Apply(Field(register), differences, d => d.Change != FieldChange.Conflict)["x"];
        Assert.Equal(conflict || report == seen ? register : report, merged);
    }

    [Theory, MemberData(nameof(All))]
    public void Nothing_is_lost_whichever_side_a_person_takes(string seen, string report, string register)
    {
        var differences = SurveyMerge.Of(Field(seen), Field(report), Field(register));
        string Take(bool fromReport) => SurveyMerge.Apply(Field(register), differences, _ => fromReport)["x"];
        Assert.Equal(register, Take(false));
        Assert.Equal(report == seen ? register : report, Take(true));
    }

    [Fact]
    public void Fields_that_only_one_side_has_are_changes_from_nothing()
    {
        var differences = SurveyMerge.Of(
            new Dictionary<string, string>(), new Dictionary<string, string> { ["b2.area"] = "40" },
            new Dictionary<string, string> { ["b1.area"] = "90" });
        Assert.Equal([("b1.area", FieldChange.Register), ("b2.area", FieldChange.Report)], differences.Select(d => (d.Field, d.Change)));
    }

    private static Dictionary<string, string> Field(string value) => new(StringComparer.Ordinal) { ["x"] = value };
}

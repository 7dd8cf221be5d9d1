using FsCheck;
using FsCheck.Fluent;
using KotaCerdas.Movement.Model.Assessing;

namespace KotaCerdas.Movement.Tests.Assessing;

public sealed class KrippendorffAlphaTests
{
    // The example of Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability": 4 observers, 12 units; a point is a missing value.
    private static readonly string[] Observers =
        ["1 2 3 3 2 1 4 1 2 . . .", "1 2 3 3 2 2 4 1 2 5 . 3", ". 3 3 3 2 3 4 2 2 5 1 .", "1 2 3 3 2 4 4 1 2 5 1 ."];

    private static readonly List<decimal?[]> Published = Units(Observers);

    [Theory]
    [InlineData(0, 0.743)]
    [InlineData(1, 0.815)]
    [InlineData(2, 0.849)]
    [InlineData(3, 0.797)]
    public void The_published_example_gives_the_published_values(int metric, double expected) =>
        Assert.Equal(expected, KrippendorffAlpha.Of(Published, (AlphaMetric)metric)!.Value, 0.0005);

    [Fact]
    public void Perfect_agreement_with_variation_is_one() =>
        Assert.All(Enum.GetValues<AlphaMetric>(), m => Assert.Equal(1, KrippendorffAlpha.Of([[1, 1, 1], [3, 3, null], [4, 4, 4]], m)));

    [Fact]
    public void Without_variation_or_without_pairs_it_is_undefined()
    {
        Assert.Null(KrippendorffAlpha.Of([[2, 2], [2, 2]], AlphaMetric.Interval));
        Assert.Null(KrippendorffAlpha.Of([[1, null], [null, 2]], AlphaMetric.Interval));
        Assert.Null(KrippendorffAlpha.Of([], AlphaMetric.Nominal));
    }

    [Fact]
    public void Systematic_disagreement_is_below_zero() =>
        Assert.True(KrippendorffAlpha.Of([[1, 4], [4, 1], [1, 4]], AlphaMetric.Interval) < 0);

    [Fact]
    public void The_order_of_raters_and_units_does_not_matter()
    {
        var ratings = Gen.Choose(0, 5).Select(v => v == 5 ? (decimal?)null : v).ArrayOf(3).ListOf(6);
        Prop.ForAll(ratings.ToArbitrary(), table =>
        {
            var turned = table.Select(u => u.Reverse().ToArray()).Reverse().ToList();
            return Enum.GetValues<AlphaMetric>().All(m => Same(KrippendorffAlpha.Of(table, m), KrippendorffAlpha.Of(turned, m)));
        }).QuickCheckThrowOnFailure();
    }

    private static bool Same(double? a, double? b) => a is null ? b is null : b is not null && Math.Abs(a.Value - b.Value) < 1e-9;

    private static List<decimal?[]> Units(string[] observers)
    {
        var rows = observers.Select(o => o.Split(' ').Select(v => v == "." ? (decimal?)null : decimal.Parse(v)).ToArray()).ToList();
        return [.. Enumerable.Range(0, rows[0].Length).Select(u => rows.Select(r => r[u]).ToArray())];
    }
}

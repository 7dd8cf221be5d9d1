namespace KotaCerdas.Platform.Tests;

public sealed class DimensionSetTests
{
    private static readonly IReadOnlyList<DimensionSet> Sets = DimensionSet.Shipped(ShippedData.Folder("dimensions"));

    [Theory]
    [InlineData("movement", DimensionSetStatus.InForce, 6, 18)]
    [InlineData("rpm-2026", DimensionSetStatus.Draft, 6, 0)]
    [InlineData("sni-iso-37122", DimensionSetStatus.Standard, 19, 0)]
    public void Three_sets_ship_with_their_dimensions_and_elements(string code, DimensionSetStatus status, int dimensions, int elements)
    {
        var set = Sets.Single(s => s.Code == code);
        Assert.Equal((status, dimensions, elements), (set.Status, set.Dimensions.Count, set.Dimensions.Sum(d => d.Elements.Count)));
        Assert.Equal(Enumerable.Range(1, dimensions), set.Dimensions.Select(d => d.Position));
        Assert.Equal(dimensions, set.Dimensions.Select(d => d.Code).Distinct().Count());
    }

    [Fact]
    public void Each_of_the_movements_dimensions_has_three_elements_a_mark_and_a_goal() =>
        Assert.All(Sets.Single(s => s.Code == "movement").Dimensions, d =>
        {
            Assert.Equal([1, 2, 3], d.Elements.Select(e => e.Position));
            Assert.Equal(2, d.Mark!.Length);
            Assert.NotNull(d.GoalId);
            Assert.NotNull(d.GoalEn);
        });

    [Fact]
    public void The_draft_lists_mobility_where_the_movement_lists_branding()
    {
        Assert.Contains(Sets.Single(s => s.Code == "movement").Dimensions, d => d.Code == "branding");
        Assert.Contains(Sets.Single(s => s.Code == "rpm-2026").Dimensions, d => d.Code == "mobility");
        Assert.DoesNotContain(Sets.Single(s => s.Code == "rpm-2026").Dimensions, d => d.Code == "branding");
        Assert.Null(Sets.Single(s => s.Code == "rpm-2026").ValidFrom);
    }
}

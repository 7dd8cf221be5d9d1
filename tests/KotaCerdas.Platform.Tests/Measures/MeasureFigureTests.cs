namespace KotaCerdas.Platform.Tests.Measures;

public sealed class MeasureFigureTests
{
    private static readonly RegionCode Region = RegionCode.Parse("16.72");

    [Fact]
    public void A_row_without_a_value_is_left_out_of_a_mean_and_never_zero()
    {
        var figure = Of(Aggregation.Mean, 100, Row("a", 8, 10), Row("b", 10, 10), Row("c", null, 10), Row("d", 3, null), Row("e", 3, 0));
        Assert.Equal(90m, figure.Value);
        Assert.Equal([5m, 3m], figure.Trace[0].Inputs.Select(i => i.Value));
        Assert.Equal(2m, figure.Trace[0].Result);
    }

    [Fact]
    public void Zero_counts_in_a_mean() => Assert.Equal(50m, Of(Aggregation.Mean, 100, Row("a", 0, 10), Row("b", 10, 10)).Value);

    [Theory]
    [InlineData(Aggregation.Sum)]
    [InlineData(Aggregation.Ratio)]
    [InlineData(Aggregation.Mean)]
    public void Without_a_known_row_the_figure_is_missing(Aggregation aggregation)
    {
        Assert.Null(Of(aggregation, 1).Value);
        Assert.Null(Of(aggregation, 1, Row("a", null, 1)).Value);
    }

    [Fact]
    public void A_ratio_divides_the_sums_and_nothing_by_zero()
    {
        Assert.Equal(66.6666666667m, Of(Aggregation.Ratio, 100, Row("a", 1, 1), Row("b", 1, 1), Row("c", 0, 1)).Value);
        Assert.Null(Of(Aggregation.Ratio, 100, Row("a", 0, 0)).Value);
    }

    [Theory]
    [InlineData(Aggregation.Sum)]
    [InlineData(Aggregation.Ratio)]
    [InlineData(Aggregation.Mean)]
    public void The_last_step_is_the_figure(Aggregation aggregation)
    {
        var figure = Of(aggregation, 100, Row("a", 1, 3), Row("b", 2, 7));
        Assert.NotNull(figure.Value);
        Assert.Equal(figure.Value, figure.Trace[^1].Result);
        Assert.Equal(figure.Value, MeasureFigure.ReadTrace(figure.TraceJson)[^1].Result);
    }

    [Fact]
    public void The_hash_does_not_depend_on_the_order_of_the_rows_but_on_every_value()
    {
        var one = Of(Aggregation.Sum, 1, Row("a", 1), Row("b", 2));
        Assert.Equal(one.RowsHash, Of(Aggregation.Sum, 1, Row("b", 2.0m), Row("a", 1)).RowsHash);
        Assert.NotEqual(one.RowsHash, Of(Aggregation.Sum, 1, Row("a", 2), Row("b", 1)).RowsHash);
        Assert.NotEqual(one.RowsHash, Of(Aggregation.Sum, 1, Row("a", null), Row("b", 3)).RowsHash);
    }

    [Theory]
    [InlineData(PeriodKind.Year, "2026", true)]
    [InlineData(PeriodKind.Year, "2026-03", false)]
    [InlineData(PeriodKind.Month, "2026-03", true)]
    [InlineData(PeriodKind.Month, "2026-13", false)]
    [InlineData(PeriodKind.Day, "2026-03-02", true)]
    [InlineData(PeriodKind.Day, "besok", false)]
    public void A_period_is_of_the_measures_kind(PeriodKind kind, string text, bool valid) =>
        Assert.Equal(valid, (Sum(Aggregation.Sum, 1) with { Period = kind }).IsPeriod(text));

    private static MeasureFigure Of(Aggregation aggregation, decimal scale, params MeasureRow[] rows) =>
        MeasureFigure.Of(Sum(aggregation, scale), Region, "2026", rows);

    private static Measure Sum(Aggregation aggregation, decimal scale) => new()
    {
        Code = "test.measure", NameKey = "n", AboutKey = "a", FormulaKey = "f", UnitKey = "u", Aggregation = aggregation, Scale = scale,
    };

    private static MeasureRow Row(string key, decimal? numerator, decimal? denominator = 1) =>
        new("test.measure", Region, key, numerator, denominator) { LabelKey = "l" };
}

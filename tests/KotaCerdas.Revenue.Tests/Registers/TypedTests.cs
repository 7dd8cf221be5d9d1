using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Objects;
using Xunit;

namespace KotaCerdas.Revenue.Tests.Registers;

/// <summary>Whole numbers as people type them: square metres, rupiah, lifts.</summary>
public sealed class TypedTests
{
    [Theory]
    [InlineData("125", 125)]
    [InlineData(" 1.250 ", 1_250)]
    [InlineData("1,250", 1_250)]
    [InlineData("1 250 000", 1_250_000)]
    [InlineData("1.250.000", 1_250_000)]
    public void What_parts_thousands_is_left_out(string typed, long number)
    {
        List<Problem> problems = [];
        Assert.Equal(number, Typed.Whole(typed, "land_area", problems));
        Assert.Empty(problems);
    }

    [Theory]
    [InlineData("12,5")]
    [InlineData("12.50")]
    [InlineData("1.2500")]
    [InlineData("1.250,5")]
    [InlineData("1.250,500")]
    [InlineData("12 5")]
    [InlineData("-5")]
    public void What_is_no_whole_number_is_refused_and_never_ten_times_as_much(string typed)
    {
        List<Problem> problems = [];
        Typed.Whole(typed, "land_area", problems);
        Assert.Equal(("Revenue.Register.WholeNeeded", "land_area"), (Assert.Single(problems).Code, problems[0].Field));
    }
}

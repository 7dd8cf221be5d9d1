using System.Text.Json.Nodes;

namespace KotaCerdas.Ui.Tests;

/// <summary>Every pair of colours that the design allows can be read, in both themes (WCAG 2.2, 1.4.3 and 1.4.11).</summary>
public sealed class ThemeTests
{
    private static readonly JsonNode Tokens = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "tokens.json")))!;

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public void Text_has_a_contrast_of_at_least_four_and_a_half(string theme) =>
        Assert.Empty(Weak(Tokens[theme]!, Tokens["textPairs"]!, 4.5));

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public void Borders_of_controls_and_marks_of_charts_have_a_contrast_of_at_least_three(string theme) =>
        Assert.Empty(Weak(Tokens[theme]!, Tokens["controlPairs"]!, 3));

    [Fact]
    public void A_pair_that_cannot_be_read_is_found()
    {
        var theme = JsonNode.Parse("""{ "ink": "#777777", "paper": "#ffffff" }""")!;
        Assert.Equal(["ink on paper: 4.48"], Weak(theme, JsonNode.Parse("""[["ink", "paper"]]""")!, 4.5));
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public void The_six_dimensions_differ_in_lightness(string theme)
    {
        var lightness = Enumerable.Range(1, 6).Select(i => Lightness((string)Tokens[theme]![$"dim-{i}"]!)).Order().ToList();
        Assert.All(lightness.Zip(lightness.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 4, 100));
    }

    [Fact]
    public void Both_themes_name_the_same_colours() =>
        Assert.Equal(Tokens["light"]!.AsObject().Select(pair => pair.Key), Tokens["dark"]!.AsObject().Select(pair => pair.Key));

    private static List<string> Weak(JsonNode theme, JsonNode pairs, double least) =>
    [
        .. from pair in pairs.AsArray()
           let names = ((string)pair![0]!, (string)pair[1]!)
           let ratio = Contrast((string)theme[names.Item1]!, (string)theme[names.Item2]!)
           where ratio < least
           select FormattableString.Invariant($"{names.Item1} on {names.Item2}: {ratio:0.00}"),
    ];

    private static double Contrast(string one, string other)
    {
        double a = Luminance(one), b = Luminance(other);
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    /// <summary>CIE L* from 0 to 100.</summary>
    private static double Lightness(string colour) => (116 * Math.Cbrt(Luminance(colour))) - 16;

    private static double Luminance(string colour)
    {
        double Channel(int at)
        {
            var value = Convert.ToInt32(colour.Substring(at, 2), 16) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }

        return (0.2126 * Channel(1)) + (0.7152 * Channel(3)) + (0.0722 * Channel(5));
    }
}

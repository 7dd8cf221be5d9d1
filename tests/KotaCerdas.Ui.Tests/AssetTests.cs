using System.Text;
using System.Text.RegularExpressions;

namespace KotaCerdas.Ui.Tests;

/// <summary>What a first view loads fits a cheap phone at 64 kbit/s.</summary>
public sealed partial class AssetTests
{
    [Fact]
    public void Styles_are_at_most_14_kB_compressed() => Assert.InRange(UiAssets.CompressedSize(UiAssets.Css), 1_000, 14_000);

    [Fact]
    public void The_script_is_at_most_5_kB_compressed() => Assert.InRange(UiAssets.CompressedSize(UiAssets.Script), 500, 5_000);

    [Fact]
    public void The_font_is_at_most_25_kB() => Assert.InRange(UiAssets.CompressedSize(UiAssets.Font), 5_000, 25_000);

    [Fact]
    public void Styles_carry_nothing_of_another_brand_and_load_nothing_from_elsewhere()
    {
        var css = Css();
        Assert.DoesNotContain("GDS Transport", css, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("crown", css, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("http", css, StringComparison.OrdinalIgnoreCase);
        Assert.All(Urls().Matches(css), match => Assert.EndsWith(match.Groups["it"].Value, UiAssets.Font, StringComparison.Ordinal));
    }

    [Fact]
    public void Styles_name_only_colours_that_the_tokens_define()
    {
        var css = Css();
        var defined = Definitions().Matches(css).Select(match => match.Groups["it"].Value).ToHashSet(StringComparer.Ordinal);
        var used = Uses().Matches(css).Select(match => match.Groups["it"].Value).Distinct();
        Assert.DoesNotContain(used, name => !defined.Contains(name));
    }

    private static string Css()
    {
        using var stream = typeof(UiAssets).Assembly.GetManifestResourceStream("assets/kota.css")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    [GeneratedRegex("url\\(\"?(?<it>[^\")]+)\"?\\)", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Urls();

    [GeneratedRegex("(?<it>--[a-z0-9-]+):", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Definitions();

    [GeneratedRegex("var\\((?<it>--[a-z0-9-]+)\\)", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Uses();
}

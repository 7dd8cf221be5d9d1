using System.Globalization;
using KotaCerdas.Platform.Instruments;
using Xunit;

namespace KotaCerdas.Platform.Tests;

public sealed class TextsTests
{
    private static readonly KotaCerdas.Platform.Texts Texts = new([typeof(KotaCerdas.Platform.Texts).Assembly]);

    [Theory]
    [InlineData("en", 1, "1 step written, each exactly once.")]
    [InlineData("en", 0, "0 steps written, each exactly once.")]
    [InlineData("en", 1200, "1,200 steps written, each exactly once.")]
    [InlineData("id", 1, "1 langkah tertulis, masing-masing tepat satu kali.")]
    public void English_has_a_plural_and_Indonesian_none(string language, int count, string expected) =>
        Assert.Equal(expected, Texts.Get("Platform.Operations.SelfCheckDone", CultureInfo.GetCultureInfo(language), count));

    [Fact]
    public void A_value_that_is_text_already_chooses_its_form_too() => Assert.StartsWith(
        "1 step ", Texts.Get("Platform.Operations.SelfCheckDone", CultureInfo.GetCultureInfo("en"), "1"), StringComparison.Ordinal);

    [Theory]
    [InlineData("id", "Langkah satu", "Langkah 1 langkah tertulis, masing-masing tepat satu kali.")]
    [InlineData("en", "Step one", "Step 1 step written, each exactly once.")]
    public void Kept_words_and_a_kept_problem_are_shown_in_the_language_of_the_reader(string language, string words, string problem)
    {
        var kept = TextArgs.Read(TextArgs.Write(
            [new Bilingual("satu", "one"), new Problem("Platform.Operations.SelfCheckDone", null, 1)]));
        Assert.Equal([words, problem], kept.Select(k => Texts.Get(
            "Platform.Operations.SelfCheckStep", CultureInfo.GetCultureInfo(language), k)));
    }

    [Theory]
    [InlineData("id", "83.7", "83,7")]
    [InlineData("en", "83.7", "83.7")]
    [InlineData("id", "1234", "1234")]
    public void A_kept_number_is_shown_in_a_field_as_one_types_it(string language, string kept, string typed) =>
        Assert.Equal(typed, Formats.Typed(kept, CultureInfo.GetCultureInfo(language)));
}

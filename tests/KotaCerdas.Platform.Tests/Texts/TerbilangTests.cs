using FsCheck;
using FsCheck.Fluent;

namespace KotaCerdas.Platform.Tests;

public sealed class TerbilangTests
{
    private static readonly Dictionary<string, long> Words = new(StringComparer.Ordinal)
    {
        ["nol"] = 0, ["satu"] = 1, ["dua"] = 2, ["tiga"] = 3, ["empat"] = 4, ["lima"] = 5, ["enam"] = 6, ["tujuh"] = 7, ["delapan"] = 8,
        ["sembilan"] = 9, ["sepuluh"] = 10, ["sebelas"] = 11,
    };

    private static readonly Dictionary<string, long> Scales = new(StringComparer.Ordinal)
    {
        ["ribu"] = 1_000, ["juta"] = 1_000_000, ["miliar"] = 1_000_000_000, ["triliun"] = 1_000_000_000_000,
        ["kuadriliun"] = 1_000_000_000_000_000, ["kuintiliun"] = 1_000_000_000_000_000_000,
    };

    [Theory]
    [InlineData(0, "nol")]
    [InlineData(1, "satu")]
    [InlineData(10, "sepuluh")]
    [InlineData(11, "sebelas")]
    [InlineData(12, "dua belas")]
    [InlineData(19, "sembilan belas")]
    [InlineData(20, "dua puluh")]
    [InlineData(21, "dua puluh satu")]
    [InlineData(100, "seratus")]
    [InlineData(111, "seratus sebelas")]
    [InlineData(200, "dua ratus")]
    [InlineData(999, "sembilan ratus sembilan puluh sembilan")]
    [InlineData(1_000, "seribu")]
    [InlineData(1_001, "seribu satu")]
    [InlineData(1_100, "seribu seratus")]
    [InlineData(2_000, "dua ribu")]
    [InlineData(2_026, "dua ribu dua puluh enam")]
    [InlineData(11_000, "sebelas ribu")]
    [InlineData(100_000, "seratus ribu")]
    [InlineData(1_000_000, "satu juta")]
    [InlineData(1_234_567, "satu juta dua ratus tiga puluh empat ribu lima ratus enam puluh tujuh")]
    [InlineData(2_001_000, "dua juta seribu")]
    [InlineData(1_000_000_000, "satu miliar")]
    [InlineData(1_500_000_000_000, "satu triliun lima ratus miliar")]
    [InlineData(-5, "minus lima")]
    [InlineData(long.MaxValue, "sembilan kuintiliun dua ratus dua puluh tiga kuadriliun tiga ratus tujuh puluh dua triliun "
        + "tiga puluh enam miliar delapan ratus lima puluh empat juta tujuh ratus tujuh puluh lima ribu delapan ratus tujuh")]
    public void A_number_reads_as_one_says_it(long value, string words) => Assert.Equal(words, Terbilang.Of(value));

    [Fact]
    public void Words_mean_the_number_again() => Prop.ForAll(
        Gen.Choose(0, 62).SelectMany(bits => Gen.Choose(0, int.MaxValue).Zip(Gen.Choose(0, int.MaxValue),
            (high, low) => (((long)high << 31) | (long)low) & ((1L << bits) - 1))).ToArbitrary(),
        value => Meaning(Terbilang.Of(value)) == value && Meaning(Terbilang.Of(-value)) == -value).QuickCheckThrowOnFailure();

    [Fact]
    public void Both_ends_of_the_range_have_words()
    {
        Assert.StartsWith("minus sembilan kuintiliun", Terbilang.Of(long.MinValue), StringComparison.Ordinal);
        Assert.EndsWith("delapan ratus delapan", Terbilang.Of(long.MinValue), StringComparison.Ordinal);
    }

    [Fact]
    public void Amounts_and_places_are_said_with_their_word()
    {
        Assert.Equal("dua juta rupiah", Terbilang.Rupiah(2_000_000));
        Assert.Equal(["kesatu", "kedua", "kesebelas"], new[] { 1, 2, 11 }.Select(Terbilang.Ordinal));
    }

    /// <summary>Reads words back, written independently of how they are made.</summary>
    private static long Meaning(string text)
    {
        var (total, group, digit) = (0L, 0L, 0L);
        foreach (var word in text.Split(' ').Where(w => w != "minus"))
        {
            if (Words.TryGetValue(word, out var value))
            {
                digit = value;
            }
            else if (word == "seratus")
            {
                group += 100;
            }
            else if (word == "seribu")
            {
                total += 1_000;
            }
            else if (Scales.TryGetValue(word, out var scale))
            {
                (total, group, digit) = (total + ((group + digit) * scale), 0, 0);
            }
            else
            {
                group += word switch { "belas" => digit + 10, "puluh" => digit * 10, _ => digit * 100 };
                digit = 0;
            }
        }

        return (text.StartsWith("minus", StringComparison.Ordinal) ? -1 : 1) * (total + group + digit);
    }
}

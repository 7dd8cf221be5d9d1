using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Assessment;

namespace KotaCerdas.Revenue.Tests.Assessment;

/// <summary>How a change against the year before reads.</summary>
public sealed class BatchWordsTests
{
    [Theory]
    [InlineData(1_000, 1_125, "+12,5 %")]
    [InlineData(1_000, 999, "−0,1 %")]
    [InlineData(100_000, 99_999, "0,0 %")]
    [InlineData(100_000, 100_001, "0,0 %")]
    [InlineData(1_000, 1_000, "0,0 %")]
    [InlineData(1_000, 0, "−100,0 %")]
    [InlineData(0, 1_000, "–")]
    public void A_share_has_a_sign_only_where_it_shows_a_change(long before, long now, string words)
    {
        var reader = System.Globalization.CultureInfo.CurrentUICulture;
        System.Globalization.CultureInfo.CurrentUICulture = Languages.Indonesian;
        try
        {
            Assert.Equal(words, BatchWords.Share(before, now));
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentUICulture = reader;
        }
    }
}

using KotaCerdas.Revenue.Model;

namespace KotaCerdas.Revenue.Tests.Model;

public sealed class NopTests
{
    [Theory]
    [InlineData("16.72.010.001.002-0003.0")]
    [InlineData("167201000100200030")]
    [InlineData(" 16 72 010 001 002 0003 0 ")]
    public void Is_read_as_people_write_it(string text)
    {
        Assert.True(Nop.TryParse(text, out var nop));
        Assert.Equal(167201000100200030, nop.Value);
        Assert.Equal("16.72.010.001.002-0003.0", nop.ToString());
        Assert.Equal(1672010001, nop.Village);
        Assert.Equal(0, nop.Kind);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("16720100010020003")]
    [InlineData("1672010001002000301")]
    [InlineData("16.72.010.001.002-0003.O")]
    [InlineData("16/72/010/001/002/0003/0")]
    public void Anything_but_18_digits_is_refused(string? text) => Assert.False(Nop.TryParse(text, out _));

    [Fact]
    public void A_leading_zero_is_kept_in_print()
    {
        Assert.True(Nop.TryParse("01.72.010.001.002-0003.7", out var nop));
        Assert.Equal("01.72.010.001.002-0003.7", nop.ToString());
    }

    [Fact]
    public void A_kelurahan_is_one_range()
    {
        var (first, last) = Nop.In(1672010001);
        Assert.Equal("16.72.010.001.000-0000.0", first.ToString());
        Assert.Equal("16.72.010.001.999-9999.9", last.ToString());
        Assert.Equal(first.Village, last.Village);
        Assert.NotEqual(last.Village, Nop.Of(last.Value + 1).Village);
    }
}

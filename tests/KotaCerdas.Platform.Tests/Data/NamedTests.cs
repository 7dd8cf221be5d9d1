namespace KotaCerdas.Platform.Tests.Data;

public sealed class NamedTests
{
    [Theory]
    [InlineData("Issued", false, true)]
    [InlineData("issued", false, false)]
    [InlineData("issued", true, true)]
    [InlineData("2", false, false)]
    [InlineData("-1", true, false)]
    [InlineData("Prepared, Issued", true, false)]
    [InlineData(" Issued ", true, false)]
    [InlineData("", true, false)]
    [InlineData(null, true, false)]
    public void Only_the_name_of_a_value_is_read(string? text, bool ignoreCase, bool read)
    {
        Assert.Equal(read, Named.TryRead<DocumentState>(text, out var value, ignoreCase));
        Assert.Equal(read ? DocumentState.Issued : default, value);
    }
}

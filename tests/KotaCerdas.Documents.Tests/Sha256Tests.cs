namespace KotaCerdas.Documents.Tests;

public sealed class Sha256Tests
{
    /// <summary>FIPS 180-4, example of one block.</summary>
    [Fact]
    public void The_published_example_holds() =>
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", Sha256.Hex("abc"u8));
}

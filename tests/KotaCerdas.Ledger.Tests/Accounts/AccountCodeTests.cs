namespace KotaCerdas.Ledger.Tests;

public sealed class AccountCodeTests
{
    [Theory]
    [InlineData("4", 1, null)]
    [InlineData("4.1", 2, "4")]
    [InlineData("4.1.01.15", 4, "4.1.01")]
    [InlineData("4.1.01.19.01.0001", 6, "4.1.01.19.01")]
    public void A_code_knows_its_level_and_parent(string text, int level, string? parent)
    {
        Assert.True(AccountCode.TryParse(text, out var code));
        Assert.Equal(level, code.Level);
        Assert.Equal(parent, code.Parent?.Value);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("41")]
    [InlineData("4.1.1")]
    [InlineData("4.1.01.")]
    [InlineData("4.1.01.19.01.0001.1")]
    [InlineData("4.1.00")]
    [InlineData("4.1.0a")]
    public void Anything_else_is_refused(string? text) => Assert.False(AccountCode.TryParse(text, out _));

    [Theory]
    [InlineData("4.1.01", "4.1.01.15", true)]
    [InlineData("4.1.01", "4.1.01", true)]
    [InlineData("4.1.01.15", "4.1.01", false)]
    [InlineData("4.1.01", "4.1.02.01", false)]
    public void An_account_includes_what_is_below_it(string upper, string lower, bool included) =>
        Assert.Equal(included, AccountCode.Parse(upper).Includes(AccountCode.Parse(lower)));
}

using KotaCerdas.Commands;

namespace KotaCerdas.Platform.Tests.Commands;

/// <summary>A command line that cannot be read is answered in the reader's language, with what to type instead.</summary>
public sealed class ParseWordsTests
{
    [Theory]
    [InlineData("foo", "“foo” tidak dikenal di sini.")]
    [InlineData("impor", "“impor” tidak dikenal di sini. Mungkin maksud Anda import?")]
    [InlineData("import", "<name> wajib diisi.|<file> wajib diisi.")]
    [InlineData("create-admin", "--email wajib diisi.|--office wajib diisi.")]
    [InlineData("create-admin --office Diskominfo --email", "--email memerlukan nilai.")]
    [InlineData("operations", "Sebutkan salah satu: list, show, cancel, retry, check.")]
    [InlineData("operations show abc", "Nilai <id> tidak dapat dibaca: “abc”.")]
    [InlineData("serve --ulrs=x", "“--ulrs=x” tidak dikenal di sini. Mungkin maksud Anda --urls?")]
    [InlineData("ledger check --region", "--region memerlukan nilai.")]
    public void Each_flaw_has_a_sentence(string line, string expected)
    {
        var root = CommandLine.Root();
        var texts = Descriptions.Apply(root);
        var parsed = root.Parse(line);

        Assert.NotEmpty(parsed.Errors);
        Assert.Equal(expected, string.Join('|', ParseWords.Of(parsed, texts)));
    }

    [Fact]
    public void A_good_line_has_no_flaw()
    {
        var root = CommandLine.Root();
        var parsed = root.Parse("import cohorts file.csv --check --set Database=Data");

        Assert.Empty(ParseWords.Of(parsed, Descriptions.Apply(root)));
    }
}

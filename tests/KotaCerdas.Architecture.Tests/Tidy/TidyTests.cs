namespace KotaCerdas.Architecture.Tests.Tidy;

public sealed class TidyTests
{
    private const int MaxBytes = 500_000;

    private static readonly IReadOnlyList<TidyRule> Rules = [.. TextFileRules.All, .. CSharpRules.All];

    public static TheoryData<string> RuleNames => [.. Rules.Select(r => r.Name)];

    [Theory]
    [MemberData(nameof(RuleNames))]
    public void The_repository_keeps_the_rule(string name)
    {
        var rule = Rules.Single(r => r.Name == name);
        Findings.None(rule.Over(Repository.Files), rule.Why);
    }

    [Theory]
    [MemberData(nameof(RuleNames))]
    public void The_rule_reports_its_planted_violation(string name)
    {
        var rule = Rules.Single(r => r.Name == name);
        Assert.NotEmpty(rule.Over([TidyPlants.Violations[name]]));
        Assert.Empty(rule.Over(TidyPlants.Clean));
    }

    [Fact]
    public void No_tracked_file_is_larger_than_500_kB()
    {
        var files = Repository.Paths.Select(p => (p, new FileInfo(Repository.At(p)).Length));
        Findings.None(TooLarge(files), "Large data comes from a package or a download");
    }

    [Fact]
    public void A_planted_large_file_is_reported() =>
        Assert.Equal(["big.csv has 500001 bytes"], TooLarge([("big.csv", MaxBytes + 1), ("small.csv", MaxBytes)]));

    private static IEnumerable<string> TooLarge(IEnumerable<(string Path, long Bytes)> files) =>
        files.Where(f => f.Bytes > MaxBytes).Select(f => $"{f.Path} has {f.Bytes} bytes");
}

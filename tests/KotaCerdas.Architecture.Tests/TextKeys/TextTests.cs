namespace KotaCerdas.Architecture.Tests.TextKeys;

public sealed class TextTests
{
    private static readonly Lazy<TextModel> Real = new(() => new TextModel(Repository.Files));

    public static TheoryData<string> RuleNames => [.. TextRules.All.Keys];

    [Theory]
    [MemberData(nameof(RuleNames))]
    public void The_texts_keep_the_rule(string name) => Findings.None(TextRules.All[name](Real.Value), name);

    [Theory]
    [MemberData(nameof(RuleNames))]
    public void The_rule_reports_its_planted_violation(string name)
    {
        Assert.NotEmpty(TextRules.All[name](new TextModel(TextPlants.Violations[name])));
        Assert.Empty(TextRules.All[name](new TextModel(TextPlants.Clean)));
    }

    [Fact]
    public void The_model_sees_every_resource_file() =>
        Assert.Equal(Repository.Paths.Count(p => p.EndsWith(".resx", StringComparison.Ordinal)), Real.Value.Files.Count);
}

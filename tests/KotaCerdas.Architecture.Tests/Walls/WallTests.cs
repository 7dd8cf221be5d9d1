namespace KotaCerdas.Architecture.Tests.Walls;

public sealed class WallTests
{
    private static readonly Lazy<WallModel> Real = new(WallModel.Real);

    public static TheoryData<string> RuleNames => [.. WallRules.All.Keys];

    [Theory]
    [MemberData(nameof(RuleNames))]
    public void The_product_keeps_the_rule(string name) => Findings.None(WallRules.All[name](Real.Value), name);

    [Theory]
    [MemberData(nameof(RuleNames))]
    public void The_rule_reports_its_planted_violation(string name)
    {
        Assert.NotEmpty(WallRules.All[name](WallPlants.Violation(name)));
        Assert.Empty(WallRules.All[name](WallPlants.Clean));
    }

    [Fact]
    public void The_model_sees_the_built_product()
    {
        Assert.Contains(Real.Value.WrittenTypes, t => t.FullName == "KotaCerdas.Platform.Outcome");
        Assert.Contains("KotaCerdas.People", Real.Value.Modules);
        Assert.All(Real.Value.Assemblies, a => Assert.StartsWith("KotaCerdas", a.Name, StringComparison.Ordinal));
    }
}

using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Calculators;
using KotaCerdas.Revenue.Model.Rules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Revenue.Features.Rules;

/// <summary>What rules and calculators register in the module.</summary>
internal static class RulesSetup
{
    public static IReadOnlyList<string> AppendOnlyTables { get; } =
        ["revenue_rule_content", "revenue_rule_test", "revenue_rule_approval"];

    public static IReadOnlyList<NavigationEntry> Navigation { get; } =
        [new("Revenue.Rules.ListTitle", RulePaths.All, RulePermissions.Read)];

    public static void AddRules(this IServiceCollection services) => services
        .AddScoped<RuleStore>().AddScoped<LoadRules>().AddScoped<TryRules>().AddScoped<ApproveRules>()
        .AddScoped<PublicRules>().AddScoped<PageTexts>()
        .AddScoped<IPreparationStep, ShippedRules>().AddScoped<ILedgerAudit, RuleAudit>();

    public static void MapRules(this ModelBuilder model) => RuleContent.Map(model);
}

/// <summary>Where the pages of rules are.</summary>
internal static class RulePaths
{
    public const string All = "/pendapatan/aturan";

    /// <summary>Stands for the tables that buildings are valued by, where a kind of tax would stand.</summary>
    public const string Dbkb = "dbkb";

    public static string Region(RegionCode region) => $"/pendapatan/{region}/aturan";

    public static string Version(RuleContent content) => $"{Region(content.RegionCode)}/{RuleText.Plain(content.Version)}";

    public static string Public(string slug, string? kind = null) => kind is null ? $"/tarif/{slug}" : $"/tarif/{slug}/{kind}";

    public static string Calculator(string slug, string? kind = null) => kind is null ? $"/hitung/{slug}" : $"/hitung/{slug}/{kind}";
}

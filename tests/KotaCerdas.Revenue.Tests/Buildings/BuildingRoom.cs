using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Rules;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Revenue.Tests.Rules;
using KotaCerdas.TestKit;
using Xunit;
using static KotaCerdas.Revenue.Tests.Registers.RegisterRoom;

namespace KotaCerdas.Revenue.Tests.Buildings;

/// <summary>A region whose sample tables for buildings are in force.</summary>
internal static class BuildingRoom
{
    public static async Task ApproveRulesAsync(IServiceProvider services)
    {
        var drafter = TestPeople.Office("revenue-assessor", "16.72");
        var set = (await services.AsAsync<LoadRules, Outcome<RuleContent>>(
            drafter, l => l.RunAsync(drafter, Home, Sets.Planted("kota-pagar-alam", "set", 3, "value", "2"), "uji.xlsx", default))).Value;
        await services.AsAsync<TryRules, Outcome<IReadOnlyList<TrialResult>>>(
            drafter, t => t.RunAsync(drafter, Home, set.Version, default));
        foreach (var role in new[] { "revenue-head", "region-head" })
        {
            var approver = TestPeople.Office(role, "16.72");
            var done = await services.AsAsync<ApproveRules, Outcome<RuleVersion>>(
                approver, a => a.RunAsync(approver, Home, (set.Version, set.Hash, "Keputusan contoh"), default));
            Assert.False(done.Failed);
        }
    }
}

using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Rules;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Rules;

/// <summary>
/// What rules promise, as part of <c>kotacerdas ledger check</c>: a content is the one whose hash was approved; nobody approved what they
/// loaded, and what was billed by rules has two approvers (I15); interest is the sum over its regimes, on a sample of days (I17).
/// </summary>
internal sealed class RuleAudit(KotaDb db) : ILedgerAudit
{
    public async Task<IReadOnlyList<RegionCode>> RegionsAsync(CancellationToken cancel) =>
        await db.In<RuleApproval>(RegionScope.National("regions with approved rules")).Select(a => a.RegionCode).Distinct()
            .ToListAsync(cancel);

    public async Task RunAsync(RegionCode region, LedgerFindings found, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        var contents = await db.In<RuleContent>(scope).AsNoTracking().OrderBy(c => c.Version).ThenBy(c => c.Revision).ToListAsync(cancel);
        var approvals = (await db.In<RuleApproval>(scope).AsNoTracking().ToListAsync(cancel)).ToLookup(a => (a.Version, a.Revision));
        var used = await UsedAsync(scope, cancel);
        found.Look(Invariant.I15, contents.Count);
        foreach (var content in contents)
        {
            void Flaw(Invariant of, string code, params object[] args) => found.Break(of, new(
                "Revenue.RuleAudit." + code, null, [region.Value, Plain(content.Version), Plain(content.Revision), .. args]));

            var of = approvals[(content.Version, content.Revision)].ToList();
            foreach (var own in of.Where(a => a.Approver == content.LoadedBy))
            {
                Flaw(Invariant.I15, "OwnApproval", own.ApproverName);
            }

            if (of.Any(a => a.Hash != content.Hash) || RuleSheets.Hash(content.Definition) != content.Hash)
            {
                Flaw(Invariant.I15, "Changed");
                continue;
            }

            var people = of.Where(a => a.Approver != content.LoadedBy).Select(a => a.Approver).Distinct().Count();
            if (people < RuleVersion.ApprovalsNeeded && used.Contains((content.Version, content.Hash)))
            {
                Flaw(Invariant.I15, "NotApproved", people);
            }

            found.Look(Invariant.I17, people > 0 ? 1 : 0);
            if (people > 0 && SampleOf(content) is { } broken)
            {
                Flaw(Invariant.I17, "Interest", Formats.Money(broken.Debt), broken.Due, broken.Paid);
            }
        }
    }

    private static (long Debt, DateOnly Due, DateOnly Paid)? SampleOf(RuleContent content)
    {
        var rules = InterestRules.Of(RuleStore.SetOf(content), content.ValidFrom);
        return rules.Failed ? null
            : InterestSample.Broken(rules.Value, (debt, due, paid) => Interest.Of(debt, due, paid, rules.Value));
    }

    /// <summary>Versions that something was billed by.</summary>
    private async Task<HashSet<(int Version, string Hash)>> UsedAsync(RegionScope scope, CancellationToken cancel)
    {
        var charged = await db.In<Charge>(scope).Select(c => new { c.RulesVersion, c.RulesHash }).Distinct().ToListAsync(cancel);
        var assessed = await db.In<Batch>(scope).Select(b => new { b.RulesVersion, b.RulesHash }).Distinct().ToListAsync(cancel);
        return [.. charged.Concat(assessed).Select(u => (u.RulesVersion, u.RulesHash))];
    }

    private static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);
}

using KotaCerdas.Movement.Model.Assessing;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Assignments;

/// <summary>
/// Which rules a plan breaks. The search for a plan is the kernel's; this is the independent check of any plan, also of one made by hand.
/// </summary>
internal static class PanelCheck
{
    public static IEnumerable<Problem> Of(PanelPlan plan, IEnumerable<RegionCode> regions, IReadOnlyList<Assessor> assessors,
        PanelRules rules) =>
        regions.SelectMany(r => Region(plan, r, assessors, rules)).Concat(Loads(plan, assessors, rules));

    /// <summary>The rules that the panel of one region breaks.</summary>
    public static IEnumerable<Problem> Region(PanelPlan plan, RegionCode region, IReadOnlyList<Assessor> assessors, PanelRules rules)
    {
        var panel = plan.Panels.GetValueOrDefault(region, []);
        var known = assessors.Where(a => panel.Contains(a.Code)).ToList();
        if (panel.Count != rules.PerRegion)
        {
            yield return new("Movement.Assess.PanelSize", null, region.Value, panel.Count, rules.PerRegion);
        }

        if (known.Count < panel.Count)
        {
            yield return new("Movement.Assess.MemberNotAvailable", null, region.Value);
        }

        if (known.Exists(a => rules.Bars(a, region)))
        {
            yield return new("Movement.Assess.PanelConflict", null, region.Value);
        }

        if (known.Select(a => a.Kind).Distinct().Count() is var kinds && kinds < rules.LeastKinds)
        {
            yield return new("Movement.Assess.PanelKinds", null, region.Value, kinds, rules.LeastKinds);
        }
    }

    private static IEnumerable<Problem> Loads(PanelPlan plan, IReadOnlyList<Assessor> assessors, PanelRules rules) =>
        from assessor in assessors
        let load = plan.Loads.GetValueOrDefault(assessor.Code)
        where load > rules.MostFor(assessor)
        select new Problem("Movement.Assess.PanelLoad", null, load, rules.MostFor(assessor));
}

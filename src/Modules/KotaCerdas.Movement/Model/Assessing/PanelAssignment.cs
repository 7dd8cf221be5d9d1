using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Model.Assessing;

/// <summary>
/// Assigns assessors to regions. Finds an assignment by all rules wherever one exists, with the loads as even as they can be; the seed
/// decides between equally good ones. Where none exists, says which rule, which regions and which assessors stand in the way.
/// </summary>
internal static class PanelAssignment
{
    private const int NamesShown = 10;

    public static Outcome<PanelPlan> Assign(
        IReadOnlyList<Assessor> assessors, IReadOnlyList<RegionCode> regions, PanelRules rules, ulong seed)
    {
        if (rules is not { PerRegion: >= 1, MostRegions: >= 1, LeastKinds: >= 1 and <= 3 } || rules.LeastKinds > rules.PerRegion)
        {
            return new Problem("Movement.Panel.Rules", null, rules.PerRegion, rules.LeastKinds);
        }

        // Sorted before shuffling: the order of the input never matters, only the seed.
        var random = new SeededOrder(seed);
        var problem = new PanelProblemSet(
            random.Shuffle(assessors.OrderBy(a => a.Code, StringComparer.Ordinal)), random.Shuffle(regions.Order()), rules);
        Check.That(problem.Regions.Distinct().Count() == regions.Count);
        var obstacles = Obstacles(problem);
        if (obstacles.Count > 0)
        {
            return obstacles;
        }

        var flow = new PanelFlow(problem);
        return flow.Fill() == regions.Count * rules.PerRegion ? Plan(problem, flow) : Diagnosis(problem, flow);
    }

    private static PanelPlan Plan(PanelProblemSet problem, PanelFlow flow)
    {
        var panels = flow.Chosen().GroupBy(c => problem.Regions[c.Region]).OrderBy(g => g.Key)
            .ToDictionary(g => g.Key, g =>
                (IReadOnlyList<string>)[.. g.Select(c => problem.Assessors[c.Assessor].Code).Order(StringComparer.Ordinal)]);
        return new(panels);
    }

    /// <summary>What can be said without a search: a region with too few assessors or sectors, or too little capacity in all.</summary>
    private static List<Problem> Obstacles(PanelProblemSet problem)
    {
        var rules = problem.Rules;
        var found = new List<Problem>();
        for (var r = 0; r < problem.Regions.Count; r++)
        {
            var free = Enumerable.Range(0, problem.Assessors.Count)
                .Where(a => problem.MayScore(a, r) && rules.MostFor(problem.Assessors[a]) > 0).ToList();
            var kinds = free.Select(a => problem.Assessors[a].Kind).Distinct().Count();
            if (free.Count < rules.PerRegion)
            {
                found.Add(new("Movement.Panel.TooFewFree", null, problem.Regions[r].Value, free.Count, rules.PerRegion));
            }
            else if (kinds < rules.LeastKinds)
            {
                found.Add(new("Movement.Panel.TooFewKinds", null, problem.Regions[r].Value, kinds, rules.LeastKinds));
            }
        }

        found.Sort((x, y) => string.CompareOrdinal((string)x.Args[0], (string)y.Args[0]));
        var (seats, room) = (problem.Regions.Count * rules.PerRegion, problem.Assessors.Sum(a => rules.MostFor(a)));
        if (room < seats)
        {
            found.Add(new("Movement.Panel.TooLittleRoom", null, room, seats));
        }

        return found;
    }

    /// <summary>Names the regions and assessors that block each other, and which single rule would have to give way.</summary>
    private static List<Problem> Diagnosis(PanelProblemSet problem, PanelFlow flow)
    {
        var short_ = Enumerable.Range(0, problem.Regions.Count).Where(r => flow.Empty(r) > 0).OrderBy(r => problem.Regions[r]).First();
        var (assessors, regions) = flow.Violator(short_);
        var found = new List<Problem>
        {
            new(
                "Movement.Panel.Blocked", null, problem.Regions[short_].Value,
                Names(regions.Select(r => problem.Regions[r].Value)), Names(assessors.Select(a => problem.Assessors[a].Code))),
        };
        if (LeastCeiling(problem) is { } ceiling)
        {
            found.Add(new("Movement.Panel.RelaxLoad", null, problem.Rules.MostRegions, ceiling));
        }

        for (var kinds = problem.Rules.LeastKinds - 1; kinds >= 1; kinds--)
        {
            if (IsFeasible(problem with { Rules = problem.Rules with { LeastKinds = kinds } }))
            {
                found.Add(new("Movement.Panel.RelaxKinds", null, problem.Rules.LeastKinds, kinds));
                break;
            }
        }

        var withoutConflicts =
            problem with { Assessors = [.. problem.Assessors.Select(a => a with { Conflicts = [], Affiliations = [] })] };
        if (IsFeasible(withoutConflicts))
        {
            found.Add(new("Movement.Panel.RelaxConflicts"));
        }

        return found;
    }

    /// <summary>The least general ceiling at which an assignment exists, or null where no ceiling helps.</summary>
    private static int? LeastCeiling(PanelProblemSet problem)
    {
        var (low, high) = (problem.Rules.MostRegions + 1, problem.Regions.Count);
        if (low > high || !IsFeasible(problem with { Rules = problem.Rules with { MostRegions = high } }))
        {
            return null;
        }

        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = IsFeasible(problem with { Rules = problem.Rules with { MostRegions = middle } }) ? (low, middle)
                : (middle + 1, high);
        }

        return low;
    }

    private static bool IsFeasible(PanelProblemSet problem) => new PanelFlow(problem)
        .Fill() == problem.Regions.Count * problem.Rules.PerRegion;

    private static string Names(IEnumerable<string> names)
    {
        var all = names.Order(StringComparer.Ordinal).ToList();
        return string.Join(", ", all.Take(NamesShown)) + (all.Count > NamesShown ? " …" : "");
    }
}

/// <summary>Shuffles by a seed, the same on every machine and version (SplitMix64, Steele, Lea and Flood 2014).</summary>
internal sealed class SeededOrder(ulong seed)
{
    private ulong _state = seed;

    public IReadOnlyList<T> Shuffle<T>(IEnumerable<T> items)
    {
        var list = items.ToArray();
        for (var i = list.Length - 1; i > 0; i--)
        {
            var j = (int)(Next() % (ulong)(i + 1));
            (list[i], list[j]) = (list[j], list[i]);
        }

        return list;
    }

    private ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}

using System.Diagnostics;
using KotaCerdas.Movement.Model.Assessing;
using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;

namespace KotaCerdas.Benchmarks;

/// <summary>The kernels of assessment at the size of the season of 2019: 120 regions, 38 assessors. No database.</summary>
internal static class Arithmetic
{
    private const int Warm = 3;
    private const int Runs = 30;
    private const int Assessors = 38;

    private static readonly RegionCode[] Regions =
        [.. Enumerable.Range(0, 120).Select(i => RegionCode.Parse($"{11 + (i / 10)}.{1 + (i % 10):00}"))];

    public static Task AssignmentAsync()
    {
        var rules = new PanelRules(PerRegion: 2, MostRegions: 7, LeastKinds: 2, AffiliationCoversProvince: false);
        var assessors = Enumerable.Range(0, Assessors).Select(i => new Assessor(
            $"a{i:00}", (SectorKind)(i % 3), [Regions[i * 3]], [Regions[((i * 7) + 1) % Regions.Length]])).ToList();
        Measure("assign 120 regions x 38 assessors", i =>
            Check.That(PanelAssignment.Assign(assessors, Regions, rules, (ulong)i).Value.Panels.Count == Regions.Length));
        return Task.CompletedTask;
    }

    public static Task RankingAsync()
    {
        var criteria = Enumerable.Range(0, 8)
            .Select(c => new RankedCriterion($"c{c}", InstrumentLimits.WholeWeight / 8, new(NormalisationKind.MinMax, 0, 4, []))).ToList();
        var rule = new RankingRule
        {
            Criteria = criteria, Missing = MissingRule.LeaveOut, Digits = 2, Rounding = RoundingRule.HalfUp,
            TieBreaks = [.. criteria.Select(c => c.Code)], Quota = 50, Reserve = 10,
        };
        var inputs = Regions.Select((r, i) => new RankedInput(
            r, criteria.Select((c, q) => (c.Code, Level: (decimal?)((((i * 7) + (q * 3) + (i / 5)) % 9) / 2m)))
                .ToDictionary(x => x.Code, x => x.Level, StringComparer.Ordinal))).ToList();
        Measure("rank and select 120", _ => Select(inputs, rule));
        Measure("rank, select, sensitivity of 8 weights", _ =>
            Check.That(Sensitivity.Of(Select(inputs, rule), rule, points: 5, border: 3).Shifts.Count == 16));
        return Task.CompletedTask;
    }

    private static IReadOnlyList<SelectedRegion> Select(IReadOnlyList<RankedInput> inputs, RankingRule rule) =>
        Selection.Of(Ranking.Of(inputs, rule).Value, rule).Value;

    private static void Measure(string name, Action<int> run)
    {
        for (var i = 0; i < Warm; i++)
        {
            run(i);
        }

        Benchmark.Print(name, [.. Enumerable.Range(0, Runs).Select(i =>
        {
            var watch = Stopwatch.StartNew();
            run(i);
            return watch.Elapsed.TotalMilliseconds;
        })]);
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Benchmarks;

/// <summary>
/// Assessing PBB-P2 on one core, beside the bare arithmetic of the same objects: class and tier are given, nothing is looked up, checked
/// or kept. The objects are generated from a seed.
/// </summary>
internal static class PbbSpeed
{
    private const int Objects = 1_000_000;
    private const int Runs = 7;

    public static Task RunAsync()
    {
        var set = RuleReader.Folder(ShippedData.PathOf("tariffs", "kota-pagar-alam", "1")).Value;
        var rules = PbbRules.Compile(set, 2025, estimate: false).Value;
        var facts = Generate();
        var prepared = Array.ConvertAll(facts, f => Prepare(rules, f));
        var (assessed, bare) = (0L, 0L);
        var sum = Best(() => assessed = Assess(rules, facts));
        var floor = Best(() => bare = Bare(prepared));
        Check.That(assessed == bare);
        Print("assess 1,000,000 objects, one core", sum, Ratio(sum, floor));
        Print("bare arithmetic of the same objects", floor, "1.0");
        Print("explain 20,000 of them", Best(() => Explain(rules, facts.AsSpan(0, 20_000))), "–", 20_000);
        return Task.CompletedTask;
    }

    private static long Assess(PbbRules rules, PbbFacts[] facts)
    {
        long sum = 0;
        foreach (ref readonly var f in facts.AsSpan())
        {
            sum += rules.Assess(f).Payable;
        }

        return sum;
    }

    private static long Explain(PbbRules rules, ReadOnlySpan<PbbFacts> facts)
    {
        long steps = 0;
        foreach (ref readonly var f in facts)
        {
            steps += rules.Explain(f).Count;
        }

        return steps;
    }

    /// <summary>Areas times values, less the deduction, times two rates, rounded half up, at least 10,000 as in the sample.</summary>
    private static long Bare(Prepared[] objects)
    {
        long sum = 0;
        foreach (ref readonly var o in objects.AsSpan())
        {
            var taxable = Math.Max(0, (o.Land * o.LandUnit) + (o.Building * o.BuildingUnit) - o.Deduction);
            var njkp = ((taxable * o.Njkp) + 500_000) / 1_000_000;
            var tax = ((njkp * o.Rate) + 500_000) / 1_000_000;
            sum += Math.Max(10_000, Math.Min(tax, o.Limit));
        }

        return sum;
    }

    private static Prepared Prepare(PbbRules rules, PbbFacts facts)
    {
        var amount = rules.Assess(facts);
        Check.That(amount.Refusal == PbbRefusal.None);
        var njkp = amount.Njop <= 500_000_000 ? 400_000 : amount.Njop <= 1_000_000_000 ? 600_000 : 1_000_000;
        var rate = amount.Njop <= 500_000_000 ? 1_000 : amount.Njop <= 1_000_000_000 ? 1_500 : 2_000;
        var limit = facts.LastYear > 0 ? ((facts.LastYear * 1_500_000) + 500_000) / 1_000_000 : long.MaxValue;
        return new(facts.LandArea, amount.LandUnit, facts.BuildingArea, amount.BuildingUnit, amount.Deduction, njkp, rate, limit);
    }

    private static PbbFacts[] Generate()
    {
        var random = new Random(20261129);
        var facts = new PbbFacts[Objects];
        for (var i = 0; i < facts.Length; i++)
        {
            facts[i] = new(
                random.Next(40, 3_000), random.NextInt64(1_000, 3_200_000), 1, random.Next(0, 3) == 0 ? 0 : random.Next(20, 400),
                random.NextInt64(50_000, 1_366_000), 0, random.Next(0, 4) > 0,
                random.Next(0, 3) == 0 ? -1 : random.NextInt64(1, 900_000), 0);
        }

        return facts;
    }

    private static TimeSpan Best(Func<long> run)
    {
        var best = TimeSpan.MaxValue;
        for (var i = 0; i < Runs; i++)
        {
            var watch = Stopwatch.StartNew();
            Check.That(run() != 0);
            best = watch.Elapsed < best ? watch.Elapsed : best;
        }

        return best;
    }

    private static string Ratio(TimeSpan time, TimeSpan floor) =>
        (time / floor).ToString("0.0", CultureInfo.InvariantCulture) + " x the bare arithmetic";

    private static void Print(string name, TimeSpan time, string more, int count = Objects) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{name,-48} {count / time.TotalSeconds,14:#,0} /s  {time.TotalMilliseconds,9:0.0} ms  {more}"));

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Prepared(
        long Land, long LandUnit, long Building, long BuildingUnit, long Deduction, long Njkp, long Rate, long Limit);
}

using System.Globalization;
using KotaCerdas.Platform;

namespace KotaCerdas.Benchmarks;

/// <summary>What can be measured, by the name one types.</summary>
internal static class Benchmark
{
    public static IReadOnlyDictionary<string, Func<Task>> All { get; } = new Dictionary<string, Func<Task>>(StringComparer.Ordinal)
    {
        ["assignment"] = Arithmetic.AssignmentAsync,
        ["ranking"] = Arithmetic.RankingAsync,
        ["lists"] = Lists.RunAsync,
        ["pdf"] = PdfPages.RunAsync,
        ["start"] = Starting.RunAsync,
        ["memory"] = Starting.MemoryAsync,
        ["sign"] = SignatureSpeed.RunAsync,
        ["ceremony"] = CeremonyDay.RunAsync,
        ["letters"] = DecisionLetters.RunAsync,
        ["log"] = LogSpeed.RunAsync,
        ["proof"] = LogSpeed.ProveAsync,
        ["sismiop"] = SismiopSpeed.RunAsync,
        ["ledger"] = LedgerSpeed.RunAsync,
        ["pbb"] = PbbSpeed.RunAsync,
        ["billcheck"] = BillSpeed.RunAsync,
        ["sppt"] = PaperSpeed.SpptAsync,
        ["dhkp"] = PaperSpeed.DhkpAsync,
        ["assess"] = AssessmentSpeed.RunAsync,
        ["decree"] = AssessmentSpeed.DecreeAsync,
    };

    /// <summary>
    /// Measures on SQLite and, where <c>KOTACERDAS_TEST_PG</c> names a server, on PostgreSQL; <c>KOTACERDAS_BENCH_ENGINE</c> takes one.
    /// </summary>
    public static async Task OnEachEngineAsync(Func<DatabaseEngine, Task> run)
    {
        var (server, only) = (Environment.GetEnvironmentVariable("KOTACERDAS_TEST_PG"),
            Environment.GetEnvironmentVariable("KOTACERDAS_BENCH_ENGINE"));
        foreach (var engine in Enum.GetValues<DatabaseEngine>().Where(e => e == DatabaseEngine.Sqlite || !string.IsNullOrEmpty(server))
            .Where(e => string.IsNullOrEmpty(only) || only.Equals(e.ToString(), StringComparison.OrdinalIgnoreCase)))
        {
            await run(engine);
        }
    }

    /// <summary>The size that was asked for with <c>name=size</c>, or null for the benchmark's own.</summary>
    public static int? Size { get; set; }

    /// <summary>One line: how often, the median, the slow end, and how it stands beside the yardstick of the same run.</summary>
    public static void Print(string name, IReadOnlyList<double> milliseconds, double? yardstick = null)
    {
        var (median, slow) = (At(milliseconds, 0.5), At(milliseconds, 0.99));
        var ratio = yardstick is { } unit
            ? string.Create(CultureInfo.InvariantCulture, $"  {median / unit,7:0.0} x")
            : string.Empty;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{name,-48} n {milliseconds.Count,4}  p50 {median,8:0.00} ms  p99 {slow,8:0.00} ms{ratio}"));
    }

    /// <summary>The value at a share of the sorted measurements.</summary>
    public static double At(IReadOnlyList<double> values, double share)
    {
        var sorted = values.Order().ToList();
        return sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))];
    }
}

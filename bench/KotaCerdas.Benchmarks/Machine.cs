using System.Diagnostics;
using System.Globalization;

namespace KotaCerdas.Benchmarks;

/// <summary>
/// How much of the machine other work took during a measurement: without it nobody knows what the milliseconds are worth. Linux only.
/// </summary>
internal sealed class Machine(Process? product = null)
{
    private const double TicksPerSecond = 100;

    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly double _before = Busy() - Ours(product);

    /// <summary>One line on what else ran since this was made.</summary>
    public string Others() => string.Create(
        CultureInfo.InvariantCulture,
        $"other work took {(Busy() - Ours(product) - _before) / _watch.Elapsed.TotalSeconds:0.0} of {Environment.ProcessorCount} cores");

    /// <summary>Seconds of processor time that a process has used.</summary>
    public static double Used(Process process)
    {
        process.Refresh();
        return process.TotalProcessorTime.TotalSeconds;
    }

    /// <summary>Memory that this process holds from now on counts for <see cref="Peak"/>; what it held before does not.</summary>
    public static void ForgetPeak()
    {
        GC.Collect();
        File.WriteAllText("/proc/self/clear_refs", "5");
    }

    /// <summary>The most memory that this process held since <see cref="ForgetPeak"/>, in MiB.</summary>
    public static long Peak()
    {
        using var self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64 / 1_048_576;
    }

    private static double Ours(Process? product)
    {
        using var self = Process.GetCurrentProcess();
        return Used(self) + (product is null ? 0 : Used(product));
    }

    /// <summary>Seconds that all cores together were not idle: everything of the first line of /proc/stat but idle and iowait.</summary>
    private static double Busy()
    {
        var ticks = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(t => long.Parse(t, CultureInfo.InvariantCulture)).ToList();
        return (ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6] + ticks[7]) / TicksPerSecond;
    }
}

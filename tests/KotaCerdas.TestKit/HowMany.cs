using System.Globalization;

namespace KotaCerdas.TestKit;

/// <summary>
/// How often a long test does what it does: few times in everybody's run, as often as promised in <c>./test --full</c>
/// (<c>KOTACERDAS_TEST_FULL=1</c>), and <c>KOTACERDAS_TEST_COUNT</c> times where one long run is split into several.
/// </summary>
public static class HowMany
{
    /// <summary>True in the full run.</summary>
    public static bool Full { get; } = Environment.GetEnvironmentVariable("KOTACERDAS_TEST_FULL") == "1";

    /// <summary>The number for this run.</summary>
    /// <param name="few">In everybody's run.</param>
    /// <param name="promised">In the full run.</param>
    public static int Of(int few, int promised) =>
        Environment.GetEnvironmentVariable("KOTACERDAS_TEST_COUNT") is { Length: > 0 } count
            ? int.Parse(count, NumberStyles.None, CultureInfo.InvariantCulture)
            : Full ? promised : few;
}

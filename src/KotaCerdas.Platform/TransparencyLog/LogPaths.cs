using System.Globalization;

namespace KotaCerdas.Platform;

/// <summary>Public addresses of a log's parts.</summary>
public static class LogPaths
{
    /// <summary>Page of an entry.</summary>
    public static string Entry(RegionCode region, long index) =>
        string.Create(CultureInfo.InvariantCulture, $"/log/{region}/entri/{index}");

    /// <summary>The <c>.tlog-proof</c> of an entry.</summary>
    public static string Proof(RegionCode region, long index) =>
        string.Create(CultureInfo.InvariantCulture, $"/log/{region}/proof/{index}");
}

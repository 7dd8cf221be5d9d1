namespace KotaCerdas.Platform;

/// <summary>
/// The regions a query may see. No tenant table can be read or written without one (<c>KotaDb.In&lt;T&gt;(scope)</c>), and PostgreSQL's
/// row-level security stands behind it.
/// </summary>
public readonly record struct RegionScope
{
    private RegionScope(string key, string reason)
    {
        Key = key;
        Reason = reason;
    }

    /// <summary>What row-level security compares with: <c>*</c>, a province or a region code; empty sees nothing.</summary>
    public string Key { get; }

    /// <summary>Why a national scope was taken; empty for a single region.</summary>
    public string Reason { get; }

    /// <summary>True where every region is visible.</summary>
    public bool IsNational => Key == "*";

    /// <summary>One region, or a province with its regions.</summary>
    public static RegionScope Of(RegionCode code) => code.IsNational ? new("00", string.Empty) : new(code.Value, string.Empty);

    /// <summary>Every region, for a declared national report or for data that is public.</summary>
    /// <param name="reason">Why, in a few words; shown in traces.</param>
    public static RegionScope National(string reason) => new("*", reason);

    /// <summary>True where rows of <paramref name="code"/> are inside.</summary>
    public bool Includes(RegionCode code) =>
        IsNational || code.Value == Key || (Key.Length == 2 && code.Value.StartsWith(Key + ".", StringComparison.Ordinal));
}

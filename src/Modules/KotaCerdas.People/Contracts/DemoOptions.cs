using System.ComponentModel.DataAnnotations;

namespace KotaCerdas.People.Contracts;

/// <summary>Section <c>Demo</c> of the configuration.</summary>
public sealed record DemoOptions
{
    /// <summary>
    /// True to offer the generated accounts on the sign-in page, without a password. Only accounts flagged as generated can be entered so.
    /// </summary>
    public bool SignIn { get; init; }

    /// <summary>True to have the demo played by a process of its own, which takes what it leaves in memory with it.</summary>
    public bool Apart { get; init; }

    /// <summary>Tax objects that the demo generates; 0 leaves local taxes out of it.</summary>
    [Range(0, 2_000_000)]
    public int Objects { get; init; } = 35_000;
}

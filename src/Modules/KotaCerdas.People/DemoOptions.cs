namespace KotaCerdas.People;

/// <summary>Section <c>Demo</c> of the configuration.</summary>
internal sealed record DemoOptions
{
    /// <summary>
    /// True to offer the generated accounts on the sign-in page, without a password. Only accounts flagged as generated can be entered so.
    /// </summary>
    public bool SignIn { get; init; }

    /// <summary>True to have the demo played by a process of its own, which takes what it leaves in memory with it.</summary>
    public bool Apart { get; init; }
}

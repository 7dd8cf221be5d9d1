namespace KotaCerdas.Platform;

/// <summary>
/// Something a role can be allowed to do: <c>movement.call.open</c>. The text key <c>{Module}.Permission.{Code}</c> explains it.
/// </summary>
/// <param name="Code">Module, thing, verb, in lower case with dots.</param>
public sealed record Permission(string Code)
{
    /// <inheritdoc />
    public override string ToString() => Code;
}

/// <summary>A link in the officer navigation.</summary>
/// <param name="TextKey">Text of the link.</param>
/// <param name="Path">Where it leads.</param>
/// <param name="Needs">The permission that makes it visible, or null for everyone signed in.</param>
public sealed record NavigationEntry(string TextKey, string Path, Permission? Needs = null)
{
    /// <summary>True for what somebody has as a person, not by an office: all that people without a role see.</summary>
    public bool Personal { get; init; }
}

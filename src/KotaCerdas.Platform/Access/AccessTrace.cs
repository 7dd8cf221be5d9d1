namespace KotaCerdas.Platform;

/// <summary>That someone's personal data was opened.</summary>
/// <param name="Whose">The person whose data it is.</param>
/// <param name="What">Text key of what was opened: <c>People.Access.Profile</c>.</param>
/// <param name="About">The thing it was part of, readable and without personal data: <c>16.72/2026</c>. Empty where the text says
/// enough.</param>
/// <param name="Why">Text key of the reason.</param>
public sealed record Opened(UserId Whose, string What, string About, string Why);

/// <summary>
/// Records that a person's data was opened, in the request that opens it and before it is shown; the person reads it on their account page
/// (UU 27/2022 art. 7 and 31). Opening one's own data leaves no line.
/// </summary>
public interface IAccessTrace
{
    /// <summary>Records it for the actor of this request.</summary>
    Task RecordAsync(IReadOnlyCollection<Opened> opened, CancellationToken cancel);
}

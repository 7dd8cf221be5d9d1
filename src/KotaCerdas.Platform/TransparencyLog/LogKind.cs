namespace KotaCerdas.Platform;

/// <summary>A kind of fact that goes into the transparency log, declared by its module.</summary>
/// <param name="Name">Stable name: <c>movement.decision</c>. It stands in the log for ever.</param>
/// <param name="TextKey">Text that names it.</param>
/// <param name="IsPublic">True where everybody may see what the entry commits to; otherwise only who holds the document knows.</param>
public sealed record LogKind(string Name, string TextKey, bool IsPublic)
{
    /// <summary>How its content is told, field by field in this order; what is not among them stands in the exact content only.</summary>
    public IReadOnlyList<LogField> Fields { get; init; } = [];

    /// <summary>Where everybody reads about the fact; null where it has no public page.</summary>
    public Func<LogSubject, string?> PathOf { get; init; } = _ => null;
}

/// <summary>A field of what an entry commits to.</summary>
/// <param name="Name">Name in the content.</param>
/// <param name="TextKey">Text that names it.</param>
/// <param name="Words">How its value is told; null where the value speaks for itself.</param>
public sealed record LogField(string Name, string TextKey, Func<string, IServiceProvider, string>? Words = null);

/// <summary>A fact whose page is asked for.</summary>
/// <param name="Region">Whose log it is in.</param>
/// <param name="Slug">The region's name in addresses; empty for the national log.</param>
/// <param name="Content">What the entry commits to.</param>
public sealed record LogSubject(RegionCode Region, string Slug, IReadOnlyDictionary<string, string?> Content);

/// <summary>
/// A fact to be logged. Its content is never in the log, only a salted commitment to it; content of a public kind is shown beside it.
/// </summary>
/// <param name="Kind">What kind of fact.</param>
/// <param name="SubjectId">Identifier of the row, once in its kind and region.</param>
/// <param name="Content">What is committed to: names and values as text, nothing personal.</param>
public sealed record LogEntry(LogKind Kind, string SubjectId, IReadOnlyDictionary<string, string?> Content);

/// <summary>A fact as the database has it now.</summary>
/// <param name="Region">Whose log it is in.</param>
/// <param name="Entry">What its entry must commit to.</param>
public sealed record LogFact(RegionCode Region, LogEntry Entry);

/// <summary>
/// All facts of a kind as the database has them now. The check of the log compares them with what was logged: a fact that is not in the
/// log, or not as it was, is found.
/// </summary>
public interface ILogFacts
{
    /// <summary>Which kind.</summary>
    LogKind Kind { get; }

    /// <summary>Every fact of the kind, region by region.</summary>
    IAsyncEnumerable<LogFact> ReadAsync(RegionScope scope, CancellationToken cancel);
}

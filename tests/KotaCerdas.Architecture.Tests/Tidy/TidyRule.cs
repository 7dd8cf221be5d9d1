namespace KotaCerdas.Architecture.Tests.Tidy;

/// <summary>One habit of the repository, checked file by file.</summary>
/// <param name="Name">Short, unique.</param>
/// <param name="Why">What to do instead; stands above the findings.</param>
/// <param name="Applies">Which files it reads.</param>
/// <param name="Check">The places that break it.</param>
internal sealed record TidyRule(string Name, string Why, Func<SourceFile, bool> Applies, Func<SourceFile, IEnumerable<Finding>> Check)
{
    /// <summary>Findings in the files that the rule reads.</summary>
    public IEnumerable<Finding> Over(IEnumerable<SourceFile> files) => files.Where(Applies).SelectMany(Check);

    /// <inheritdoc />
    public override string ToString() => Name;
}

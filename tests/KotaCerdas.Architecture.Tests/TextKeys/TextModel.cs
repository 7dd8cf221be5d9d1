namespace KotaCerdas.Architecture.Tests.TextKeys;

/// <summary>All texts, all places that use them, and the prefixes that are put together at run time.</summary>
internal sealed class TextModel
{
    /// <summary>Where prefixes are declared, one a line: <c>Movement.Permission.* why</c>.</summary>
    public const string DynamicPath = "tests/KotaCerdas.Architecture.Tests/texts.dynamic.txt";

    /// <summary>Reads the model from files.</summary>
    public TextModel(IReadOnlyList<SourceFile> files)
    {
        Files = [.. files.Where(f => f.Extension == ".resx").Select(TextFile.Read).OfType<TextFile>()];
        Projects = Files.Select(f => f.Project).ToHashSet(StringComparer.Ordinal);
        Uses = [.. files.Where(f => f.IsProduct).SelectMany(f => KeyUse.In(f, Projects))];
        Dynamic =
        [
            .. files.Where(f => f.Path == DynamicPath).SelectMany(f => f.Lines)
                .Where(l => l.Length > 0 && !l.StartsWith('#')).Select(l => l.Split(' ', 2, StringSplitOptions.TrimEntries))
                .Select(p => (Prefix: p[0].TrimEnd('*'), Reason: p.Length > 1 ? p[1] : string.Empty)),
        ];
    }

    /// <summary>The .resx files.</summary>
    public IReadOnlyList<TextFile> Files { get; }

    /// <summary>First segments that a key may have.</summary>
    public IReadOnlySet<string> Projects { get; }

    /// <summary>Keys in code and markup.</summary>
    public IReadOnlyList<KeyUse> Uses { get; }

    /// <summary>Declared prefixes with their reasons.</summary>
    public IReadOnlyList<(string Prefix, string Reason)> Dynamic { get; }

    /// <summary>The Indonesian texts, which decide what exists.</summary>
    public IEnumerable<(TextFile File, string Key, string Text)> Indonesian =>
        from file in Files
        where !file.IsEnglish
        from entry in file.Entries
        select (file, entry.Key, entry.Text);
}

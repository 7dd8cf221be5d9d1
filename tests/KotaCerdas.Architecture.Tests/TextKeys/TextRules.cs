using System.Text.RegularExpressions;

namespace KotaCerdas.Architecture.Tests.TextKeys;

/// <summary>What must hold of texts. Each rule lists the places that break it.</summary>
internal static class TextRules
{
    private const int SentenceWords = 4;

    private static readonly Regex KeyShape = Pattern.Of(@"^[A-Z]\w*\.[A-Z]\w*(\.\w+)*$");
    private static readonly Regex Word = Pattern.Of(@"\p{L}{2,}");

    /// <summary>By name.</summary>
    public static IReadOnlyDictionary<string, Func<TextModel, IEnumerable<string>>> All { get; } =
        new Dictionary<string, Func<TextModel, IEnumerable<string>>>(StringComparer.Ordinal)
        {
            ["every file has its other language"] = Twins,
            ["both languages have the same keys"] = SameKeys,
            ["both languages have the same placeholders"] = SamePlaceholders,
            ["sentences are translated"] = Translated,
            ["no text is empty"] = NotEmpty,
            ["what a text opens it closes"] = Closed,
            ["a key is its project, its area and its name"] = KeyShapes,
            ["a key stands once"] = Once,
            ["every used key exists"] = UsedExist,
            ["every key is used"] = ExistingUsed,
            ["a text gets the values that its placeholders need"] = Filled,
            ["composed keys are declared with a reason"] = ComposedDeclared,
        };

    private static IEnumerable<string> Twins(TextModel model) =>
        from file in model.Files
        where model.Files.All(f => f.Path != file.Twin)
        select $"{file.Twin} is missing";

    private static IEnumerable<(TextFile File, TextFile English)> Pairs(TextModel model) =>
        from file in model.Files
        where !file.IsEnglish
        join english in model.Files on file.Twin equals english.Path
        select (file, english);

    private static IEnumerable<string> SameKeys(TextModel model) =>
        from pair in Pairs(model)
        from lack in Lacking(pair.English, pair.File).Concat(Lacking(pair.File, pair.English))
        select lack;

    private static IEnumerable<string> Lacking(TextFile file, TextFile other) =>
        other.Entries.Select(e => e.Key).Except(file.Entries.Select(e => e.Key)).Select(k => $"{file.Path} lacks {k}");

    private static IEnumerable<(TextFile File, string Key, string Indonesian, string English)> Texts(TextModel model) =>
        from pair in Pairs(model)
        from entry in pair.File.Entries
        from other in pair.English.Entries
        where other.Key == entry.Key
        select (pair.File, entry.Key, entry.Text, other.Text);

    private static IEnumerable<string> SamePlaceholders(TextModel model) =>
        from text in Texts(model)
        let one = TextFile.Placeholders(text.Indonesian)
        let two = TextFile.Placeholders(text.English)
        where one != two
        select $"{text.File.Path} {text.Key}: {{{one}}} and {{{two}}}";

    private static IEnumerable<string> Translated(TextModel model) =>
        from text in Texts(model)
        where text.Indonesian == text.English && Word.Count(text.Indonesian) >= SentenceWords
        select $"{text.File.Path} {text.Key} is the same in both languages";

    private static IEnumerable<string> NotEmpty(TextModel model) =>
        from file in model.Files
        from entry in file.Entries
        where string.IsNullOrWhiteSpace(entry.Text)
        select $"{file.Path} {entry.Key} is empty";

    private static IEnumerable<string> Closed(TextModel model) =>
        from file in model.Files
        from entry in file.Entries
        where entry.Text.Count(c => c == '{') != entry.Text.Count(c => c == '}')
        select $"{file.Path} {entry.Key}: a brace is not closed";

    private static IEnumerable<string> KeyShapes(TextModel model) =>
        from text in model.Indonesian
        where !KeyShape.IsMatch(text.Key) || !text.Key.StartsWith(text.File.Project + ".", StringComparison.Ordinal)
        select $"{text.File.Path} {text.Key} should be {text.File.Project}.Area.Name";

    private static IEnumerable<string> Once(TextModel model) =>
        from text in model.Indonesian
        group text by text.Key into same
        where same.Count() > 1
        select $"{same.Key} stands in {string.Join(" and ", same.Select(s => s.File.Path))}";

    private static IEnumerable<string> UsedExist(TextModel model)
    {
        var keys = model.Indonesian.Select(t => t.Key).ToHashSet(StringComparer.Ordinal);
        return model.Uses.Where(u => !u.IsPrefix && !u.Key.EndsWith('.') && !keys.Contains(u.Key))
            .Select(u => $"{u.Path}:{u.Line} {u.Key} does not exist");
    }

    private static IEnumerable<string> ExistingUsed(TextModel model)
    {
        var used = model.Uses.Where(u => !u.IsPrefix).Select(u => u.Key).ToHashSet(StringComparer.Ordinal);
        return model.Indonesian
            .Where(t => !used.Contains(t.Key) && !model.Dynamic.Any(d => t.Key.StartsWith(d.Prefix, StringComparison.Ordinal)))
            .Select(t => $"{t.File.Path} {t.Key} is not used; delete it, or declare its prefix in {TextModel.DynamicPath}");
    }

    private static IEnumerable<string> Filled(TextModel model) =>
        from use in model.Uses
        where use.Args is not null
        join text in model.Indonesian on use.Key equals text.Key
        let needed = TextFile.ValuesNeeded(text.Text)
        where use.Args < needed && !model.Dynamic.Any(d => use.Key.StartsWith(d.Prefix, StringComparison.Ordinal))
        select $"{use.Path}:{use.Line} {use.Key} needs {needed} values and gets {use.Args}";

    private static IEnumerable<string> ComposedDeclared(TextModel model) =>
        model.Uses.Where(u => u.IsPrefix && !model.Dynamic.Any(d => u.Key.StartsWith(d.Prefix, StringComparison.Ordinal)))
            .Select(u => $"{u.Path}:{u.Line} add to {TextModel.DynamicPath}: {u.Key}* and why")
            .Concat(model.Dynamic.Where(d => d.Reason.Length == 0).Select(d => $"{TextModel.DynamicPath} {d.Prefix}* has no reason"))
            .Concat(model.Dynamic.Where(d => !model.Indonesian.Any(t => t.Key.StartsWith(d.Prefix, StringComparison.Ordinal)))
                .Select(d => $"{TextModel.DynamicPath} {d.Prefix}* fits no key"));
}

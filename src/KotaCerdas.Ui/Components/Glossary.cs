using System.Globalization;
using System.Text.RegularExpressions;
using KotaCerdas.Platform;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Ui;

/// <summary>A term of art and what it means.</summary>
/// <param name="Term">As the law or the movement has it; Indonesian in both languages.</param>
/// <param name="Indonesian">Its meaning, a sentence.</param>
/// <param name="English">The same in English.</param>
public sealed record GlossaryTerm(string Term, string Indonesian, string English)
{
    /// <summary>Fragment of the glossary's address.</summary>
    public string Anchor { get; } = string.Join('-', Term.ToLowerInvariant().Split([' ', ','], StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Where the term is explained.</summary>
    public string Href => $"/glosarium#{Anchor}";

    /// <summary>The meaning in the reader's language.</summary>
    public string Meaning => Languages.IsEnglish(CultureInfo.CurrentUICulture) ? English : Indonesian;
}

/// <summary>The terms that pages explain: each abbreviation where it first stands in a lead or a step of a calculation.</summary>
public static partial class Glossary
{
    private const int PatternMilliseconds = 1000;

    private static readonly Lazy<IReadOnlyList<GlossaryTerm>> Loaded = new(Load);

    private static readonly Lazy<Dictionary<string, GlossaryTerm>> Abbreviations = new(() =>
        All.Where(t => t.Term.Count(char.IsUpper) > 1 && !t.Term.Contains(' ', StringComparison.Ordinal) || t.Term is "Plh" or "Plt")
            .ToDictionary(t => t.Term, StringComparer.Ordinal));

    /// <summary>All terms, in the order of the alphabet.</summary>
    public static IReadOnlyList<GlossaryTerm> All => Loaded.Value;

    /// <summary>A text whose abbreviations lead to their meaning, each the first time.</summary>
    public static IHtmlContent Mark(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var html = new HtmlBuilder();
        var told = new HashSet<string>(StringComparer.Ordinal);
        var from = 0;
        foreach (Match word in Word().Matches(text))
        {
            if (Abbreviations.Value.TryGetValue(word.Value, out var term) && told.Add(word.Value))
            {
                html.Text(text[from..word.Index]).Add(Term.Render(word.Value, term.Href, term.Meaning));
                from = word.Index + word.Length;
            }
        }

        return html.Text(text[from..]);
    }

    private static List<GlossaryTerm> Load()
    {
        using var file = typeof(Glossary).Assembly.GetManifestResourceStream("glossary.csv")!;
        using var text = new StreamReader(file);
        return [.. TableFile.Csv(text).Select(row => new GlossaryTerm(row["term"], row["id"], row["en"]))];
    }

    [GeneratedRegex("[A-Za-z][A-Za-z0-9-]*", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, PatternMilliseconds)]
    private static partial Regex Word();
}

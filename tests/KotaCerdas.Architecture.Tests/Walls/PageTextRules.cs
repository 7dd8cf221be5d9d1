using System.Text.RegularExpressions;

namespace KotaCerdas.Architecture.Tests.Walls;

/// <summary>Words that a person would read stand in resources, not in markup.</summary>
internal static class PageTextRules
{
    private static readonly Regex Quoted = Pattern.Of(@"<(code|kbd|samp|script)\b.*?</(code|kbd|samp|script)>", RegexOptions.Singleline);
    private static readonly Regex Tag = Pattern.Of(@"<[^>]*>?|^[^<>]*=""[^<>]*>");
    private static readonly Regex Entity = Pattern.Of(@"&#?\w+;");
    private static readonly Regex Word = Pattern.Of(@"\p{L}{3,}");
    private static readonly Regex Phrase = Pattern.Of(@"\p{L}{2,} \p{L}{2,}");
    private static readonly Regex SpokenAttribute = Pattern.Of(
        @"\s(alt|title|placeholder|label|aria-label|aria-description|aria-roledescription)=""(?<text>[^""]*\p{L}{3,}[^""]*)""");

    private static readonly string[] Unspoken = ["Class", "Autocomplete"];

    /// <summary>Words between tags, in attributes that are read out, and phrases handed to properties of tag helpers.</summary>
    public static IEnumerable<string> Words(WallModel model) =>
        from assembly in model.Assemblies
        from page in assembly.Literals.GroupBy(l => l.Page)
        from words in InMarkup(Markup(page)).Concat(InProperties(page))
        select $"{assembly.Name} {page.Key}: {words}";

    private static string Markup(IEnumerable<PageLiteral> page) =>
        string.Join('\u0001', page.Where(l => l.Method == "WriteLiteral").Select(l => l.Text));

    private static IEnumerable<string> InMarkup(string markup)
    {
        var said = Quoted.Replace(markup, " ");
        var attributes = SpokenAttribute.Matches(said).Select(m => m.Groups["text"].Value);
        var text = Entity.Replace(Tag.Replace(said, " "), " ").Replace("KotaCerdas", " ", StringComparison.Ordinal);
        return attributes.Concat(text.Split('\u0001', '\n').Where(t => Word.IsMatch(t)).Select(t => t.Trim()));
    }

    private static IEnumerable<string> InProperties(IEnumerable<PageLiteral> page) =>
        page.Where(l => l.Method.StartsWith("set_", StringComparison.Ordinal))
            .Where(l => !Unspoken.Any(u => l.Method.EndsWith(u, StringComparison.Ordinal)))
            .Where(l => Phrase.IsMatch(l.Text)).Select(l => l.Text);
}

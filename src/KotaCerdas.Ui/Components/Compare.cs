using KotaCerdas.Platform;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Ui;

/// <summary>Two versions or years: side by side where there is room, one above the other on a phone.</summary>
public static class Compare
{
    /// <summary>The two sides.</summary>
    public static IHtmlContent Render((string Heading, IHtmlContent Content) before, (string Heading, IHtmlContent Content) after) =>
        new HtmlBuilder()
        .Start("div", ("class", "k-compare"))
        .Start("section", ("class", "k-card")).Element("h3", before.Heading).Add(before.Content).End()
        .Start("section", ("class", "k-card")).Element("h3", after.Heading).Add(after.Content).End()
        .End();

    /// <summary>
    /// One text with what was taken out and what was put in, marked by words for screen readers and by line and colour for eyes.
    /// </summary>
    public static IHtmlContent Changes(string before, string after, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var html = new HtmlBuilder().Start("p");
        var first = true;
        foreach (var (mark, words) in WordChanges.Between(before, after))
        {
            html.Text(first ? null : " ");
            first = false;
            _ = mark switch
            {
                WordChange.Removed => Marked(html, "del", texts["Ui.Compare.Removed"], words),
                WordChange.Added => Marked(html, "ins", texts["Ui.Compare.Added"], words),
                _ => html.Text(words),
            };
        }

        return html.End();
    }

    private static HtmlBuilder Marked(HtmlBuilder html, string tag, string word, string text) =>
        html.Start(tag).Element("span", word + " ", ("class", "govuk-visually-hidden")).Text(text).End();
}

/// <summary>What became of a run of words.</summary>
internal enum WordChange
{
    /// <summary>In both.</summary>
    Kept,

    /// <summary>Only before.</summary>
    Removed,

    /// <summary>Only after.</summary>
    Added,
}

/// <summary>The longest common subsequence of two texts, word by word.</summary>
internal static class WordChanges
{
    // Quadratic: longer texts are compared as one removed and one added run.
    private const int MostWords = 2_000;

    public static IEnumerable<(WordChange Mark, string Words)> Between(string before, string after)
    {
        var old = before.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var now = after.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (old.Length > MostWords || now.Length > MostWords)
        {
            return [(WordChange.Removed, before), (WordChange.Added, after)];
        }

        return Runs(Walk(old, now, Lengths(old, now)));
    }

    private static int[,] Lengths(string[] old, string[] now)
    {
        var length = new int[old.Length + 1, now.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
        {
            for (var j = now.Length - 1; j >= 0; j--)
            {
                length[i, j] = old[i] == now[j] ? length[i + 1, j + 1] + 1 : Math.Max(length[i + 1, j], length[i, j + 1]);
            }
        }

        return length;
    }

    private static IEnumerable<(WordChange Mark, string Word)> Walk(string[] old, string[] now, int[,] length)
    {
        int i = 0, j = 0;
        while (i < old.Length || j < now.Length)
        {
            if (i < old.Length && j < now.Length && old[i] == now[j])
            {
                j++;
                yield return (WordChange.Kept, old[i++]);
            }
            else if (j == now.Length || (i < old.Length && length[i + 1, j] >= length[i, j + 1]))
            {
                yield return (WordChange.Removed, old[i++]);
            }
            else
            {
                yield return (WordChange.Added, now[j++]);
            }
        }
    }

    private static IEnumerable<(WordChange Mark, string Words)> Runs(IEnumerable<(WordChange Mark, string Word)> words)
    {
        var run = new List<string>();
        var mark = WordChange.Kept;
        foreach (var (next, word) in words)
        {
            if (next != mark && run.Count > 0)
            {
                yield return (mark, string.Join(' ', run));
                run.Clear();
            }

            mark = next;
            run.Add(word);
        }

        if (run.Count > 0)
        {
            yield return (mark, string.Join(' ', run));
        }
    }
}

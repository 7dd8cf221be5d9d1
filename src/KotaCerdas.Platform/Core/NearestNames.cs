namespace KotaCerdas.Platform;

/// <summary>What someone may have meant: names by how few letters have to change.</summary>
public static class NearestNames
{
    /// <summary>The nearest candidates, nearest first; those that differ in more than half of their letters are left out.</summary>
    public static IReadOnlyList<T> Of<T>(string typed, IEnumerable<T> candidates, Func<T, string> name, int most)
    {
        ArgumentNullException.ThrowIfNull(typed);
        return
        [
            .. candidates.Select(c => (Item: c, Name: name(c), Far: Distance(Plain(typed), Plain(name(c)))))
                .Where(c => c.Far * 2 <= Math.Max(Plain(typed).Length, Plain(c.Name).Length))
                .OrderBy(c => c.Far).ThenBy(c => c.Name, StringComparer.Ordinal).Take(most).Select(c => c.Item),
        ];
    }

    // The kind in front says little about what was meant, and addresses use hyphens.
    private static string Plain(string name)
    {
        var text = name.ToLowerInvariant().Replace('-', ' ');
        foreach (var kind in new[] { "kabupaten ", "kab. ", "kab ", "kota ", "provinsi " })
        {
            text = text.StartsWith(kind, StringComparison.Ordinal) ? text[kind.Length..] : text;
        }

        return text;
    }

    // Levenshtein, one row at a time.
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                (diagonal, row[j]) = (row[j], cost);
            }
        }

        return row[^1];
    }
}

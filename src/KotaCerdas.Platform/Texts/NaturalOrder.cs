namespace KotaCerdas.Platform;

/// <summary>Orders names as people do: "Asesor 2" before "Asesor 10", whatever the machine's language.</summary>
public sealed class NaturalOrder : IComparer<string>
{
    /// <summary>The one there is.</summary>
    public static NaturalOrder Instance { get; } = new();

    /// <inheritdoc />
    public int Compare(string? x, string? y)
    {
        var (left, right) = (x ?? string.Empty, y ?? string.Empty);
        var (i, j) = (0, 0);
        while (i < left.Length && j < right.Length)
        {
            var (a, b) = (Run(left, i), Run(right, j));
            var order = char.IsAsciiDigit(left[i]) && char.IsAsciiDigit(right[j])
                ? Numbers(left[i..a], right[j..b])
                : string.Compare(left[i..a], right[j..b], StringComparison.OrdinalIgnoreCase);
            if (order != 0)
            {
                return order;
            }

            (i, j) = (a, b);
        }

        var rest = (left.Length - i).CompareTo(right.Length - j);
        return rest != 0 ? rest : string.CompareOrdinal(left, right);
    }

    /// <summary>End of the run of digits, or of anything else, that begins at a position.</summary>
    private static int Run(string text, int from)
    {
        var digits = char.IsAsciiDigit(text[from]);
        var end = from + 1;
        while (end < text.Length && char.IsAsciiDigit(text[end]) == digits)
        {
            end++;
        }

        return end;
    }

    /// <summary>Numbers of any length: without leading zeros the longer one is the greater.</summary>
    private static int Numbers(string left, string right)
    {
        var (a, b) = (left.TrimStart('0'), right.TrimStart('0'));
        return a.Length != b.Length ? a.Length.CompareTo(b.Length) : string.CompareOrdinal(a, b);
    }
}

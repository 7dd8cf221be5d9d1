using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;

namespace KotaCerdas.Documents.Log;

/// <summary>
/// Names a tile as C2SP tlog-tiles does: 256 hashes side by side, or the first few of them while the log has no more. Entries lie in
/// bundles of the same shape.
/// </summary>
/// <param name="Level">0 for leaf hashes, one more for each 256-fold; <see cref="Entries"/> for the entries themselves.</param>
/// <param name="Index">Which tile of that level, from 0.</param>
/// <param name="Width">Hashes or entries in it, 1 to 256.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Tile(int Level, long Index, int Width)
{
    /// <summary>Levels of the tree inside one tile.</summary>
    public const int Height = 8;

    /// <summary>Hashes of a full tile.</summary>
    public const int Full = 1 << Height;

    /// <summary>The level that stands for entry bundles.</summary>
    public const int Entries = -1;

    private const int LastLevel = 7;

    /// <summary>True where nothing more comes into it.</summary>
    public bool IsFull => Width == Full;

    /// <summary>The path below the log's prefix: <c>tile/0/x001/x234/067.p/8</c>.</summary>
    public string Path => $"tile/{(Level == Entries ? "entries" : Level.ToString(CultureInfo.InvariantCulture))}/{NumberPath(Index)}"
        + (IsFull ? string.Empty : string.Create(CultureInfo.InvariantCulture, $".p/{Width}"));

    /// <summary>Reads a path; false where it is not written exactly as the specification says.</summary>
    public static bool TryParse([NotNullWhen(true)] string? path, out Tile tile)
    {
        tile = default;
        if (path?.Split('/') is not ["tile", var level, .. var rest] || rest.Length == 0 || LevelOf(level) is not { } known)
        {
            return false;
        }

        var width = Full;
        if (rest is [.., var last, var digits] && last.EndsWith(".p", StringComparison.Ordinal))
        {
            if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out width) || width is < 1 or >= Full)
            {
                return false;
            }

            rest = [.. rest[..^2], last[..^2]];
        }

        if (rest.Length > 6 || !TryNumber(rest, out var index))
        {
            return false;
        }

        tile = new Tile(known, index, width);
        // One tile has one name: 01, x000/001 and the like are refused.
        return tile.Path == path;
    }

    /// <summary>The tile that holds the hash over a perfect subtree, and the place of its first hash there.</summary>
    /// <param name="height">Height of the subtree.</param>
    /// <param name="index">Which one of that height.</param>
    /// <param name="size">Leaves of the log, which decides how wide the last tile is.</param>
    public static (Tile Tile, int First) Of(int height, long index, long size)
    {
        var level = height / Height;
        var first = index << (height % Height);
        return (At(level, first / Full, size), (int)(first % Full));
    }

    /// <summary>A tile of a log of some size; its width is 0 where the log does not reach it.</summary>
    public static Tile At(int level, long index, long size)
    {
        var hashes = level == Entries ? size : size >> (level * Height);
        return new Tile(level, index, (int)Math.Clamp(hashes - (index * Full), 0, Full));
    }

    /// <summary>Every tile of a log of some size, level by level, without the entry bundles.</summary>
    public static IEnumerable<Tile> Of(long size)
    {
        for (var level = 0; level <= LastLevel && size >> (level * Height) > 0; level++)
        {
            var hashes = size >> (level * Height);
            for (var index = 0L; index * Full < hashes; index++)
            {
                yield return At(level, index, size);
            }
        }
    }

    private static string NumberPath(long number)
    {
        var path = (number % 1000).ToString("000", CultureInfo.InvariantCulture);
        for (var rest = number / 1000; rest > 0; rest /= 1000)
        {
            path = string.Create(CultureInfo.InvariantCulture, $"x{rest % 1000:000}/{path}");
        }

        return path;
    }

    private static int? LevelOf(string text) => text == "entries" ? Entries
        : text.Length == 1 && text[0] - '0' is >= 0 and <= LastLevel and var level ? level : null;

    private static bool TryNumber(string[] groups, out long number)
    {
        number = 0;
        for (var i = 0; i < groups.Length; i++)
        {
            var group = i < groups.Length - 1 ? groups[i] : "x" + groups[i];
            if (group is not ['x', var a, var b, var c] || !char.IsAsciiDigit(a) || !char.IsAsciiDigit(b) || !char.IsAsciiDigit(c))
            {
                return false;
            }

            number = (number * 1000) + ((a - '0') * 100) + ((b - '0') * 10) + (c - '0');
        }

        return true;
    }
}

using KotaCerdas.Platform;

namespace KotaCerdas.Revenue.Model.Rules;

/// <summary>A cell that differs; null where the row is only in the other version.</summary>
/// <param name="Sheet">Table.</param>
/// <param name="Rule">What names the row.</param>
/// <param name="Column">Column.</param>
/// <param name="Before">Text before.</param>
/// <param name="After">Text after.</param>
internal sealed record RuleChange(string Sheet, string Rule, string Column, string? Before, string? After);

/// <summary>Compares two versions row by row; a row is known by what names it, not by its place.</summary>
internal static class RuleChanges
{
    private static readonly Dictionary<string, string[]> Keys = new(StringComparer.Ordinal)
    {
        ["set"] = ["key"],
        ["sources"] = ["code"],
        ["parameters"] = ["kind", "name", "from"],
        ["inputs"] = ["kind", "name"],
        ["tables"] = ["kind", "table", "row", "from"],
        ["steps"] = ["kind", "name", "from"],
        ["tiers"] = ["use", "above", "from"],
        ["classes"] = ["table", "class", "first_year"],
        ["interest"] = ["begins"],
        ["books"] = ["book"],
        ["dbkb"] = ["table", "row", "basis", "age", "above", "floors_above", "from"],
        ["codes"] = ["column", "code", "attribute", "from"],
        ["letters"] = ["letter", "term", "from"],
        ["open"] = ["kind", "name"],
        ["golden"] = ["kind", "case"],
    };

    public static IReadOnlyList<RuleChange> Between(IReadOnlyList<TableSheet> before, IReadOnlyList<TableSheet> after) =>
        [.. RuleSheets.All.SelectMany(s => Between(s, Rows(before, s), Rows(after, s)))];

    private static IEnumerable<RuleChange> Between(RuleSheet sheet, Dictionary<string, TableRow> before, Dictionary<string, TableRow> after)
    {
        foreach (var key in before.Keys.Union(after.Keys))
        {
            var (old, now) = (before.GetValueOrDefault(key), after.GetValueOrDefault(key));
            foreach (var column in sheet.Columns.Where(c => old?[c] != now?[c] && !Keys[sheet.Name].Contains(c)))
            {
                // Of a row that is new or gone only what it says is listed, not its empty cells.
                if (!string.IsNullOrEmpty(old?[column]) || !string.IsNullOrEmpty(now?[column]))
                {
                    yield return new(sheet.Name, key, column, old?[column], now?[column]);
                }
            }
        }
    }

    private static Dictionary<string, TableRow> Rows(IReadOnlyList<TableSheet> tables, RuleSheet sheet)
    {
        var rows = new Dictionary<string, TableRow>(StringComparer.Ordinal);
        foreach (var row in tables.FirstOrDefault(t => t.Name == sheet.Name)?.Rows ?? [])
        {
            var key = string.Join(" / ", Keys[sheet.Name].Select(c => row[c]).Where(c => c.Length > 0));

            // Tables such as worked examples may hold the same name twice: the second one is a row of its own.
            for (var n = 2; !rows.TryAdd(key, row); n++)
            {
                key = $"{key} ({n})";
            }
        }

        return rows;
    }
}

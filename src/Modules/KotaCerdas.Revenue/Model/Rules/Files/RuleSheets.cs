using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using KotaCerdas.Platform;

namespace KotaCerdas.Revenue.Model.Rules;

/// <summary>A table of a rule set: its name and columns.</summary>
/// <param name="Name">Name of the file or sheet.</param>
/// <param name="Columns">All columns.</param>
/// <param name="Needed">True where a set without it is none.</param>
internal sealed record RuleSheet(string Name, IReadOnlyList<string> Columns, bool Needed = false);

/// <summary>The tables a rule set consists of, and the canonical form that is kept and hashed.</summary>
internal static class RuleSheets
{
    private static readonly string[] Cited = ["from", "to", "article", "confidence", "source"];

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IReadOnlyList<RuleSheet> All { get; } =
    [
        new("set", ["key", "value"], Needed: true),
        new("sources", ["code", "title"], Needed: true),
        new("parameters", ["kind", "name", "title_id", "title_en", "unit", "value", .. Cited]),
        new("inputs", ["kind", "name", "title_id", "title_en", "unit", "choices", "least", "most", "hint_id", "hint_en"]),
        new("tables", ["kind", "table", "row", "title_id", "title_en", "unit", "value", .. Cited]),
        new("steps", ["kind", "name", "title_id", "title_en", "unit", "formula", "rounding", "payee", .. Cited]),
        new("tiers", ["use", "above", "upto", "rate", "njkp", .. Cited]),
        new("classes", ["table", "class", "above", "upto", "value", "first_year", "last_year", "article", "confidence", "source"]),
        new("interest", ["begins", "rate", "article", "confidence", "source"]),
        new("books", ["book", "above", "upto", "article", "confidence", "source"]),
        new("dbkb",
        [
            "table", "row", "title_id", "title_en", "basis", "age", "above", "upto", "floors_above", "floors_upto", "unit", "value",
                .. Cited,
        ]),
        new("codes", ["column", "code", "attribute", "row", "title_id", "title_en", .. Cited]),
        new("letters", ["letter", "term", "value", .. Cited]),
        new("open", ["kind", "name", "text_id", "text_en"]),
        new("golden", ["kind", "case", "inputs", "amount"]),
    ];

    /// <summary>
    /// The canonical form: every table in order, its columns in order, cells as text. The same rules give the same bytes, whatever file
    /// they came from.
    /// </summary>
    public static byte[] Write(IReadOnlyList<TableSheet> tables)
    {
        var canonical = new SortedDictionary<string, string[][]>(StringComparer.Ordinal);
        foreach (var sheet in All)
        {
            if (tables.FirstOrDefault(t => t.Name == sheet.Name) is { Rows.Count: > 0 } table)
            {
                canonical[sheet.Name] = [.. table.Rows.Select(r => sheet.Columns.Select(c => r[c]).ToArray())];
            }
        }

        return JsonSerializer.SerializeToUtf8Bytes(canonical, Plain);
    }

    /// <summary>The tables of a canonical form.</summary>
    public static IReadOnlyList<TableSheet> Read(byte[] canonical)
    {
        var tables = JsonSerializer.Deserialize<Dictionary<string, string[][]>>(canonical)
            ?? throw new BugException("An empty rule set is stored");
        return [.. All.Where(s => tables.ContainsKey(s.Name)).Select(s => new TableSheet(s.Name, s.Columns,
            [.. tables[s.Name].Select((cells, i) => new TableRow(i + 2, Row(s.Columns, cells)))]))];
    }

    public static string Hash(byte[] canonical) => Convert.ToHexStringLower(SHA256.HashData(canonical));

    private static Dictionary<string, string> Row(IReadOnlyList<string> columns, string[] cells) =>
        columns.Select((c, i) => (c, i)).ToDictionary(x => x.c, x => cells[x.i], StringComparer.OrdinalIgnoreCase);
}

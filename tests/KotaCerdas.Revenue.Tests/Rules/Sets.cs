using System.Collections.Concurrent;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Tests.Rules;

/// <summary>Rule sets for tests: those that ship, and those of the vectors.</summary>
internal static class Sets
{
    private static readonly ConcurrentDictionary<string, RuleSet> Known = new(StringComparer.Ordinal);

    public static readonly string[] Slugs = ["kabupaten-sidoarjo", "kota-bekasi", "kota-bau-bau", "kota-pagar-alam"];

    public static RuleSet Of(string name) => Known.GetOrAdd(name, static n => RuleReader.Folder(PathOf(n)).Value);

    public static string PathOf(string name) => Slugs.Contains(name)
        ? ShippedData.PathOf("tariffs", name, "1") : Path.Combine(AppContext.BaseDirectory, "Vectors", "sets", name);

    public static PbbRules Pbb(string name, int year = 2025) => PbbRules.Compile(Of(name), year, estimate: true).Value;

    public static KindRules Kind(string name, string kind) => KindRules.Of(Of(name), kind, new DateOnly(2026, 1, 1), estimate: true).Value;

    public static IEnumerable<TableRow> Vectors(string name) => TableFile.Shipped(Path.Combine(AppContext.BaseDirectory, "Vectors"), name);

    public static Dictionary<string, string> Inputs(string text) =>
        text.Split(';').Select(p => p.Split('=')).ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal);

    /// <summary>The tables of a set, with one cell changed: the violation that a test plants.</summary>
    public static IReadOnlyList<TableSheet> Planted(string name, string sheet, int row, string column, string value) =>
        Planted(TableBook.Folder(PathOf(name)).Value, sheet, row, column, value);

    /// <summary>Tables with one cell changed.</summary>
    public static IReadOnlyList<TableSheet> Planted(
        IReadOnlyList<TableSheet> tables, string sheet, int row, string column, string value) =>
    [
        .. tables.Select(t => t.Name != sheet ? t : t with
        {
            Rows = [.. t.Rows.Select(r => r.Number != row ? r
                : r with { Cells = new Dictionary<string, string>(r.Cells, StringComparer.OrdinalIgnoreCase) { [column] = value } })],
        }),
    ];
}

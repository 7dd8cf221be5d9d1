using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace KotaCerdas.Movement.Features.Country;

/// <summary>A table to be downloaded.</summary>
/// <param name="Columns">Column names; stable, for machines.</param>
/// <param name="Rows">Values: text, numbers, or null for what is not known.</param>
/// <param name="Attribution">Whom to name when using it, with licences.</param>
internal sealed record OpenTable(IReadOnlyList<string> Columns, IReadOnlyList<object?[]> Rows, IReadOnlyList<string> Attribution)
{
    /// <summary>RFC 4180: commas, quotes where needed, CRLF. The last column names the licences: they travel with the rows.</summary>
    public string Csv()
    {
        var csv = new StringBuilder();
        var licence = string.Join("; ", Attribution);
        Line(csv, [.. Columns, "attribution"]);
        foreach (var row in Rows)
        {
            Line(csv, [.. row, licence]);
        }

        return csv.ToString();
    }

    /// <summary>An object with attribution, count and rows.</summary>
    public byte[] Json() => JsonSerializer.SerializeToUtf8Bytes(new JsonObject
    {
        ["attribution"] = new JsonArray([.. Attribution.Select(a => JsonValue.Create(a))]),
        ["total"] = Rows.Count,
        ["rows"] = new JsonArray([.. Rows.Select(Object)]),
    });

    private JsonObject Object(object?[] row) =>
        new(Columns.Zip(row, (column, value) => KeyValuePair.Create(column, value is null ? null : (JsonNode?)JsonValue.Create(value))));

    private static void Line(StringBuilder csv, IEnumerable<object?> values) =>
        csv.AppendJoin(',', values.Select(v => Quoted(Convert.ToString(v, CultureInfo.InvariantCulture) ?? string.Empty))).Append("\r\n");

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}

using System.Text;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features;

/// <summary>Writes the rows of a table on a page as CSV (RFC 4180).</summary>
internal static class CsvTable
{
    /// <summary>The download: the table's own headings and texts; a value that nobody reported is an empty cell.</summary>
    public static FileContentResult File(IEnumerable<string> headings, IEnumerable<IReadOnlyList<string?>> rows, string name)
    {
        var text = new StringBuilder();
        foreach (var row in rows.Prepend([.. headings]))
        {
            text.AppendJoin(',', row.Select(c => Cell(c ?? string.Empty))).Append("\r\n");
        }

        return new(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8") { FileDownloadName = name };
    }

    /// <summary>Quoted; a text that a spreadsheet would run as a formula is shown as text.</summary>
    public static string Cell(string text)
    {
        var safe = text.Length > 0 && "=+-@".Contains(text[0]) ? "'" + text : text;
        return $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}

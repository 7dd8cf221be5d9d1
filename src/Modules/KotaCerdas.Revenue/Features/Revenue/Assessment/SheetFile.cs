using System.Globalization;
using System.Text;
using KotaCerdas.Platform;

namespace KotaCerdas.Revenue.Features.Assessment;

/// <summary>Columns and rows for a spreadsheet; a cell is a text, a whole number, or null for a value that nobody has.</summary>
/// <param name="Name">Name of the sheet.</param>
/// <param name="Heads">Headings.</param>
/// <param name="Rows">Rows; read once, as they come.</param>
internal sealed record SheetRows(string Name, IReadOnlyList<string> Heads, IAsyncEnumerable<object?[]> Rows);

/// <summary>Writes rows as CSV or XLSX while they are read. A NOP is a text in both.</summary>
internal static class SheetFile
{
    private const int Width = 20;

    /// <summary>Type of the file's content.</summary>
    public static string TypeOf(bool workbook) =>
        workbook ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" : "text/csv; charset=utf-8";

    /// <summary>Writes the file.</summary>
    public static Task WriteAsync(SheetRows rows, bool workbook, Stream to, CancellationToken cancel) =>
        workbook ? WorkbookAsync(rows, to, cancel) : CsvAsync(rows, to, cancel);

    private static async Task CsvAsync(SheetRows rows, Stream to, CancellationToken cancel)
    {
        await using var writer = new StreamWriter(to, new UTF8Encoding(false), 1 << 16, leaveOpen: true);
        await writer.WriteAsync(string.Join(',', rows.Heads.Select(Quoted)) + "\r\n");
        var line = new StringBuilder();
        await foreach (var row in rows.Rows.WithCancellation(cancel))
        {
            line.Clear().AppendJoin(',', row.Select(c => c switch
            {
                null => string.Empty,
                string text => Quoted(text),
                var number => Convert.ToInt64(number, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
            })).Append("\r\n");
            await writer.WriteAsync(line, cancel);
        }
    }

    /// <summary>A workbook is a ZIP file, which is written with going back: to a file first, which vanishes when it is closed.</summary>
    private static async Task WorkbookAsync(SheetRows rows, Stream to, CancellationToken cancel)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await using var file = new FileStream(
            path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, System.IO.FileOptions.DeleteOnClose);
        using (var book = new WorkbookStream(file, rows.Name, [.. rows.Heads.Select(h => (h, Width))]))
        {
            var cells = new StreamedCell[rows.Heads.Count];
            await foreach (var row in rows.Rows.WithCancellation(cancel))
            {
                for (var i = 0; i < cells.Length; i++)
                {
                    cells[i] = row[i] switch
                    {
                        null => string.Empty,
                        string text => text,
                        var number => Convert.ToInt64(number, CultureInfo.InvariantCulture),
                    };
                }

                book.Row(cells);
            }
        }

        file.Position = 0;
        await file.CopyToAsync(to, cancel);
    }

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}

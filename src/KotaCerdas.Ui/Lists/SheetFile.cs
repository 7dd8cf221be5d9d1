using System.Globalization;
using System.Text;
using KotaCerdas.Platform;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace KotaCerdas.Ui;

/// <summary>Columns and rows for a spreadsheet.</summary>
/// <param name="Name">Name of the sheet, at most 25 letters.</param>
/// <param name="Heads">Headings.</param>
/// <param name="Rows">
/// Rows; read once, as they come. A cell is a text, a whole number, a day, or null for a value that nobody has. A NOP is a text.
/// </param>
public sealed record SheetRows(string Name, IReadOnlyList<string> Heads, IAsyncEnumerable<object?[]> Rows)
{
    /// <summary>Name of the file, without its ending.</summary>
    public string FileName { get; init; } = Name;
}

/// <summary>
/// Writes rows as CSV or XLSX while they are read, as programs read them: numbers without separators, days as 2026-03-02.
/// </summary>
public static class SheetFile
{
    private const int Width = 20;

    /// <summary>Answers a request with the file.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="workbook">True for XLSX, false for CSV.</param>
    /// <param name="response">The answer, of which nothing was sent.</param>
    /// <param name="cancel">Stops.</param>
    public static async Task SendAsync(SheetRows rows, bool workbook, HttpResponse response, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(response);
        response.ContentType = workbook
            ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" : "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment")
        {
            FileName = rows.FileName + (workbook ? ".xlsx" : ".csv"),
        }.ToString();
        await (workbook ? WorkbookAsync(rows, response.Body, cancel) : CsvAsync(rows, response.Body, cancel));
    }

    private static async Task CsvAsync(SheetRows rows, Stream to, CancellationToken cancel)
    {
        // The mark at the beginning tells spreadsheet programs that the letters are UTF-8.
        await using var writer = new StreamWriter(to, new UTF8Encoding(true), 1 << 16, leaveOpen: true);
        var line = new StringBuilder();
        Add(line, rows.Heads);
        await foreach (var row in rows.Rows.WithCancellation(cancel))
        {
            Add(line, row);
            if (line.Length >= 1 << 14)
            {
                await writer.WriteAsync(line, cancel);
                line.Clear();
            }
        }

        await writer.WriteAsync(line, cancel);
    }

    private static void Add(StringBuilder to, IReadOnlyList<object?> cells)
    {
        for (var i = 0; i < cells.Count; i++)
        {
            to.Append(i == 0 ? string.Empty : ",");
            _ = cells[i] switch
            {
                null => to,
                string text => to.Append(Csv.Quoted(text)),
                DateOnly day => to.Append(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd}"),
                var number => to.Append(Whole(number)),
            };
        }

        to.Append("\r\n");
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
                        DateOnly day => day,
                        var number => Whole(number),
                    };
                }

                book.Row(cells);
            }
        }

        file.Position = 0;
        await file.CopyToAsync(to, cancel);
    }

    private static long Whole(object number) => Convert.ToInt64(number, CultureInfo.InvariantCulture);
}

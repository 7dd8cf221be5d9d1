using KotaCerdas.Platform.Instruments;
using KotaCerdas.Platform.Instruments.Files;

namespace KotaCerdas.Platform;

/// <summary>One table of a book: a worksheet, or a CSV file of a folder or zip.</summary>
/// <param name="Name">Name of the sheet or file, in lower case and without extension.</param>
/// <param name="Columns">Names in the header, in lower case.</param>
/// <param name="Rows">Rows with anything in them.</param>
public sealed record TableSheet(string Name, IReadOnlyList<string> Columns, IReadOnlyList<TableRow> Rows);

/// <summary>
/// Reads several tables that belong together: an XLSX file, a zip of CSV files or a folder of them, within the limits of
/// <see cref="InstrumentLimits"/>. Whatever is in the file, reading ends with tables or with problems.
/// </summary>
public static class TableBook
{
    /// <summary>Reads an uploaded XLSX file or zip.</summary>
    public static async Task<Outcome<IReadOnlyList<TableSheet>>> UploadAsync(Stream upload, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(upload);
        using var file = new MemoryStream();
        var buffer = new byte[81_920];
        int read;
        while (file.Length <= InstrumentLimits.FileBytes && (read = await upload.ReadAsync(buffer, cancel)) > 0)
        {
            await file.WriteAsync(buffer.AsMemory(0, read), cancel);
        }

        file.Position = 0;
        var flaws = new Flaws();
        return Tables(RawReader.Zip(file, flaws), flaws);
    }

    /// <summary>Reads a folder that ships with the product.</summary>
    public static Outcome<IReadOnlyList<TableSheet>> Folder(string path)
    {
        var flaws = new Flaws();
        return Tables(RawReader.Folder(path, flaws), flaws);
    }

    private static Outcome<IReadOnlyList<TableSheet>> Tables(List<RawSheet>? sheets, Flaws flaws) => sheets is null || flaws.Any
        ? Outcome.Fail<IReadOnlyList<TableSheet>>(flaws.Problems)
        : Outcome.Of<IReadOnlyList<TableSheet>>([.. sheets.Select(Table)]);

    private static TableSheet Table(RawSheet sheet)
    {
        if (sheet.Rows.Count == 0)
        {
            return new(sheet.Name.ToLowerInvariant(), [], []);
        }

        var columns = Array.ConvertAll(sheet.Rows[0].Cells, c => c.ToLowerInvariant());
        return new(sheet.Name.ToLowerInvariant(), [.. columns.Where(c => c.Length > 0)],
            [.. sheet.Rows.Skip(1).Select(r => new TableRow(r.Number, Cells(columns, r.Cells)))]);
    }

    private static Dictionary<string, string> Cells(string[] columns, string[] cells)
    {
        var byColumn = new Dictionary<string, string>(columns.Length, StringComparer.OrdinalIgnoreCase);
        for (var c = 0; c < columns.Length; c++)
        {
            byColumn.TryAdd(columns[c], c < cells.Length ? cells[c] : string.Empty);
        }

        return byColumn;
    }
}

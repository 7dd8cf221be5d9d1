using System.Globalization;
using System.IO.Compression;
using System.Text;
using CsvHelper;
using ExcelDataReader;

namespace KotaCerdas.Platform;

/// <summary>
/// Reads CSV files and the first worksheet of XLSX files as rows with named columns. Column names ignore case and spaces around them.
/// </summary>
public static class TableFile
{
    // The separator is found in the file: Indonesian spreadsheets save semicolons.
    private static readonly CsvReaderOptions Csvs = new()
    {
        TrimWhitespace = true,
        TrimInsideQuotes = true,
        SkipEmptyLines = false,
        MaxRecordSize = 1 << 20,
    };

    /// <summary>Reads a shipped file, lazily; <c>name.csv</c> or, where only that exists, <c>name.csv.gz</c>.</summary>
    public static IEnumerable<TableRow> Shipped(string folder, string name)
    {
        var plain = Path.Combine(folder, name + ".csv");
        using Stream file = File.Exists(plain)
            ? File.OpenRead(plain)
            : new GZipStream(File.OpenRead(plain + ".gz"), CompressionMode.Decompress);
        foreach (var row in Rows(CsvReader.Create(file, Csvs)))
        {
            yield return row;
        }
    }

    /// <summary>Reads text with separated values, lazily.</summary>
    public static IEnumerable<TableRow> Csv(TextReader text) => Rows(CsvReader.Create(text, Csvs));

    /// <summary>
    /// Reads an uploaded CSV or XLSX file whole, whatever is in it: a file that is neither gives a problem, never an exception.
    /// </summary>
    /// <param name="file">The upload; seekable.</param>
    /// <param name="required">Columns that must be there.</param>
    public static Outcome<IReadOnlyList<TableRow>> Upload(Stream file, params IReadOnlyList<string> required)
    {
        List<TableRow> rows;
        try
        {
            Span<byte> start = stackalloc byte[4096];
            start = start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
            file.Position = 0;
            var zip = start.StartsWith("PK"u8);
            if (!zip && start.Contains((byte)0))
            {
                return new Problem("Platform.Table.Unreadable");
            }

            rows = [.. zip ? Worksheet(file) : Rows(CsvReader.Create(file, Csvs, leaveOpen: true))];
        }
        catch (Exception e) when (e is not (OutOfMemoryException or BugException))
        {
            // The parsers of third parties throw many kinds of exceptions on damaged files; each means the same to the person.
            return new Problem("Platform.Table.Unreadable");
        }

        if (rows.Count == 0)
        {
            return new Problem("Platform.Table.Empty");
        }

        var missing = required.Where(column => !rows[0].Cells.ContainsKey(column)).ToList();
        return missing.Count == 0
            ? Outcome.Of<IReadOnlyList<TableRow>>(rows)
            : new Problem("Platform.Table.MissingColumns", null, string.Join(", ", missing));
    }

    /// <summary>
    /// Reads a CSV file of any length, lazily: of each row the cells of the named columns, in their order, by one object that moves on. A
    /// row that breaks the format throws <see cref="TableRecordException"/> while the rows are walked.
    /// </summary>
    /// <param name="file">The file; stays open.</param>
    /// <param name="columns">Columns that must be there; others are passed over.</param>
    /// <param name="optional">So many of the last columns may be missing.</param>
    public static Outcome<IEnumerable<TableRecord>> Records(Stream file, IReadOnlyList<string> columns, int optional = 0)
    {
        var reader = CsvReader.Create(file, Csvs, leaveOpen: true);
        string[] header;
        try
        {
            reader.ReadHeader();
            header = ColumnNames([.. reader.Headers]);
        }
        catch (Exception e) when (e is not (OutOfMemoryException or BugException))
        {
            reader.Dispose();
            return new Problem("Platform.Table.Unreadable");
        }

        int[] places = [.. columns.Select(c => Array.FindIndex(header, h => h.Equals(c, StringComparison.OrdinalIgnoreCase)))];
        var missing = columns.SkipLast(optional).Where((_, i) => places[i] < 0).ToList();
        if (missing.Count == 0)
        {
            return Outcome.Of(Records(reader, places));
        }

        reader.Dispose();
        return new Problem("Platform.Table.MissingColumns", null, string.Join(", ", missing));
    }

    /// <summary>Reads the first worksheet; dates become <c>yyyy-MM-dd</c>, numbers plain text with a point.</summary>
    public static IEnumerable<TableRow> Worksheet(Stream xlsx)
    {
        // The reader asks for code page 1252 on construction, even for files that do not use it.
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        using var reader = ExcelReaderFactory.CreateOpenXmlReader(xlsx, new() { LeaveOpen = true });
        if (!reader.Read())
        {
            yield break;
        }

        var columns = ColumnNames(Record(reader));
        for (var number = 2; reader.Read(); number++)
        {
            var record = Record(reader);
            if (Array.Exists(record, cell => cell.Length > 0))
            {
                yield return new(number, Cells(columns, record));
            }
        }
    }

    private static IEnumerable<TableRow> Rows(CsvReader reader)
    {
        using (reader)
        {
            reader.ReadHeader();
            var columns = ColumnNames([.. reader.Headers]);
            while (reader.Read())
            {
                var record = reader.Current.ToArray();
                if (Array.Exists(record, cell => cell.Length > 0))
                {
                    yield return new((int)reader.RowNumber + 1, Cells(columns, record));
                }
            }
        }
    }

    private static IEnumerable<TableRecord> Records(CsvReader reader, int[] places)
    {
        using (reader)
        {
            var record = new TableRecord(reader, places);
            while (Next(reader))
            {
                if (!record.IsEmpty)
                {
                    yield return record;
                }
            }
        }
    }

    private static bool Next(CsvReader reader)
    {
        try
        {
            return reader.Read();
        }
        catch (Exception e) when (e is not (OutOfMemoryException or BugException or OperationCanceledException))
        {
            throw new TableRecordException((int)reader.RowNumber + 2, e);
        }
    }

    private static string[] Record(IExcelDataReader reader)
    {
        var record = new string[reader.FieldCount];
        for (var i = 0; i < record.Length; i++)
        {
            record[i] = Show(reader.GetValue(i));
        }

        return record;
    }

    private static string Show(object? value) => value switch
    {
        null => string.Empty,
        DateTime date when date.TimeOfDay == TimeSpan.Zero => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime date => date.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()?.Trim() ?? string.Empty,
    };

    private static string[] ColumnNames(string[] header) => Array.ConvertAll(header, name => name.Trim('\uFEFF', ' '));

    private static Dictionary<string, string> Cells(string[] columns, string[] record)
    {
        var cells = new Dictionary<string, string>(columns.Length, StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < columns.Length; i++)
        {
            cells.TryAdd(columns[i], i < record.Length ? record[i] : string.Empty);
        }

        return cells;
    }
}

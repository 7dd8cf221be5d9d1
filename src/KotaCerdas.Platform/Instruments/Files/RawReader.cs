using System.Globalization;
using System.IO.Compression;
using System.Text;
using CsvHelper;
using ExcelDataReader;

namespace KotaCerdas.Platform.Instruments.Files;

/// <summary>
/// Reads an XLSX file, a zip of CSV files or a folder of CSV files into text cells, within fixed limits. Whatever is in the file, reading
/// ends with cells or with a problem.
/// </summary>
internal static class RawReader
{
    private const int Entries = 200;
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    static RawReader() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static List<RawSheet>? Zip(MemoryStream file, Flaws flaws)
    {
        if (file.Length > InstrumentLimits.FileBytes)
        {
            return Refuse(flaws, "Platform.Instrument.File.TooBig", InstrumentLimits.FileBytes / 1_000_000);
        }

        try
        {
            return Unpacked(file, flaws);
        }
        catch (LimitException limit)
        {
            flaws.AddAt(limit.Code, limit.Sheet, limit.Row, "–", limit.Limit);
            return null;
        }
        catch (Exception problem) when (problem is not (OutOfMemoryException or BugException))
        {
            // The parsers of third parties throw many kinds of exceptions on damaged files; each means the same to the person.
            return Refuse(flaws, "Platform.Instrument.File.Unreadable");
        }
    }

    public static List<RawSheet>? Folder(string path, Flaws flaws)
    {
        var sheets = new List<RawSheet>();
        try
        {
            foreach (var file in Directory.EnumerateFiles(path, "*.csv").Order(StringComparer.Ordinal).Take(Entries))
            {
                sheets.Add(Csv(Path.GetFileNameWithoutExtension(file), File.ReadAllBytes(file)));
            }
        }
        catch (LimitException limit)
        {
            flaws.AddAt(limit.Code, limit.Sheet, limit.Row, "–", limit.Limit);
            return null;
        }
        catch (Exception problem) when (problem is CsvFormatException or DecoderFallbackException)
        {
            return Refuse(flaws, "Platform.Instrument.File.Unreadable");
        }

        return sheets;
    }

    private static List<RawSheet>? Unpacked(MemoryStream file, Flaws flaws)
    {
        using var archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        if (archive.Entries.Count > Entries)
        {
            return Refuse(flaws, "Platform.Instrument.File.TooMuch", InstrumentLimits.UnpackedBytes / 1_000_000);
        }

        // Sizes stated in a zip can lie: everything is unpacked once under a counter before any parser sees it.
        var left = (long)InstrumentLimits.UnpackedBytes;
        var csv = new List<(string Name, byte[] Content)>();
        foreach (var entry in archive.Entries)
        {
            using var content = entry.Open();
            var isCsv = entry.Name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase);
            using var kept = new MemoryStream();
            left -= Copy(content, isCsv ? kept : Stream.Null, left);
            if (left < 0)
            {
                return Refuse(flaws, "Platform.Instrument.File.TooMuch", InstrumentLimits.UnpackedBytes / 1_000_000);
            }

            if (isCsv)
            {
                csv.Add((Path.GetFileNameWithoutExtension(entry.Name), kept.ToArray()));
            }
        }

        return archive.GetEntry("xl/workbook.xml") is null ? csv.ConvertAll(c => Csv(c.Name, c.Content)) : Xlsx(file);
    }

    private static long Copy(Stream from, Stream to, long limit)
    {
        var buffer = new byte[81_920];
        long total = 0;
        int read;
        while (total <= limit && (read = from.Read(buffer)) > 0)
        {
            to.Write(buffer, 0, read);
            total += read;
        }

        return total;
    }

    private static List<RawSheet> Xlsx(MemoryStream file)
    {
        file.Position = 0;
        using var reader = ExcelReaderFactory.CreateOpenXmlReader(file, new() { LeaveOpen = true });
        var sheets = new List<RawSheet>();
        do
        {
            // A damaged workbook may not name its sheets.
            var name = reader.Name ?? string.Empty;
            var rows = new List<RawRow>();
            for (var number = 1; reader.Read(); number++)
            {
                var cells = new string[Math.Min(reader.FieldCount, InstrumentLimits.Columns)];
                for (var c = 0; c < cells.Length; c++)
                {
                    cells[c] = Text(reader.GetValue(c), reader.GetNumberFormatString(c));
                }

                Keep(rows, name, number, cells);
            }

            sheets.Add(new(name, rows));
        }
        while (reader.NextResult());
        return sheets;
    }

    private static RawSheet Csv(string name, byte[] content)
    {
        var text = StrictUtf8.GetString(content).TrimStart('\uFEFF');
        var firstLine = text.AsSpan(0, text.IndexOf('\n') is var end and >= 0 ? end : text.Length);
        var settings = new CsvReaderOptions
        {
            HasHeader = false,
            SkipEmptyLines = false,
            Separator = firstLine.Contains(';') && !firstLine.Contains(',') ? ';' : ',',
            MaxRecordSize = InstrumentLimits.Columns * InstrumentLimits.CellLength,
        };
        using var reader = CsvReader.FromText(text, settings);
        var rows = new List<RawRow>();
        for (var number = 1; reader.Read(); number++)
        {
            Keep(rows, name, number,
                [.. Enumerable.Range(0, Math.Min(reader.FieldCount, InstrumentLimits.Columns)).Select(c => reader.GetString(c).Trim())]);
        }

        return new(name, rows);
    }

    private static void Keep(List<RawRow> rows, string sheet, int number, string[] cells)
    {
        if (number > InstrumentLimits.Rows + 1)
        {
            throw new LimitException("Platform.Instrument.File.TooManyRows", sheet, number, InstrumentLimits.Rows);
        }

        if (Array.Exists(cells, c => c.Length > InstrumentLimits.CellLength))
        {
            throw new LimitException("Platform.Instrument.File.CellTooLong", sheet, number, InstrumentLimits.CellLength);
        }

        if (Array.Exists(cells, c => c.Length > 0))
        {
            rows.Add(new(number, cells));
        }
    }

    private static string Text(object? value, string? format) => value switch
    {
        null => "",
        bool truth => truth ? "true" : "false",
        DateTime day => DateOnly.FromDateTime(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        double number when Math.Abs(number) > 1e15 || double.IsNaN(number) => number.ToString(CultureInfo.InvariantCulture),
        double number => Decimals.Plain((decimal)number * (format?.Contains('%') == true ? 100 : 1)),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture).Trim(),
        _ => value.ToString()!.Trim(),
    };

    private static List<RawSheet>? Refuse(Flaws flaws, string code, params object[] args)
    {
        flaws.AddAt(code, "–", 0, "–", args);
        return null;
    }

    private sealed class LimitException(string code, string sheet, int row, int limit) : Exception(code)
    {
        public string Code { get; } = code;

        public string Sheet { get; } = sheet;

        public int Row { get; } = row;

        public int Limit { get; } = limit;
    }
}

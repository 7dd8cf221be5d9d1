using CsvHelper;

namespace KotaCerdas.Platform;

/// <summary>One record of a CSV text with a header.</summary>
/// <param name="Line">Line number in the file, the header being line 1.</param>
/// <param name="Fields">Value by column name; names in lower case, values trimmed.</param>
public sealed record CsvRow(int Line, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>The value, or empty where the column is missing.</summary>
    public string this[string column] => Fields.GetValueOrDefault(column, string.Empty);
}

/// <summary>Reads CSV with a header line: shipped data, imports.</summary>
public static class CsvRows
{
    /// <summary>All records of a file. Throws <see cref="FormatException"/> where a shipped file is malformed.</summary>
    public static List<CsvRow> FromFile(string path)
    {
        using var reader = new StreamReader(path);
        return [.. Read(reader)];
    }

    /// <summary>Records one by one.</summary>
    public static IEnumerable<CsvRow> Read(TextReader text)
    {
        using var csv = CsvReader.Create(text, new CsvReaderOptions { HasHeader = true, TrackLineNumbers = true }, leaveOpen: true);
        csv.ReadHeader();
        var columns = csv.Headers.Select(h => h.Trim().ToLowerInvariant()).ToArray();
        while (csv.Read())
        {
            var fields = new Dictionary<string, string>(columns.Length, StringComparer.Ordinal);
            for (var i = 0; i < columns.Length && i < csv.FieldCount; i++)
            {
                fields[columns[i]] = csv.GetString(i).Trim();
            }

            yield return new CsvRow((int)csv.LineNumber, fields);
        }
    }
}

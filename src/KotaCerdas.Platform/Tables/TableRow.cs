using CsvHelper;

namespace KotaCerdas.Platform;

/// <summary>One row of a CSV file or a worksheet.</summary>
/// <param name="Number">Row number as a spreadsheet shows it: the header is row 1.</param>
/// <param name="Cells">Trimmed text by column name; an empty cell is an empty string.</param>
public sealed record TableRow(int Number, IReadOnlyDictionary<string, string> Cells)
{
    /// <summary>The cell's text, empty where the cell is empty or the column is missing.</summary>
    public string this[string column] => Cells.TryGetValue(column, out var text) ? text : string.Empty;

    /// <summary>The cell's text, or null where it is empty.</summary>
    public string? Optional(string column) => this[column] is { Length: > 0 } text ? text : null;
}

/// <summary>A row that cannot be used, and why.</summary>
/// <param name="Row">Row number as a spreadsheet shows it.</param>
/// <param name="Problem">What is wrong; its field is the column.</param>
public sealed record RowProblem(int Row, Problem Problem);

/// <summary>What came of reading a file row by row: the good rows, and each bad one with its reason.</summary>
/// <param name="Rows">Rows that were read.</param>
/// <param name="Problems">Rows that were not; empty where all is well.</param>
public sealed record TableReading<T>(IReadOnlyList<T> Rows, IReadOnlyList<RowProblem> Problems);

/// <summary>
/// The wanted cells of the row that a long file stands at. There is one such object for all rows: what it gives is valid until the next
/// row.
/// </summary>
public sealed class TableRecord
{
    private readonly CsvReader _reader;
    private readonly int[] _places;

    internal TableRecord(CsvReader reader, int[] places) => (_reader, _places) = (reader, places);

    /// <summary>Row number as a spreadsheet shows it: the header is row 1.</summary>
    public int Row => (int)_reader.RowNumber + 1;

    /// <summary>True where no cell of the row holds anything.</summary>
    internal bool IsEmpty
    {
        get
        {
            for (var i = 0; i < _reader.FieldCount; i++)
            {
                if (!_reader.IsEmpty(i))
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>True where the file has the column.</summary>
    public bool Has(int column) => _places[column] >= 0;

    /// <summary>Trimmed UTF-8 of a wanted column, by its place among them; empty where the row is short or the file lacks it.</summary>
    public ReadOnlySpan<byte> Bytes(int column) =>
        _places[column] >= 0 && _places[column] < _reader.FieldCount ? _reader.GetSpan(_places[column]) : default;

    /// <summary>The same as text.</summary>
    public string Text(int column) => Bytes(column) is { IsEmpty: false } bytes ? System.Text.Encoding.UTF8.GetString(bytes) : string.Empty;
}

/// <summary>A row that is not in the format of the file, such as an open quotation mark.</summary>
public sealed class TableRecordException(int row, Exception cause) : Exception("A row cannot be read", cause)
{
    /// <summary>Row number as a spreadsheet shows it.</summary>
    public int Row { get; } = row;
}

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

/// <summary>The wanted cells of one row of a long file.</summary>
/// <param name="Row">Row number as a spreadsheet shows it: the header is row 1.</param>
/// <param name="Cells">Trimmed text of the wanted columns, in their order.</param>
public readonly record struct TableRecord(int Row, string[] Cells);

/// <summary>A row that is not in the format of the file, such as an open quotation mark.</summary>
public sealed class TableRecordException(int row, Exception cause) : Exception("A row cannot be read", cause)
{
    /// <summary>Row number as a spreadsheet shows it.</summary>
    public int Row { get; } = row;
}

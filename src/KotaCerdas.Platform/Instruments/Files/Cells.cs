namespace KotaCerdas.Platform.Instruments.Files;

/// <summary>A filled row of a sheet: its number as people see it, and its cells as text.</summary>
internal sealed record RawRow(int Number, string[] Cells);

/// <summary>A sheet as it was read, first row included.</summary>
internal sealed record RawSheet(string Name, IReadOnlyList<RawRow> Rows);

/// <summary>A sheet whose headers are understood: rows below the header, cells by column key.</summary>
internal sealed class Table(
    SheetLayout layout, string name, Dictionary<string, (int Index, string Header)> columns, IReadOnlyList<RawRow> rows)
{
    public SheetLayout Layout { get; } = layout;

    public string Name { get; } = name;

    public IReadOnlyList<RawRow> Rows { get; } = rows;

    /// <summary>Rows of the fields where the sheet has one field a row.</summary>
    public Dictionary<string, int>? FieldRows { get; init; }

    public int RowOf(RawRow row, string key) => FieldRows is null ? row.Number : FieldRows.GetValueOrDefault(key, row.Number);

    public string Header(string key) => columns.TryGetValue(key, out var column) ? column.Header : Layout.Header(key);

    public string Cell(RawRow row, string key) =>
        columns.TryGetValue(key, out var column) && column.Index < row.Cells.Length ? row.Cells[column.Index] : "";
}

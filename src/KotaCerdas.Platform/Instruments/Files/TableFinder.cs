namespace KotaCerdas.Platform.Instruments.Files;

/// <summary>
/// Matches sheets and headers by their Indonesian or English names. What is not known is a problem, so that nothing is dropped in silence.
/// </summary>
internal static class TableFinder
{
    public static Dictionary<SheetKind, Table> Find(IReadOnlyList<RawSheet> sheets, Flaws flaws)
    {
        var tables = new Dictionary<SheetKind, Table>();
        foreach (var sheet in sheets.Where(s => !s.Name.StartsWith('_')))
        {
            var name = Sheets.Fold(sheet.Name);
            var layout = Array.Find(Sheets.All, l => Sheets.Fold(l.Name) == name || Sheets.Fold(l.Indonesian) == name);
            if (layout is null)
            {
                flaws.AddAt("Platform.Instrument.File.UnknownSheet", sheet.Name, 1, "–", string.Join(", ", Sheets.All.Select(l => l.Name)));
            }
            else if (!tables.TryAdd(
                layout.Kind, layout.Kind == SheetKind.Instrument ? Header(sheet, layout, flaws) : Rows(sheet, layout, flaws)))
            {
                flaws.AddAt("Platform.Instrument.File.SheetTwice", sheet.Name, 1, "–");
            }
        }

        if (!tables.ContainsKey(SheetKind.Instrument))
        {
            flaws.AddAt("Platform.Instrument.File.NoInstrument", Sheets.Of(SheetKind.Instrument).Name, 1, "–");
        }

        return tables;
    }

    private static Table Rows(RawSheet sheet, SheetLayout layout, Flaws flaws)
    {
        if (sheet.Rows.Count == 0)
        {
            return new(layout, sheet.Name, [], []);
        }

        var header = sheet.Rows[0];
        var columns = new Dictionary<string, (int, string)>(StringComparer.Ordinal);
        for (var c = 0; c < header.Cells.Length; c++)
        {
            if (header.Cells[c].Length > 0)
            {
                AddColumn(columns, layout, sheet, header.Number, (c, header.Cells[c]), flaws);
            }
        }

        foreach (var column in layout.Columns.Where(c => c.Required && !columns.ContainsKey(c.Key)))
        {
            flaws.AddAt("Platform.Instrument.File.NoColumn", sheet.Name, header.Number, column.English, column.Indonesian);
        }

        return new(layout, sheet.Name, columns, [.. sheet.Rows.Skip(1)]);
    }

    private static void AddColumn(
        Dictionary<string, (int, string)> columns, SheetLayout layout, RawSheet sheet, int row, (int Index, string Header) cell,
            Flaws flaws)
    {
        if (Column(layout, cell.Header) is not { } column)
        {
            flaws.AddAt("Platform.Instrument.File.UnknownColumn", sheet.Name, row, cell.Header,
                string.Join(", ", layout.Columns.Select(c => c.English)));
        }
        else if (!columns.TryAdd(column.Key, cell))
        {
            flaws.AddAt("Platform.Instrument.File.ColumnTwice", sheet.Name, row, cell.Header);
        }
    }

    /// <summary>The first sheet has one field a row: the rows become the columns of a single row.</summary>
    private static Table Header(RawSheet sheet, SheetLayout layout, Flaws flaws)
    {
        var columns = new Dictionary<string, (int, string)>(StringComparer.Ordinal);
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        var cells = new string[layout.Columns.Length];
        Array.Fill(cells, "");
        foreach (var row in sheet.Rows.Where(r => r.Cells[0].Length > 0 && Sheets.Fold(r.Cells[0]) is not ("field" or "isian")))
        {
            if (Column(layout, row.Cells[0]) is not { } column)
            {
                flaws.AddAt("Platform.Instrument.File.UnknownField", sheet.Name, row.Number, row.Cells[0],
                    string.Join(", ", layout.Columns.Select(c => c.English)));
                continue;
            }

            var index = layout.IndexOf(column.Key);
            if (!columns.TryAdd(column.Key, (index, row.Cells[0])))
            {
                flaws.AddAt("Platform.Instrument.File.ColumnTwice", sheet.Name, row.Number, row.Cells[0]);
            }

            lines[column.Key] = row.Number;
            cells[index] = row.Cells.Length > 1 ? row.Cells[1] : "";
        }

        return new(layout, sheet.Name, columns, [new(1, cells)]) { FieldRows = lines };
    }

    private static SheetColumn? Column(SheetLayout layout, string header)
    {
        var name = Sheets.Fold(header);
        return Array.Find(layout.Columns, c => Sheets.Fold(c.English) == name || Sheets.Fold(c.Indonesian) == name);
    }
}

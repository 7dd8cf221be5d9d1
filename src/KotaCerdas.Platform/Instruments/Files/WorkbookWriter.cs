using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace KotaCerdas.Platform.Instruments.Files;

/// <summary>
/// Writes sheets as XLSX. Texts are written as inline strings with the quote-prefix style where they begin like a formula: a spreadsheet
/// program shows them and never runs them, also after someone edits the cell.
/// </summary>
internal static class WorkbookWriter
{
    private const uint Plain = 0;
    private const uint Bold = 1;
    private const uint Quoted = 2;

    public static byte[] Write(IReadOnlyList<SheetToWrite> sheets)
    {
        using var file = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(file, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = Styles();
            var list = new DocumentFormat.OpenXml.Spreadsheet.Sheets();
            for (var i = 0; i < sheets.Count; i++)
            {
                var part = workbook.AddNewPart<WorksheetPart>();
                part.Worksheet = new(new SheetData(sheets[i].Rows.Select(RowOf)));
                list.Append(new Sheet { Id = workbook.GetIdOfPart(part), SheetId = (uint)(i + 1), Name = sheets[i].Name });
            }

            workbook.Workbook = new(list);
        }

        return file.ToArray();
    }

    private static Row RowOf(object?[] cells, int index) =>
        new(cells.Select((value, column) => CellOf(value, Reference(column, index), header: index == 0))
            .OfType<Cell>()) { RowIndex = (uint)(index + 1) };

    private static Cell? CellOf(object? value, string reference, bool header) => value switch
    {
        null or "" => null,
        decimal number => new() { CellReference = reference, DataType = CellValues.Number, CellValue = new(Decimals.Plain(number)) },
        string text => new()
        {
            CellReference = reference,
            DataType = CellValues.InlineString,
            StyleIndex = header ? Bold : LooksLikeFormula(text) ? Quoted : Plain,
            InlineString = new(new Text(text) { Space = SpaceProcessingModeValues.Preserve }),
        },
        _ => throw new BugException($"A cell cannot hold a {value.GetType().Name}"),
    };

    private static bool LooksLikeFormula(string text) => text[0] is '=' or '+' or '-' or '@' or '\t' or '\r';

    private static string Reference(int column, int row)
    {
        var letters = column < 26 ? $"{(char)('A' + column)}" : $"{(char)('A' + (column / 26) - 1)}{(char)('A' + (column % 26))}";
        return $"{letters}{row + 1}";
    }

    private static Stylesheet Styles() => new(
        new Fonts(new Font(), new Font(new Bold())),
        new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }),
            new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
        new Borders(new Border()),
        new CellStyleFormats(new CellFormat()),
        new CellFormats(new CellFormat(), new CellFormat { FontId = 1, ApplyFont = true }, new CellFormat { QuotePrefix = true }));
}

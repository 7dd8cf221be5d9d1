using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using FsCheck;
using FsCheck.Fluent;

namespace KotaCerdas.Platform.Tests;

public sealed class TableFileTests
{
    [Fact]
    public void Csv_rows_keep_the_numbers_a_spreadsheet_shows_and_skip_blank_lines()
    {
        var rows = TableFile.Csv(new StringReader("\uFEFFCode , Name\n1, \"satu, dua\" \n\n3\n")).ToList();
        Assert.Equal([2, 4], rows.Select(r => r.Number));
        Assert.Equal("satu, dua", rows[0]["name"]);
        Assert.Equal("3", rows[1]["code"]);
        Assert.Null(rows[1].Optional("name"));
        Assert.Equal(string.Empty, rows[1]["absent"]);
    }

    [Fact]
    public void An_empty_file_has_no_rows() => Assert.Empty(TableFile.Csv(new StringReader(string.Empty)));

    [Fact]
    public void A_worksheet_reads_like_a_csv_file()
    {
        using var file = new MemoryStream();
        using (var book = SpreadsheetDocument.Create(file, SpreadsheetDocumentType.Workbook))
        {
            var part = book.AddWorkbookPart();
            var sheet = part.AddNewPart<WorksheetPart>();
            var rows = new[] { Row("date", "kind"), Row("2026-01-01", "libur nasional"), Row(), Row("2026-02-16", "cuti bersama") };
            sheet.Worksheet = new(new SheetData(rows));
            part.Workbook = new(new Sheets(new Sheet { Id = part.GetIdOfPart(sheet), SheetId = 1, Name = "Kalender" }));
        }

        file.Position = 0;
        var read = TableFile.Upload(file, "date", "kind").Value;
        Assert.Equal([(2, "2026-01-01"), (4, "2026-02-16")], read.Select(r => (r.Number, r["date"])));
        Assert.Equal("cuti bersama", read[1]["kind"]);
    }

    [Theory]
    [InlineData("", "Platform.Table.Empty")]
    [InlineData("date,kind\n", "Platform.Table.Empty")]
    [InlineData("date\n2026-01-01\n", "Platform.Table.MissingColumns")]
    [InlineData("PK\u0003\u0004 not a zip", "Platform.Table.Unreadable")]
    [InlineData("PK", "Platform.Table.Unreadable")]
    public void A_file_that_cannot_be_used_gives_a_problem(string content, string problem)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(content));
        Assert.Equal(problem, TableFile.Upload(file, "date", "kind").Problem.Code);
    }

    [Fact]
    public void Random_bytes_give_a_problem_or_rows_but_never_an_exception() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<byte[]>(),
            Gen.Elements(true, false).ToArbitrary(),
            (bytes, zip) =>
            {
                using var file = new MemoryStream(zip ? [.. "PK\u0003\u0004"u8, .. bytes] : bytes);
                return TableFile.Upload(file, "date") is { Failed: true } or { Value.Count: > 0 };
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Semicolons_are_separators_too()
    {
        var row = Assert.Single(TableFile.Csv(new StringReader("date;name\n2026-01-01;Tahun Baru\n")));
        Assert.Equal("Tahun Baru", row["name"]);
    }

    private static Row Row(params string[] cells) => new(cells.Select(Cell));

    private static Cell Cell(string text) =>
        new() { DataType = CellValues.InlineString, InlineString = new(new DocumentFormat.OpenXml.Spreadsheet.Text(text)) };
}

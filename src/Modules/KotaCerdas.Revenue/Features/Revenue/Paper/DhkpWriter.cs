using System.Globalization;
using System.Runtime.InteropServices;
using KotaCerdas.Documents.Pdf;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Bills;

namespace KotaCerdas.Revenue.Features.Paper;

/// <summary>A line of a collection list.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DhkpLine(
    Nop Nop, string Name, string Address, int LandArea, int BuildingArea, long Njop, long Amount);

/// <summary>What all pages of a list share.</summary>
internal sealed record DhkpSetup(PaperSetting Setting, PaperSize Paper, int TaxYear, DateOnly PrintedOn, DateTime MadeAt, string Title);

/// <summary>
/// Writes collection lists (DHKP) across the page, streamed: by village and book, with the sum of each. One page keeps nothing of the page
/// before, so that a list may have a million lines. A page is read aloud from top to bottom as one text; the spreadsheet has the same rows
/// with their heads.
/// </summary>
internal sealed class DhkpWriter : IDisposable
{
    private const double Left = 10;
    private const double Top = 10;
    private const double LineHeight = 3.6;
    private const double Padding = 0.9;
    private const int MostLines = 2;

    private static readonly CultureInfo Indonesian = Languages.Indonesian;
    private static readonly TextStyle Cell = new(Size: 7.5, Leading: LineHeight / (7.5 * 25.4 / 72), After: 0);
    private static readonly TextStyle Figure = Cell with { Align = TextAlign.Right };
    private static readonly TextStyle Head = Cell with { Align = TextAlign.Center };
    private static readonly TextStyle Title = new(Size: 10.5, Leading: 1.25, TextAlign.Center, After: 0);

    private static readonly (string Head, double Share)[] Columns =
    [
        ("NO", 11), ("NOP", 39), ("NAMA WAJIB PAJAK", 62), ("LETAK OBJEK PAJAK", 61), ("TANAH (m²)", 18), ("BANGUNAN (m²)", 20),
        ("POKOK (Rp)", 27), ("TANGGAL BAYAR", 19), ("KETERANGAN", 20),
    ];

    private readonly PdfWriter _pdf;
    private readonly DhkpSetup _setup;
    private readonly double _height;
    private readonly double[] _edges;
    private PdfSheet? _page;
    private double _y;
    private int _number;
    private int _pages;
    private long _amount;
    private long _villageAmount;
    private int _villageCount;
    private string _village = string.Empty;
    private string _book = string.Empty;

    public DhkpWriter(Stream to, DhkpSetup setup)
    {
        _setup = setup;
        var upright = setup.Paper == PaperSize.A4 ? PageSize.A4 : PageSize.F4;
        var size = new PageSize(upright.Height, upright.Width);
        _height = size.Height / PageSize.Points(1);
        _pdf = new PdfWriter(to, new PdfSetup
        {
            Size = size, Title = setup.Title, Author = setup.Setting.Office, CreatedAt = new DateTimeOffset(setup.MadeAt, TimeSpan.Zero),
        });
        var unit = ((size.Width / PageSize.Points(1)) - (2 * Left)) / Columns.Sum(c => c.Share);
        _edges = [Left, .. Columns.Select((_, i) => Left + (Columns.Take(i + 1).Sum(c => c.Share) * unit))];
    }

    private double Width => _edges[^1] - Left;

    public void BeginVillage(string village)
    {
        (_village, _villageAmount, _villageCount) = (village, 0, 0);
    }

    /// <summary>Begins a book on a new page.</summary>
    public void BeginBook(string book)
    {
        (_book, _number, _amount) = (book, 0, 0);
        EndPage();
    }

    public void Add(in DhkpLine line)
    {
        if (_page is null)
        {
            BeginPage();
        }

        // One line is the rule; only what is too long for it is measured.
        var lines = Math.Max(LinesOf(line.Name, 2), LinesOf(line.Address, 3));
        var height = (lines * LineHeight) + Padding;
        if (_y + height > _height - Top - 6)
        {
            EndPage();
            BeginPage();
        }

        _number++;
        Place(0, Formats.Number(_number, Indonesian), Figure);
        Place(1, line.Nop.ToString(), Cell);
        Place(2, line.Name, Cell, MostLines);
        Place(3, line.Address, Cell, MostLines);
        Place(4, Formats.Number(line.LandArea, Indonesian), Figure);
        Place(5, Formats.Number(line.BuildingArea, Indonesian), Figure);
        Place(6, Formats.Number(line.Amount, Indonesian), Figure);
        _y += height;
        _page!.Line(Left, _y, _edges[^1], _y, 0.2);
        _amount += line.Amount;
    }

    /// <summary>Writes the sum of the book.</summary>
    public void EndBook()
    {
        Sum($"Jumlah {_book}", _number, _amount);
        _villageAmount += _amount;
        _villageCount += _number;
    }

    /// <summary>Writes the sum of the village.</summary>
    public void EndVillage()
    {
        Sum($"Jumlah seluruh buku {_village}", _villageCount, _villageAmount);
        EndPage();
    }

    /// <summary>Completes the file; gives the number of pages.</summary>
    public int Finish()
    {
        EndPage();
        return _pdf.Finish().Pages;
    }

    public void Dispose() => _pdf.Dispose();

    private int LinesOf(string text, int column) =>
        text.Length * 1.7 < _edges[column + 1] - _edges[column] - (2 * Padding) ? 1
            : Math.Min(MostLines, _page!.Lines(text, _edges[column + 1] - _edges[column] - (2 * Padding), Cell));

    private void Place(int column, string text, TextStyle style, int mostLines = 1) => _page!.Text(
        text, _edges[column] + Padding, _y + (Padding / 2), _edges[column + 1] - _edges[column] - (2 * Padding), new(style, mostLines));

    private void Sum(string name, int count, long amount)
    {
        if (_page is null || _y + 6 > _height - Top - 6)
        {
            EndPage();
            BeginPage();
        }

        var height = LineHeight + Padding;
        var (top, right) = (_y + (Padding / 2), _edges[7] - _edges[6] - (2 * Padding));
        _page!.Text(
            $"{name}: {Formats.Number(count, Indonesian)} objek", Left + Padding, top, _edges[6] - Left - 2, new(Cell, 1), bold: true);
        _page.Text(Formats.Number(amount, Indonesian), _edges[6] + Padding, top, right, new(Figure, 1), bold: true);
        _y += height;
        _page.Line(Left, _y, _edges[^1], _y, 0.6);
    }

    private void BeginPage()
    {
        _page = _pdf.Sheet();
        _pages++;
        _page.Open("P");
        var setting = _setup.Setting;
        var offices = $"{setting.Government.ToUpper(Indonesian)}  {setting.Office.ToUpper(Indonesian)}";
        _page.Text(offices, Left, Top, Width, new(Cell, 1), bold: true);
        _page.Text(
            $"DAFTAR HIMPUNAN KETETAPAN DAN PEMBAYARAN (DHKP) PBB-P2 TAHUN {_setup.TaxYear.ToString(CultureInfo.InvariantCulture)}",
            Left, Top + 5, Width, new(Title, 1), bold: true);
        _page.Text(_book.Length == 0 ? _village : $"{_village}  ·  {_book}", Left, Top + 10, Width, new(Title, 1));
        _page.Text(
            $"Dicetak {Formats.Date(_setup.PrintedOn, Indonesian)}  ·  Halaman {Formats.Number(_pages, Indonesian)}", Left,
            _height - Top - 3, Width, Head);
        _y = Top + 17;
        _page.Fill(Left, _y, Width, (2 * LineHeight) + Padding, 0.92);
        for (var i = 0; i < Columns.Length; i++)
        {
            _page.Text(Columns[i].Head, _edges[i] + 0.5, _y + (Padding / 2), _edges[i + 1] - _edges[i] - 1, new(Head, 2), bold: true);
        }

        _page.Line(Left, _y, _edges[^1], _y, 0.6);
        _y += (2 * LineHeight) + Padding;
        _page.Line(Left, _y, _edges[^1], _y, 0.6);
    }

    private void EndPage()
    {
        if (_page is not { } page)
        {
            return;
        }

        foreach (var edge in _edges)
        {
            page.Line(edge, Top + 17, edge, _y, 0.2);
        }

        page.Close();
        _page = null;
    }
}

using System.Globalization;
using KotaCerdas.Documents.Pdf;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Features.Paper;

/// <summary>What all bills of a file share.</summary>
internal sealed record SpptSetup
{
    public required PaperSetting Setting { get; init; }

    public required PaperSize Paper { get; init; }

    /// <summary>The rules that the bills were computed by.</summary>
    public required PbbRules Rules { get; init; }

    /// <summary>Calendar months from the dispatch to the due day.</summary>
    public required int MonthsToPay { get; init; }

    public required string Village { get; init; }

    /// <summary>Name of its district, or empty where nobody knows it.</summary>
    public required string District { get; init; }

    public required DateOnly PrintedOn { get; init; }

    /// <summary>Null where it is not known yet.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>UTC; the date of the file.</summary>
    public required DateTime MadeAt { get; init; }

    /// <summary>Title that readers show.</summary>
    public required string Title { get; init; }

    /// <summary>Address of a bill's own page, of object, year and check code.</summary>
    public required Func<Nop, int, string, string> Address { get; init; }

    /// <summary>Check code of a bill.</summary>
    public required Func<Nop, int, string> Code { get; init; }
}

/// <summary>
/// Writes bills (SPPT), one a page, with a receipt to tear off. The form is law and practice of the field and therefore Indonesian in every
/// language of the product. Equal bills give equal bytes: nothing comes from a clock.
/// </summary>
internal sealed class SpptWriter : IDisposable
{
    private const double Left = 14;
    private const double QrSide = 33;
    private const double LastArrears = 218;
    private const double EndOfPayment = 228.5;
    private const double SmallLine = 3.44;
    // Between the box of payments and the line along which the receipt is cut.
    private const double NoTitle = 224.4;

    // Below the longest computation.
    private const double Replaced = 164.2;

    // Lines of a computation that stand wide apart.
    private const int ShortComputation = 7;

    private const int MostPlaces = 5;
    private const int MostNameLines = 3;
    private const int MostPartyLines = 5;
    private const int MostArrears = 5;

    private static readonly CultureInfo Indonesian = Languages.Indonesian;
    private static readonly TextStyle Small = new(Size: 7.5, Leading: 1.3, After: 0);
    private static readonly TextStyle SmallCentre = Small with { Align = TextAlign.Center };
    private static readonly TextStyle Words = Small with { Size = 8 };
    private static readonly TextStyle Body = new(Size: 8.5, Leading: 1.35, After: 0);
    private static readonly TextStyle Office = Body with { Size = 10 };
    private static readonly TextStyle Figures = Body with { Align = TextAlign.Right };
    private static readonly TextStyle Centre = Body with { Align = TextAlign.Center };
    private static readonly TextStyle Title = new(Size: 11, Leading: 1.25, TextAlign.Center, After: 0);
    private static readonly TextStyle Large = new(Size: 13, Leading: 1.2, After: 0);
    private static readonly TextStyle LargeFigures = Large with { Align = TextAlign.Right };

    private static readonly double[] TableColumns = [46, 26, 26, 42];

    private readonly SpptSetup _setup;
    private readonly PdfWriter _pdf;
    private readonly PdfBackdrop _lines;
    private readonly double _width;
    private readonly string _places;

    public SpptWriter(Stream to, SpptSetup setup)
    {
        _setup = setup;
        var size = setup.Paper == PaperSize.A4 ? PageSize.A4 : PageSize.F4;
        _pdf = new PdfWriter(to, new PdfSetup
        {
            Size = size, Title = setup.Title, Author = setup.Setting.Office, CreatedAt = new DateTimeOffset(setup.MadeAt, TimeSpan.Zero),
        });
        _width = (size.Width / PageSize.Points(1)) - (2 * Left);
        _places = string.Join('\n', setup.Setting.Places.Take(MostPlaces).Select(p => "• " + p));
        _lines = _pdf.Backdrop(Backdrop);
    }

    private double Right => Left + _width;

    /// <summary>The village, and its district where the form names it.</summary>
    private string Place => _setup.Setting.IsFull && _setup.District.Length > 0
        ? $"{_setup.Village}, Kecamatan {_setup.District}" : _setup.Village;

    public void Add(PrintedBill bill)
    {
        var page = _pdf.Sheet(_lines);
        Head(page, bill);
        Parties(page, bill);
        Values(page, bill);
        Computation(page, bill);
        Payment(page, bill);
        Signature(page);
        Receipt(page, bill);
    }

    /// <summary>Completes the file; gives the number of pages.</summary>
    public int Finish() => _pdf.Finish().Pages;

    public void Dispose() => _pdf.Dispose();

    private static string Number(long value) => Formats.Number(value, Indonesian);

    /// <summary>Frames and shades; what they hold is placed by the page.</summary>
    private void Backdrop(PdfSheet page)
    {
        page.Line(Left, 31, Right, 31, 1.2);
        page.Box(Left, 51, _width, 11, 0.8);
        page.Box(Left, 64, _width, 27);
        page.Line(Left + (_width / 2), 64, Left + (_width / 2), 91);
        page.Fill(Left, 93, _width, 6, 0.92);
        page.Box(Left, 93, _width, 24);
        page.Line(Left, 99, Right, 99);
        var x = Left;
        foreach (var column in Columns())
        {
            x += column;
            page.Line(x, 93, x, 117);
        }

        page.Box(Left, 119, _width, 59);
        page.Fill(Left, 168, _width, 10, 0.92);
        page.Line(Left, 168, Right, 168);
        page.Box(Left, 180, _width - 62, 49);
        for (var dash = Left; dash < Right; dash += 4)
        {
            page.Line(dash, 235, Math.Min(dash + 2, Right), 235);
        }

        page.Box(Left, 238, _width, 42);
    }

    /// <summary>All but the last column of the table of values.</summary>
    private IEnumerable<double> Columns() => TableColumns.Select(c => c * _width / 182);

    private void Head(PdfSheet page, PrintedBill bill)
    {
        var setting = _setup.Setting;
        page.Open("P");
        page.Text(setting.Government.ToUpper(Indonesian), Left, 14, _width - 44, new(Office, 1), bold: true);
        page.Text(setting.Office.ToUpper(Indonesian), Left, 19, _width - 44, new(Office, 1), bold: true);
        page.Text(setting.Address, Left, 24, _width - 44, new(Small, 2));
        page.Text("SPPT PBB-P2", Right - 44, 14, 44, LargeFigures, bold: true);
        page.Text($"No. {bill.Number.ToString("0000000", CultureInfo.InvariantCulture)}", Right - 44, 20, 44, Figures);
        if (bill.Cycle > 1)
        {
            page.Text($"Penerbitan ke-{bill.Cycle}", Right - 44, 25, 44, Figures);
        }

        page.Close();
        page.Open("H1");
        page.Text("SURAT PEMBERITAHUAN PAJAK TERUTANG", Left, 33, _width, Title, bold: true);
        page.Text("PAJAK BUMI DAN BANGUNAN PERDESAAN DAN PERKOTAAN", Left, 38.5, _width, Title, bold: true);
        page.Text($"TAHUN {bill.TaxYear.ToString(CultureInfo.InvariantCulture)}", Left, 44, _width, Title, bold: true);
        page.Close();
    }

    private void Parties(PdfSheet page, PrintedBill bill)
    {
        var half = _width / 2;
        page.Open("P");
        page.Text("NOMOR OBJEK PAJAK (NOP)", Left + 3, 54.6, 55, Body);
        page.Text(bill.Nop.ToString(), Left + 56, 53.4, _width - 58, Large, bold: true);
        page.Close();
        page.Open("P");
        page.Text("LETAK OBJEK PAJAK", Left + 3, 65, half - 6, Small, bold: true);
        var y = 69 + page.Text(bill.Address, Left + 3, 69, half - 6, new(Body, 2));
        y += page.Text(Neighbourhood(bill), Left + 3, y, half - 6, new(Body, 1));
        page.Text("Kelurahan/Desa " + Place, Left + 3, y, half - 6, new(Body, 2));
        page.Close();
        page.Open("P");
        page.Text("NAMA DAN ALAMAT WAJIB PAJAK", Left + half + 3, 65, half - 6, Small, bold: true);
        var lines = Math.Min(MostNameLines, page.Lines(bill.Name, half - 6, Body, bold: true));
        y = 69 + page.Text(bill.Name, Left + half + 3, 69, half - 6, new(Body, lines), bold: true);
        y += page.Text(bill.OwnerAddress, Left + half + 3, y, half - 6, new(Body, MostPartyLines - 1 - lines));
        page.Text(bill.OwnerPlace, Left + half + 3, y, half - 6, new(Body, 1));
        page.Close();
    }

    private static string Neighbourhood(PrintedBill bill) => bill.Rt.Length + bill.Rw.Length == 0 ? string.Empty
        : $"RT {(bill.Rt.Length == 0 ? "–" : bill.Rt)} / RW {(bill.Rw.Length == 0 ? "–" : bill.Rw)}";

    private void Values(PdfSheet page, PrintedBill bill)
    {
        page.Open("P");
        Row(page, 94, Centre, bold: true, "OBJEK PAJAK", "LUAS (m²)", "KELAS", "NJOP PER m² (Rp)", "JUMLAH NJOP (Rp)");
        page.Close();
        page.Open("P");
        Row(page, 100.4, Figures, bold: false, "BUMI", Number(bill.LandArea), bill.LandClass, Number(bill.LandUnit), Number(bill.LandNjop));
        page.Close();
        page.Open("P");
        Row(page, 105.8, Figures, bold: false, "BANGUNAN", Number(bill.BuildingArea), bill.BuildingClass, Number(bill.BuildingUnit),
            Number(bill.BuildingNjop));
        page.Close();
        if (bill.CommonValue > 0)
        {
            page.Open("P");
            Row(page, 111.2, Figures, bold: false, "BUMI DAN BANGUNAN BERSAMA", string.Empty, string.Empty, string.Empty,
                Number(bill.CommonValue));
            page.Close();
        }
    }

    private void Row(PdfSheet page, double top, TextStyle style, bool bold, params ReadOnlySpan<string> cells)
    {
        var x = Left;
        for (var i = 0; i < cells.Length; i++)
        {
            var width = i < TableColumns.Length ? TableColumns[i] * _width / 182 : Right - x;
            page.Text(cells[i], x + 2, top, width - 4, new(bold ? style : i == 0 ? Body : i == 2 ? Centre : style, 1), bold);
            x += width;
        }
    }

    private void Computation(PdfSheet page, PrintedBill bill)
    {
        var tier = _setup.Rules.TierOf(bill.Tier);
        List<(string, long)> lines =
        [
            ("NJOP sebagai dasar pengenaan PBB-P2", bill.Njop), ("NJOPTKP (NJOP tidak kena pajak)", bill.Deduction),
            ("NJOP untuk penghitungan PBB-P2", bill.Njop - bill.Deduction),
            ($"NJKP: {Percent(tier.NjkpShare)} × {Number(bill.Njop - bill.Deduction)}", bill.Njkp),
            ($"PBB-P2: {Percent(tier.Rate)} × {Number(bill.Njkp)}", bill.Tax),
        ];
        if (bill.Limited != bill.Tax)
        {
            lines.Add(("Setelah stimulus atau pembatasan kenaikan", bill.Limited));
        }

        if (bill.Reduced != 0)
        {
            lines.Add(("Pengurangan atas permohonan", bill.Reduced));
        }

        if (_setup.Setting.IsFull && _setup.Rules.TakesMinimum(bill.Limited - bill.Reduced))
        {
            lines.Add(("PBB-P2 minimum menurut peraturan daerah", bill.Amount));
        }

        page.Open("P");
        var y = 121.0;
        var step = lines.Count <= ShortComputation ? 6.2 : 5.4;
        foreach (var (name, rupiah) in lines)
        {
            page.Text(name, Left + 3, y, 110, new(Body, 1));
            page.Text("Rp", Right - 52, y, 8, Body);
            page.Text(Number(rupiah), Right - 44, y, 41, Figures);
            y += step;
        }

        page.Close();
        if (bill.Replaces.Length > 0)
        {
            page.Open("P");
            page.Text(bill.Replaces, Left + 3, Replaced, _width - 6, new(Small, 1), bold: true);
            page.Close();
        }

        page.Open("P");
        page.Text("PAJAK YANG HARUS DIBAYAR", Left + 3, 170.2, 95, Large, bold: true);
        page.Text("Rp", Right - 62, 170.2, 10, Large, bold: true);
        page.Text(Number(bill.Amount), Right - 52, 170.2, 49, LargeFigures, bold: true);
        page.Close();
    }

    private static string Percent(int millionths) =>
        (millionths / 10_000m).ToString("0.####", CultureInfo.InvariantCulture).Replace('.', ',') + "%";

    private void Payment(PdfSheet page, PrintedBill bill)
    {
        var width = _width - 62 - 6;
        page.Open("P");
        var y = 181.5 + page.Text(Capital(Terbilang.Rupiah(bill.Amount)), Left + 3, 181.5, width, new(Words, 2));
        y += 1 + page.Text(
            "Tanggal jatuh tempo: "
                + ((bill.DueOn ?? _setup.DueOn) is { } due ? Formats.Date(due, Indonesian)
                    : $"{_setup.MonthsToPay} bulan sejak SPPT ini disampaikan"),
            Left + 3, y + 1, width, new(Body, 2), bold: true);
        if (_places.Length > 0)
        {
            y += 1 + page.Text("Tempat pembayaran:", Left + 3, y + 1, width, Small, bold: true);
            y += page.Text(_places, Left + 3, y + 1, width, new(Small, MostPlaces));
        }

        page.Close();
        page.Open("P");
        var top = Math.Min(y + 2, LastArrears);
        page.Text(ArrearsText(bill), Left + 3, top, width, new(Small, (int)((EndOfPayment - top) / SmallLine)),
            bill.Arrears.Any(a => !a.Expired));
        page.Text("SPPT bukan bukti kepemilikan hak.", Left + 3, NoTitle, width, Small);
        page.Close();
        var x = Right - 58;
        var code = _setup.Code(bill.Nop, bill.TaxYear);
        page.Qr(_setup.Address(bill.Nop, bill.TaxYear, code), x, 180, QrSide, "Kode QR: halaman tagihan ini");
        page.Open("P");
        page.Text("Pindai untuk melihat", x + QrSide, 182, 26, Small);
        page.Text("cara hitung, bunga,", x + QrSide, 185.4, 26, Small);
        page.Text("dan tunggakan.", x + QrSide, 188.8, 26, Small);
        page.Text("Kode cek:", x + QrSide, 196, 26, Small);
        page.Text(code, x + QrSide, 199.4, 26, Body, bold: true);
        page.Close();
    }

    private string ArrearsText(PrintedBill bill)
    {
        var day = Formats.Date(_setup.PrintedOn, Indonesian);
        var (asked, ended) = (bill.Arrears.Where(a => !a.Expired).ToList(), bill.Arrears.Where(a => a.Expired).ToList());
        var apart = ended.Count == 0 ? string.Empty
            : $" Hak menagih berakhir, tidak ditagih: {ended.Count} tahun, Rp{Number(ended.Sum(a => a.Open))}.";
        if (asked.Count == 0)
        {
            return $"Tidak ada tunggakan tahun sebelumnya per {day}.{apart}";
        }

        var shown = asked.TakeLast(MostArrears)
            .Select(a => $"{a.Year.ToString(CultureInfo.InvariantCulture)}: Rp{Number(a.Open)}").ToList();
        var more = asked.Count > MostArrears ? $"{asked.Count - MostArrears} tahun sebelumnya; " : string.Empty;
        var sum = Number(asked.Sum(a => a.Open));
        return $"TUNGGAKAN per {day}, belum termasuk bunga: {more}{string.Join("; ", shown)}; jumlah Rp{sum}.{apart}";
    }

    private void Signature(PdfSheet page)
    {
        var (setting, x) = (_setup.Setting, Right - 60);
        page.Open("P");
        var y = 213.4 + page.Text(
            $"{setting.Place}, {Formats.Date(_setup.PrintedOn, Indonesian)}", x, 213.4, 60, new(SmallCentre, 1));
        page.Text(setting.SignatoryTitle, x, y, 60, new(SmallCentre, 2));
        page.Text(setting.SignatoryName, x, 226.5, 60, new(SmallCentre, 1), bold: true);
        if (setting.SignatoryNumber.Length > 0)
        {
            page.Text("NIP " + setting.SignatoryNumber, x, 230, 60, new(SmallCentre, 1));
        }

        page.Close();
    }

    /// <summary>The strip that the village keeps as proof that the bill was delivered.</summary>
    private void Receipt(PdfSheet page, PrintedBill bill)
    {
        page.Open("P");
        page.Text("TANDA TERIMA SPPT PBB-P2 TAHUN " + bill.TaxYear.ToString(CultureInfo.InvariantCulture), Left + 3, 239.5, 110, Body,
            bold: true);
        page.Text("NOP " + bill.Nop, Left + 3, 244.5, 110, Body, bold: true);
        page.Text(bill.Name, Left + 3, 249.5, 105, new(Body, 2));
        page.Text(bill.Address, Left + 3, 258.5, 105, new(Small, 2));
        page.Text(_setup.Village, Left + 3, 266, 105, new(Small, 1));
        page.Text($"Pajak Rp{Number(bill.Amount)}", Left + 3, 270.5, 105, Body, bold: true);
        page.Close();
        page.Open("P");
        var x = Right - 66;
        page.Text("Diterima tanggal  ...................................", x, 240.5, 64, Small);
        page.Text("Nama penerima  ...................................", x, 247, 64, Small);
        page.Text("Hubungan  .............................................", x, 253.5, 64, Small);
        page.Text("Tanda tangan", x, 260, 64, Small);
        page.Text("............................................................", x, 274, 64, Small);
        page.Close();
    }

    private static string Capital(string words) => char.ToUpper(words[0], Indonesian) + words[1..];
}

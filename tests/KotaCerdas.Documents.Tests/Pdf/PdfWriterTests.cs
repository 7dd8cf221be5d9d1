using System.Text;
using System.Text.RegularExpressions;
using KotaCerdas.Documents.Pdf;

namespace KotaCerdas.Documents.Tests.Pdf;

public sealed class PdfWriterTests
{
    private const string Clause =
        "Para Pihak sepakat mempercepat penerapan kota cerdas di daerah – “Gerakan Menuju Kota Cerdas” – paling lama 60 (enam puluh) hari.";

    private const int Rows = 60;

    private static readonly PdfSetup WithFoot = Sample.Setup with
    {
        Footer = new PageFooter(["Dokumen elektronik.", "Periksa: https://kota.example.go.id/periksa/ABCD"],
            "https://kota.example.go.id/periksa/ABCD", "Halaman {0} dari {1}"),
    };

    [Fact]
    public void A_document_of_every_part_is_sound_for_others()
    {
        var (bytes, result) = Sample.Written(All, WithFoot);
        Assert.Contains("No syntax or stream encoding errors found", Poppler.Check(bytes), StringComparison.Ordinal);
        var info = Poppler.Info(bytes);
        Assert.Contains($"Pages:           {result.Pages}\n", info, StringComparison.Ordinal);
        Assert.Contains("Tagged:          yes", info, StringComparison.Ordinal);
        Assert.Contains("Title:           Contoh – dokumen", info, StringComparison.Ordinal);
        Assert.Equal(bytes.Length, result.Length);
    }

    [Fact]
    public void Every_page_bears_its_number_and_the_number_of_all()
    {
        var (bytes, result) = Sample.Written(All, WithFoot);
        var text = Regex.Replace(Poppler.Text(bytes, "-layout"), " +", " ", RegexOptions.None, TimeSpan.FromSeconds(1));
        Assert.All(Enumerable.Range(1, result.Pages), page =>
            Assert.Contains($"Halaman {page} dari {result.Pages}\n", text, StringComparison.Ordinal));
    }

    [Fact]
    public void Equal_calls_give_equal_bytes_and_another_letter_another_identifier()
    {
        Assert.Equal(Sample.Pdf(All, WithFoot), Sample.Pdf(All, WithFoot));
        Assert.NotEqual(Identifier(Sample.Pdf(p => p.Paragraph("a"))), Identifier(Sample.Pdf(p => p.Paragraph("b"))));
    }

    [Fact]
    public void Fonts_are_embedded_as_subsets_with_a_map_to_letters()
    {
        var fonts = Poppler.Fonts(Sample.Pdf(All)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2).ToList();
        Assert.Equal(3, fonts.Count);
        Assert.All(fonts, f => Assert.Matches(@"^[A-Z]{6}\+PlusJakartaSans\S+ +CID TrueType +Identity-H +yes yes yes", f));
        Assert.True(Sample.Pdf(p => p.Paragraph("a")).Length < 6_000);
    }

    [Fact]
    public void The_cross_reference_table_is_classic_and_every_entry_points_to_its_object()
    {
        var text = Encoding.Latin1.GetString(Sample.Pdf(All, WithFoot));
        var start = int.Parse(text[(text.LastIndexOf("startxref", StringComparison.Ordinal) + 10)..].Split('\n')[0]);
        var lines = text[start..].Split('\n');
        Assert.Equal("xref", lines[0]);
        var count = int.Parse(lines[1].Split(' ')[1]);
        Assert.All(Enumerable.Range(1, count - 1), id =>
        {
            Assert.Equal(19, lines[2 + id].Length);
            Assert.StartsWith($"{id} 0 obj\n", text[int.Parse(lines[2 + id][..10])..], StringComparison.Ordinal);
        });
        Assert.Matches(@"<</Type/Catalog/Pages \d+ 0 R", text);
    }

    [Fact]
    public void A_screen_reader_meets_headings_lists_tables_and_pictures_in_their_order()
    {
        var structure = Poppler.Info(Sample.Pdf(All), "-struct");
        var order = new[] { "H1", "P (", "H2", "Lbl", "LBody", "Table", "TR", "TH", "TD", "Figure" };
        var at = order.Select(name => structure.IndexOf(name, StringComparison.Ordinal)).ToList();
        Assert.DoesNotContain(-1, at);
        Assert.Equal(at.Order(), at);
        Assert.Equal(Rows * 3, Regex.Count(structure, @"\bTD\b", RegexOptions.None, TimeSpan.FromSeconds(1)));
        var text = Encoding.Latin1.GetString(Sample.Pdf(All));
        Assert.Contains("/Lang (id-ID)", text, StringComparison.Ordinal);
        Assert.Contains("/Alt (Kode periksa)", text, StringComparison.Ordinal);
        Assert.Contains("/A<</O/Table/Scope/Column>>", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_repeats_its_head_on_each_page_for_the_eye_and_once_for_the_ear()
    {
        var bytes = Sample.Pdf(All);
        var pages = Poppler.Text(bytes).Split('\f', StringSplitOptions.RemoveEmptyEntries);
        var withRows = pages.Where(p => p.Contains("Rp1.234.567", StringComparison.Ordinal)).ToList();
        Assert.True(withRows.Count >= 2);
        Assert.All(withRows, p => Assert.Contains("Nilai", p, StringComparison.Ordinal));
        Assert.Equal(3, Regex.Count(Poppler.Info(bytes, "-struct"), @"\bTH\b", RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void A_row_taller_than_a_page_goes_on_without_losing_a_word()
    {
        var words = string.Join(' ', Enumerable.Range(1, 3_000).Select(i => $"kata{i}"));
        var bytes = Sample.Pdf(pdf =>
        {
            var table = pdf.Table([new PdfColumn("Isi"), new PdfColumn("Lain")]);
            table.Row(words, "pendek");
            table.End();
        });
        var text = Poppler.Text(bytes);
        Assert.All(Enumerable.Range(1, 3_000), i => Assert.Contains($"kata{i}", text, StringComparison.Ordinal));
    }

    [Fact]
    public void Places_for_signatures_are_reserved_on_a_page_without_text_in_them()
    {
        var (bytes, result) = Sample.Written(All);
        Assert.Equal(["pihak-kesatu", "pihak-kedua"], result.Places.Select(p => p.Name));
        Assert.All(result.Places, place =>
        {
            Assert.Equal(result.Pages - 1, place.Page);
            Assert.InRange(place.Left, 0, PageSize.A4.Width - place.Width);
            Assert.InRange(place.Bottom, 0, PageSize.A4.Height - place.Height);
            string[] area =
            [
                "-f", $"{place.Page + 1}", "-l", $"{place.Page + 1}", "-x", $"{(int)place.Left}",
                "-y", $"{(int)(PageSize.A4.Height - place.Bottom - place.Height)}", "-W", $"{(int)place.Width}",
                "-H", $"{(int)place.Height}",
            ];
            Assert.Equal(string.Empty, Poppler.Text(bytes, area).Trim());
        });
    }

    [Fact]
    public void Folio_paper_is_215_by_330_millimetres() => Assert.Contains(
        "Page size:       609.45 x 935.43 pts", Poppler.Info(Sample.Pdf(p => p.Paragraph("a"), Sample.Setup with { Size = PageSize.F4 })),
        StringComparison.Ordinal);

    [Fact]
    public void Pages_leave_memory_as_they_are_finished()
    {
        using var to = new MemoryStream();
        using var pdf = new PdfWriter(to, Sample.Setup);
        for (var i = 0; i < 4_000; i++)
        {
            pdf.Paragraph(Clause);
        }

        var early = to.Length;
        var all = pdf.Finish().Length;
        Assert.InRange(early, all / 2, all);
    }

    [Fact]
    public void Letters_composed_of_others_are_drawn_whole()
    {
        int Ink(string text) => Poppler.Ink(Sample.Pdf(p => p.Paragraph(text, new TextStyle(Size: 200))));
        Assert.InRange(Ink("e"), 500, Ink("é") - 100);
        Assert.InRange(Ink("s"), 500, Ink("ş") - 50);
    }

    [Theory]
    [InlineData("Dewan Kota Cerdas – “Pagar Alam” ş\n", null)]
    [InlineData("abc漢字", "漢")]
    [InlineData("baik 😀", "😀")]
    public void A_letter_that_cannot_be_drawn_is_named(string text, string? letter) => Assert.Equal(letter, FontFace.FirstMissing(text));

    [Fact]
    public void A_row_needs_a_text_for_each_column() => Assert.Throws<ArgumentException>(() =>
        Sample.Pdf(pdf => pdf.Table([new PdfColumn("a"), new PdfColumn("b")]).Row("a")));

    private static string Identifier(byte[] pdf) =>
        Regex.Match(Encoding.Latin1.GetString(pdf), "/ID\\[<[0-9A-F]{32}>", RegexOptions.None, TimeSpan.FromSeconds(1)).Value;

    private static void All(PdfWriter pdf)
    {
        pdf.Heading(1, "NOTA KESEPAKATAN");
        pdf.Paragraph([new TextRun("Pihak Kesatu", Bold: true), new TextRun(" dan Pihak Kedua (ş, ğ, é).")]);
        for (var i = 0; i < 12; i++)
        {
            pdf.Heading(2, $"Pasal {i + 1}");
            pdf.Paragraph(Clause + " " + Clause, new TextStyle(Align: TextAlign.Justify));
            pdf.List([("a.", Clause), ("b.", "Ruang lingkup")]);
        }

        var table = pdf.Table([new PdfColumn("No.", 1), new PdfColumn("Kewajiban", 6), new PdfColumn("Nilai", 2, TextAlign.Right)]);
        for (var i = 0; i < Rows; i++)
        {
            table.Row($"{i + 1}", Clause, "Rp1.234.567");
        }

        table.End();
        pdf.QrCode("https://kota.example.go.id/periksa/ABCD", 80, "Kode periksa");
        pdf.SigningPlaces([new("pihak-kesatu", ["PIHAK KESATU", "Direktur Jenderal"], ["(nama)"]),
            new("pihak-kedua", ["PIHAK KEDUA", "Wali Kota"], ["(nama)"])]);
    }
}

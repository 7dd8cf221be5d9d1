using KotaCerdas.Documents.Pdf;

namespace KotaCerdas.Documents.Tests.Pdf;

public sealed class PdfWriterTests
{
    private const string Clause =
        "Para Pihak sepakat mempercepat penerapan kota cerdas di daerah – “Gerakan Menuju Kota Cerdas” – paling lama 60 (enam puluh) hari.";

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
        for (var i = 0; i < 60; i++)
        {
            table.Row($"{i + 1}", Clause, "Rp1.234.567");
        }

        table.End();
        pdf.SigningPlaces(
            [new("pihak-kesatu", ["PIHAK KESATU", "Direktur Jenderal"], ["(nama)"]),
                new("pihak-kedua", ["PIHAK KEDUA", "Wali Kota"], ["(nama)"])]);
    }

    private static readonly PdfSetup WithFoot = Sample.Setup with
    {
        Footer = new PageFooter(["Dokumen ini ditandatangani secara elektronik.", "Periksa: https://kota.example.go.id/periksa/ABCD"],
            "https://kota.example.go.id/periksa/ABCD", "Halaman {0} dari {1}"),
    };

    [Fact]
    public void A_document_of_every_part_is_read_by_others()
    {
        var (bytes, result) = Sample.Written(All, WithFoot);
        var info = Poppler.Info(bytes);
        Assert.Contains($"Pages:           {result.Pages}\n", info, StringComparison.Ordinal);
        Assert.Contains("Tagged:          yes", info, StringComparison.Ordinal);
        Assert.Contains("Halaman 2 dari " + result.Pages, Poppler.Text(bytes, "-layout"), StringComparison.Ordinal);
    }
}

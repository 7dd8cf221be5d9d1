using System.Globalization;
using KotaCerdas.Documents.Pdf;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.Revenue.Model.Registers;

namespace KotaCerdas.Revenue.Features.Paper;

/// <summary>Writes the receipt of a payment (STTS). The same payment gives the same bytes: it is dated with the day of payment.</summary>
internal static class SttsWriter
{
    private static readonly CultureInfo Indonesian = Languages.Indonesian;

    /// <param name="setting">Offices.</param>
    /// <param name="where">The region.</param>
    /// <param name="payment">The payment.</param>
    /// <param name="bill">The bill it was for, null where the system before had none.</param>
    public static byte[] Write(PaperSetting setting, BillRegion where, LegacyPayment payment, LegacyBill? bill)
    {
        var year = payment.TaxYear.ToString(CultureInfo.InvariantCulture);
        using var to = new MemoryStream();
        using var pdf = new PdfWriter(to, new PdfSetup
        {
            Title = $"STTS PBB-P2 {year} {payment.Nop}", Author = setting.Office,
            CreatedAt = new DateTimeOffset(payment.PaidOn.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero),
        });
        pdf.Paragraph([new(setting.Government.ToUpper(Indonesian) + "\n" + setting.Office.ToUpper(Indonesian), Bold: true)],
            new TextStyle(Align: TextAlign.Center, After: 2));
        pdf.Paragraph(setting.Address, new TextStyle(Size: 9, Align: TextAlign.Center));
        pdf.Rule(1);
        pdf.Heading(1, "SURAT TANDA TERIMA SETORAN (STTS)\nPAJAK BUMI DAN BANGUNAN PERDESAAN DAN PERKOTAAN", new TextStyle(
            Size: 12, Leading: 1.35, TextAlign.Center, After: 8));
        var table = pdf.Table([new("Uraian", 1), new("Isi", 2)]);
        void Row(string name, string value) => table.Row(name, value);
        Row("Nomor Objek Pajak (NOP)", payment.Nop.ToString());
        Row("Tahun pajak", year);
        Row("Nama wajib pajak", bill?.Name ?? "–");
        Row("Kelurahan/desa", where.VillageOf(payment.Nop));
        Row("Pokok pajak menurut SPPT", bill is null ? "–" : Formats.Money(bill.Amount, Indonesian));
        Row("Pembayaran ke", payment.Number.ToString(CultureInfo.InvariantCulture));
        Row("Tanggal pembayaran", Formats.Date(payment.PaidOn, Indonesian));
        Row("Pokok yang dibayar", Formats.Money(payment.Amount - payment.Penalty, Indonesian));
        Row("Denda atau bunga", Formats.Money(payment.Penalty, Indonesian));
        Row("Jumlah yang dibayar", Formats.Money(payment.Amount, Indonesian));
        Row("Terbilang", Terbilang.Rupiah(payment.Amount));
        table.End();
        pdf.Space(8);
        pdf.Paragraph(
            "Pembayaran ini diambil alih dari sistem sebelumnya (SISMIOP) sebagaimana tercatat di sana. Keadaan tagihan pada hari ini "
            + "dapat dilihat dengan NOP pada halaman Cek tagihan PBB.", new TextStyle(Size: 9));
        pdf.Finish();
        return to.ToArray();
    }
}

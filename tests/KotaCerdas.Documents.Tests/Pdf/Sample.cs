using KotaCerdas.Documents.Pdf;

namespace KotaCerdas.Documents.Tests.Pdf;

/// <summary>Small documents for tests.</summary>
internal static class Sample
{
    public static readonly PdfSetup Setup = new()
    {
        Title = "Contoh – dokumen", Author = "Kementerian (contoh)",
        CreatedAt = new DateTimeOffset(2026, 11, 22, 9, 30, 0, TimeSpan.FromHours(7)),
    };

    public static byte[] Pdf(Action<PdfWriter> write, PdfSetup? setup = null) => Written(write, setup).Bytes;

    public static (byte[] Bytes, PdfResult Result) Written(Action<PdfWriter> write, PdfSetup? setup = null)
    {
        using var to = new MemoryStream();
        using var pdf = new PdfWriter(to, setup ?? Setup);
        write(pdf);
        var result = pdf.Finish();
        return (to.ToArray(), result);
    }
}

using System.Diagnostics;
using System.Text;

namespace KotaCerdas.Documents.Tests.Pdf;

/// <summary>Reads our files with Debian's poppler-utils and qpdf: what others see is what counts.</summary>
internal static class Poppler
{
    public static string Text(byte[] pdf, params string[] options) => Run("pdftotext", pdf, ["-enc", "UTF-8", .. options], ["-"]);

    public static string Info(byte[] pdf, params string[] options) => Run("pdfinfo", pdf, options, []);

    public static string Fonts(byte[] pdf) => Run("pdffonts", pdf, [], []);

    public static string Images(byte[] pdf) => Run("pdfimages", pdf, ["-list"], []);

    /// <summary>What qpdf says of the structure of the file: cross-references, lengths and streams.</summary>
    public static string Check(byte[] pdf) => Run("qpdf", pdf, ["--check"], []);

    /// <summary>Number of pixels of the first page, at 72 dpi, that are darker than half.</summary>
    public static int Ink(byte[] pdf)
    {
        var picture = Encoding.Latin1.GetBytes(Run("pdftoppm", pdf, ["-r", "72", "-f", "1", "-l", "1", "-gray"], [], Encoding.Latin1));
        return picture.Skip(20).Count(p => p < 128);
    }

    private static string Run(string tool, byte[] pdf, string[] before, string[] after, Encoding? encoding = null)
    {
        var path = Path.Combine(Path.GetTempPath(), $"kotacerdas-{Environment.ProcessId}-{Path.GetRandomFileName()}.pdf");
        File.WriteAllBytes(path, pdf);
        try
        {
            using var process = new Process();
            process.StartInfo = new ProcessStartInfo(tool, [.. before, path, .. after])
            {
                UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
                StandardOutputEncoding = encoding ?? Encoding.UTF8,
            };
            var complaints = new StringBuilder();
            process.ErrorDataReceived += (_, line) => complaints.Append(line.Data);
            process.Start();
            process.BeginErrorReadLine();
            var text = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.Equal(string.Empty, complaints.ToString());
            Assert.Equal(0, process.ExitCode);
            return text;
        }
        finally
        {
            File.Delete(path);
        }
    }
}

using System.Diagnostics;

namespace KotaCerdas.Documents.Tests.Pdf;

/// <summary>Reads our files with Debian's poppler-utils: what others see is what counts.</summary>
internal static class Poppler
{
    public static string Text(byte[] pdf, params string[] options) => Run("pdftotext", pdf, ["-enc", "UTF-8", .. options], ["-"]);

    public static string Info(byte[] pdf, params string[] options) => Run("pdfinfo", pdf, options, []);

    public static string Fonts(byte[] pdf) => Run("pdffonts", pdf, [], []);

    private static string Run(string tool, byte[] pdf, string[] before, string[] after)
    {
        var path = Path.Combine(Path.GetTempPath(), $"kotacerdas-{Environment.ProcessId}-{Path.GetRandomFileName()}.pdf");
        File.WriteAllBytes(path, pdf);
        try
        {
            using var process = Process.Start(new ProcessStartInfo(tool, [.. before, path, .. after])
            {
                RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = System.Text.Encoding.UTF8,
            })!;
            var complaints = process.StandardError.ReadToEndAsync();
            var text = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
#pragma warning disable RS0030, VSTHRD002 // the process has ended
            Assert.Equal(string.Empty, complaints.GetAwaiter().GetResult());
#pragma warning restore RS0030, VSTHRD002
            Assert.Equal(0, process.ExitCode);
            return text;
        }
        finally
        {
            File.Delete(path);
        }
    }
}

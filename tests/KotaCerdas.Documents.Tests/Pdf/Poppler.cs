using System.Diagnostics;
using System.Text;

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
            using var process = new Process();
            process.StartInfo = new ProcessStartInfo(tool, [.. before, path, .. after])
            {
                UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
                StandardOutputEncoding = Encoding.UTF8,
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

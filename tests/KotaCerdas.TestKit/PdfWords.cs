using System.Diagnostics;

namespace KotaCerdas.TestKit;

/// <summary>What can be read on the pages of a PDF file, by a tool not of our own.</summary>
public static class PdfWords
{
    /// <summary>All words in one line, with one space between them.</summary>
    /// <param name="pdf">The file.</param>
    /// <param name="options">Options of <c>pdftotext</c>, such as <c>-layout</c>.</param>
    public static async Task<string> ReadAsync(byte[] pdf, params string[] options)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".pdf");
        await File.WriteAllBytesAsync(path, pdf);
        try
        {
            using var tool = Process.Start(new ProcessStartInfo("pdftotext", ["-enc", "UTF-8", .. options, path, "-"])
            {
                RedirectStandardOutput = true, UseShellExecute = false,
            })!;
            var words = await tool.StandardOutput.ReadToEndAsync();
            await tool.WaitForExitAsync();
            return tool.ExitCode == 0 ? string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                : throw new InvalidOperationException($"pdftotext ended with {tool.ExitCode}");
        }
        finally
        {
            File.Delete(path);
        }
    }
}

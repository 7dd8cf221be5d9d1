using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using KotaCerdas.Documents.Pdf;

namespace KotaCerdas.Benchmarks;

/// <summary>
/// Pages of text written to a file on one core. The yardstick is what cannot be saved: compressing and writing the same content streams.
/// </summary>
internal static class PdfPages
{
    private const int Warm = 2;
    private const int Runs = 9;
    private const int Pages = 4_000;
    private const int ParagraphsPerPage = 11;

    private const string Clause =
        "Para Pihak sepakat mempercepat penerapan kota cerdas di daerah melalui penyusunan rencana induk, pemanfaatan aplikasi umum, "
        + "penyiapan regulasi, kelembagaan, dan data, serta pemantauan dan evaluasi pelaksanaan Gerakan Menuju Kota Cerdas dalam jangka "
        + "waktu 60 hari sejak tanggal ditandatangani, dengan biaya yang dibebankan pada anggaran masing-masing pihak sesuai "
        + "dengan ketentuan.";

    public static Task RunAsync()
    {
        var path = Path.Combine(Path.GetTempPath(), $"kotacerdas-bench-{Environment.ProcessId}.pdf");
        try
        {
            var written = 0;
            Machine.ForgetPeak();
            var (before, own) = (Cpu(), Times(() => written = Write(path)));
            var (cpu, peak) = ((Cpu() - before) / (Warm + Runs), Machine.Peak());
            var page = FirstPage(path);
            var raw = Times(() => Deflate(path, page, written));
            Benchmark.Print($"{written} pages of {page.Length / 1000.0:0.0} kB", own, Benchmark.At(raw, 0.5));
            Benchmark.Print("deflate and write the same streams", raw);
            var rate = written / Benchmark.At(own, 0.5) * 1000;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{rate:0} pages a second (target 5,000), {written / cpu:0} a second of processor time, peak {peak} MiB (target 100 MB)"));
        }
        finally
        {
            File.Delete(path);
        }

        return Task.CompletedTask;
    }

    /// <summary>Seconds of processor time so far; unlike the clock it does not count what other programs take.</summary>
    private static double Cpu()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime.TotalSeconds;
    }

    private static List<double> Times(Action run)
    {
        for (var i = 0; i < Warm; i++)
        {
            run();
        }

        return [.. Enumerable.Range(0, Runs).Select(_ =>
        {
            var watch = Stopwatch.StartNew();
            run();
            return watch.Elapsed.TotalMilliseconds;
        })];
    }

    private static int Write(string path)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        using var pdf = new PdfWriter(
            file, new PdfSetup { Title = "Benchmark", Author = "Benchmark", CreatedAt = DateTimeOffset.UnixEpoch });
        for (var i = 0; i < Pages * ParagraphsPerPage; i++)
        {
            pdf.Paragraph(Clause);
        }

        return pdf.Finish().Pages;
    }

    /// <summary>The content stream of the first page, unpacked.</summary>
    private static byte[] FirstPage(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var start = bytes.AsSpan().IndexOf("/FlateDecode"u8);
        start += bytes.AsSpan(start).IndexOf("stream\n"u8) + "stream\n".Length;
        using var zlib = new ZLibStream(new MemoryStream(bytes, start, bytes.Length - start), CompressionMode.Decompress);
        using var page = new MemoryStream();
        zlib.CopyTo(page);
        return page.ToArray();
    }

    private static void Deflate(string path, byte[] page, int pages)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 128 * 1024);
        using var packed = new MemoryStream();
        for (var i = 0; i < pages; i++)
        {
            packed.SetLength(0);
            using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            {
                zlib.Write(page);
            }

            file.Write(packed.GetBuffer(), 0, (int)packed.Length);
        }
    }
}

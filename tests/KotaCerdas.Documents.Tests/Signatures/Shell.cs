using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;

namespace KotaCerdas.Documents.Tests.Signatures;

/// <summary>Runs the tools of others: pdfsig, openssl, certutil.</summary>
internal static class Shell
{
    public static async Task<string> RunAsync(string tool, params string[] arguments)
    {
        var start = new ProcessStartInfo(tool, arguments)
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return await output + await errors;
    }
}

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TestFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kotacerdas-sign");

    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    public string Write(string name, byte[] content)
    {
        File.WriteAllBytes(PathOf(name), content);
        return PathOf(name);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}

/// <summary>Poppler's pdfsig with a store that trusts one root. Its exit code says nothing, its text does.</summary>
internal static class PdfSigTool
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Stores = new(StringComparer.Ordinal);

    public static async Task<string> CheckAsync(byte[] file, X509Certificate2 root)
    {
        using var folder = new TestFolder();
        // Made once for each root, because it takes a second, and gone with the process.
        var store = Stores.GetOrAdd(root.Thumbprint, _ => new Lazy<Task<string>>(() =>
        {
            var kept = new TestFolder();
            AppDomain.CurrentDomain.ProcessExit += (_, _) => kept.Dispose();
            return StoreAsync(kept, root);
        }));
        return await Shell.RunAsync("pdfsig", "-nssdir", await store.Value, folder.Write("file.pdf", file));
    }

    public static async Task<string> StoreAsync(TestFolder folder, X509Certificate2 root)
    {
        var database = folder.PathOf("nss");
        Directory.CreateDirectory(database);
        await Shell.RunAsync("certutil", "-N", "-d", $"sql:{database}", "--empty-password");
        await Shell.RunAsync(
            "certutil", "-A", "-d", $"sql:{database}", "-n", "ca", "-t", ",C,", "-i", folder.Write("root.der", root.RawData));
        return $"sql:{database}";
    }
}

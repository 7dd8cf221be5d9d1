using System.Diagnostics;

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

/// <summary>Poppler's pdfsig with a store that trusts the test authority. Its exit code says nothing, its text does.</summary>
internal static class PdfSig
{
    public static async Task<string> CheckAsync(byte[] file)
    {
        using var folder = new TestFolder();
        return await Shell.RunAsync("pdfsig", "-nssdir", await Shared.Value, folder.Write("file.pdf", file));
    }

    /// <summary>Made once, because it takes a second, and gone with the process.</summary>
    private static readonly Lazy<Task<string>> Shared = new(() =>
    {
        var folder = new TestFolder();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        return StoreAsync(folder);
    });

    public static async Task<string> StoreAsync(TestFolder folder)
    {
        var database = folder.PathOf("nss");
        Directory.CreateDirectory(database);
        var root = folder.Write("root.der", TestSigners.Authority.Root.RawData);
        await Shell.RunAsync("certutil", "-N", "-d", $"sql:{database}", "--empty-password");
        await Shell.RunAsync("certutil", "-A", "-d", $"sql:{database}", "-n", "ca", "-t", ",C,", "-i", root);
        return $"sql:{database}";
    }
}

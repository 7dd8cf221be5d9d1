using System.Diagnostics;

namespace KotaCerdas.Documents.Tests.Log;

/// <summary>
/// <c>Vectors/log/verify.go</c>, built once with Debian's Go and Debian's golang.org/x/mod: whoever it convinces did not have to trust us.
/// </summary>
internal static class GoVerifier
{
    private const string Packages = "/usr/share/gocode";

    private static readonly SemaphoreSlim One = new(1, 1);
    private static string? _program;

    public static bool IsPresent => File.Exists("/usr/bin/go") && Directory.Exists(Packages + "/src/golang.org/x/mod/sumdb/tlog");

    /// <summary>What the program prints.</summary>
    public static async Task<string> CheckAsync(
        string key, string proof, byte[] entry, string? older = null, IEnumerable<byte[]>? growth = null)
    {
        Assert.SkipUnless(IsPresent, "Debian packages golang-go and golang-golang-x-mod-dev are not installed");
        var program = await BuiltAsync();
        var folder = Directory.CreateTempSubdirectory("kotacerdas-go").FullName;
        try
        {
            var (proofFile, entryFile) = (Path.Combine(folder, "proof"), Path.Combine(folder, "entry"));
            var olderFile = Path.Combine(folder, "older");
            await File.WriteAllTextAsync(proofFile, proof);
            await File.WriteAllBytesAsync(entryFile, entry);
            await File.WriteAllTextAsync(olderFile, older ?? string.Empty);
            string[] arguments = [key, proofFile, entryFile, .. older is null ? Array.Empty<string>() : [olderFile]];
            return await RunAsync(program, arguments, [], (growth ?? []).Select(Convert.ToHexStringLower));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> BuiltAsync()
    {
        await One.WaitAsync();
        try
        {
            return _program ??= await BuildAsync();
        }
        finally
        {
            One.Release();
        }
    }

    private static async Task<string> BuildAsync()
    {
        var folder = Directory.CreateTempSubdirectory("kotacerdas-verify");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Delete(recursive: true);
        var program = Path.Combine(folder.FullName, "verify");
        var source = Path.Combine(AppContext.BaseDirectory, "Vectors", "log", "verify.go");
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["GO111MODULE"] = "off",
            ["GOPATH"] = Packages,
            ["GOCACHE"] = Path.Combine(folder.FullName, "cache"),
        };
        await RunAsync("/usr/bin/go", ["build", "-o", program, source], environment, []);
        Assert.True(File.Exists(program), "the verifier did not build");
        return program;
    }

    private static async Task<string> RunAsync(
        string program, string[] arguments, Dictionary<string, string> environment, IEnumerable<string> input)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        foreach (var line in input)
        {
            await process.StandardInput.WriteLineAsync(line);
        }

        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync();
        output += await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output.Trim();
    }
}

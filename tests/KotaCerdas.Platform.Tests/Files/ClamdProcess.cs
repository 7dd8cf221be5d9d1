using System.Diagnostics;
using System.Text;

namespace KotaCerdas.Platform.Tests.Files;

/// <summary>A real clamd (Debian's clamav-daemon) as a process of its own, that knows one signature: a text planted by the tests.</summary>
internal sealed class ClamdProcess : IAsyncDisposable
{
    /// <summary>A file that holds this is malware to it.</summary>
    public const string Planted = "KOTACERDAS-BERKAS-UJI-PERUSAK";

    private const string Program = "/usr/sbin/clamd";

    private readonly Process _process;

    private ClamdProcess(Process process, string socket)
    {
        _process = process;
        Socket = socket;
    }

    /// <summary>True where it is installed.</summary>
    public static bool IsThere => File.Exists(Program);

    /// <summary>Path of its socket, for <c>Files:Clamd</c>.</summary>
    public string Socket { get; }

    public static async Task<ClamdProcess> StartAsync(string folder)
    {
        var (signatures, socket) = (Directory.CreateDirectory(Path.Combine(folder, "clamdb")).FullName, Path.Combine(folder, "c.sock"));
        await File.WriteAllTextAsync(
            Path.Combine(signatures, "uji.ndb"), $"Kota.Uji.Tanam-1:0:*:{Convert.ToHexStringLower(Encoding.ASCII.GetBytes(Planted))}\n");
        var settings = Path.Combine(folder, "clamd.conf");
        await File.WriteAllTextAsync(
            settings, $"LocalSocket {socket}\nDatabaseDirectory {signatures}\nTemporaryDirectory {folder}\nForeground yes\n");
        var start = new ProcessStartInfo(Program) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add("--config-file=" + settings);
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        for (var i = 0; i < 400 && !File.Exists(socket) && !process.HasExited; i++)
        {
            await Task.Delay(25);
        }

        return new(process, socket);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}

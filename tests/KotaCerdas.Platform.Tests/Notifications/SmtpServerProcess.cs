using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KotaCerdas.Platform.Tests.Notifications;

/// <summary>A real SMTP server (Debian's aiosmtpd) as a process of its own on loopback, which keeps what it accepts in a folder.</summary>
internal sealed class SmtpServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _folder;

    private SmtpServerProcess(Process process, string folder, int port)
    {
        _process = process;
        _folder = folder;
        Port = port;
    }

    public int Port { get; }

    public static async Task<SmtpServerProcess> StartAsync(string parent, bool tls = false)
    {
        var folder = Directory.CreateDirectory(Path.Combine(parent, "smtp")).FullName;
        var port = FreePort();
        var start = new ProcessStartInfo("/usr/bin/python3") { UseShellExecute = false, WorkingDirectory = AppContext.BaseDirectory };
        start.Environment["PYTHONPATH"] = Path.Combine(AppContext.BaseDirectory, "Notifications");
        start.Environment["SMTP_RECORDER_FOLDER"] = folder;
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        var listen = $"127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}";
        string[] arguments = ["-m", "aiosmtpd", "--nosetuid", "--listen", listen, .. tls ? Certificate(parent) : [], "--class",
            "smtp_recorder.Recorder"];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var server = new SmtpServerProcess(Process.Start(start)!, folder, port);
        await server.ReadyAsync();
        return server;
    }

    /// <summary>True where the last message came over an encrypted connection.</summary>
    public bool Encrypted => File.Exists(Path.Combine(_folder, "encrypted"));

    /// <summary>Its certificate, where it has one.</summary>
    public string CertificateFile => Path.Combine(Path.GetDirectoryName(_folder)!, "smtp.crt");

    /// <summary>From now on recipients that were put off are accepted.</summary>
    public void Calm() => File.WriteAllText(Path.Combine(_folder, "calm"), string.Empty);

    public IReadOnlyList<string> Messages() =>
        [.. Directory.GetFiles(_folder, "*.eml").Order(StringComparer.Ordinal).Select(File.ReadAllText)];

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>A certificate that nobody has reason to trust, unless told so.</summary>
    private static string[] Certificate(string folder)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        var (cert, secret) = (Path.Combine(folder, "smtp.crt"), Path.Combine(folder, "smtp.key"));
        File.WriteAllText(cert, certificate.ExportCertificatePem());
        File.WriteAllText(secret, key.ExportPkcs8PrivateKeyPem());
        return ["--tlscert", cert, "--tlskey", secret];
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task ReadyAsync()
    {
        for (var i = 0; i < 200 && !_process.HasExited; i++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, Port);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(50);
            }
        }

        throw new InvalidOperationException("The SMTP server did not start; is python3-aiosmtpd installed? Run ./test");
    }
}

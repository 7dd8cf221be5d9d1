using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Options;

namespace KotaCerdas.Platform;

/// <summary>Asks clamd, where configured, whether a file is malware (its INSTREAM command).</summary>
public sealed class Clamd(IOptions<FileStoreOptions> options)
{
    /// <summary>Scans a stream from its position.</summary>
    /// <returns>Clean, not scanned (nothing configured), or the problem: malware by name, or a scanner that does not answer.</returns>
    public async Task<Outcome<ScanVerdict>> ScanAsync(Stream content, string name, CancellationToken cancel)
    {
        if (options.Value.Clamd.Length == 0)
        {
            return ScanVerdict.NotScanned;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(options.Value.ClamdSeconds));
        string answer;
        try
        {
            answer = await AskAsync(content, limit.Token);
        }
        catch (Exception e) when (e is SocketException or IOException
            || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return new Problem("Platform.File.ScannerSilent", null, name);
        }

        if (answer.EndsWith("FOUND", StringComparison.Ordinal))
        {
            return new Problem("Platform.File.Malware", null, name, answer["stream: ".Length..^" FOUND".Length]);
        }

        return answer == "stream: OK" ? ScanVerdict.Clean : new Problem("Platform.File.ScannerSilent", null, name);
    }

    private async Task<string> AskAsync(Stream content, CancellationToken cancel)
    {
        using var socket = await ConnectAsync(cancel);
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync("zINSTREAM\0"u8.ToArray(), cancel);
        var buffer = new byte[65536];
        var length = new byte[4];
        int read;
        do
        {
            read = await content.ReadAsync(buffer, cancel);
            BinaryPrimitives.WriteInt32BigEndian(length, read);
            await stream.WriteAsync(length, cancel);
            await stream.WriteAsync(buffer.AsMemory(0, read), cancel);
        }
        while (read > 0);

        using var reader = new StreamReader(stream, Encoding.ASCII);
        return (await reader.ReadToEndAsync(cancel)).Trim('\0', '\n', ' ');
    }

    private async Task<Socket> ConnectAsync(CancellationToken cancel)
    {
        var address = options.Value.Clamd;
        if (address.StartsWith('/'))
        {
            var local = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await local.ConnectAsync(new UnixDomainSocketEndPoint(address), cancel);
            return local;
        }

        var colon = address.LastIndexOf(':');
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(address[..colon], int.Parse(address[(colon + 1)..]), cancel);
        return socket;
    }
}

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using KotaCerdas.Platform;

namespace KotaCerdas.TestKit;

/// <summary>
/// The built executable as a process of its own, on a free port, over a test database: to be killed at any moment and started again.
/// </summary>
/// <param name="settings">Configuration, key to value; usually <see cref="TestDatabase.Settings"/> with more on top.</param>
public sealed class ProductProcess(IReadOnlyDictionary<string, string?> settings) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly ConcurrentQueue<string> _output = [];
    private Process? _process;

    /// <summary>Environment variables on top of those of the test.</summary>
    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    /// <summary>Arguments of its own beside the settings.</summary>
    public List<string> Arguments { get; } = [];

    /// <summary>Where it listens; the port stays the same over restarts.</summary>
    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort().ToString(CultureInfo.InvariantCulture)}");

    /// <summary>Number of the running process.</summary>
    public int Number => _process!.Id;

    /// <summary>Starts it and waits until it answers.</summary>
    public async Task StartAsync()
    {
        Launch();
        await ReadyAsync();
    }

    /// <summary>Starts it and does not wait.</summary>
    public void Launch()
    {
        Check.That(_process is null);
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "kotacerdas"))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = settings["Storage:Folder"],
        };
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        // It lives for seconds: what it would gain from watching its own code it never gets back.
        start.Environment.TryAdd("DOTNET_TieredPGO", "0");

        foreach (var argument in settings.SelectMany(s => new[] { "--set", $"{s.Key}={s.Value}" }).Prepend("serve"))
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var argument in Arguments.Concat(["--urls", Address.ToString()]))
        {
            start.ArgumentList.Add(argument);
        }

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Waits until it answers.</summary>
    public async Task ReadyAsync()
    {
        using var client = new HttpClient { BaseAddress = Address };
        var since = Stopwatch.StartNew();
        while (since.Elapsed < Patience && _process is { HasExited: false })
        {
            try
            {
                using var answer = await client.GetAsync("/health/live");
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (Exception silent) when (silent is HttpRequestException or SocketException)
            {
                await Task.Delay(25);
            }
        }

        var end = _process is { HasExited: true } ended ? $"ended with code {ended.ExitCode}" : $"is silent after {since.Elapsed}";
        var last = string.Join(System.Environment.NewLine, _output.TakeLast(40));
        throw new InvalidOperationException($"The product {end}:{System.Environment.NewLine}{last}");
    }

    /// <summary>kill −9: no chance to tidy up.</summary>
    public async Task KillAsync()
    {
        Check.That(_process is not null);
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await KillAsync();
        }
    }

    /// <summary>Below the ports that outgoing connections get, so that none takes it while the product is down.</summary>
    private static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(12000, 20000);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: the next one.
            }
        }
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _output.Enqueue(line);
        }
    }
}

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;

namespace KotaCerdas.Benchmarks;

/// <summary>
/// Everybody checks a bill at once: 64 connections that ask for random objects without a pause, against the built executable, by plain
/// sockets, because a client library would take half of the machine. The yardstick is an endpoint that does nothing, in the same run.
/// <c>billcheck=50000</c> for the number of objects.
/// </summary>
internal static class BillSpeed
{
    private const int Connections = 64;
    private const int Default = 20_000;
    private const int Seconds = 6;
    private const double Target = 20;

    public static Task RunAsync() => Benchmark.OnEachEngineAsync(engine => RunAsync(engine, Benchmark.Size ?? Default));

    private static async Task RunAsync(DatabaseEngine engine, int objects)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await new BillFill(database).RunAsync(objects);
        var settings = new Dictionary<string, string?>(database.Settings, StringComparer.OrdinalIgnoreCase)
        {
            ["Logging:LogLevel:Default"] = "Warning", ["Limits:ReadsPerMinute"] = "1000000", ["BillCheck:ChecksPerMinute"] = "10000000",
            ["BillCheck:UnknownPerMinute"] = "10000000",
        };
        await using var product = new ProductProcess(settings);
        await product.StartAsync();
        using var process = Process.GetProcessById(product.Number);
        string Nop(Random random) => BillFill.NopOf(random.Next(objects)).ToString("000000000000000000", CultureInfo.InvariantCulture);
        var asked = new (string Name, Func<Random, string> Path)[]
        {
            ("bare endpoint", _ => "/health/live"), ("bill check, API", r => "/api/v1/bills/16.72/" + Nop(r)),
            ("bill check, page", r => "/tagihan/kota-pagar-alam?nop=" + Nop(r)),
        };
        var bare = 0.0;
        foreach (var (name, path) in asked)
        {
            await AskAsync(product.Address, path, TimeSpan.FromSeconds(2));
            var machine = new Machine(process);
            var (cpu, watch) = (Machine.Used(process), Stopwatch.StartNew());
            var times = await AskAsync(product.Address, path, TimeSpan.FromSeconds(Seconds));
            var rate = times.Count / watch.Elapsed.TotalSeconds;
            var each = (Machine.Used(process) - cpu) * 1_000_000 / times.Count;
            bare = bare == 0 ? rate : bare;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{engine,-10} {name,-18} {rate,8:0}/s  p50 {Benchmark.At(times, 0.5),6:0.0} ms  p99 {Benchmark.At(times, 0.99),6:0.0} ms "
                + $"(target {Target} ms)  {each,5:0} µs of processor  {rate / bare:0.00} of bare; {machine.Others()}"));
        }
    }

    private static async Task<List<double>> AskAsync(Uri address, Func<Random, string> path, TimeSpan time)
    {
        var all = new ConcurrentBag<List<double>>();
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(seed => Task.Run(async () =>
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Parse(address.Host), address.Port);
            var (random, buffer, times) = (new Random(seed), new byte[64 * 1024], new List<double>());
            while (watch.Elapsed < time)
            {
                var begun = Stopwatch.GetTimestamp();
                await socket.SendAsync(Encoding.ASCII.GetBytes($"GET {path(random)} HTTP/1.1\r\nHost: {address.Authority}\r\n\r\n"));
                await AnswerAsync(socket, buffer);
                times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }

            all.Add(times);
        })));
        return [.. all.SelectMany(t => t)];
    }

    /// <summary>Reads one answer to its end: by its length, or up to the chunk of length nothing.</summary>
    private static async Task AnswerAsync(Socket socket, byte[] buffer)
    {
        var used = 0;
        while (true)
        {
            used += await socket.ReceiveAsync(buffer.AsMemory(used));
            var head = buffer.AsSpan(0, used).IndexOf("\r\n\r\n"u8);
            if (head < 0)
            {
                continue;
            }

            if (!buffer.AsSpan(0, used).StartsWith("HTTP/1.1 200"u8))
            {
                throw new InvalidOperationException(Encoding.UTF8.GetString(buffer, 0, used));
            }

            var length = buffer.AsSpan(0, head).IndexOf("Content-Length: "u8);
            if (length >= 0 ? used >= head + 4 + Number(buffer.AsSpan(length + 16)) : buffer.AsSpan(0, used).EndsWith("\r\n0\r\n\r\n"u8))
            {
                return;
            }
        }
    }

    private static int Number(ReadOnlySpan<byte> digits) =>
        System.Buffers.Text.Utf8Parser.TryParse(digits, out int value, out _) ? value : throw new InvalidOperationException("No length");
}

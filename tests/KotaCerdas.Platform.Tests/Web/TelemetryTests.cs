using System.Collections.Concurrent;
using System.Net;
using System.Text;
using KotaCerdas.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace KotaCerdas.Platform.Tests.Web;

public sealed class TelemetryTests
{
    private static readonly byte[] EmptyMessage = new byte[5];

    [Fact]
    public async Task Traces_and_metrics_reach_a_collector_with_routes_and_without_what_stands_in_them()
    {
        await using var collector = new Collector();
        var address = await collector.StartAsync();
        var code = $"RAHASIA-{Guid.CreateVersion7():N}";
        await using (var app = await TestApp.StartAsync(
            DatabaseEngine.Sqlite, new Dictionary<string, string?>(StringComparer.Ordinal) { ["Telemetry:Otlp"] = address }))
        {
            using var visitor = app.Client();
            (await visitor.GetAsync($"/periksa/{code}?kode={code}")).Dispose();
        }

        var traces = collector.Told("/opentelemetry.proto.collector.trace.v1.TraceService/Export");
        Assert.Contains("kotacerdas", traces, StringComparison.Ordinal);
        Assert.Contains("periksa/{", traces, StringComparison.Ordinal);
        Assert.DoesNotContain(code, traces, StringComparison.Ordinal);
        var metrics = collector.Told("/opentelemetry.proto.collector.metrics.v1.MetricsService/Export");
        Assert.Contains("http.server.request.duration", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain(code, metrics, StringComparison.Ordinal);
    }

    /// <summary>Takes everything that is exported over OTLP/gRPC and keeps it as it came.</summary>
    private sealed class Collector : IAsyncDisposable
    {
        private readonly ConcurrentQueue<(string Path, string Body)> _told = [];
        private WebApplication? _app;

        public async Task<string> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, o => o.Protocols = HttpProtocols.Http2));
            _app = builder.Build();
            _app.Run(async http =>
            {
                using var body = new MemoryStream();
                await http.Request.Body.CopyToAsync(body);
                _told.Enqueue((http.Request.Path.Value!, Encoding.Latin1.GetString(body.ToArray())));
                http.Response.ContentType = "application/grpc";
                http.Response.AppendTrailer("grpc-status", "0");
                await http.Response.Body.WriteAsync(EmptyMessage);
            });
            await _app.StartAsync();
            return _app.Urls.Single();
        }

        public string Told(string path) => string.Concat(_told.Where(t => t.Path == path).Select(t => t.Body));

        public async ValueTask DisposeAsync()
        {
            if (_app is not null)
            {
                await _app.StopAsync();
                await _app.DisposeAsync();
            }
        }
    }
}

using System.ComponentModel.DataAnnotations;
using KotaCerdas.Platform;
using Microsoft.AspNetCore.Http.Features;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace KotaCerdas.Web;

/// <summary>Section <c>Telemetry</c> of the configuration.</summary>
internal sealed record TelemetryOptions
{
    /// <summary>OTLP endpoint of a collector, such as <c>http://localhost:4317</c>. Empty: nothing is sent.</summary>
    [RegularExpression("^(https?://.+)?$")]
    public string Otlp { get; init; } = string.Empty;
}

/// <summary>
/// Sends traces and metrics of ASP.NET Core, Npgsql and the runtime to a collector, where one is configured. Tags hold routes, never the
/// values in them.
/// </summary>
internal sealed class Telemetry : IHostedService, IDisposable
{
    private readonly TracerProvider? _traces;
    private readonly MeterProvider? _metrics;

    public Telemetry(Microsoft.Extensions.Options.IOptions<TelemetryOptions> options)
    {
        if (options.Value.Otlp.Length == 0)
        {
            return;
        }

        var endpoint = new Uri(options.Value.Otlp);
        var resource = ResourceBuilder.CreateDefault().AddService("kotacerdas");
        _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource("Microsoft.AspNetCore", "Npgsql")
            .AddOtlpExporter(o => o.Endpoint = endpoint).Build();
        _metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource)
            .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Npgsql", "System.Runtime")
            .AddOtlpExporter(o => o.Endpoint = endpoint).Build();
    }

    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<TelemetryOptions>(configuration.GetSection("Telemetry"));
        services.AddHostedService<Telemetry>();
    }

    /// <summary>Names the trace of a request by its route: the framework gives all the same name and no tags.</summary>
    public static async Task NameAsync(HttpContext http, RequestDelegate next)
    {
        await next(http);
        if (http.Features.Get<IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true } trace)
        {
            var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "-";
            trace.DisplayName = $"{http.Request.Method} {route}";
            trace.SetTag("http.request.method", http.Request.Method).SetTag("http.route", route)
                .SetTag("http.response.status_code", http.Response.StatusCode);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _traces?.ForceFlush(2000);
        _metrics?.ForceFlush(2000);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
    }
}

using System.Globalization;
using KotaCerdas.Documents.Log;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace KotaCerdas.Platform.Tests.TransparencyLogs;

/// <summary>A witness on a port of its own that speaks C2SP tlog-witness.</summary>
internal sealed class WitnessServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WitnessServer(WebApplication app, Witness witness) => (_app, Witness) = (app, witness);

    public Witness Witness { get; }

    public string Address => _app.Urls.Single();

    public static async Task<WitnessServer> StartAsync(NoteSigner signer, NoteKey log)
    {
        var witness = new Witness(signer, [log], TimeProvider.System);
        var app = WebApplication.CreateSlimBuilder().Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapPost("/add-checkpoint", async (HttpRequest request) =>
        {
            using var reader = new StreamReader(request.Body);
            var body = await reader.ReadToEndAsync();
            var end = body.IndexOf("\n\n", StringComparison.Ordinal);
            var lines = body[..end].Split('\n');
            var old = long.Parse(lines[0]["old ".Length..], CultureInfo.InvariantCulture);
            var answer = witness.Add(old, [.. lines.Skip(1).Select(Convert.FromBase64String)], body[(end + 2)..]);
            return answer.Verdict switch
            {
                WitnessVerdict.Cosigned => Results.Text(answer.Signature!.ToString()),
                WitnessVerdict.OtherSize => Results.Text($"{answer.Size}\n", "text/x.tlog.size", null, StatusCodes.Status409Conflict),
                WitnessVerdict.UnknownLog => Results.NotFound(),
                WitnessVerdict.NotSigned => Results.StatusCode(StatusCodes.Status403Forbidden),
                _ => Results.StatusCode(StatusCodes.Status422UnprocessableEntity),
            };
        });
        await app.StartAsync();
        return new WitnessServer(app, witness);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}

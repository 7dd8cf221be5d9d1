using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using KotaCerdas.Documents.Signatures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace KotaCerdas.TestKit;

/// <summary>A person whom the simulator knows.</summary>
/// <param name="Name">Holder of the certificate: an office.</param>
/// <param name="Passphrase">What they type.</param>
/// <param name="Status">State of their certificate; <c>ISSUE</c> can sign.</param>
public sealed record BsrePerson(string Name, string Passphrase, string Status = "ISSUE");

/// <summary>
/// The BSrE client service on a loopback port: the wire format of its API v2 (guide v2.2.1), signatures that other tools accept, by a test
/// authority. What is not in the guide's public parts (texts of errors, names in the answer of a one-time code) is our assumption.
/// </summary>
public sealed class BsreSimulator : IAsyncDisposable
{
    /// <summary>User name and password of the application.</summary>
    public const string User = "kotacerdas";

    /// <summary>Password of the application.</summary>
    public const string Password = "sandi-aplikasi";

    /// <summary>Subscriber of the seal.</summary>
    public const string Subscriber = "segel-kota";

    /// <summary>Activation code of the seal.</summary>
    public const string Activation = "111222";

    /// <summary>The one-time code that every person gets.</summary>
    public const string PersonCode = "654321";

    private readonly WebApplication _app;
    private readonly TimeProvider _clock;
    private readonly Dictionary<string, SigningKey> _keys = new(StringComparer.Ordinal);
    private (string Code, int Files) _sealCode;
    private int _sealCodes;

    private BsreSimulator(TimeProvider clock)
    {
        _clock = clock;
        var now = clock.GetUtcNow();
        Authority = LocalAuthority.Make("Otoritas Uji BSrE", now.AddDays(-30), now.AddYears(5), KeyStock.Take);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(k => k.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.MapPost("/api/v2/{*path}", HandleAsync);
    }

    /// <summary>The test authority.</summary>
    public LocalAuthority Authority { get; }

    /// <summary>People by NIK or e-mail address.</summary>
    public IDictionary<string, BsrePerson> People { get; } = new Dictionary<string, BsrePerson>(StringComparer.Ordinal);

    /// <summary>Bodies as they came, newest last.</summary>
    public IList<(string Path, JsonObject Body)> Requests { get; } = [];

    /// <summary>Files as they went out, newest last.</summary>
    public IList<byte[]> Signed { get; } = [];

    /// <summary>Called for each file that was signed, before it goes out.</summary>
    public Action? OnSigned { get; set; }

    /// <summary>Answers everything with this status and text instead; null where the service is well.</summary>
    public (int Status, string Text)? Fault { get; set; }

    /// <summary>Settings that lead the product here.</summary>
    public Dictionary<string, string?> Settings => new(StringComparer.OrdinalIgnoreCase)
    {
        ["Signing:Source"] = "Bsre",
        ["Signing:BsreAddress"] = _app.Urls.Single(),
        ["Signing:BsreUser"] = User,
        ["Signing:BsrePassword"] = Password,
        ["Signing:BsreSubscriber"] = Subscriber,
        ["Signing:BsreActivation"] = Activation,
        ["Signing:Seconds"] = "10",
    };

    /// <summary>Starts on a free port.</summary>
    public static async Task<BsreSimulator> StartAsync(TimeProvider? clock = null)
    {
        var simulator = new BsreSimulator(clock ?? TimeProvider.System);
        await simulator._app.StartAsync();
        return simulator;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Authority.Dispose();
    }

    private async Task<IResult> HandleAsync(HttpRequest request, string path)
    {
        var expected = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}"));
        if (request.Headers.Authorization != expected)
        {
            return Error(401, "Unauthorized");
        }

        if (Fault is { } fault)
        {
            return Results.Text(fault.Text, "application/json", statusCode: fault.Status);
        }

        var body = (await JsonNode.ParseAsync(request.Body))!.AsObject();
        lock (Requests)
        {
            Requests.Add((path, body.DeepClone().AsObject()));
        }

        return path switch
        {
            "sign/pdf" => await SignAsync(body),
            "sign/get/totp" => PersonOf(body) is null ? Error(404, "User tidak terdaftar") : Results.Json(new { result = "ok" }),
            "user/check/status" => Results.Json(new { status = PersonOf(body)?.Status ?? "NOT_REGISTERED" }),
            "verify/pdf" => Verify(body),
            "seal/get/activation" => IsSubscriber(body) ? Results.Json(new { result = "ok" }) : Error(404, "Subscriber tidak terdaftar"),
            "seal/get/totp" => SealCode(body),
            "seal/pdf" => await SealAsync(body),
            _ => Error(404, "Not found"),
        };
    }

    private async Task<IResult> SignAsync(JsonObject body)
    {
        if (PersonOf(body) is not { } person)
        {
            return Error(404, "User tidak terdaftar");
        }

        if (person.Status != "ISSUE")
        {
            return Error(400, "Status sertifikat " + person.Status);
        }

        if (body.ContainsKey("totp") ? Text(body, "totp") != PersonCode : Text(body, "passphrase") != person.Passphrase)
        {
            return Error(400, "Passphrase anda salah");
        }

        return await SignFilesAsync(body, person.Name);
    }

    private IResult SealCode(JsonObject body)
    {
        if (!IsSubscriber(body) || Text(body, "totp") != Activation)
        {
            return Error(400, "Kode aktivasi salah");
        }

        _sealCode = ($"{++_sealCodes:D6}", body["data"]!.GetValue<int>());
        return Results.Json(new { totp = _sealCode.Code });
    }

    private async Task<IResult> SealAsync(JsonObject body)
    {
        if (!IsSubscriber(body) || Text(body, "totp") != _sealCode.Code || body["file"]!.AsArray().Count != _sealCode.Files)
        {
            return Error(400, "Kode sekali pakai salah");
        }

        _sealCode = default;
        return await SignFilesAsync(body, "Segel Kota Pagar Alam");
    }

    private async Task<IResult> SignFilesAsync(JsonObject body, string name)
    {
        var properties = body["signatureProperties"]!.AsArray();
        var files = body["file"]!.AsArray();
        if (properties.Count != files.Count)
        {
            return Error(400, "Jumlah signatureProperties tidak sama dengan jumlah file");
        }

        var signed = new List<string>();
        foreach (var (file, property) in files.Zip(properties))
        {
            var result = await PdfSigner.SignAsync(
                Convert.FromBase64String(file!.GetValue<string>()), OrderOf(property!.AsObject(), name), KeyOf(name), default);
            if (result.File is not { } content)
            {
                return Error(400, "Dokumen tidak dapat ditandatangani");
            }

            Signed.Add(content);
            OnSigned?.Invoke();
            signed.Add(Convert.ToBase64String(content));
        }

        return Results.Json(new { time = 12, file = signed });
    }

    private IResult Verify(JsonObject body)
    {
        var file = Convert.FromBase64String(Text(body, "file")!);
        var report = SignatureCheck.Check(file, new CheckTrust([Authority.Root], [], _clock.GetUtcNow()));
        var signatures = report.Signatures.Select(s => new JsonObject
        {
            ["signerName"] = s.Signer,
            ["signatureDate"] = s.ClaimedAt?.ToString("O"),
            ["signatureFormat"] = s.Level == SignatureLevel.Basic ? "PAdES-BASELINE-B" : "PAdES-BASELINE-T",
            ["fieldName"] = s.Field,
            ["reason"] = s.Reason,
            ["location"] = s.Location,
            ["integrityValid"] = s.Verdict != Documents.Signatures.Verdict.Altered,
            ["certificateTrusted"] = s.Verdict == Documents.Signatures.Verdict.Valid,
            ["timestampInfomation"] = s.ProvenAt is { } at
                ? new JsonObject { ["signerName"] = "Penanda Waktu Uji", ["timestampDate"] = at.ToString("O") } : null,
        });
        return Results.Json(new JsonObject
        {
            ["conclusion"] = report.Verdict switch
            {
                null => "NO_SIGNATURE",
                Documents.Signatures.Verdict.Valid => "VALID",
                _ => "INVALID",
            },
            ["description"] = report.State.ToString(),
            ["signatureCount"] = report.Signatures.Count,
            ["signatureInformations"] = new JsonArray([.. signatures]),
        });
    }

    private SignatureOrder OrderOf(JsonObject property, string name) => new()
    {
        At = _clock.GetUtcNow(),
        Name = name,
        Reason = Text(property, "reason"),
        Location = Text(property, "location"),
        Mark = Text(property, "tampilan") != "VISIBLE" ? null : new SignatureMark(
            property["page"]!.GetValue<int>(), Number(property, "originX"), Number(property, "originY"), Number(property, "width"),
            Number(property, "height"), [name]),
    };

    private SigningKey KeyOf(string name)
    {
        if (!_keys.TryGetValue(name, out var key))
        {
            var now = _clock.GetUtcNow();
            _keys[name] = key = new SigningKey(Authority.Issue(new CertificateOrder(name, now.AddDays(-1), now.AddYears(2))), []);
        }

        return key;
    }

    private BsrePerson? PersonOf(JsonObject body) =>
        (Text(body, "nik") ?? Text(body, "email")) is { } identity && People.TryGetValue(identity, out var person) ? person : null;

    private static bool IsSubscriber(JsonObject body) => Text(body, "idSubscriber") == Subscriber;

    private static string? Text(JsonObject body, string key) => body[key]?.GetValue<string>();

    private static double Number(JsonObject body, string key) => body[key]!.GetValue<double>();

    private static IResult Error(int status, string text) => Results.Json(new { error = text, status_code = status }, statusCode: status);
}

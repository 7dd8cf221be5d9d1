using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using KotaCerdas.Documents.Signatures;
using Microsoft.Extensions.Options;

namespace KotaCerdas.Platform;

/// <summary>
/// Signs through the BSrE client service that BSSN installs inside an agency's network (API v2, guide v2.2.1). Passphrases and one-time
/// codes go over the wire and are neither stored nor logged; files come back byte for byte.
/// </summary>
public sealed class BsreSigning(IHttpClientFactory http, IOptions<SigningOptions> options) : ISigningAdapter
{
    /// <summary>Name of the HTTP client.</summary>
    internal const string HttpName = "bsre";

    private const int SealedAtOnce = 20;
    private const string CanSign = "ISSUE";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <inheritdoc />
    public string Name => "bsre";

    /// <summary>True where this installation signs with BSrE.</summary>
    public bool InUse => options.Value.Source == SigningSource.Bsre;

    /// <inheritdoc />
    public bool AsksForSecret => true;

    /// <inheritdoc />
    public bool SendsCodes => true;

    /// <inheritdoc />
    public async Task<Outcome<byte[]>> SignAsync(SigningRequest request, CancellationToken cancel)
    {
        var body = Identify(request.Signer) with
        {
            Passphrase = request.Secret.IsOneTime ? null : request.Secret.Reveal(),
            Totp = request.Secret.IsOneTime ? request.Secret.Reveal() : null,
            SignatureProperties = [PropertyOf(request.Order)],
            File = [Convert.ToBase64String(request.File.Span)],
        };
        var signed = await FilesAsync("sign/pdf", body, 1, cancel);
        return signed.Failed ? signed.Problem : signed.Value[0];
    }

    /// <inheritdoc />
    public async Task<Outcome<Nothing>> SendCodeAsync(SignerIdentity signer, int files, CancellationToken cancel)
    {
        var sent = await PostAsync<JsonElement>("sign/get/totp", Identify(signer) with { Data = files }, cancel);
        return sent.Failed ? sent.Problem : Outcome.Done;
    }

    /// <inheritdoc />
    public async Task<Outcome<IReadOnlyList<byte[]>>> SealAsync(
        IReadOnlyList<ReadOnlyMemory<byte>> files, CancellationToken cancel)
    {
        if (options.Value.BsreSubscriber.Length == 0)
        {
            return new Problem("Platform.Signing.NoSeal");
        }

        var sealedFiles = new List<byte[]>();
        foreach (var batch in files.Chunk(SealedAtOnce))
        {
            var seal = new BsreSign { IdSubscriber = options.Value.BsreSubscriber };
            var code = await PostAsync<BsreTotp>(
                "seal/get/totp", seal with { Totp = options.Value.BsreActivation, Data = batch.Length }, cancel);
            if (code.Failed)
            {
                return code.Problem;
            }

            var order = new SignatureOrder { At = DateTimeOffset.UnixEpoch };
            var done = await FilesAsync(
                "seal/pdf",
                seal with
                {
                    Totp = code.Value.Totp,
                    SignatureProperties = [.. batch.Select(_ => PropertyOf(order))],
                    File = [.. batch.Select(f => Convert.ToBase64String(f.Span))],
                },
                batch.Length, cancel);
            if (done.Failed)
            {
                return done.Problem;
            }

            sealedFiles.AddRange(done.Value);
        }

        return sealedFiles;
    }

    /// <inheritdoc />
    public async Task<Outcome<Nothing>> ActivateSealAsync(CancellationToken cancel)
    {
        if (options.Value.BsreSubscriber.Length == 0)
        {
            return new Problem("Platform.Signing.NoSeal");
        }

        var sent = await PostAsync<JsonElement>(
            "seal/get/activation", new BsreSign { IdSubscriber = options.Value.BsreSubscriber }, cancel);
        return sent.Failed ? sent.Problem : Outcome.Done;
    }

    /// <inheritdoc />
    public async Task<Outcome<Nothing>> StatusAsync(SignerIdentity signer, CancellationToken cancel)
    {
        var status = await PostAsync<BsreStatus>("user/check/status", Identify(signer), cancel);
        return status.Failed ? status.Problem
            : status.Value.Status == CanSign ? Outcome.Done
            : new Problem(StateKey(status.Value.Status), null, status.Value.Status ?? "?");
    }

    /// <summary>Asks the client service what it thinks of a file.</summary>
    public Task<Outcome<BsreVerdict>> VerifyAsync(ReadOnlyMemory<byte> file, CancellationToken cancel) =>
        PostAsync<BsreVerdict>("verify/pdf", new BsreVerify(Convert.ToBase64String(file.Span)), cancel);

    /// <summary>The words for a state; the guide names only some, so another one is shown as it came.</summary>
    private static string StateKey(string? status) => status switch
    {
        "UNVERIFIED" => "Platform.Signing.StateUnverified",
        "EXPIRED" => "Platform.Signing.StateExpired",
        "REVOKE" => "Platform.Signing.StateRevoked",
        "SUSPEND" => "Platform.Signing.StateSuspended",
        "NOT_REGISTERED" => "Platform.Signing.StateUnknownPerson",
        _ => "Platform.Signing.CertificateState",
    };

    private static BsreSign Identify(SignerIdentity signer) => signer.Identity?.Contains('@', StringComparison.Ordinal) == true
        ? new BsreSign { Email = signer.Identity }
        : new BsreSign { Nik = signer.Identity };

    private static BsreProperty PropertyOf(SignatureOrder order) => order.Mark is not { } mark
        ? new BsreProperty { Tampilan = "INVISIBLE", Location = order.Location, Reason = order.Reason }
        : new BsreProperty
        {
            Tampilan = "VISIBLE",
            Page = mark.Page,
            OriginX = mark.Left,
            OriginY = mark.Bottom,
            Width = mark.Width,
            Height = mark.Height,
            Location = order.Location,
            Reason = order.Reason,
        };

    private async Task<Outcome<List<byte[]>>> FilesAsync(string path, BsreSign body, int count, CancellationToken cancel)
    {
        var answer = await PostAsync<BsreSigned>(path, body, cancel);
        if (answer.Failed)
        {
            return answer.Problem;
        }

        try
        {
            var files = (answer.Value.File ?? []).Select(Convert.FromBase64String).ToList();
            return files.Count == count ? files : new Problem("Platform.Signing.BadAnswer");
        }
        catch (FormatException)
        {
            return new Problem("Platform.Signing.BadAnswer");
        }
    }

    private async Task<Outcome<T>> PostAsync<T>(string path, object body, CancellationToken cancel)
    {
        var settings = options.Value;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(new Uri(settings.BsreAddress), "/api/v2/" + path));
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{settings.BsreUser}:{settings.BsrePassword}")));
        request.Content = JsonContent.Create(body, body.GetType(), options: Json);
        try
        {
            using var answer = await http.CreateClient(HttpName).SendAsync(request, cancel);
            if (!answer.IsSuccessStatusCode)
            {
                return await ProblemOfAsync(answer, cancel);
            }

            return await answer.Content.ReadFromJsonAsync<T>(Json, cancel) is { } value ? value
                : new Problem("Platform.Signing.BadAnswer");
        }
        catch (JsonException)
        {
            return new Problem("Platform.Signing.BadAnswer");
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return new Problem("Platform.Signing.Silent");
        }
    }

    /// <summary>The text of the service goes on to the person: it says whether the passphrase was wrong or the certificate ended.</summary>
    private static async Task<Problem> ProblemOfAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        if (answer.StatusCode == HttpStatusCode.Unauthorized)
        {
            return new Problem("Platform.Signing.ApplicationRefused");
        }

        try
        {
            var error = await answer.Content.ReadFromJsonAsync<BsreError>(Json, cancel);
            return error?.Error is { Length: > 0 } text
                ? new Problem("Platform.Signing.Refused", null, text.Length > 300 ? text[..300] : text)
                : new Problem("Platform.Signing.BadAnswer");
        }
        catch (JsonException)
        {
            return new Problem("Platform.Signing.BadAnswer");
        }
    }
}

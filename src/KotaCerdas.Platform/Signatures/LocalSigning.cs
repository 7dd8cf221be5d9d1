using System.Security.Cryptography.X509Certificates;
using KotaCerdas.Documents.Signatures;
using Microsoft.Extensions.Options;

namespace KotaCerdas.Platform;

/// <summary>
/// Signs with an authority of our own. For tests and demonstrations: officials sign with certificates of a certified authority
/// (PP 71/2019 arts. 59-64), and pages say so.
/// </summary>
internal sealed class LocalSigning(LocalKeys keys, IHttpClientFactory http, IOptions<SigningOptions> options, TimeProvider clock)
    : ISigningAdapter
{
    public const string HttpName = "timestamps";
    private const string SealHolder = "KotaCerdas - segel elektronik";

    public string Name => "local";

    public bool AsksForSecret => false;

    public async Task<Outcome<byte[]>> SignAsync(SigningRequest request, CancellationToken cancel) =>
        OutcomeOf(await PdfSigner.SignAsync(request.File, request.Order, KeyOf(keys.Of(request.Signer.Office)), cancel));

    public async Task<Outcome<IReadOnlyList<byte[]>>> SealAsync(
        IReadOnlyList<ReadOnlyMemory<byte>> files, CancellationToken cancel)
    {
        var key = KeyOf(keys.Of(SealHolder));
        var sealedFiles = new List<byte[]>();
        foreach (var file in files)
        {
            var outcome = OutcomeOf(await PdfSigner.SignAsync(file, new SignatureOrder { At = clock.GetUtcNow() }, key, cancel));
            if (outcome.Failed)
            {
                return outcome.Problem;
            }

            sealedFiles.Add(outcome.Value);
        }

        return sealedFiles;
    }

    public Task<Outcome<Nothing>> StatusAsync(SignerIdentity signer, CancellationToken cancel) => Task.FromResult(Outcome.Done);

    private static Outcome<byte[]> OutcomeOf(SigningResult result) => result.Failure switch
    {
        null => result.File!,
        SigningFailure.NoSuchPage => new Problem("Platform.Signing.NoSuchPage"),
        SigningFailure.TooLarge => new Problem("Platform.Signing.TooLarge"),
        SigningFailure.NoTimestamp => new Problem("Platform.Signing.NoTimestamp"),
        _ => new Problem("Platform.Signing.Unreadable"),
    };

    private SigningKey KeyOf(X509Certificate2 certificate) => new(
        certificate, [],
        options.Value.TimestampAddress.Length == 0 ? null
            : new TimestampClient(http.CreateClient(HttpName), new Uri(options.Value.TimestampAddress)));
}

using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;

namespace KotaCerdas.Documents.Signatures;

/// <summary>Asks a time-stamping authority over HTTP (RFC 3161 section 3.4).</summary>
/// <param name="http">Client with its own time limit.</param>
/// <param name="address">Where the authority answers.</param>
public sealed class TimestampClient(HttpClient http, Uri address)
{
    private const int MaxAnswer = 64 * 1024;

    /// <summary>A token over the hash of some bytes; null where the authority does not answer as it should.</summary>
    public async Task<Rfc3161TimestampToken?> StampAsync(ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        var request = Rfc3161TimestampRequest.CreateFromHash(
            SHA256.HashData(content.Span), HashAlgorithmName.SHA256, nonce: RandomNumberGenerator.GetBytes(12),
            requestSignerCertificates: true);
        using var message = new ByteArrayContent(request.Encode());
        message.Headers.ContentType = new MediaTypeHeaderValue("application/timestamp-query");
        try
        {
            using var answer = await http.PostAsync(address, message, cancel);
            if (!answer.IsSuccessStatusCode || answer.Content.Headers.ContentLength is > MaxAnswer)
            {
                return null;
            }

            await answer.Content.LoadIntoBufferAsync(MaxAnswer, cancel);
            return request.ProcessResponse(await answer.Content.ReadAsByteArrayAsync(cancel), out _);
        }
        catch (Exception e) when (e is HttpRequestException or CryptographicException or IOException
            || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return null;
        }
    }
}

using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace KotaCerdas.Documents.Signatures;

/// <summary>
/// Signs PDF files as PAdES B-B and, where the key names a time-stamping authority, B-T (ETSI EN 319 142-1). Each signature is a revision
/// appended to the file, so that several people sign one after the other and every earlier signature stays valid.
/// </summary>
public static class PdfSigner
{
    private static readonly SignatureOrder Evidence = new() { At = DateTimeOffset.UnixEpoch };

    /// <summary>Signs a file.</summary>
    /// <param name="file">The file as it is; not changed.</param>
    /// <param name="order">What the signature says about itself.</param>
    /// <param name="key">Who signs.</param>
    /// <param name="cancel">Ends a wait for the time-stamping authority.</param>
    public static async Task<SigningResult> SignAsync(
        ReadOnlyMemory<byte> file, SignatureOrder order, SigningKey key, CancellationToken cancel)
    {
        if (Prepare(file, order, "ETSI.CAdES.detached", out var failure) is not { } prepared)
        {
            return SigningResult.Of(failure);
        }

        var message = SignatureMessage.Sign(prepared.SignedBytes(), key);
        if (key.Timestamps is not null)
        {
            var signer = message.SignerInfos[0];
            if (await key.Timestamps.StampAsync(signer.GetSignature(), cancel) is not { } token)
            {
                return SigningResult.Of(SigningFailure.NoTimestamp);
            }

            signer.AddUnsignedAttribute(new AsnEncodedData(new Oid(SignatureMessage.TimestampToken), token.AsSignedCms().Encode()));
        }

        return prepared.Embed(message.Encode()) is { } done ? SigningResult.Of(done) : SigningResult.Of(SigningFailure.TooLarge);
    }

    /// <summary>Adds a timestamp over the whole file (<c>/DocTimeStamp</c>).</summary>
    public static async Task<SigningResult> StampAsync(ReadOnlyMemory<byte> file, TimestampClient timestamps, CancellationToken cancel)
    {
        if (Prepare(file, Evidence, "ETSI.RFC3161", out var failure) is not { } prepared)
        {
            return SigningResult.Of(failure);
        }

        if (await timestamps.StampAsync(prepared.SignedBytes(), cancel) is not { } token)
        {
            return SigningResult.Of(SigningFailure.NoTimestamp);
        }

        return prepared.Embed(token.AsSignedCms().Encode()) is { } done ? SigningResult.Of(done)
            : SigningResult.Of(SigningFailure.TooLarge);
    }

    /// <summary>Adds certificates and revocation lists to the file (<c>/DSS</c>), for checks that ask nobody.</summary>
    public static SigningResult AddEvidence(
        ReadOnlyMemory<byte> file, IReadOnlyList<X509Certificate2> certificates, IReadOnlyList<byte[]> revocationLists)
    {
        try
        {
            var read = PdfFile.Read(file);
            using var writer = new IncrementWriter(read);
            PdfArray Put(string key, IEnumerable<byte[]> contents)
            {
                var known = read.Dictionary(read.Catalog["DSS"]) is { } dss ? read.Items(dss[key]) : [];
                return new PdfArray([.. known, .. contents.Select(content =>
                {
                    var reference = writer.Reserve();
                    writer.Put(reference, new PdfStream(PdfDictionary.Empty, content));
                    return reference;
                })]);
            }

            var store = new PdfDictionary(new Dictionary<string, PdfValue>
            {
                ["Type"] = new PdfName("DSS"),
                ["Certs"] = Put("Certs", certificates.Select(c => c.RawData)),
                ["CRLs"] = Put("CRLs", revocationLists),
            });
            writer.Put(read.Root, read.Catalog.With("DSS", store));
            return SigningResult.Of(writer.Finish());
        }
        catch (PdfFormatException)
        {
            return SigningResult.Of(SigningFailure.Unreadable);
        }
    }

    private static PreparedSignature? Prepare(
        ReadOnlyMemory<byte> file, SignatureOrder order, string form, out SigningFailure failure)
    {
        try
        {
            failure = SigningFailure.NoSuchPage;
            return PreparedSignature.Make(PdfFile.Read(file), order, form);
        }
        catch (PdfFormatException)
        {
            failure = SigningFailure.Unreadable;
            return null;
        }
    }
}

using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace KotaCerdas.Documents.Signatures;

/// <summary>What the CMS message of a signature proves, before anyone is asked about its certificates.</summary>
/// <param name="Objection">Why it proves nothing; null where it holds.</param>
/// <param name="Signer">The signer's certificate.</param>
/// <param name="Others">Certificates that the message brings along.</param>
/// <param name="Token">The timestamp over the signature, or the whole message of a document timestamp.</param>
internal sealed record MessageCheck(
    string? Objection, X509Certificate2? Signer, IReadOnlyList<X509Certificate2> Others, Rfc3161TimestampToken? Token)
{
    private static readonly HashSet<string> Hashes =
        ["2.16.840.1.101.3.4.2.1", "2.16.840.1.101.3.4.2.2", "2.16.840.1.101.3.4.2.3"];

    public static MessageCheck Of(string? form, byte[] message, byte[] content)
    {
        try
        {
            return form switch
            {
                "ETSI.CAdES.detached" => OfSignature(message, content, mustBind: true),
                "adbe.pkcs7.detached" => OfSignature(message, content, mustBind: false),
                "ETSI.RFC3161" => OfTimestamp(message, content),
                _ => Bad("a form of signature that proves nothing here"),
            };
        }
        catch (Exception e) when (e is CryptographicException or AsnContentException)
        {
            return Bad("the signature does not match the content");
        }
    }

    private static MessageCheck OfSignature(byte[] message, byte[] content, bool mustBind)
    {
        var cms = new SignedCms(new ContentInfo(content), detached: true);
        cms.Decode(message);
        if (!cms.Detached || cms.SignerInfos.Count != 1 || cms.SignerInfos[0].Certificate is not { } certificate)
        {
            return Bad("not one signer with a certificate");
        }

        var signer = cms.SignerInfos[0];
        List<X509Certificate2> others = [.. cms.Certificates];
        if (!Hashes.Contains(signer.DigestAlgorithm.Value ?? string.Empty))
        {
            return Bad("a hash that is no longer safe", certificate, others);
        }

        signer.CheckSignature(verifySignatureOnly: true);
        var bound = SignatureMessage.BoundHash(signer);
        if (bound is null ? mustBind : !bound.AsSpan().SequenceEqual(SHA256.HashData(certificate.RawData)))
        {
            return Bad("the signature does not bind its certificate", certificate, others);
        }

        return WithToken(signer, certificate, others);
    }

    private static MessageCheck WithToken(SignerInfo signer, X509Certificate2 certificate, List<X509Certificate2> others)
    {
        var attribute = signer.UnsignedAttributes.Cast<CryptographicAttributeObject>()
            .FirstOrDefault(a => a.Oid.Value == SignatureMessage.TimestampToken);
        if (attribute is null)
        {
            return new MessageCheck(null, certificate, others, null);
        }

        if (attribute.Values.Count != 1 || !Rfc3161TimestampToken.TryDecode(attribute.Values[0].RawData, out var token, out _)
            || !token.VerifySignatureForSignerInfo(signer, out var stamper))
        {
            return Bad("the timestamp is of another signature", certificate, others);
        }

        return new MessageCheck(null, certificate, [.. others, stamper, .. token.AsSignedCms().Certificates], token);
    }

    private static MessageCheck OfTimestamp(byte[] message, byte[] content)
    {
        if (!Rfc3161TimestampToken.TryDecode(message, out var token, out _) || !token.VerifySignatureForData(content, out var stamper))
        {
            return Bad("the timestamp is of another content");
        }

        return new MessageCheck(null, stamper, [.. token.AsSignedCms().Certificates], token);
    }

    private static MessageCheck Bad(
        string objection, X509Certificate2? signer = null, IReadOnlyList<X509Certificate2>? others = null) =>
        new(objection, signer, others ?? [], null);
}

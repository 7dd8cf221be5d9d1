using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace KotaCerdas.Documents.Signatures;

/// <summary>
/// Makes the CMS message of a signature as ETSI EN 319 142-1 asks for PAdES B-B: the signer's certificate is bound by the attribute
/// signing-certificate-v2 (RFC 5035), and there is no signing-time.
/// </summary>
internal static class SignatureMessage
{
    public const string SigningCertificateV2 = "1.2.840.113549.1.9.16.2.47";
    public const string TimestampToken = "1.2.840.113549.1.9.16.2.14";
    private const string Sha256Oid = "2.16.840.1.101.3.4.2.1";

    public static SignedCms Sign(byte[] content, SigningKey key)
    {
        var signer = new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, key.Certificate)
        {
            DigestAlgorithm = new Oid(Sha256Oid),
            IncludeOption = X509IncludeOption.EndCertOnly,
        };
        signer.Certificates.AddRange(key.Intermediates.ToArray());
        signer.SignedAttributes.Add(new AsnEncodedData(new Oid(SigningCertificateV2), BindingOf(key.Certificate)));
        var message = new SignedCms(new ContentInfo(content), detached: true);
        message.ComputeSignature(signer, silent: true);
        return message;
    }

    /// <summary>SigningCertificateV2: hash, issuer and serial number of the certificate. SHA-256 is its default and left out.</summary>
    private static byte[] BindingOf(X509Certificate2 certificate)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            writer.WriteOctetString(SHA256.HashData(certificate.RawData));
            using (writer.PushSequence())
            {
                using (writer.PushSequence())
                using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 4, isConstructed: true)))
                {
                    writer.WriteEncodedValue(certificate.IssuerName.RawData);
                }

                writer.WriteInteger(certificate.SerialNumberBytes.Span);
            }
        }

        return writer.Encode();
    }

    /// <summary>The hash in the attribute signing-certificate-v2, where it is one of SHA-256; null without the attribute.</summary>
    public static byte[]? BoundHash(SignerInfo signer)
    {
        var attribute = signer.SignedAttributes.Cast<CryptographicAttributeObject>()
            .FirstOrDefault(a => a.Oid.Value == SigningCertificateV2);
        if (attribute is null || attribute.Values.Count != 1)
        {
            return null;
        }

        var first = new AsnReader(attribute.Values[0].RawData, AsnEncodingRules.BER).ReadSequence().ReadSequence().ReadSequence();
        if (first.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence) && first.ReadSequence().ReadObjectIdentifier() != Sha256Oid)
        {
            return null;
        }

        return first.ReadOctetString();
    }
}

using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KotaCerdas.Documents.Signatures;

/// <summary>
/// A list of revoked certificates (RFC 5280 section 5). .NET cannot hand a list from a file to its chain, so that reading it is our own
/// work.
/// </summary>
internal sealed class RevocationList
{
    private readonly byte[] _signedPart;
    private readonly string _algorithm;
    private readonly byte[] _signature;
    private readonly byte[] _issuer;
    private readonly Dictionary<BigInteger, DateTimeOffset> _revoked = [];

    private RevocationList(byte[] encoded)
    {
        var outer = new AsnReader(encoded, AsnEncodingRules.DER).ReadSequence();
        _signedPart = outer.PeekEncodedValue().ToArray();
        var list = outer.ReadSequence();
        _algorithm = outer.ReadSequence().ReadObjectIdentifier();
        _signature = outer.ReadBitString(out _);

        if (list.PeekTag().HasSameClassAndValue(Asn1Tag.Integer))
        {
            list.ReadInteger();
        }

        list.ReadSequence();
        _issuer = list.ReadEncodedValue().ToArray();
        ReadTime(list);
        if (list.HasData && IsTime(list))
        {
            ReadTime(list);
        }

        if (list.HasData && list.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence))
        {
            ReadEntries(list.ReadSequence());
        }
    }

    /// <summary>The list, or null where the bytes are none.</summary>
    public static RevocationList? Read(byte[] encoded)
    {
        try
        {
            return new RevocationList(encoded);
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    /// <summary>Whether this list was made by the holder of a certificate.</summary>
    public bool IsBy(X509Certificate2 issuer)
    {
        if (!issuer.SubjectName.RawData.AsSpan().SequenceEqual(_issuer) || HashOf(_algorithm) is not { } hash)
        {
            return false;
        }

        try
        {
            using var rsa = issuer.GetRSAPublicKey();
            using var elliptic = issuer.GetECDsaPublicKey();
            return rsa?.VerifyData(_signedPart, _signature, hash, RSASignaturePadding.Pkcs1)
                ?? elliptic?.VerifyData(_signedPart, _signature, hash, DSASignatureFormat.Rfc3279DerSequence)
                ?? false;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>Since when a certificate does not hold; null where it is not in the list.</summary>
    public DateTimeOffset? RevokedSince(X509Certificate2 certificate)
    {
        var serial = new BigInteger(certificate.SerialNumberBytes.Span, isUnsigned: false, isBigEndian: true);
        return _revoked.TryGetValue(serial, out var since) ? since : null;
    }

    private void ReadEntries(AsnReader entries)
    {
        while (entries.HasData)
        {
            var entry = entries.ReadSequence();
            var serial = entry.ReadInteger();
            _revoked.TryAdd(serial, ReadTime(entry));
        }
    }

    private static bool IsTime(AsnReader reader) =>
        reader.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime) || reader.PeekTag().HasSameClassAndValue(Asn1Tag.GeneralizedTime);

    private static DateTimeOffset ReadTime(AsnReader reader) =>
        reader.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime) ? reader.ReadUtcTime() : reader.ReadGeneralizedTime();

    private static HashAlgorithmName? HashOf(string algorithm) => algorithm switch
    {
        "1.2.840.113549.1.1.11" or "1.2.840.10045.4.3.2" => HashAlgorithmName.SHA256,
        "1.2.840.113549.1.1.12" or "1.2.840.10045.4.3.3" => HashAlgorithmName.SHA384,
        "1.2.840.113549.1.1.13" or "1.2.840.10045.4.3.4" => HashAlgorithmName.SHA512,
        _ => null,
    };
}

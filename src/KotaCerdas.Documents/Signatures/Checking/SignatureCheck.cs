using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KotaCerdas.Documents.Signatures;

/// <summary>
/// Checks the signatures of a PDF file. A signature that matches its bytes is not yet a document that nobody changed: the check also judges
/// every revision appended later, the chain of certificates, their validity at the time, and whether they were withdrawn.
/// </summary>
public static class SignatureCheck
{
    private const int MaxSignatures = 100;

    /// <summary>From the gravest.</summary>
    private static readonly Verdict[] Gravity = [Verdict.Altered, Verdict.Revoked, Verdict.UnknownIssuer, Verdict.Expired, Verdict.Valid];

    /// <summary>Checks a file of any origin. Never throws for what is in it.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="trust">Whom to trust, and the time of the check.</param>
    public static SignatureReport Check(ReadOnlyMemory<byte> file, CheckTrust trust)
    {
        var wasSigned = file.Span.IndexOf("/ByteRange"u8) >= 0;
        try
        {
            var read = PdfFile.Read(file);
            var signed = SignatureField.AllOf(read).Where(f => f.Value is not null).ToList();
            return signed.Count switch
            {
                0 => wasSigned ? SignatureReport.Broken : SignatureReport.Unsigned,
                > MaxSignatures => SignatureReport.Unreadable,
                _ => Report(read, signed, trust),
            };
        }
        catch (PdfFormatException)
        {
            return wasSigned ? SignatureReport.Broken : SignatureReport.Unreadable;
        }
    }

    private static SignatureReport Report(PdfFile file, List<SignatureField> fields, CheckTrust trust)
    {
        var evidence = Evidence.Of(file, trust);
        var signatures = fields.Select(f => (Field: f, Range: SignedRange.Of(file, f.Value!)))
            .OrderBy(s => s.Range?.End ?? int.MaxValue).ToList();
        var objections = ObjectionsToRevisions(file, signatures);
        var findings = signatures.Select((s, i) => Find(file, s.Field, s.Range, objections[i], evidence)).ToList();
        return new SignatureReport(CheckState.Signed, findings.Select(f => f.Verdict).MinBy(v => Array.IndexOf(Gravity, v)), findings);
    }

    /// <summary>An objection to a later revision holds against every signature before it.</summary>
    private static string?[] ObjectionsToRevisions(PdfFile file, List<(SignatureField Field, SignedRange? Range)> signatures)
    {
        var objections = new string?[signatures.Count];
        string? later = null;
        var next = file;
        for (var i = signatures.Count - 1; i >= 0; i--)
        {
            if (signatures[i].Range is not { } range)
            {
                objections[i] = later = "the signature does not cover its revision";
                continue;
            }

            try
            {
                var revision = PdfFile.Read(file.Bytes[..range.End]);
                var isThere = SignatureField.AllOf(revision).Any(f => f.Name == signatures[i].Field.Name
                    && f.ValueReference?.Number == signatures[i].Field.ValueReference?.Number && f.Value is not null);
                later ??= isThere ? RevisionJudge.Objection(revision, next) : "the signature is not of the revision that it covers";
                next = revision;
            }
            catch (PdfFormatException e)
            {
                later ??= e.Message;
            }

            objections[i] = later;
        }

        return objections;
    }

    private static SignatureFinding Find(
        PdfFile file, SignatureField field, SignedRange? range, string? objection, Evidence evidence)
    {
        var signature = field.Value!;
        var form = (file.Resolve(signature["SubFilter"]) as PdfName)?.Value;
        var message = range is null ? new MessageCheck(null, null, [], null)
            : MessageCheck.Of(form, range.Message, range.Content(file.Bytes));
        objection ??= message.Objection;
        var finding = new SignatureFinding
        {
            Field = field.Name,
            Verdict = Verdict.Altered,
            Level = form == "ETSI.RFC3161" ? SignatureLevel.DocumentTimestamp : SignatureLevel.Basic,
            Signer = message.Signer?.GetNameInfo(X509NameType.SimpleName, false) ?? string.Empty,
            Issuer = message.Signer?.GetNameInfo(X509NameType.SimpleName, true) ?? string.Empty,
            Serial = message.Signer?.SerialNumber ?? string.Empty,
            Fingerprint = message.Signer is null ? string.Empty : Sha256.Hex(message.Signer.RawData),
            ClaimedAt = Time(file.Resolve(signature["M"])),
            Reason = (file.Resolve(signature["Reason"]) as PdfText)?.Decoded,
            Location = (file.Resolve(signature["Location"]) as PdfText)?.Decoded,
            CoversWholeFile = range?.End == file.Bytes.Length,
            Objection = objection,
        };
        return objection is not null || message.Signer is null ? finding : Judge(finding, message, evidence);
    }

    private static SignatureFinding Judge(SignatureFinding finding, MessageCheck message, Evidence evidence)
    {
        var judge = new CertificateJudge(evidence.Trust.Roots, [.. message.Others, .. evidence.Certificates], evidence.Lists);
        if (finding.Level == SignatureLevel.DocumentTimestamp)
        {
            var stamped = message.Token!.TokenInfo.Timestamp;
            return finding with { ProvenAt = stamped, Verdict = judge.Judge(message.Signer!, stamped, forTimestamps: true) };
        }

        if (message.Token is not { } token)
        {
            return finding with { Verdict = judge.Judge(message.Signer!, evidence.Trust.At) };
        }

        var time = token.TokenInfo.Timestamp;
        var stamper = token.AsSignedCms().SignerInfos[0].Certificate;
        var isProven = stamper is not null && judge.Judge(stamper, time, forTimestamps: true) == Verdict.Valid;
        return finding with
        {
            Level = SignatureLevel.Timestamped,
            ProvenAt = isProven ? time : null,
            Verdict = judge.Judge(message.Signer!, isProven ? time : evidence.Trust.At),
        };
    }

    /// <summary>A date of the standard: <c>D:20251120081500+07'00'</c>, with or without a zone; UTC where it names none.</summary>
    private static DateTimeOffset? Time(PdfValue value)
    {
        var text = (value as PdfText)?.Decoded.Replace("'", string.Empty, StringComparison.Ordinal);
        if (text is null || !text.StartsWith("D:", StringComparison.Ordinal))
        {
            return null;
        }

        text = text.EndsWith('Z') ? text[..^1] : text;
        return DateTimeOffset.TryParseExact(
            text, ["'D:'yyyyMMddHHmmss", "'D:'yyyyMMddHHmmsszzz", "'D:'yyyyMMddHHmm"], CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal, out var time) ? time : null;
    }

    /// <summary>What the file and the caller bring for judging certificates.</summary>
    private sealed record Evidence(CheckTrust Trust, IReadOnlyList<X509Certificate2> Certificates, IReadOnlyList<RevocationList> Lists)
    {
        private const int MaxItems = 200;

        public static Evidence Of(PdfFile file, CheckTrust trust)
        {
            var store = file.Dictionary(file.Catalog["DSS"]) ?? PdfDictionary.Empty;
            IEnumerable<byte[]> Contents(string key) => file.Items(store[key]).Take(MaxItems)
                .Select(file.Resolve).OfType<PdfStream>().Select(file.Decode);
            return new Evidence(
                trust,
                [.. Contents("Certs").Select(Certificate).OfType<X509Certificate2>()],
                [.. trust.RevocationLists.Concat(Contents("CRLs")).Select(RevocationList.Read).OfType<RevocationList>()]);
        }

        private static X509Certificate2? Certificate(byte[] content)
        {
            try
            {
                return X509CertificateLoader.LoadCertificate(content);
            }
            catch (CryptographicException)
            {
                return null;
            }
        }
    }
}

using KotaCerdas.Documents.Signatures;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Platform;

/// <summary>One signature in an answer.</summary>
/// <param name="Office">Office that signed: as the register has it, else as the certificate says.</param>
/// <param name="At">When: as proven, else as the register has it, else as the signer claims; null where nobody says.</param>
/// <param name="IsProven">True where a time-stamping authority or the register vouches for the time.</param>
/// <param name="Issuer">Who issued the certificate; empty where the signature is too broken to tell.</param>
/// <param name="Verdict">What the check found for this one.</param>
/// <param name="IsDemonstration">True for the authority that is only for tests and demonstrations.</param>
/// <param name="IsRegistered">True where the register recorded this signature.</param>
/// <param name="LogIndex">Where it stands in the transparency log of the document's region; null while it waits, or is not ours.</param>
public sealed record CheckedSignature(
    string Office, DateTimeOffset? At, bool IsProven, string Issuer, Verdict Verdict, bool IsDemonstration, bool IsRegistered,
    long? LogIndex);

/// <summary>What the register knows of a document.</summary>
/// <param name="Code">Its check code.</param>
/// <param name="Kind">Kind: a folder under <c>data/documents</c>.</param>
/// <param name="Number">Number as printed.</param>
/// <param name="Region">Whose document it is.</param>
/// <param name="DatedOn">Legal date that it bears.</param>
/// <param name="State">How far it has come.</param>
/// <param name="Sha256">SHA-256 of the newest bytes, hexadecimal.</param>
/// <param name="Title">What it is about; null for someone who does not hold the document.</param>
/// <param name="ReplacedBy">Number of the document that took its place, or null.</param>
/// <param name="IsNewest">False where the bytes handed in are an earlier revision, with fewer signatures.</param>
/// <param name="WithdrawnAt">When it was taken back, UTC, or null.</param>
/// <param name="Generated">True for generated demo data.</param>
/// <param name="LogIndex">Where its number stands in the transparency log of the region, or null while it waits.</param>
public sealed record RegisteredDocument(
    string Code, string Kind, string Number, RegionCode Region, DateOnly DatedOn, DocumentState State, string Sha256, string? Title,
    string? ReplacedBy, bool IsNewest, DateTime? WithdrawnAt, bool Generated, long? LogIndex);

/// <summary>An answer about a document.</summary>
/// <param name="State">Whether it could be judged.</param>
/// <param name="Verdict">What was found; null unless signed.</param>
/// <param name="Sha256">SHA-256 of the bytes judged, hexadecimal.</param>
/// <param name="Document">What the register knows; null where the platform did not make it, or not these bytes.</param>
/// <param name="Signatures">First to last.</param>
public sealed record DocumentAnswer(
    CheckState State, Verdict? Verdict, string Sha256, RegisteredDocument? Document, IReadOnlyList<CheckedSignature> Signatures)
{
    /// <summary>True where a code was asked about and nobody has seen the paper: it says nothing about what stands on it.</summary>
    public bool ByCode { get; init; }
}

/// <summary>
/// Answers whether a document is genuine: from the signatures in its bytes, and from the register. It hands out neither the file nor its
/// content; the title only to someone who holds the file.
/// </summary>
public sealed class DocumentCheck(
    KotaDb db, DocumentRegister register, DocumentSignatures signatures, SignatureTrust trust, PublicLog log, TimeProvider clock)
{
    /// <summary>Name of the limit on how often one sender may check.</summary>
    public const string Limit = "document-check";

    private static readonly RegionScope Everywhere = RegionScope.National("anyone may check a document of any region that they hold");

    /// <summary>Checks a file that somebody holds.</summary>
    public async Task<DocumentAnswer> CheckFileAsync(ReadOnlyMemory<byte> file, CancellationToken cancel)
    {
        var hash = Documents.Sha256.Hex(file.Span);
        var document = await OfHashAsync(hash, cancel);
        return await AnswerAsync(file, hash, document, isHolder: true, cancel);
    }

    /// <summary>Answers for the code printed on a document.</summary>
    /// <returns>Null where no document has the code.</returns>
    public async Task<DocumentAnswer?> CheckCodeAsync(string? typed, CancellationToken cancel)
    {
        if (await register.FindByCodeAsync(typed, cancel) is not { } document)
        {
            return null;
        }

        var content = await register.ReadAsync(document, cancel);
        return await AnswerAsync(content, Documents.Sha256.Hex(content), document, isHolder: false, cancel) with { ByCode = true };
    }

    private async Task<IssuedDocument?> OfHashAsync(string hash, CancellationToken cancel)
    {
        if (await db.In<IssuedDocument>(Everywhere).AsNoTracking().FirstOrDefaultAsync(d => d.ContentSha256 == hash, cancel) is { } newest)
        {
            return newest;
        }

        var signature = await db.In<DocumentSignature>(Everywhere).AsNoTracking()
            .FirstOrDefaultAsync(s => s.Sha256After == hash || s.Sha256Before == hash, cancel);
        return signature is null ? null : await register.FindAsync(signature.RegionCode, signature.DocumentId, cancel);
    }

    private async Task<DocumentAnswer> AnswerAsync(
        ReadOnlyMemory<byte> file, string hash, IssuedDocument? document, bool isHolder, CancellationToken cancel)
    {
        var known = document is null ? [] : await signatures.OfAsync(document.RegionCode, document.Id, cancel);
        // The register vouches for the time of what it recorded: a certificate that has ended since does not undo the signature.
        var at = known.Count > 0 ? new DateTimeOffset(known[^1].SignedAt, TimeSpan.Zero) : clock.GetUtcNow();
        var report = SignatureCheck.Check(file, trust.At(at));
        var verdict = report.Verdict != Verdict.Valid ? report.Verdict : document?.State switch
        {
            DocumentState.Superseded => Verdict.Superseded,
            DocumentState.Withdrawn => Verdict.Withdrawn,
            _ => Verdict.Valid,
        };
        var lines = new List<CheckedSignature>();
        foreach (var finding in report.Signatures.Where(s => s.Level != SignatureLevel.DocumentTimestamp))
        {
            lines.Add(await LineOfAsync(finding, known.FirstOrDefault(k => k.Ordinal == lines.Count + 1), cancel));
        }

        var registered = document is null ? null : await RegisteredAsync(document, hash, isHolder, cancel);
        return new DocumentAnswer(report.State, verdict, hash, registered, lines);
    }

    private async Task<CheckedSignature> LineOfAsync(SignatureFinding finding, DocumentSignature? known, CancellationToken cancel)
    {
        var record = known is not null && known.CertificateFingerprint == finding.Fingerprint ? known : null;
        var recorded = record is null ? (DateTimeOffset?)null : new DateTimeOffset(record.SignedAt, TimeSpan.Zero);
        var index = record is null ? null
            : await log.FindAsync(record.RegionCode, SignatureFacts.Signature, SignatureFacts.SubjectOf(record), cancel);
        return new CheckedSignature(
            record?.Office ?? finding.Signer, finding.ProvenAt ?? recorded ?? finding.ClaimedAt,
            finding.ProvenAt is not null || recorded is not null, finding.Issuer, finding.Verdict, trust.IsDemonstration(finding),
            record is not null, index);
    }

    private async Task<RegisteredDocument> RegisteredAsync(IssuedDocument document, string hash, bool isHolder, CancellationToken cancel)
    {
        var next = document.SupersededBy is not { } id ? null
            : await db.In<IssuedDocument>(RegionScope.Of(document.RegionCode)).AsNoTracking()
                .Where(d => d.RegionCode == document.RegionCode && d.Id == id).Select(d => d.Number).SingleOrDefaultAsync(cancel);
        return new RegisteredDocument(
            document.CheckCode, document.Kind, document.Number, document.RegionCode, document.DatedOn, document.State,
            document.ContentSha256, isHolder ? document.Title : null, next, document.ContentSha256 == hash, document.WithdrawnAt,
            document.Generated,
            await log.FindAsync(document.RegionCode, DocumentNumberFacts.Number, document.Id.ToString(), cancel));
    }
}

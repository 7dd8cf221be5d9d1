using KotaCerdas.Documents.Signatures;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Platform;

/// <summary>
/// Signs documents of the register. The authority signs first, the new bytes are stored by their content, then one write records the
/// signature, the new file and the state of the document together: a crash between leaves bytes that nobody names, never half a signature.
/// </summary>
public sealed class DocumentSignatures(
    KotaDb db, DocumentRegister register, FileStore files, ISigningAdapter adapter, SignatureTrust trust, SigningSurroundings around)
{
    /// <summary>Two who sign at once: the later one signs again on the new revision.</summary>
    private const int Attempts = 5;

    /// <summary>
    /// Signs a document for one role. The caller has checked that the actor may, after reading the document in the same scope: what changed
    /// it since, other than a signature, makes that check worthless, so that nothing is signed.
    /// </summary>
    /// <param name="actor">Who acts.</param>
    /// <param name="region">The document's region.</param>
    /// <param name="document">The document.</param>
    /// <param name="signer">Role and office; the role is one of the document's.</param>
    /// <param name="secret">Passphrase or one-time code, where the authority asks for one.</param>
    /// <param name="cancel">Stops before the write.</param>
    /// <returns>The document after the signature; <see cref="DocumentState.Issued"/> where it was the last.</returns>
    public Task<Outcome<IssuedDocument>> SignAsync(
        Actor actor, RegionCode region, DocumentId document, SignerIdentity signer, SigningSecret secret, CancellationToken cancel)
    {
        int? expected = null;
        return RepeatAsync(async () =>
        {
            var ready = await ReadyAsync(region, document, signer.Role, cancel);
            if (ready.Failed)
            {
                return ready.Problem;
            }

            var current = ready.Value;
            if (current.Changes != (expected ??= current.Changes))
            {
                return new Problem("Platform.Signing.Changed", null, current.Document.Number);
            }

            var order = around.OrderOf(current.Document, signer);
            var signed = await adapter.SignAsync(new SigningRequest(current.Content, signer, secret, order), cancel);
            return signed.Failed ? signed.Problem : await RecordAsync(actor, current, signer, signed.Value, cancel);
        });
    }

    /// <summary>Seals a document that no person signs; it is issued then.</summary>
    public async Task<Outcome<IssuedDocument>> SealAsync(Actor actor, RegionCode region, DocumentId document, CancellationToken cancel)
    {
        var many = await SealManyAsync(actor, region, [document], cancel);
        return many.Failed ? many.Problem : many.Value[0];
    }

    /// <summary>
    /// Seals documents of a region in one request to the authority. Each is recorded in its own write, so that what was sealed before a
    /// crash stays sealed; those already issued are passed over.
    /// </summary>
    public async Task<Outcome<IReadOnlyList<IssuedDocument>>> SealManyAsync(
        Actor actor, RegionCode region, IReadOnlyList<DocumentId> documents, CancellationToken cancel)
    {
        var results = new List<IssuedDocument>();
        var open = new List<Ready>();
        foreach (var id in documents)
        {
            var ready = await ReadyAsync(region, id, DocumentSignature.SealRole, cancel);
            if (!ready.Failed)
            {
                open.Add(ready.Value);
            }
            else if (await register.FindAsync(region, id, cancel) is { State: DocumentState.Issued } done)
            {
                results.Add(done);
            }
            else
            {
                return ready.Problem;
            }
        }

        if (open.Count == 0)
        {
            return results;
        }

        var contents = await adapter.SealAsync([.. open.Select(o => (ReadOnlyMemory<byte>)o.Content)], cancel);
        if (contents.Failed)
        {
            return contents.Problem;
        }

        foreach (var (current, content) in open.Zip(contents.Value))
        {
            var recorded = await RecordAsync(actor, current, around.Seal, content, cancel);
            if (recorded.Failed)
            {
                return recorded.Problem;
            }

            results.Add(recorded.Value);
        }

        return results;
    }

    /// <summary>The signatures of a document, first to last.</summary>
    public async Task<IReadOnlyList<DocumentSignature>> OfAsync(RegionCode region, DocumentId document, CancellationToken cancel) =>
        await db.In<DocumentSignature>(RegionScope.Of(region)).AsNoTracking()
            .Where(s => s.RegionCode == region && s.DocumentId == document).OrderBy(s => s.Ordinal).ToListAsync(cancel);

    private sealed record Ready(IssuedDocument Document, byte[] Content, IReadOnlyList<DocumentSignature> Signatures)
    {
        /// <summary>How often it changed otherwise than by a signature.</summary>
        public int Changes { get; } = Document.Version - Signatures.Count;
    }

    private async Task<Outcome<Ready>> ReadyAsync(RegionCode region, DocumentId id, string role, CancellationToken cancel)
    {
        if (await register.FindAsync(region, id, cancel) is not { } document)
        {
            return new Problem("Platform.Signing.NoDocument");
        }

        var signatures = await OfAsync(region, id, cancel);
        if (document.State is not (DocumentState.Prepared or DocumentState.Signing))
        {
            return new Problem(
                document.State == DocumentState.Withdrawn ? "Platform.Signing.Withdrawn" : "Platform.Signing.AlreadyIssued",
                null, document.Number);
        }

        if (signatures.Any(s => s.Role == role))
        {
            return new Problem("Platform.Signing.AlreadySigned", null, document.Number);
        }

        if (role == DocumentSignature.SealRole ? document.SignaturePlaces.Count > 0 : document.SignaturePlaces.All(p => p.Role != role))
        {
            return new Problem("Platform.Signing.NotTheirs", null, document.Number);
        }

        var content = await register.ReadAsync(document, cancel);
        Check.That(Documents.Sha256.Hex(content) == document.ContentSha256);

        // The document may have been read before another signed: then it is taken as it was, and the write finds out.
        var known = signatures.Count - signatures.Reverse().TakeWhile(s => s.FileId != document.FileId).Count();
        return new Ready(document, content, [.. signatures.Take(known)]);
    }

    private async Task<Outcome<IssuedDocument>> RepeatAsync(Func<Task<Outcome<IssuedDocument>>> run)
    {
        for (var attempt = 1; attempt < Attempts; attempt++)
        {
            try
            {
                return await run();
            }
            catch (DbUpdateException)
            {
                db.ChangeTracker.Clear();
            }
        }

        return await run();
    }

    private async Task<Outcome<IssuedDocument>> RecordAsync(
        Actor actor, Ready current, SignerIdentity signer, byte[] content, CancellationToken cancel)
    {
        var (document, before, earlier) = (current.Document, current.Content, current.Signatures);
        var now = around.Now;
        var report = SignatureCheck.Check(content, trust.At(now));
        var people = report.Signatures.Where(s => s.Level != SignatureLevel.DocumentTimestamp).ToList();
        if (!content.AsSpan().StartsWith(before) || people.Count != earlier.Count + 1 || report.Verdict is null or Verdict.Altered)
        {
            return new Problem("Platform.Signing.BadAnswer");
        }

        var finding = people[^1];
        var name = $"{document.Kind} {document.Number.Replace('/', '-')}.pdf";
        var file = await files.KeepAsync(actor, document.RegionCode, content, name, cancel);
        var signature = new DocumentSignature
        {
            RegionCode = document.RegionCode,
            DocumentId = document.Id,
            Ordinal = earlier.Count + 1,
            Role = signer.Role,
            Office = signer.Office,
            SignedBy = signer.Role == DocumentSignature.SealRole ? null : actor.User,
            CertificateSubject = finding.Signer,
            CertificateSerial = finding.Serial,
            CertificateFingerprint = finding.Fingerprint,
            Level = finding.Level,
            Adapter = adapter.Name,
            SignedAt = now.UtcDateTime,
            Sha256Before = document.ContentSha256,
            Sha256After = file.Sha256,
            FileId = file.Id,
        };
        await using var write = await db.BeginWriteAsync(RegionScope.Of(document.RegionCode), cancel);
        db.Add(file);
        db.Add(signature);
        document.Signed(file, earlier.Count + 1 >= document.SignaturePlaces.Count, now.UtcDateTime);
        around.Note(actor, document, signature);
        await write.CommitAsync(cancel);
        return document;
    }
}

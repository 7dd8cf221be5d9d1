using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Features.Documents;

/// <summary>One document: what it is, who signs, its bytes.</summary>
[Needs(DocumentRegister.ReadCode)]
internal sealed class DocumentDetailModel(
    DocumentRegister register, DocumentTemplates templates, DocumentSurroundings around, BsreSigning bsre, KotaDb db, Actor actor)
    : ProductPage
{
    public IssuedDocument Document { get; private set; } = null!;

    public string? RegionName { get; private set; }

    public RegionZone Zone { get; private set; } = RegionZone.WIB;

    /// <summary>Who signs, and a seal where one was given, each with the signature where there is one.</summary>
    public IReadOnlyList<(SignaturePlace? Place, DocumentSignature? Signature)> Signers { get; private set; } = [];

    /// <summary>The document that took its place, or null.</summary>
    public IssuedDocument? Successor { get; private set; }

    public string KindName => DocumentWords.Kind(templates, Document.Kind);

    public string CheckAddress => around.CheckAddress(Document.CheckCode);

    public bool OwnWords => templates.Newest(Document.Kind)?.Drafting == Drafting.Own;

    public static string Href(IssuedDocument document) => $"/dokumen/{document.RegionCode}/{document.Id}";

    public async Task<IActionResult> OnGetAsync(string region, Guid id, CancellationToken cancel) =>
        await FindAsync(region, id, cancel) ?? Page();

    public async Task<IActionResult> OnGetUnduhAsync(string region, Guid id, CancellationToken cancel) =>
        await FindAsync(region, id, cancel) ?? File(
            await register.ReadAsync(Document, cancel), "application/pdf",
            $"{Document.Kind} {Document.Number.Replace('/', '-')}.pdf");

    /// <summary>True where BSrE can be asked what it thinks of the signatures.</summary>
    public bool AsksBsre => bsre.InUse && Document.State is DocumentState.Signing or DocumentState.Issued;

    /// <summary>What BSrE answered just now, or null.</summary>
    public BsreVerdict? Verdict { get; private set; }

    /// <summary>The answer stands on the page and nowhere else: it is of this moment.</summary>
    public async Task<IActionResult> OnPostBsreAsync(string region, Guid id, CancellationToken cancel)
    {
        if (await FindAsync(region, id, cancel) is { } closed)
        {
            return closed;
        }

        if (!AsksBsre)
        {
            return NotFound();
        }

        var asked = await bsre.VerifyAsync(await register.ReadAsync(Document, cancel), cancel);
        if (asked.Failed)
        {
            return this.Invalid(asked.Problems);
        }

        Verdict = asked.Value;
        return Page();
    }

    private async Task<IActionResult?> FindAsync(string region, Guid id, CancellationToken cancel)
    {
        if (!RegionCode.TryParse(region, out var code) || !actor.May(DocumentRegister.Read, code))
        {
            return new StatusCodeResult(StatusCodes.Status403Forbidden);
        }

        if (await register.FindAsync(code, new DocumentId(id), cancel) is not { } found)
        {
            return NotFound();
        }

        Document = found;
        var place = await db.Shared<Region>().AsNoTracking().SingleOrDefaultAsync(r => r.Code == code, cancel);
        (RegionName, Zone) = (place?.Name, place?.Zone ?? RegionZone.WIB);
        Successor = found.SupersededBy is { } next ? await register.FindAsync(code, next, cancel) : null;
        Signers = await SignersAsync(cancel);
        return null;
    }

    private async Task<IReadOnlyList<(SignaturePlace?, DocumentSignature?)>> SignersAsync(CancellationToken cancel)
    {
        var signatures = await db.In<DocumentSignature>(RegionScope.Of(Document.RegionCode)).AsNoTracking()
            .Where(s => s.RegionCode == Document.RegionCode && s.DocumentId == Document.Id).OrderBy(s => s.Ordinal).ToListAsync(cancel);
        var seals = signatures.Where(s => s.Role == DocumentSignature.SealRole);
        return
        [
            .. Document.SignaturePlaces.Select(p => ((SignaturePlace?)p, signatures.Find(s => s.Role == p.Role))),
            .. seals.Select(s => ((SignaturePlace?)null, (DocumentSignature?)s)),
        ];
    }
}

using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Signing;

/// <summary>The newest bytes of an agreement's document, for its parties.</summary>
[Needs]
internal sealed class DocumentFileModel(AgreementDesk desk, SigningDesk signing) : ProductPage
{
    public async Task<IActionResult> OnGetAsync(string region, Guid id, CancellationToken cancel)
    {
        var (file, closed) = await desk.OpenAsync(region, id, cancel);
        if (file is null)
        {
            return closed!;
        }

        return await signing.SheetAsync(file, cancel) is { Document: { } document }
            ? File(await signing.BytesAsync(document, cancel), "application/pdf",
                $"{document.Kind} {document.Number.Replace('/', '-')}.pdf")
            : NotFound();
    }
}

using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Objections;

/// <summary>The document of an objection, always as a download: nothing that was uploaded runs in the reader's browser.</summary>
[Needs]
internal sealed class ObjectionDownload(Actor actor, ObjectionFiles documents, FileStore files) : ProductPage
{
    public async Task<IActionResult> OnGetAsync(Guid id, Guid objection, CancellationToken cancel)
    {
        if (ObjectionsPage.ScopeOf(actor) is not { } scope)
        {
            return NotFound();
        }

        var stored = await documents.FindAsync(scope, new(id), objection, cancel);
        return stored is null || !ObjectionsPage.MayRead(actor, stored.RegionCode) ? NotFound()
            : File(files.Open(stored), stored.MediaType, stored.Name);
    }
}

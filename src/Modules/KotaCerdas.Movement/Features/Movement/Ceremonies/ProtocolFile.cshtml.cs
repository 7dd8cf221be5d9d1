using KotaCerdas.Movement.Features.Signing;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Ceremonies;

/// <summary>The newest bytes of a protocol, for the ministry and auditors.</summary>
[Needs(CeremonyPermissions.SeeCode)]
internal sealed class ProtocolFileModel(CeremonyDesk desk, SigningDesk signing) : ProductPage
{
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) =>
        await desk.RoomAsync(new(id), cancel) is { Protocol: { } document }
            ? File(await signing.BytesAsync(document, cancel), "application/pdf",
                $"{document.Kind} {document.Number.Replace('/', '-')}.pdf")
            : NotFound();
}

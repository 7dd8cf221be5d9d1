using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>The bytes of a letter.</summary>
[Needs(ChargePermissions.ReadCode)]
internal sealed class ChargePaperModel(RegisterDesk desk, ChargeReading charges, DocumentRegister register) : RegisterPage(desk)
{
    public async Task<IActionResult> OnGetAsync(string region, Guid id, Guid document, CancellationToken cancel)
    {
        if (await OpenAsync(region, ChargePermissions.Read, cancel) is { } closed)
        {
            return closed;
        }

        var paper = new DocumentId(document);
        return await charges.FindAsync(Code, new Model.Letters.ChargeId(id), cancel) is { } file
            && file.Events.Any(e => e.DocumentId == paper)
            && await register.FindAsync(Code, paper, cancel) is { } found
            ? File(await register.ReadAsync(found, cancel), "application/pdf", found.Number.Replace('/', '-') + ".pdf") : NotFound();
    }
}

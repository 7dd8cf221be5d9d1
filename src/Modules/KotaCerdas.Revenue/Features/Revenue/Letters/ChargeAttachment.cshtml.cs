using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Letters;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>The bytes of a file that came with a return or a request.</summary>
[Needs(ChargePermissions.ReadCode)]
internal sealed class ChargeAttachmentModel(RegisterDesk desk, KotaDb db, FileStore files) : RegisterPage(desk)
{
    public async Task<IActionResult> OnGetAsync(string region, Guid id, Guid file, CancellationToken cancel)
    {
        if (await OpenAsync(region, ChargePermissions.Read, cancel) is { } closed)
        {
            return closed;
        }

        var key = new FileId(file);
        var (scope, charge) = (RegionScope.Of(Code), new ChargeId(id));
        var requests = db.In<LetterRequest>(scope).Where(r => r.ChargeId == charge).Select(r => r.Id);
        return await db.In<ChargeFile>(scope).AnyAsync(f => f.FileId == key && (f.OwnerId == id || requests.Contains(f.OwnerId)), cancel)
            && await files.FindAsync(Code, key, cancel) is { } found ? File(files.Open(found), found.MediaType, found.Name) : NotFound();
    }
}

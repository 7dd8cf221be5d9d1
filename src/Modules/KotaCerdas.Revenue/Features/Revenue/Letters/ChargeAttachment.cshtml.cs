using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Letters;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>The bytes of a file that came with a return.</summary>
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
        return await db.In<ChargeFile>(RegionScope.Of(Code)).AnyAsync(f => f.OwnerId == id && f.FileId == key, cancel)
            && await files.FindAsync(Code, key, cancel) is { } found ? File(files.Open(found), found.MediaType, found.Name) : NotFound();
    }
}

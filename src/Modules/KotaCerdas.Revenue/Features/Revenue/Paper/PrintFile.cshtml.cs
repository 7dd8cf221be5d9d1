using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Bills;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Paper;

/// <summary>A file of a print run, as it was made.</summary>
[Needs(BillPermissions.ReadCode)]
internal sealed class PrintFileModel(RegisterDesk desk, KotaDb db, FileStore files) : RegisterPage(desk)
{
    public async Task<IActionResult> OnGetAsync(string region, Guid id, int bagian, CancellationToken cancel)
    {
        if (await OpenAsync(region, BillPermissions.Read, cancel) is { } closed)
        {
            return closed;
        }

        var part = await db.In<PrintPart>(RegionScope.Of(Code)).AsNoTracking()
            .SingleOrDefaultAsync(p => p.RunId == id && p.Ordinal == bagian, cancel);
        return part is not null && await files.FindAsync(Code, part.FileId, cancel) is { } file
            ? File(files.Open(file), file.MediaType, file.Name) : NotFound();
    }
}

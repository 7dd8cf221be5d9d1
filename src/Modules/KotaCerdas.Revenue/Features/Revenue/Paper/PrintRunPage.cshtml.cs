using System.Globalization;
using KotaCerdas.Documents;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Bills;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Paper;

/// <summary>The index of a print run: its files by village; each can be made again and compared.</summary>
[Needs(BillPermissions.ReadCode)]
internal sealed class PrintRunPageModel(RegisterDesk desk, KotaDb db, PrintPress press, BatchReading batches, BillRegions regions)
    : RegisterPage(desk)
{
    private BillRegion _where = null!;

    public PrintRun Run { get; private set; } = null!;

    public PrintSeal? Seal { get; private set; }

    public IReadOnlyList<PrintPart> Parts { get; private set; } = [];

    public string BatchTitle { get; private set; } = string.Empty;

    /// <summary>True where the part that was made again is the same, false where it differs; null where none was.</summary>
    public bool? Compared { get; private set; }

    public int ComparedPart { get; private set; }

    public static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);

    public async Task<IActionResult> OnGetAsync(string region, Guid id, CancellationToken cancel) =>
        await LoadAsync(region, id, cancel) ?? Page();

    public async Task<IActionResult> OnPostAsync(string region, Guid id, int bagian, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, cancel) is { } closed)
        {
            return closed;
        }

        if (Parts.FirstOrDefault(p => p.Ordinal == bagian) is not { } part)
        {
            return NotFound();
        }

        var job = await press.OpenAsync(Run, cancel);
        if (job.Failed)
        {
            return NotFound();
        }

        var made = await press.MakeAsync(job.Value, part.TaxCode, part.FirstNop.Value - 1, cancel);
        (Compared, ComparedPart) = (made?.Files.Any(f => f.Form == part.Form && Sha256.Hex(f.Content.Span) == part.Sha256) == true, bagian);
        return Page();
    }

    public string VillageOf(long taxCode) => _where.VillageOf(Nop.In(taxCode).First);

    private async Task<IActionResult?> LoadAsync(string region, Guid id, CancellationToken cancel)
    {
        if (await OpenAsync(region, BillPermissions.Read, cancel) is { } closed)
        {
            return closed;
        }

        var scope = RegionScope.Of(Code);
        if (await db.In<PrintRun>(scope).AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancel) is not { } run)
        {
            return NotFound();
        }

        Run = run;
        Seal = await db.In<PrintSeal>(scope).AsNoTracking().SingleOrDefaultAsync(s => s.RunId == id, cancel);
        Parts = await db.In<PrintPart>(scope).AsNoTracking().Where(p => p.RunId == id).OrderBy(p => p.Ordinal).ToListAsync(cancel);
        BatchTitle = (await batches.FindAsync(Code, run.BatchId, cancel))!.Batch.Title;
        _where = (await regions.FindAsync(Region.Slug, cancel))!;
        return null;
    }
}

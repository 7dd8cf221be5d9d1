using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Indices;

/// <summary>
/// Checks index values from a spreadsheet at once and keeps the file; writing them is background work. What was only checked can be
/// imported from the page that says so, without choosing the file again.
/// </summary>
[Needs(CallPermissions.ImportIndicesCode)]
internal sealed class IndexImportPageModel(
    ImportIndices import, FileStore files, Operations operations, KotaDb db, Actor actor) : ProductPage
{
    [BindProperty]
    public IFormFile? Upload { get; set; }

    /// <summary>The stored file that was checked and waits.</summary>
    [BindProperty]
    public Guid? Checked { get; set; }

    public IndexImport? Result { get; private set; }

    public string Columns => string.Join(", ", IndexFile.Columns);

    public async Task<IActionResult> OnPostAsync(bool coba, CancellationToken cancel)
    {
        if (Upload is null || Upload.Length == 0)
        {
            return this.Invalid(new Problem("Movement.Evidence.FileNeeded", nameof(Upload)));
        }

        await using var content = Upload.OpenReadStream();
        var done = await import.RunAsync(content, dryRun: true, generated: false, cancel);
        if (done.Failed)
        {
            return this.Invalid([.. done.Problems.Select(p => p.On(nameof(Upload)))]);
        }

        Result = done.Value;
        if (Result.Problems.Count > 0)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        content.Position = 0;
        var kept = await KeepAsync(content, Upload.FileName, cancel);
        if (kept.Failed)
        {
            Result = null;
            return this.Invalid(kept.Problem.On(nameof(Upload)));
        }

        Checked = kept.Value;
        ModelState.Remove(nameof(Checked));
        return coba ? Page() : await StartAsync(cancel);
    }

    public async Task<IActionResult> OnPostMulaiAsync(CancellationToken cancel) => Checked is null
        ? this.Invalid(new Problem("Movement.Evidence.FileNeeded", nameof(Upload))) : await StartAsync(cancel);

    private async Task<Outcome<Guid>> KeepAsync(Stream content, string name, CancellationToken cancel)
    {
        var taken = await files.TakeAsync(actor, RegionCode.National, content, name, cancel);
        if (taken.Failed)
        {
            return taken.Problem;
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(RegionCode.National), cancel);
        db.Add(taken.Value.File);
        await write.CommitAsync(cancel);
        return taken.Value.File.Id.Value;
    }

    private async Task<IActionResult> StartAsync(CancellationToken cancel)
    {
        var started = await operations.StartAsync(
            actor, ImportIndexValues.Kind, RegionCode.National, new ImportIndexValuesInput(Checked!.Value), null, cancel);
        return started.Failed ? this.Invalid(started.Problems) : this.SeeOther($"/operasi/{started.Value}");
    }
}

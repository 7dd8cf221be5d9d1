using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KotaCerdas.Movement.Features.Indices;

/// <summary>Checks and imports index values from a spreadsheet.</summary>
[Needs(CallPermissions.ImportIndicesCode)]
internal sealed class IndexImportPageModel(ImportIndices import) : PageModel
{
    [BindProperty]
    public IFormFile? Upload { get; set; }

    public IndexImport? Result { get; private set; }

    public string Columns => string.Join(", ", IndexFile.Columns);

    public async Task<IActionResult> OnPostAsync(bool coba, CancellationToken cancel)
    {
        if (Upload is null)
        {
            return this.Invalid(new Problem("Movement.Evidence.FileNeeded", nameof(Upload)));
        }

        await using var content = Upload.OpenReadStream();
        var done = await import.RunAsync(content, coba, generated: false, cancel);
        if (done.Failed)
        {
            return this.Invalid([.. done.Problems.Select(p => p.On(nameof(Upload)))]);
        }

        Result = done.Value;
        Response.StatusCode = Result.Problems.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK;
        return Page();
    }
}

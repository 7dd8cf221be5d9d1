using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Shapes;

/// <summary>Imports the shapes of objects.</summary>
[Needs(RegisterPermissions.EditCode)]
internal sealed class ShapesPageModel(RegisterDesk desk, ImportShapes import) : RegisterPage(desk)
{
    [BindProperty]
    public string? Source { get; set; }

    [BindProperty]
    public IFormFile? Upload { get; set; }

    public ShapeReport? Report { get; private set; }

    public async Task<IActionResult> OnGetAsync(string region, CancellationToken cancel) =>
        await OpenAsync(region, RegisterPermissions.Edit, cancel) ?? Page();

    public async Task<IActionResult> OnPostAsync(string region, CancellationToken cancel)
    {
        if (await OpenAsync(region, RegisterPermissions.Edit, cancel) is { } closed)
        {
            return closed;
        }

        if (Upload is null or { Length: 0 or > ImportShapes.MostBytes })
        {
            return this.Invalid(new Problem("Revenue.Shape.NoFile", "Upload", Formats.FileSize(ImportShapes.MostBytes)));
        }

        await using var file = Upload.OpenReadStream();
        var done = await import.RunAsync(Code, file, Source ?? string.Empty, cancel);
        if (done.Failed)
        {
            return this.Invalid(done.Problem.Field is null ? done.Problem.On("Upload") : done.Problem);
        }

        Report = done.Value;
        return Report.Wrong.Count > 0 ? this.Invalid(new Problem("Revenue.Shape.NothingTaken", "Upload", Report.Wrong.Count)) : Page();
    }
}

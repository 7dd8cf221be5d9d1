using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Taxpayers;

/// <summary>A page on the registers of one region.</summary>
internal abstract class RegisterPage(RegisterDesk desk) : ProductPage
{
    public Region Region { get; private set; } = null!;

    public RegionCode Code => Region.Code;

    public bool MayEdit => desk.Actor.May(RegisterPermissions.Edit, Code);

    /// <summary>Whether the reader may take over the data of the system before.</summary>
    public bool MayImport => desk.Actor.May(Imports.ImportPermissions.Import, Code);

    public DateOnly Today => desk.Today(Region);

    /// <summary>Opens the region of the address; what it answers where that is not possible, or null.</summary>
    protected async Task<IActionResult?> OpenAsync(string region, Permission permission, CancellationToken cancel)
    {
        if (!RegionCode.TryParse(region, out var code))
        {
            return NotFound();
        }

        var opened = await desk.OpenAsync(code, permission, cancel);
        if (opened.Failed)
        {
            return opened.Problem == RegisterDesk.NotFound ? NotFound() : new StatusCodeResult(StatusCodes.Status403Forbidden);
        }

        Region = opened.Value;
        return null;
    }

    /// <summary>The content of a file that was sent, or what is wrong about it.</summary>
    /// <param name="upload">The field.</param>
    /// <param name="most">Most bytes.</param>
    /// <param name="says">What to say where there is none, and where it is empty or too large.</param>
    /// <param name="cancel">Stops.</param>
    protected static async Task<Outcome<MemoryStream>> TakeAsync(
        IFormFile? upload, int most, (Problem None, Problem Size) says, CancellationToken cancel)
    {
        if (upload is null || upload.Length == 0 || upload.Length > most)
        {
            return upload is null ? says.None : says.Size;
        }

        var content = new MemoryStream((int)upload.Length);
        await upload.CopyToAsync(content, cancel);
        content.Position = 0;
        return content;
    }

    /// <summary>Problems of an operation, tied to the fields of the form.</summary>
    protected static IReadOnlyList<Problem> Tie(IEnumerable<Problem> problems) =>
        [.. problems.Select(p => p.Field is null ? p : p.On("Form." + p.Field))];
}

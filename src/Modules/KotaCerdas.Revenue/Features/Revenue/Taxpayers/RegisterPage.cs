using KotaCerdas.Platform;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KotaCerdas.Revenue.Features.Taxpayers;

/// <summary>A page on the registers of one region.</summary>
internal abstract class RegisterPage(RegisterDesk desk) : PageModel
{
    public Region Region { get; private set; } = null!;

    public RegionCode Code => Region.Code;

    public bool MayEdit => desk.Actor.May(RegisterPermissions.Edit, Code);

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

    /// <summary>Problems of an operation, tied to the fields of the form.</summary>
    protected static IReadOnlyList<Problem> Tie(IEnumerable<Problem> problems) =>
        [.. problems.Select(p => p.Field is null ? p : p.On("Form." + p.Field))];
}

using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Objects;

/// <summary>A page that records something of one object, open to who edits the registers.</summary>
internal abstract class ObjectChangePage(RegisterDesk desk, ObjectReading reading) : RegisterPage(desk)
{
    public Nop Nop { get; private set; }

    /// <summary>The object's page.</summary>
    public string Back => RegisterPaths.Of(Code, Nop);

    public async Task<IActionResult> OnGetAsync(string region, string nop, CancellationToken cancel) =>
        await LoadAsync(region, nop, cancel) ?? Page();

    /// <summary>Finds the object of the address; what the page answers where there is none or it is closed, or null.</summary>
    protected async Task<IActionResult?> LoadAsync(string region, string text, CancellationToken cancel)
    {
        if (await OpenAsync(region, RegisterPermissions.Edit, cancel) is { } closed)
        {
            return closed;
        }

        var known = Nop.TryParse(text, out var nop) && await reading.FindAsync(Code, nop, Today, cancel) is not null;
        Nop = nop;
        return known ? null : NotFound();
    }
}

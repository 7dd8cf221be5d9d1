using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>How an amount came about, for officers.</summary>
[Needs(ChargePermissions.ReadCode)]
internal sealed class ExplainPageModel(RegisterDesk desk, ChargeReading charges, ChargeStories stories) : RegisterPage(desk)
{
    public ChargeFileOf Known { get; private set; } = null!;

    public ChargeStory Story { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string region, Guid id, CancellationToken cancel)
    {
        if (await OpenAsync(region, ChargePermissions.Read, cancel) is { } closed)
        {
            return closed;
        }

        if (new ChargeId(id).Bill is { } bill)
        {
            return this.SeeOther(Bills.BillPaths.Of(Code, bill.Nop, bill.Year));
        }

        if (await charges.FindAsync(Code, new ChargeId(id), cancel) is not { } file
            || await stories.TellAsync(file.Current, Region.Slug, cancel) is not { } story)
        {
            return NotFound();
        }

        (Known, Story) = (file, story);
        return Page();
    }
}

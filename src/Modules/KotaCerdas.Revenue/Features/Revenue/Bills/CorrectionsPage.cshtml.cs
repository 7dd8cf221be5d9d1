using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Bills;

/// <summary>The inbox of requests to correct bills.</summary>
[Needs(BillPermissions.CorrectCode)]
internal sealed class CorrectionsPageModel(RegisterDesk desk, CorrectionDesk corrections) : RegisterPage(desk)
{
    public bool All { get; private set; }

    public IReadOnlyList<CorrectionFile> Requests { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string region, bool semua, CancellationToken cancel)
    {
        if (await OpenAsync(region, BillPermissions.Correct, cancel) is { } closed)
        {
            return closed;
        }

        (All, Requests) = (semua, await corrections.InboxAsync(Code, semua, cancel));
        return Page();
    }
}

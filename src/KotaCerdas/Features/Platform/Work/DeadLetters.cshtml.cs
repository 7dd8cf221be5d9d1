using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KotaCerdas.Features.Platform.Work;

/// <summary>Events that no retry could deliver, and sending them out again.</summary>
[Needs("platform.operations.manage")]
internal sealed class DeadLettersModel(DeadLetters letters, Actor actor) : PageModel
{
    private const int PageSize = 25;

    public IReadOnlyList<OutboxRow> Rows { get; private set; } = [];

    public string? NextHref { get; private set; }

    public Task OnGetAsync(Guid? sesudah, CancellationToken cancel) => LoadAsync(sesudah, cancel);

    public async Task<IActionResult> OnPostAsync(string daerah, Guid id, CancellationToken cancel)
    {
        var replayed = RegionCode.TryParse(daerah, out var region)
            ? await letters.ReplayAsync(actor, region, id, cancel)
            : new Problem("Platform.Operations.NotFound");
        if (!replayed.Failed)
        {
            return this.SeeOther("/operasi/kejadian");
        }

        await LoadAsync(null, cancel);
        return this.Invalid(replayed.Problems);
    }

    private async Task LoadAsync(Guid? after, CancellationToken cancel)
    {
        var scope = actor.ScopeOf(PlatformModule.ManageOperations) ?? RegionScope.National("operations of several regions");
        var found = await letters.ListAsync(scope, after ?? Guid.Empty, PageSize + 1, cancel);
        NextHref = found.Count > PageSize ? $"/operasi/kejadian?sesudah={found[PageSize - 1].Id}" : null;
        Rows = [.. found.Take(PageSize).Where(r => actor.May(PlatformModule.ManageOperations, r.RegionCode))];
    }
}

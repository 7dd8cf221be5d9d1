using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Features.Platform.Work;

/// <summary>Events that no retry could deliver, and sending them out again.</summary>
[Needs("platform.operations.manage")]
internal sealed class DeadLettersModel(KotaDb db, DeadLetters letters, Actor actor, Texts texts) : ProductPage
{
    private const int PageSize = 25;

    public IReadOnlyList<OutboxRow> Rows { get; private set; } = [];

    public RegionTitles Regions { get; private set; } = RegionTitles.None;

    public string? NextHref { get; private set; }

    public Task OnGetAsync(Guid? sesudah, CancellationToken cancel) => LoadAsync(sesudah, cancel);

    public async Task<IActionResult> OnPostAsync(string kejadian, CancellationToken cancel)
    {
        var replayed = kejadian.Split('~') is [var code, var number] && RegionCode.TryParse(code, out var region)
                && Guid.TryParse(number, out var id)
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
        var size = ListQuery.PageSize(HttpContext, PageSize);
        var found = await letters.ListAsync(scope, after ?? Guid.Empty, size + 1, cancel);
        NextHref = found.Count > size ? $"/operasi/kejadian?sesudah={found[size - 1].Id}" : null;
        Rows = [.. found.Take(size).Where(r => actor.May(PlatformModule.ManageOperations, r.RegionCode))];
        Regions = await RegionTitles.OfAsync(db, texts, Rows.Select(r => r.RegionCode), cancel);
    }
}

using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Features.Platform.Work;

/// <summary>Mails by state, for the administrator of the platform: what is waiting, what was refused, what was never sent.</summary>
[Needs("platform.operations.manage")]
internal sealed class MailListModel(KotaDb db, Mailer mailer, Actor actor) : ProductPage
{
    private const int PageSize = 25;

    public MailState State { get; private set; }

    public IReadOnlyList<MailRow> Rows { get; private set; } = [];

    public string? NextHref { get; private set; }

    public async Task<IActionResult> OnGetAsync(MailState? status, Guid? sebelum, CancellationToken cancel)
    {
        if (!actor.May(PlatformModule.ManageOperations, RegionCode.National))
        {
            return new StatusCodeResult(StatusCodes.Status403Forbidden);
        }

        await LoadAsync(status, sebelum, cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, MailState? status, CancellationToken cancel)
    {
        var queued = await mailer.SendAgainAsync(actor, id, cancel);
        if (!queued.Failed)
        {
            return this.SeeOther($"/operasi/surel?status={status ?? MailState.Failed}");
        }

        await LoadAsync(status, null, cancel);
        return this.Invalid(queued.Problems);
    }

    private async Task LoadAsync(MailState? status, Guid? before, CancellationToken cancel)
    {
        State = status ?? MailState.Failed;
        var size = ListQuery.PageSize(HttpContext, PageSize);
        var rows = db.Shared<MailRow>().AsNoTracking().Where(m => m.State == State);
        rows = before is { } id ? rows.Where(m => m.Id < id) : rows;
        var found = await rows.OrderByDescending(m => m.Id).Take(size + 1).ToListAsync(cancel);
        Rows = found.Count > size ? found[..size] : found;
        NextHref = found.Count > size ? $"/operasi/surel?status={State}&sebelum={Rows[^1].Id}" : null;
    }
}

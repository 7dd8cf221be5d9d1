using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Features.Platform.Told;

/// <summary>What the person signed in was told: unread first, then the rest, newest first.</summary>
[Needs]
internal sealed class NotificationListModel(Notifications notifications, Actor actor) : ProductPage
{
    private const int PageSize = 25;

    public IReadOnlyList<NotificationRow> Unread { get; private set; } = [];

    public IReadOnlyList<NotificationRow> Read { get; private set; } = [];

    public string? NextHref { get; private set; }

    public async Task OnGetAsync(Guid? sebelum, CancellationToken cancel)
    {
        var user = actor.User!.Value;
        if (sebelum is null)
        {
            Unread = await notifications.ListAsync(user, read: false, null, PageSize, cancel);
        }

        var found = await notifications.ListAsync(user, read: true, sebelum, PageSize + 1, cancel);
        Read = found.Count > PageSize ? found[..PageSize] : found;
        NextHref = found.Count > PageSize ? $"/pemberitahuan?sebelum={Read[^1].Id}" : null;
    }

    /// <summary>Marks one as read, or all where no id is posted.</summary>
    public async Task<IActionResult> OnPostAsync(Guid? id, CancellationToken cancel)
    {
        await notifications.MarkReadAsync(actor.User!.Value, id, cancel);
        return this.SeeOther("/pemberitahuan");
    }
}

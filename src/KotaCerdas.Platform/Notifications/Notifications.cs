using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Platform;

/// <summary>Tells people things: in the product, and by mail where they want it.</summary>
public sealed class Notifications(KotaDb db, TimeProvider clock)
{
    /// <summary>Adds a notification and its mail to the open write.</summary>
    /// <param name="user">Who is told.</param>
    /// <param name="textKey">Text that says it in one sentence; it is also the subject of the mail.</param>
    /// <param name="args">Values for the text: no personal data.</param>
    /// <param name="link">Path of the page it is about, or null.</param>
    public void Add(UserId user, string textKey, IReadOnlyList<object> args, string? link = null)
    {
        db.Add(new NotificationRow
        {
            UserId = user,
            Id = Ids.New(clock),
            TextKey = textKey,
            TextArgs = TextArgs.Write(args),
            Link = link,
            CreatedAt = clock.GetUtcNow().UtcDateTime,
        });
        AddMail(user, textKey, args, link, essential: false);
    }

    /// <summary>Adds a mail alone, that goes out even to who wants none: a link that only its reader may know.</summary>
    /// <param name="to">An account, or an invitation.</param>
    /// <param name="textKey">Text that says it in one sentence; it is also the subject.</param>
    /// <param name="args">Values for the text: no personal data.</param>
    /// <param name="link">The path; it is forgotten once the mail is sent or given up.</param>
    public void AddLink(UserId to, string textKey, IReadOnlyList<object> args, string link) =>
        AddMail(to, textKey, args, link, essential: true);

    private void AddMail(UserId to, string textKey, IReadOnlyList<object> args, string? link, bool essential)
    {
        Check.That(link is null || link.StartsWith('/'));
        var now = clock.GetUtcNow().UtcDateTime;
        db.Add(new MailRow
        {
            Id = Ids.New(clock),
            UserId = to,
            TextKey = textKey,
            TextArgs = TextArgs.Write(args),
            Link = link,
            Essential = essential,
            State = MailState.Queued,
            NextAttemptAt = now,
            CreatedAt = now,
        });
    }

    /// <summary>How many a person has not read.</summary>
    public Task<int> CountUnreadAsync(UserId user, CancellationToken cancel) =>
        db.Shared<NotificationRow>().CountAsync(n => n.UserId == user && n.ReadAt == null, cancel);

    /// <summary>A person's notifications, newest first.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="read">Those read, or those not read.</param>
    /// <param name="before">Only older than this one; null from the newest.</param>
    /// <param name="count">At most so many.</param>
    /// <param name="cancel">Stops waiting.</param>
    public Task<List<NotificationRow>> ListAsync(UserId user, bool read, Guid? before, int count, CancellationToken cancel)
    {
        var rows = db.Shared<NotificationRow>().AsNoTracking().Where(n => n.UserId == user && (n.ReadAt != null) == read);
        return (before is { } id ? rows.Where(n => n.Id < id) : rows).OrderByDescending(n => n.Id).Take(count).ToListAsync(cancel);
    }

    /// <summary>
    /// Marks a person's notifications as read: one, or all where <paramref name="id"/> is null. Doing it twice changes nothing.
    /// </summary>
    public async Task MarkReadAsync(UserId user, Guid? id, CancellationToken cancel)
    {
        DateTime? now = clock.GetUtcNow().UtcDateTime;
        await using var write = await db.BeginWriteAsync(RegionScope.Of(RegionCode.National), cancel);
        await db.Shared<NotificationRow>().Where(n => n.UserId == user && n.ReadAt == null && (id == null || n.Id == id))
            .ExecuteUpdateAsync(s => s.SetProperty(n => n.ReadAt, now), cancel);
        await write.CommitAsync(cancel);
    }
}

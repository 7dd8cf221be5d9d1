using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Platform;

/// <summary>One sending of a form: who sent it, which copy of the form on which screen, and what was in it.</summary>
/// <param name="Account">Who is signed in.</param>
/// <param name="Id">The copy of the form; each page that is shown carries another.</param>
/// <param name="Content">Keyed hash of where it was sent and of all that was sent, 64 hexadecimal digits.</param>
/// <param name="SentAt">When, UTC, in whole microseconds.</param>
public sealed record SentForm(UserId Account, Guid Id, string Content, DateTime SentAt);

/// <summary>Thrown by a write of a form that another request has written already or is writing.</summary>
public sealed class SentBeforeException() : Exception("The same form was sent before");

/// <summary>The row of a form that has written something.</summary>
internal sealed class SentFormRow : ISharedRow
{
    public required UserId AccountId { get; init; }

    public required Guid Id { get; init; }

    public required string Content { get; init; }

    public required DateTime SentAt { get; init; }

    public string? Answer { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<SentFormRow>(e =>
    {
        e.ToTable("platform_sent_form");
        e.HasKey(r => new { r.AccountId, r.Id, r.Content });
        e.HasIndex(r => r.SentAt).HasDatabaseName("platform_sent_form_age");
    });
}

/// <summary>
/// Forms that are sent twice. The first write of a request puts the form's row into its transaction, so that of two requests with the same
/// form only one writes; where it led is noted when it has answered, and is the answer to the others.
/// </summary>
public sealed class SentForms(KotaDb db)
{
    /// <summary>How long a second sending waits for the answer to the first.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>True once this request has written for its form.</summary>
    public bool Wrote => db.SentWritten;

    /// <summary>Where the same sending led before; null where nothing was written by it, or nothing yet.</summary>
    public Task<string?> AnswerAsync(SentForm form, CancellationToken cancel) =>
        Of(form).Select(r => r.Answer).FirstOrDefaultAsync(cancel);

    /// <summary>From now on the next write of this request belongs to the form.</summary>
    public void Begin(SentForm form) => db.Sent = form;

    /// <summary>Waits for the answer to the sending that was faster; null where it wrote nothing or does not answer.</summary>
    public async Task<string?> WaitAsync(SentForm form, CancellationToken cancel)
    {
        for (var waited = TimeSpan.Zero; waited < Longest; waited += Pause)
        {
            var row = await Of(form).Select(r => new { r.Answer }).FirstOrDefaultAsync(cancel);
            if (row is null or { Answer: not null })
            {
                return row?.Answer;
            }

            await Task.Delay(Pause, cancel);
        }

        return null;
    }

    /// <summary>Notes where the form led, or forgets it where it did not lead on: then it may be sent again.</summary>
    public async Task EndAsync(SentForm form, string? answer, CancellationToken cancel)
    {
        if (!db.SentWritten)
        {
            return;
        }

        // What the handler added and gave up is not to be written with the note.
        db.ChangeTracker.Clear();
        await using var write = await db.BeginWriteAsync(RegionScope.National("a form that was sent"), cancel);
        await (answer is null ? Of(form).ExecuteDeleteAsync(cancel)
            : Of(form).ExecuteUpdateAsync(set => set.SetProperty(r => r.Answer, answer), cancel));
        await write.CommitAsync(cancel);
    }

    private IQueryable<SentFormRow> Of(SentForm form) => db.Shared<SentFormRow>().AsNoTracking()
        .Where(r => r.AccountId == form.Account && r.Id == form.Id && r.Content == form.Content);
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace KotaCerdas.Platform;

/// <summary>What pruning is asked to do: all that is due.</summary>
public sealed record PruneInput;

/// <summary>Forgets traces of background work that are older than the settings say, in small writes; again does no harm.</summary>
internal sealed class Prune(KotaDb db, IOptions<RetentionOptions> options, TimeProvider clock) : IOperation<PruneInput>
{
    private const int Batch = 500;

    private static readonly RegionScope Everywhere = RegionScope.National("pruning background work");
    private static readonly MailState[] Settled = [MailState.Sent, MailState.NotWanted, MailState.NotConfigured];

    public async Task<Outcome<OperationResult>> RunAsync(OperationContext context, PruneInput input, CancellationToken cancel)
    {
        var keep = options.Value;
        context.Report(0, 3, "Platform.Operations.PruneStep");
        var operations = await OperationsAsync(Before(keep.OperationDays), cancel);
        context.Report(1, 3, "Platform.Operations.PruneStep");
        var events = await EventsAsync(Before(keep.EventDays), cancel);
        context.Report(2, 3, "Platform.Operations.PruneStep");
        var mails = await MailsAsync(Before(keep.MailDays), cancel);
        var day = Before(1);
        await DeleteAsync(
            Everywhere, db.Shared<MeasureRequest>().Where(r => r.DueAt < day).Select(r => r.DueAt).Order(),
            due => db.Shared<MeasureRequest>().Where(r => due.Contains(r.DueAt)).ExecuteDeleteAsync(cancel), cancel);
        await FormsAsync(day, cancel);
        context.Report(3, 3);
        return new OperationResult("Platform.Operations.Pruned", null, operations, events, mails);
    }

    private DateTime Before(int days) => clock.GetUtcNow().UtcDateTime.AddDays(-days);

    private Task<int> OperationsAsync(DateTime before, CancellationToken cancel) => DeleteAsync(
        Everywhere, db.In<OperationRow>(Everywhere).Where(o => o.EndedAt < before).Select(o => o.Id).Order(),
        ids => db.In<OperationRow>(Everywhere).Where(o => ids.Contains(o.Id)).ExecuteDeleteAsync(cancel), cancel);

    /// <summary>Region by region, because both keys start with it. What was handled goes with its event.</summary>
    private async Task<int> EventsAsync(DateTime before, CancellationToken cancel)
    {
        var deleted = 0;
        var regions = await db.In<OutboxRow>(Everywhere).Where(o => o.DoneAt < before).Select(o => o.RegionCode).Distinct()
            .ToListAsync(cancel);
        foreach (var region in regions)
        {
            var scope = RegionScope.Of(region);
            deleted += await DeleteAsync(
                scope,
                db.In<OutboxRow>(scope).Where(o => o.DoneAt < before).Select(o => o.Id).Order(),
                async ids =>
                {
                    await db.In<InboxRow>(scope).Where(i => ids.Contains(i.EventId)).ExecuteDeleteAsync(cancel);
                    return await db.In<OutboxRow>(scope).Where(o => ids.Contains(o.Id)).ExecuteDeleteAsync(cancel);
                },
                cancel);
        }

        return deleted;
    }

    private async Task FormsAsync(DateTime before, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(Everywhere, cancel);
        await db.Shared<SentFormRow>().Where(f => f.SentAt < before).ExecuteDeleteAsync(cancel);
        await write.CommitAsync(cancel);
    }

    private Task<int> MailsAsync(DateTime before, CancellationToken cancel) => DeleteAsync(
        Everywhere, db.Shared<MailRow>().Where(m => Settled.Contains(m.State) && m.CreatedAt < before).Select(m => m.Id).Order(),
        ids => db.Shared<MailRow>().Where(m => ids.Contains(m.Id)).ExecuteDeleteAsync(cancel), cancel);

    private async Task<int> DeleteAsync<TId>(
        RegionScope scope, IOrderedQueryable<TId> old, Func<List<TId>, Task<int>> delete, CancellationToken cancel)
    {
        var deleted = 0;
        while (await old.Take(Batch).ToListAsync(cancel) is { Count: > 0 } ids)
        {
            await using var write = await db.BeginWriteAsync(scope, cancel);
            deleted += await delete(ids);
            await write.CommitAsync(cancel);
        }

        return deleted;
    }
}

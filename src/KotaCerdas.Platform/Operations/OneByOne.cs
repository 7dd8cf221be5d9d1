using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KotaCerdas.Platform;

/// <summary>How an item ended that was done apart from the others.</summary>
public enum ItemEnd
{
    /// <summary>Done.</summary>
    Done,

    /// <summary>Its outcome says why it could not be done.</summary>
    Refused,

    /// <summary>Something broke.</summary>
    Broke,
}

/// <summary>
/// Does the items of an operation apart from each other, each in a scope of its own: one that breaks is logged, and the others are done
/// nevertheless. The operation counts what broke and ends with a problem that says so; its next run tries it again.
/// </summary>
public sealed partial class OneByOne(IServiceScopeFactory scopes, ILogger<OneByOne> logger)
{
    /// <summary>Does one item as the actor of the run. A run that was cut short or taken over ends here as everywhere.</summary>
    /// <param name="context">The operation.</param>
    /// <param name="item">Whose it is, and what it is for the log: an id, never a name.</param>
    /// <param name="act">What to do, with the services of its own scope.</param>
    /// <param name="cancel">Ends the run.</param>
    /// <returns>False where it broke.</returns>
    public async Task<bool> TryAsync(
        OperationContext context, (RegionCode Region, string Id) item, Func<IServiceProvider, Task> act, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(act);
        cancel.ThrowIfCancellationRequested();
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentActor>().Value = context.Actor;
            await act(scope.ServiceProvider);
            return true;
        }
        catch (Exception problem) when (!cancel.IsCancellationRequested && problem is not OperationLeaseLostException)
        {
            ItemBroke(logger, context.Id, item.Region, item.Id, problem);
            return false;
        }
    }

    /// <summary>
    /// As <see cref="TryAsync"/>, for what can be refused without breaking: the reason is logged, as nobody sees it at night.
    /// </summary>
    public async Task<ItemEnd> OutcomeAsync<T>(
        OperationContext context, (RegionCode Region, string Id) item, Func<IServiceProvider, Task<Outcome<T>>> act,
        CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(act);
        IReadOnlyList<Problem> refused = [];
        if (!await TryAsync(context, item, async services => refused = (await act(services)).Problems, cancel))
        {
            return ItemEnd.Broke;
        }

        if (refused.Count == 0)
        {
            return ItemEnd.Done;
        }

        ItemRefused(logger, context.Id, item.Region, item.Id, string.Join(", ", refused.Select(p => p.Code)));
        return ItemEnd.Refused;
    }

    [LoggerMessage(LogLevel.Warning, "Operation {Operation}: item {Item} of region {Region} was refused: {Problems}")]
    private static partial void ItemRefused(ILogger logger, OperationId operation, RegionCode region, string item, string problems);

    [LoggerMessage(LogLevel.Error, "Operation {Operation}: item {Item} of region {Region} broke; the others go on")]
    private static partial void ItemBroke(ILogger logger, OperationId operation, RegionCode region, string item, Exception problem);
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KotaCerdas.Platform;

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

    [LoggerMessage(LogLevel.Error, "Operation {Operation}: item {Item} of region {Region} broke; the others go on")]
    private static partial void ItemBroke(ILogger logger, OperationId operation, RegionCode region, string item, Exception problem);
}

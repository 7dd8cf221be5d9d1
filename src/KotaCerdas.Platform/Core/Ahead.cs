using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace KotaCerdas.Platform;

/// <summary>Makes things on another thread while the reader is busy with those before: to compute while the database writes.</summary>
public static class Ahead
{
    /// <summary>The same things in the same order, made up to some ahead of the reader.</summary>
    /// <param name="things">Enumerated once, on another thread, which must be the only one to use what it touches.</param>
    /// <param name="most">How many may wait, 1 or more.</param>
    /// <param name="cancel">Stops both sides. A failure of the making side comes out here; a reader that leaves early ends it.</param>
    public static async IAsyncEnumerable<T> OfAsync<T>(
        IEnumerable<T> things, int most, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(things);
        var waiting = Channel.CreateBounded<T>(new BoundedChannelOptions(most) { SingleReader = true, SingleWriter = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var making = Task.Run(() => MakeAsync(things, waiting.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var thing in waiting.Reader.ReadAllAsync(cancel))
            {
                yield return thing;
            }
        }
        finally
        {
            await stop.CancelAsync();
            await making;
        }
    }

    private static async Task MakeAsync<T>(IEnumerable<T> things, ChannelWriter<T> waiting, CancellationToken stop)
    {
        try
        {
            foreach (var thing in things)
            {
                await waiting.WriteAsync(thing, stop);
            }

            waiting.Complete();
        }
        catch (Exception failure)
        {
            waiting.Complete(failure);
        }
    }
}

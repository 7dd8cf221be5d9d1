using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace KotaCerdas.Platform;

/// <summary>Reading or computing, and using, at once: for work that keeps one core busy with each.</summary>
public static class ReadAhead
{
    /// <summary>
    /// The same pieces, each made on another thread while the one before is used. Until the last is taken, or the loop left, what the
    /// source reads from is in use by it alone.
    /// </summary>
    /// <param name="source">Enumerated once.</param>
    /// <param name="cancel">Stops both sides. What breaks at the source breaks here; a loop that is left early ends the source.</param>
    public static async IAsyncEnumerable<T> Ahead<T>(this IAsyncEnumerable<T> source, [EnumeratorCancellation] CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(source);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var pieces = Channel.CreateBounded<T>(new BoundedChannelOptions(1) { SingleReader = true, SingleWriter = true });
        var reading = Task.Run(() => FillAsync(source, pieces.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var piece in pieces.Reader.ReadAllAsync(cancel))
            {
                yield return piece;
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading;
        }
    }

    /// <summary>What breaks here breaks where the pieces are used.</summary>
    private static async Task FillAsync<T>(IAsyncEnumerable<T> source, ChannelWriter<T> pieces, CancellationToken cancel)
    {
        try
        {
            await foreach (var piece in source.WithCancellation(cancel))
            {
                await pieces.WriteAsync(piece, cancel);
            }

            pieces.Complete();
        }
        catch (Exception broke)
        {
            pieces.Complete(broke);
        }
    }
}

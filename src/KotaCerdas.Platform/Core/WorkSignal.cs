using System.Threading.Channels;

namespace KotaCerdas.Platform;

/// <summary>
/// Wakes the background workers of this process the moment a commit has left them work. Work of other nodes is found by polling.
/// </summary>
public sealed class WorkSignal(TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly List<Channel<bool>> _waiting = [];

    /// <summary>Wakes everyone who waits; waits that begin later return at once, once.</summary>
    public void Raise()
    {
        lock (_lock)
        {
            foreach (var waiting in _waiting)
            {
                waiting.Writer.TryWrite(true);
            }
        }
    }

    /// <summary>A listener of its own, for one worker.</summary>
    public WorkListener Listen()
    {
        var channel = Channel.CreateBounded<bool>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
        lock (_lock)
        {
            _waiting.Add(channel);
        }

        return new WorkListener(channel.Reader, clock);
    }
}

/// <summary>One worker's ear for <see cref="WorkSignal"/>.</summary>
public sealed class WorkListener
{
    private readonly ChannelReader<bool> _raised;
    private readonly TimeProvider _clock;

    internal WorkListener(ChannelReader<bool> raised, TimeProvider clock)
    {
        _raised = raised;
        _clock = clock;
    }

    /// <summary>Returns when the signal is raised or the time is over.</summary>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken cancel)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var raised = _raised.WaitToReadAsync(over.Token).AsTask();
        await Task.WhenAny(raised, Task.Delay(atMost, _clock, over.Token));
        await over.CancelAsync();
        _raised.TryRead(out _);
        cancel.ThrowIfCancellationRequested();
    }
}

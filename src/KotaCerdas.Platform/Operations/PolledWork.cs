using Microsoft.Extensions.Logging;

namespace KotaCerdas.Platform;

/// <summary>
/// Works as long as there is something to do, then waits for the signal or a second. A database that is away does not end it.
/// </summary>
internal static partial class PolledWork
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);

    /// <summary>Runs until the process stops.</summary>
    /// <param name="work">Does one thing; false where there was nothing to do.</param>
    /// <param name="signal">Wakes it.</param>
    /// <param name="logger">Hears of failures.</param>
    /// <param name="stop">The process is stopping.</param>
    public static async Task RunAsync(Func<CancellationToken, Task<bool>> work, WorkSignal signal, ILogger logger, CancellationToken stop)
    {
        var listener = signal.Listen();
        while (!stop.IsCancellationRequested)
        {
            var worked = false;
            try
            {
                worked = await work(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception problem)
            {
                Failed(logger, problem);
            }

            if (!worked)
            {
                await listener.WaitAsync(Idle, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "Background work could not reach its queue; it goes on trying")]
    private static partial void Failed(ILogger logger, Exception problem);
}

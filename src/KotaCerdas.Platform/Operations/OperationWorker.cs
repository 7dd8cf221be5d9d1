using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KotaCerdas.Platform;

/// <summary>Runs operations in the background of this process, a few at a time, and starts what the schedules say.</summary>
internal sealed partial class OperationWorker(
    OperationRunner runner, Scheduler scheduler, WorkSignal signal, IOptions<OperationsOptions> options, ILogger<OperationWorker> logger)
    : BackgroundService
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Worker)
        {
            return;
        }

        await Task.Yield();
        await Task.WhenAll([ScheduleAsync(stoppingToken), .. Enumerable.Range(0, options.Value.Parallel).Select(_ => WorkAsync(stoppingToken))]);
    }

    private async Task WorkAsync(CancellationToken stop)
    {
        var listener = signal.Listen();
        while (!stop.IsCancellationRequested)
        {
            var worked = await TryAsync(() => runner.RunNextAsync(stop));
            if (!worked)
            {
                await listener.WaitAsync(Idle, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ScheduleAsync(CancellationToken stop)
    {
        var listener = signal.Listen();
        while (!stop.IsCancellationRequested)
        {
            await TryAsync(() => scheduler.StartDueAsync(stop));
            await listener.WaitAsync(Idle, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>A database that is away must not end the worker.</summary>
    private async Task<bool> TryAsync(Func<Task<bool>> work)
    {
        try
        {
            return await work();
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        catch (Exception problem)
        {
            PollFailed(logger, problem);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Error, "The operations worker could not reach its queue; it goes on trying")]
    private static partial void PollFailed(ILogger logger, Exception problem);
}

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KotaCerdas.Platform;

/// <summary>Delivers events in the background of this process.</summary>
internal sealed partial class OutboxWorker(
    OutboxDispatcher dispatcher, WorkSignal signal, IOptions<OperationsOptions> options, ILogger<OutboxWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Worker)
        {
            return;
        }

        await Task.Yield();
        var listener = signal.Listen();
        while (!stoppingToken.IsCancellationRequested)
        {
            var delivered = false;
            try
            {
                delivered = await dispatcher.DispatchAsync(stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception problem)
            {
                PollFailed(logger, problem);
            }

            if (!delivered)
            {
                await listener.WaitAsync(Idle, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "The outbox could not be read; delivery goes on trying")]
    private static partial void PollFailed(ILogger logger, Exception problem);
}

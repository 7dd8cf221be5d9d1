using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KotaCerdas.Platform;

/// <summary>
/// What this process does beside answering requests: runs operations, a few at a time; starts what the schedules say; delivers events;
/// sends mail; appends to the transparency logs.
/// </summary>
internal sealed class BackgroundWorker(
    BackgroundTasks tasks, WorkSignal signal, IOptions<OperationsOptions> options, ILogger<BackgroundWorker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Worker)
        {
            return;
        }

        await Task.Yield();
        var work = Enumerable.Repeat<Func<CancellationToken, Task<bool>>>(tasks.Runner.RunNextAsync, options.Value.Parallel)
            .Append(tasks.Scheduler.StartDueAsync).Append(tasks.Dispatcher.DispatchAsync).Append(tasks.Mailer.SendNextAsync)
            .Append(tasks.Log.AppendDueAsync);
        await Task.WhenAll(work.Select(w => PolledWork.RunAsync(w, signal, logger, stoppingToken)));
    }
}

/// <summary>The things a background worker does.</summary>
internal sealed record BackgroundTasks(
    OperationRunner Runner, Scheduler Scheduler, OutboxDispatcher Dispatcher, Mailer Mailer, LogAppender Log);

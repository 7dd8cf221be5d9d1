using KotaCerdas.Platform;
using Spectre.Console;

namespace KotaCerdas.Commands;

/// <summary>
/// Shows in the terminal how far an operation is that runs here and now (<see cref="OperationRunner.RunNowAsync{TInput}"/>).
/// </summary>
internal static class ProgressBar
{
    public static Task<OperationRow> RunAsync(string name, Func<IProgress<OperationProgress>, Task<OperationRow>> run) =>
        AnsiConsole.Progress().StartAsync(context =>
        {
            var task = context.AddTask(Markup.Escape(name));
            return run(new Watcher(task));
        });

    /// <summary>Shows that something goes on whose length nobody knows.</summary>
    public static Task<TResult> WhileAsync<TResult>(string name, Func<Task<TResult>> run) =>
        AnsiConsole.Progress().StartAsync(async context =>
        {
            var task = context.AddTask(Markup.Escape(name));
            task.IsIndeterminate = true;
            var result = await run();
            (task.IsIndeterminate, task.Value) = (false, task.MaxValue);
            return result;
        });

    private sealed class Watcher(ProgressTask task) : IProgress<OperationProgress>
    {
        public void Report(OperationProgress value)
        {
            task.IsIndeterminate = value.Total == 0;
            task.MaxValue = Math.Max(1, value.Total);
            task.Value = value.Done;
        }
    }
}

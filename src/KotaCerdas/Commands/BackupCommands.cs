using System.CommandLine;
using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Web;
using Spectre.Console;

namespace KotaCerdas.Commands;

/// <summary>The verbs <c>backup</c> and <c>restore</c>.</summary>
internal static class BackupCommands
{
    public static Command Backup(Func<ParseResult, Dictionary<string, string?>> settings)
    {
        var file = new Argument<string?>("file") { Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("backup") { file };
        command.SetAction((parsed, cancel) => RunAsync(settings(parsed), "Host.Backup.Writing", "Host.Backup.Written",
            (services, progress) =>
        {
            var stamp = services.GetRequiredService<TimeProvider>().GetUtcNow()
                .ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
            var path = parsed.GetValue(file) ?? $"kotacerdas-{stamp}.zip";
            return services.GetRequiredService<BackupArchive>().WriteAsync(Path.GetFullPath(path), progress, cancel);
        }));
        return command;
    }

    public static Command Restore(Func<ParseResult, Dictionary<string, string?>> settings)
    {
        var file = new Argument<string>("file");
        var checkOnly = new Option<bool>("--check");
        var command = new Command("restore") { file, checkOnly };
        command.SetAction((parsed, cancel) =>
        {
            var path = Path.GetFullPath(parsed.GetValue(file)!);
            return parsed.GetValue(checkOnly)
                ? RunAsync(
                    settings(parsed), "Host.Backup.Checking", "Host.Backup.Sound", (_, p) => BackupArchive.VerifyAsync(path, p, cancel))
                : RunAsync(settings(parsed), "Host.Backup.Restoring", "Host.Backup.Restored", (services, p) =>
                    services.GetRequiredService<BackupArchive>().RestoreAsync(path, p, cancel));
        });
        return command;
    }

    private static async Task<int> RunAsync(
        Dictionary<string, string?> settings,
        string doing,
        string done,
        Func<IServiceProvider, IProgress<BackupProgress>, Task<Outcome<BackupManifest>>> run)
    {
        await using var services = KotaApp.Services(settings);
        var texts = services.GetRequiredService<Texts>();
        var outcome = await AnsiConsole.Progress().StartAsync(context =>
        {
            var task = context.AddTask(Markup.Escape(texts[doing]));
            return run(services, new Watcher(task));
        });
        if (outcome.Failed)
        {
            await Console.Error.WriteLineAsync(texts.Of(outcome.Problem));
            return 1;
        }

        AnsiConsole.WriteLine(texts[done, outcome.Value.Entries.Count, Formats.FileSize(outcome.Value.Entries.Sum(e => e.Size))]);
        return 0;
    }

    private sealed class Watcher(ProgressTask task) : IProgress<BackupProgress>
    {
        public void Report(BackupProgress value)
        {
            task.MaxValue = value.Total;
            task.Value = value.Done;
        }
    }
}

using System.CommandLine;
using KotaCerdas.Platform;
using KotaCerdas.Web;
using Spectre.Console;

namespace KotaCerdas.Commands;

/// <summary>The verb <c>verify-log</c>: reads the transparency logs whole and says whether everything in them holds.</summary>
internal static class VerifyLogCommand
{
    public static Command Make(Func<ParseResult, Dictionary<string, string?>> settings)
    {
        var region = new Option<string?>("--region");
        var checkpoint = new Option<FileInfo?>("--checkpoint");
        var command = new Command("verify-log") { region, checkpoint };
        command.SetAction((parsed, cancel) => RunAsync(settings(parsed), parsed.GetValue(region), parsed.GetValue(checkpoint), cancel));
        return command;
    }

    private static async Task<int> RunAsync(
        Dictionary<string, string?> settings, string? region, FileInfo? checkpoint, CancellationToken cancel)
    {
        await using var services = KotaApp.Services(settings);
        await using var scope = services.CreateAsyncScope();
        var texts = services.GetRequiredService<Texts>();
        RegionCode? only = null;
        if (region is not null)
        {
            if (!RegionCode.TryParse(region, out var code))
            {
                return await FailAsync(texts["Host.Log.BadRegion", region]);
            }

            only = code;
        }

        if (checkpoint is { Exists: false })
        {
            return await FailAsync(texts["Host.Log.NoFile", checkpoint.FullName]);
        }

        var kept = checkpoint is null ? null : await File.ReadAllTextAsync(checkpoint.FullName, cancel);
        var audit = scope.ServiceProvider.GetRequiredService<LogAudit>();
        var outcome = await AnsiConsole.Progress().StartAsync(context =>
        {
            var task = context.AddTask(Markup.Escape(texts["Host.Log.Verifying"]));
            return audit.RunAsync(only, kept, new Watcher(task), cancel);
        });
        return outcome.Failed ? await FailAsync(texts.Of(outcome.Problem)) : await SayAsync(outcome.Value, texts);
    }

    private static async Task<int> SayAsync(LogAuditReport report, Texts texts)
    {
        AnsiConsole.WriteLine(texts["Host.Log.Verified", Formats.Number(report.Logs), Formats.Number(report.Entries),
            Formats.Number(report.Checkpoints), Formats.Number(report.Facts)]);
        foreach (var flaw in report.Flaws)
        {
            await Console.Error.WriteLineAsync(texts.Of(flaw));
        }

        AnsiConsole.WriteLine(report.Flaws.Count == 0 ? texts["Host.Log.Holds"] : texts["Host.Log.Broken", report.Flaws.Count]);
        return report.Flaws.Count == 0 ? 0 : 1;
    }

    private static async Task<int> FailAsync(string problem)
    {
        await Console.Error.WriteLineAsync(problem);
        return 1;
    }

    private sealed class Watcher(ProgressTask task) : IProgress<LogAuditProgress>
    {
        public void Report(LogAuditProgress value)
        {
            task.MaxValue = value.Total;
            task.Value = value.Done;
        }
    }
}

using System.CommandLine;
using KotaCerdas.Demo;
using KotaCerdas.Movement.Contracts;
using KotaCerdas.Platform;
using KotaCerdas.Web;
using Spectre.Console;
using BackgroundOperations = KotaCerdas.Platform.Operations;

namespace KotaCerdas.Commands;

/// <summary>
/// The verb <c>demo</c>: plays a generated season with a progress bar. Ctrl+C stops it; <c>wipe-demo</c> then removes what is there.
/// </summary>
internal static class DemoCommand
{
    private const int Interrupted = 130;

    public static Command Make(Func<ParseResult, Dictionary<string, string?>> settings)
    {
        var seed = new Option<int>("--seed") { DefaultValueFactory = _ => DemoSeason.Standard.Seed };
        var command = new Command("demo") { seed };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var services = KotaApp.Services(settings(parsed));
            await Preparation.RunAsync(services, cancel);
            await using var scope = services.CreateAsyncScope();
            return await RunAsync(scope.ServiceProvider, DemoSeason.Standard with { Seed = parsed.GetValue(seed) }, cancel);
        });
        return command;
    }

    private static async Task<int> RunAsync(IServiceProvider services, DemoSeason season, CancellationToken cancel)
    {
        var (texts, db) = (services.GetRequiredService<Texts>(), services.GetRequiredService<KotaDb>());
        var refused = await DemoRecord.IsPlayingAsync(db, services.GetRequiredService<TimeProvider>(), cancel) ? "Host.Demo.StillPlaying"
            : await DemoRecord.IsDoneAsync(db, cancel) ? "Host.Demo.AlreadyThere"
            : null;
        if (refused is not null)
        {
            return Say(texts[refused], 1);
        }

        var runner = services.GetRequiredService<OperationRunner>();
        var row = await ProgressBar.RunAsync(texts[PlayDemo.Kind.TextKey], watcher => runner.RunNowAsync(
            DemoRecord.Host, PlayDemo.Kind, RegionCode.National, season, watcher, cancel));
        switch (row.State)
        {
            case OperationState.Done:
                var figures = await services.GetRequiredService<IMovementDemo>().FiguresAsync(cancel);
                return Say(texts["Host.Demo.Done", figures.Invited, figures.Submitted, figures.Assessors, figures.Selected], 0);
            case OperationState.Queued:
                await services.GetRequiredService<BackgroundOperations>().CancelAsync(DemoRecord.Host, row.Id, CancellationToken.None);
                return Say(texts["Host.Demo.Interrupted"], Interrupted);
            default:
                return Say(row.LastWord(texts), 1);
        }
    }

    private static int Say(string text, int code)
    {
        AnsiConsole.WriteLine(text);
        return code;
    }
}

using System.CommandLine;
using KotaCerdas.Demo;
using KotaCerdas.Platform;
using KotaCerdas.Web;
using Spectre.Console;

namespace KotaCerdas.Commands;

/// <summary>The verb <c>wipe-demo</c>: removes what is generated, and only that, in one transaction.</summary>
internal static class WipeDemoCommand
{
    public static Command Make(Func<ParseResult, Dictionary<string, string?>> settings)
    {
        var command = new Command("wipe-demo");
        command.SetAction(async (parsed, cancel) =>
        {
            await using var services = KotaApp.Services(settings(parsed));
            await Preparation.RunAsync(services, cancel);
            await using var scope = services.CreateAsyncScope();
            var texts = services.GetRequiredService<Texts>();
            var (db, clock) = (scope.ServiceProvider.GetRequiredService<KotaDb>(), services.GetRequiredService<TimeProvider>());
            if (await DemoRecord.IsPlayingAsync(db, clock, cancel))
            {
                AnsiConsole.WriteLine(texts["Host.Demo.StillPlaying"]);
                return 1;
            }

            var wipe = scope.ServiceProvider.GetRequiredService<DemoWipe>();
            var removed = await ProgressBar.WhileAsync(texts["Host.Demo.Wiping"], () => wipe.RunAsync(PlayDemo.Kind.Name, cancel));
            AnsiConsole.WriteLine(texts["Host.Demo.Wiped", removed]);
            return 0;
        });
        return command;
    }
}

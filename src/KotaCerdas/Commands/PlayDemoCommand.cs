using System.CommandLine;
using System.Text.Json;
using KotaCerdas.Demo;
using KotaCerdas.Movement.Contracts;
using KotaCerdas.Platform;
using KotaCerdas.Web;

namespace KotaCerdas.Commands;

/// <summary>
/// The verb <c>play-demo</c>, for <see cref="DemoProcess"/> only: plays a season over a prepared database and says how far it is on the
/// standard output, a line of JSON each time. It stops when its standard input closes.
/// </summary>
internal static class PlayDemoCommand
{
    public static Command Make(Func<ParseResult, Dictionary<string, string?>> settings)
    {
        var season = new Argument<string>("season");
        var command = new Command(DemoProcess.Verb) { season };
        command.Hidden = true;
        command.SetAction(async (parsed, cancel) =>
        {
            var wanted = JsonSerializer.Deserialize<DemoSeason>(parsed.GetValue(season)!)!;
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            _ = Task.Run(() => WatchAsync(stop), CancellationToken.None);
            await using var services = KotaApp.Services(settings(parsed));
            await using var scope = services.CreateAsyncScope();
            var played = await scope.ServiceProvider.GetRequiredService<DemoPlay>().RunAsync(wanted, new Spoken(), stop.Token);
            await Console.Out.WriteLineAsync(DemoLine.Of(played).Write());
            return played.Failed ? 1 : 0;
        });
        return command;
    }

    /// <summary>Reading from a console waits on its thread, also where it says it does not.</summary>
    private static async Task WatchAsync(CancellationTokenSource stop)
    {
        while (await Console.In.ReadLineAsync() is not null)
        {
        }

        try
        {
            await stop.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // It was done already.
        }
    }

    private sealed class Spoken : IProgress<OperationProgress>
    {
        public void Report(OperationProgress value) => Console.Out.WriteLine(DemoLine.Of(value).Write());
    }
}

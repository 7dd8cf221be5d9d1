using System.CommandLine;
using KotaCerdas.Platform;
using KotaCerdas.Web;

namespace KotaCerdas.Commands;

/// <summary>The verb <c>activate-seal</c>: has BSrE send the subscriber of the seal a new activation code, for the settings.</summary>
internal static class ActivateSealCommand
{
    public static Command Make(Func<ParseResult, Dictionary<string, string?>> settings)
    {
        var command = new Command("activate-seal");
        command.SetAction(async (parsed, cancel) =>
        {
            await using var services = KotaApp.Services(settings(parsed));
            var texts = services.GetRequiredService<Texts>();
            var sent = await services.GetRequiredService<ISigningAdapter>().ActivateSealAsync(cancel);
            if (sent.Failed)
            {
                await Console.Error.WriteLineAsync(texts.Of(sent.Problem));
                return 1;
            }

            Console.WriteLine(texts["Host.Seal.Activated"]);
            return 0;
        });
        return command;
    }
}

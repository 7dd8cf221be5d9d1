using System.CommandLine;
using KotaCerdas.People.Contracts;
using KotaCerdas.Platform;
using KotaCerdas.Web;
using Spectre.Console;

namespace KotaCerdas.Commands;

/// <summary>The verb <c>create-admin</c>: the first person, who invites all others.</summary>
internal static class CreateAdmin
{
    private const string Role = "administrator";

    public static Command Make(Func<ParseResult, Dictionary<string, string?>> settings)
    {
        var email = new Option<string>("--email") { Required = true };
        var office = new Option<string>("--office") { Required = true };
        var name = new Option<string?>("--name");
        var command = new Command("create-admin") { email, office, name };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var services = KotaApp.Services(settings(parsed));
            await Preparation.RunAsync(services, cancel);
            var texts = services.GetRequiredService<Texts>();
            var account = new NewAccount(parsed.GetValue(name)
                ?? string.Empty, parsed.GetValue(email)!, parsed.GetValue(office)!, string.Empty)
            {
                Password = ReadPassword(texts),
            };
            var made = await RunAsync(services, account, cancel);
            foreach (var problem in made.Problems)
            {
                await Console.Error.WriteLineAsync(texts.Of(problem));
            }

            if (made.Failed)
            {
                return 1;
            }

            Console.WriteLine(texts["Host.CreateAdmin.Made", account.Email]);
            return 0;
        });
        return command;
    }

    private static async Task<Outcome<Guid>> RunAsync(ServiceProvider services, NewAccount account, CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<IPeopleSetup>();
        var actor = Actor.Platform("create-admin");
        var made = await people.CreateAccountAsync(actor, account, cancel);
        if (made.Failed)
        {
            return Outcome.Fail<Guid>(made.Problems);
        }

        var today = RegionZone.WIB.DateAt(services.GetRequiredService<TimeProvider>().GetUtcNow());
        return await people.GrantAsync(actor, new NewHolding(made.Value, Role, RegionCode.National, today), cancel);
    }

    /// <summary>From a pipe, one line; from a keyboard, unseen. Never from an argument, which others on the machine can read.</summary>
    private static string ReadPassword(Texts texts) =>
        Console.IsInputRedirected
            ? Console.In.ReadLine() ?? string.Empty
            : AnsiConsole.Prompt(new TextPrompt<string>(texts["Host.CreateAdmin.Password"]).Secret());
}

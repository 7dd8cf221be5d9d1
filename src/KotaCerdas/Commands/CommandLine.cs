using System.CommandLine;
using KotaCerdas.Demo;
using KotaCerdas.Platform;
using KotaCerdas.Web;
using Spectre.Console;

namespace KotaCerdas.Commands;

/// <summary>The verbs of <c>kotacerdas</c>.</summary>
internal static class CommandLine
{
    private static readonly Option<string[]> Set = new("--set") { Recursive = true, AllowMultipleArgumentsPerToken = false };

    public static Task<int> RunAsync(string[] args)
    {
        var root = Root();
        var texts = Descriptions.Apply(root);
        return CommandRun.RunAsync(root.Parse(args.Length == 0 ? ["serve"] : args), texts);
    }

    /// <summary>All verbs.</summary>
    public static RootCommand Root() => new("KotaCerdas")
    {
        Set,
        Serve(),
        Migrate(),
        CreateAdmin.Make(Settings),
        OperationsCommand.Make(Settings),
        ImportCommand.Make(Settings),
        VerifyLogCommand.Make(Settings),
        ActivateSealCommand.Make(Settings),
        LedgerCommand.Make(Settings),
        BackupCommands.Backup(Settings),
        BackupCommands.Restore(Settings),
        DemoCommand.Make(Settings),
        PlayDemoCommand.Make(Settings),
        WipeDemoCommand.Make(Settings),
    };

    private static Command Serve()
    {
        var urls = new Option<string?>("--urls");
        var demo = new Option<bool>("--demo");
        var command = new Command("serve") { urls, demo };
        command.SetAction(async (parsed, cancel) =>
        {
            var settings = Settings(parsed);
            settings["urls"] = parsed.GetValue(urls) ?? DemoSite.Standard;
            var withDemo = parsed.GetValue(demo);
            if (withDemo)
            {
                settings["Demo:SignIn"] = "true";
                settings[PlayDemo.ApartSetting] = "true";
            }

            ListenAddress.RefuseTaken(settings["urls"]!);
            await using var app = KotaApp.Build(settings);
            await Preparation.RunAsync(app.Services, cancel);
            if (withDemo)
            {
                // The worker plays it in the background: the first page is there at once.
                await DemoRecord.EnsureAsync(app.Services, cancel);
            }

            using var quiet = QuietMemory.Watch(TimeProvider.System);
            await app.RunAsync(cancel);
            return 0;
        });
        return command;
    }

    private static Command Migrate()
    {
        var command = new Command("migrate");
        command.SetAction(async (parsed, cancel) =>
        {
            await using var services = KotaApp.Services(Settings(parsed));
            var texts = services.GetRequiredService<Texts>();
            await ProgressBar.WhileAsync(texts["Host.Migrate.Doing"], () => Preparation.RunAsync(services, cancel));
            AnsiConsole.WriteLine(texts["Host.Migrate.Done"]);
            return 0;
        });
        return command;
    }

    /// <summary>The settings given as flags; of two with the same name the later one counts.</summary>
    private static Dictionary<string, string?> Settings(ParseResult parsed)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var given in parsed.GetValue(Set) ?? [])
        {
            if (given.Split('=', 2) is not [{ Length: > 0 } name, var value])
            {
                throw new SettingsException([new("Host.Command.SetForm", null, given)]);
            }

            settings[name] = value;
        }

        return settings;
    }
}

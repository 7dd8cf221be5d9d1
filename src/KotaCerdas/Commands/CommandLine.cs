using System.CommandLine;
using KotaCerdas.Demo;
using KotaCerdas.Web;

namespace KotaCerdas.Commands;

/// <summary>The verbs of <c>kotacerdas</c>.</summary>
internal static class CommandLine
{
    private static readonly Option<string[]> Set = new("--set") { Recursive = true, AllowMultipleArgumentsPerToken = false };

    public static Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("KotaCerdas")
        {
            Set,
            Serve(),
            Migrate(),
            CreateAdmin.Make(Settings),
            OperationsCommand.Make(Settings),
            ImportCommand.Make(Settings),
            VerifyLogCommand.Make(Settings),
            BackupCommands.Backup(Settings),
            BackupCommands.Restore(Settings),
            DemoCommand.Make(Settings),
            WipeDemoCommand.Make(Settings),
        };
        Descriptions.Apply(root);
        return root.Parse(args.Length == 0 ? ["serve"] : args).InvokeAsync();
    }

    private static Command Serve()
    {
        var urls = new Option<string?>("--urls");
        var demo = new Option<bool>("--demo");
        var command = new Command("serve") { urls, demo };
        command.SetAction(async (parsed, cancel) =>
        {
            var settings = Settings(parsed);
            settings["urls"] = parsed.GetValue(urls) ?? "http://127.0.0.1:5080";
            var withDemo = parsed.GetValue(demo);
            if (withDemo)
            {
                settings["Demo:SignIn"] = "true";
            }

            await using var app = KotaApp.Build(settings);
            await Preparation.RunAsync(app.Services, cancel);
            if (withDemo)
            {
                // The worker plays it in the background: the first page is there at once.
                await DemoRecord.EnsureAsync(app.Services, cancel);
            }

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
            await Preparation.RunAsync(services, cancel);
            return 0;
        });
        return command;
    }

    private static Dictionary<string, string?> Settings(ParseResult parsed) =>
        (parsed.GetValue(Set) ?? []).Select(s => s.Split('=', 2))
            .ToDictionary(s => s[0], s => s.Length > 1 ? s[1] : null, StringComparer.OrdinalIgnoreCase);
}

using System.CommandLine;
using KotaCerdas.Movement.Contracts;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Contracts;
using KotaCerdas.Web;
using Microsoft.EntityFrameworkCore;
using Spectre.Console;

namespace KotaCerdas.Commands;

/// <summary>
/// The verb <c>import</c>: a spreadsheet of the movement's own data, or an export of SISMIOP for a region; all rows or none.
/// </summary>
internal static class ImportCommand
{
    private const string Sismiop = "sismiop";

    public static Command Make(Func<ParseResult, Dictionary<string, string?>> settings)
    {
        var name = new Argument<string>("name");
        var file = new Argument<string>("file");
        var check = new Option<bool>("--check");
        var region = new Option<string?>("--region");
        var command = new Command("import") { name, file, check, region };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var services = KotaApp.Services(settings(parsed));
            await Preparation.RunAsync(services, cancel);
            await using var scope = services.CreateAsyncScope();
            var input = (parsed.GetValue(file)!, parsed.GetValue(check));
            return parsed.GetValue(name) == Sismiop
                ? await SismiopAsync(scope.ServiceProvider, parsed.GetValue(region), input, cancel)
                : await RunAsync(scope.ServiceProvider, parsed.GetValue(name)!, input, cancel);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        IServiceProvider services, string name, (string Path, bool Trial) file, CancellationToken cancel)
    {
        var (texts, imports) = (services.GetRequiredService<Texts>(), services.GetRequiredService<IMovementImports>());
        if (!imports.Names.Contains(name))
        {
            return Say(texts["Host.Import.Unknown", name, string.Join(", ", imports.Names.Append(Sismiop))]);
        }

        if (!File.Exists(file.Path))
        {
            return Say(texts["Host.Import.NoFile", file.Path]);
        }

        await using var content = File.OpenRead(file.Path);
        var outcome = await AnsiConsole.Progress().StartAsync(context =>
        {
            var bar = new Watcher(context.AddTask(Markup.Escape(texts["Host.Import.Reading"])));
            return imports.RunAsync(name, content, file.Trial, Actor.Platform("kotacerdas import"), bar, cancel);
        });
        return outcome.Failed ? Say(texts.Of(outcome.Problem)) : Report(texts, outcome.Value);
    }

    private static async Task<int> SismiopAsync(
        IServiceProvider services, string? region, (string Path, bool Check) input, CancellationToken cancel)
    {
        var texts = services.GetRequiredService<Texts>();
        if (!RegionCode.TryParse(region, out var code) || code.IsNational || code.IsProvince)
        {
            return Say(texts["Host.Import.NoRegion"]);
        }

        if (!await services.GetRequiredService<KotaDb>().Shared<KotaCerdas.Platform.Region>().AnyAsync(r => r.Code == code, cancel))
        {
            return Say(texts["Host.Import.UnknownRegion", code.Value]);
        }

        var imports = services.GetRequiredService<ISismiopImports>();
        var row = await ProgressBar.RunAsync(
            texts["Host.Import.Reading"], watcher => imports.RunAsync(code, input.Path, input.Check, watcher, cancel));
        AnsiConsole.WriteLine(row.LastWord(texts));
        if (row.State != OperationState.Done || await imports.ReportAsync(code, row, cancel) is not { } report)
        {
            return 1;
        }

        foreach (var line in report.Lines)
        {
            await Console.Error.WriteLineAsync(line);
        }

        AnsiConsole.WriteLine(texts["Host.Import.Report", report.Path]);
        return report.Refused ? 1 : 0;
    }

    private static int Report(Texts texts, ImportReport report)
    {
        foreach (var row in report.Problems)
        {
            Console.Error.WriteLine(row.Problem.Field is { } column
                ? texts["Host.Import.Cell", row.Row, column, texts.Of(row.Problem)]
                : texts["Host.Import.Row", row.Row, texts.Of(row.Problem)]);
        }

        var key = report.Problems.Count > 0 ? "Host.Import.Refused" : report.Written ? "Host.Import.Done" : "Host.Import.Checked";
        AnsiConsole.WriteLine(texts[key, report.Rows, report.Added, report.Changed, report.Problems.Select(p => p.Row).Distinct().Count()]);
        return report.Problems.Count > 0 ? 1 : 0;
    }

    private static int Say(string text)
    {
        Console.Error.WriteLine(text);
        return 1;
    }

    private sealed class Watcher(ProgressTask task) : IProgress<double>
    {
        public void Report(double value) => task.Value = value * 100;
    }
}

using System.CommandLine;
using KotaCerdas.Features.Platform.Work;
using KotaCerdas.Platform;
using KotaCerdas.Web;
using Microsoft.EntityFrameworkCore;
using Spectre.Console;
using BackgroundOperations = KotaCerdas.Platform.Operations;

namespace KotaCerdas.Commands;

/// <summary>Background operations from the command line.</summary>
internal static class OperationsCommand
{
    private const int Newest = 30;
    private const int CheckSteps = 200;

    private static readonly Actor Operator = Actor.Platform("kotacerdas operations");

    public static Command Make(Func<ParseResult, Dictionary<string, string?>> settings) => new Command("operations")
    {
        Verb(new Command("list"), settings, (services, _, cancel) => ListAsync(services, cancel)),
        WithId(new Command("show"), settings, ShowAsync),
        WithId(new Command("cancel"), settings, (services, id, cancel) =>
            ChangeAsync(services, id, (o, i) => o.CancelAsync(Operator, i, cancel))),
        WithId(new Command("retry"), settings, (services, id, cancel) =>
            ChangeAsync(services, id, (o, i) => o.RetryAsync(Operator, i, cancel))),
        Verb(new Command("check"), settings, (services, _, cancel) => CheckAsync(services, cancel)),
    };

    private static Command WithId(
        Command command,
        Func<ParseResult, Dictionary<string, string?>> settings,
        Func<IServiceProvider, OperationId, CancellationToken, Task<int>> run)
    {
        var id = new Argument<Guid>("id");
        command.Add(id);
        return Verb(command, settings, (services, parsed, cancel) => run(services, new OperationId(parsed.GetValue(id)), cancel));
    }

    private static Command Verb(
        Command command,
        Func<ParseResult, Dictionary<string, string?>> settings,
        Func<IServiceProvider, ParseResult, CancellationToken, Task<int>> run)
    {
        command.SetAction(async (parsed, cancel) =>
        {
            await using var services = KotaApp.Services(settings(parsed));
            await using var scope = services.CreateAsyncScope();
            return await run(scope.ServiceProvider, parsed, cancel);
        });
        return command;
    }

    private static async Task<int> ListAsync(IServiceProvider services, CancellationToken cancel)
    {
        var (texts, kinds) = (services.GetRequiredService<Texts>(), services.GetRequiredService<OperationKinds>());
        var rows = await services.GetRequiredService<KotaDb>().In<OperationRow>(RegionScope.National("operations list")).AsNoTracking()
            .OrderByDescending(o => o.Id).Take(Newest).ToListAsync(cancel);
        var table = new Spectre.Console.Table().AddColumn(
            // A number that is broken over lines cannot be copied.
            new TableColumn(texts["Host.Operations.Number"]) { NoWrap = true }).AddColumns(
            texts["Host.Operations.Kind"], texts["Host.Operations.State"],
            texts["Host.Operations.ProgressLabel"], texts["Host.Operations.Started"]);
        foreach (var row in rows)
        {
            table.AddRow(new[]
            {
                row.Id.ToString(), OperationWords.KindOf(row, kinds, texts), texts[OperationWords.StateKey(row.State)],
                OperationWords.ProgressOf(row, texts), OperationWords.At(row.CreatedAt),
            }.Select(Markup.Escape).ToArray());
        }

        AnsiConsole.Write(table);
        return 0;
    }

    private static async Task<int> ShowAsync(IServiceProvider services, OperationId id, CancellationToken cancel)
    {
        var (texts, kinds) = (services.GetRequiredService<Texts>(), services.GetRequiredService<OperationKinds>());
        var row = await services.GetRequiredService<BackgroundOperations>().FindAsync(Operator, id, cancel);
        if (row is null)
        {
            return Say(texts["Platform.Operations.NotFound"], 1);
        }

        var grid = new Grid().AddColumn().AddColumn();
        foreach (var (name, value) in new[]
        {
            (texts["Host.Operations.Kind"], OperationWords.KindOf(row, kinds, texts)),
            (texts["Host.Operations.State"], texts[OperationWords.StateKey(row.State)]),
            (texts["Host.Operations.ProgressLabel"], OperationWords.ProgressOf(row, texts)),
            (texts["Host.Operations.StartedBy"], OperationWords.StarterOf(row, texts)),
            (texts["Host.Operations.Started"], OperationWords.At(row.CreatedAt)),
            (texts["Host.Operations.Attempts"], Formats.Number(row.Attempts)),
            (texts["Host.Operations.Log"], row.LastWord(texts)),
        })
        {
            grid.AddRow(Markup.Escape(name), Markup.Escape(value));
        }

        AnsiConsole.Write(grid);
        return 0;
    }

    private static async Task<int> ChangeAsync(
        IServiceProvider services, OperationId id, Func<BackgroundOperations, OperationId, Task<Outcome<Nothing>>> change)
    {
        var texts = services.GetRequiredService<Texts>();
        var changed = await change(services.GetRequiredService<BackgroundOperations>(), id);
        return changed.Failed ? Say(texts.Of(changed.Problem), 1) : 0;
    }

    private static async Task<int> CheckAsync(IServiceProvider services, CancellationToken cancel)
    {
        var (texts, runner) = (services.GetRequiredService<Texts>(), services.GetRequiredService<OperationRunner>());
        var row = await ProgressBar.RunAsync(texts[PlatformModule.SelfCheck.TextKey], watcher => runner.RunNowAsync(
            Operator, PlatformModule.SelfCheck, RegionCode.National, new SelfCheckInput(CheckSteps, 0), watcher, cancel));
        return Say(row.LastWord(texts), row.State == OperationState.Done ? 0 : 1);
    }

    private static int Say(string text, int code)
    {
        AnsiConsole.WriteLine(text);
        return code;
    }
}

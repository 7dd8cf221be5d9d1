using System.CommandLine;
using KotaCerdas.Ledger;
using KotaCerdas.Platform;
using KotaCerdas.Web;
using Spectre.Console;

namespace KotaCerdas.Commands;

/// <summary>
/// The verb <c>ledger</c>: checks ledgers whole, makes the sums of their closed days again, shows which months are closed.
/// </summary>
internal static class LedgerCommand
{
    public static Command Make(Func<ParseResult, Dictionary<string, string?>> settings)
    {
        var region = new Option<string?>("--region");
        var check = new Command("check") { region };
        check.SetAction((parsed, cancel) => RunAsync(settings(parsed), parsed.GetValue(region), CheckAsync, cancel));
        var again = new Option<string?>("--region");
        var rebuild = new Command("rebuild") { again };
        rebuild.SetAction((parsed, cancel) => RunAsync(settings(parsed), parsed.GetValue(again), RebuildAsync, cancel));
        var whose = new Option<string>("--region") { Required = true };
        var year = new Option<int?>("--year");
        var periods = new Command("periods") { whose, year };
        periods.SetAction((parsed, cancel) => RunAsync(
            settings(parsed), parsed.GetValue(whose),
            (services, region, stop) => PeriodsAsync(services, region!.Value, parsed.GetValue(year), stop), cancel));
        return new Command("ledger") { check, rebuild, periods };
    }

    private static async Task<int> RunAsync(
        Dictionary<string, string?> settings, string? region, Func<IServiceProvider, RegionCode?, CancellationToken, Task<int>> run,
        CancellationToken cancel)
    {
        await using var services = KotaApp.Services(settings);
        await using var scope = services.CreateAsyncScope();
        var code = default(RegionCode);
        if (region is not null && !RegionCode.TryParse(region, out code))
        {
            await Console.Error.WriteLineAsync(services.GetRequiredService<Texts>()["Host.Ledger.BadRegion", region]);
            return 1;
        }

        return await run(scope.ServiceProvider, region is null ? null : code, cancel);
    }

    private static async Task<int> CheckAsync(IServiceProvider services, RegionCode? region, CancellationToken cancel)
    {
        var (texts, check) = (services.GetRequiredService<Texts>(), services.GetRequiredService<LedgerCheck>());
        var report = await AnsiConsole.Progress().StartAsync(context =>
            check.RunAsync(region, new Watcher(context.AddTask(Markup.Escape(texts["Host.Ledger.Checking"]))), cancel));
        AnsiConsole.WriteLine(texts["Host.Ledger.Checked", Formats.Number(report.Regions), Formats.Number(report.Journals),
            Formats.Number(report.Entries), Formats.Number(report.Days)]);
        AnsiConsole.Write(Invariants(texts, report));
        foreach (var flaw in report.Flaws)
        {
            await Console.Error.WriteLineAsync(texts.Of(flaw));
        }

        AnsiConsole.WriteLine(report.Flaws.Count == 0 ? texts["Host.Ledger.Holds"] : texts["Host.Ledger.Broken", report.Flaws.Count]);
        return report.Flaws.Count == 0 ? 0 : 1;
    }

    /// <summary>Each invariant with how much was looked at; what nothing looks at here is not said to hold.</summary>
    private static Spectre.Console.Table Invariants(Texts texts, LedgerReport report)
    {
        var table = new Spectre.Console.Table().AddColumns(
            texts["Host.Ledger.Number"], texts["Host.Ledger.Invariant"], texts["Host.Ledger.Held"], texts["Host.Ledger.Looked"],
            texts["Host.Ledger.Wrong"]);
        foreach (var of in report.Invariants)
        {
            table.AddRow(
                of.Invariant == Invariant.Sums ? "–" : of.Invariant.ToString(),
                Markup.Escape(texts[$"Host.Ledger.Invariant.{of.Invariant}"]),
                of.Held.Count == 0 ? "–" : Markup.Escape(texts[$"Host.Ledger.Held.{of.Invariant}"]),
                of.Looked is { } things ? Formats.Number(things) : texts["Host.Ledger.NotLooked"],
                of.Looked is null && of.Broken == 0 ? "–" : Formats.Number(of.Broken));
        }

        return table;
    }

    private static async Task<int> RebuildAsync(IServiceProvider services, RegionCode? region, CancellationToken cancel)
    {
        var (texts, sums) = (services.GetRequiredService<Texts>(), services.GetRequiredService<DaySums>());
        AnsiConsole.WriteLine(texts["Host.Ledger.Rebuilt", Formats.Number(await sums.RebuildAsync(region, cancel))]);
        return 0;
    }

    /// <summary>Shows the months of a year; closing and reopening is for officers, on their pages.</summary>
    private static async Task<int> PeriodsAsync(IServiceProvider services, RegionCode region, int? year, CancellationToken cancel)
    {
        var (texts, periods) = (services.GetRequiredService<Texts>(), services.GetRequiredService<Periods>());
        var of = year ?? services.GetRequiredService<TimeProvider>().GetUtcNow().Year;
        if (of is < 1900 or > 9999)
        {
            await Console.Error.WriteLineAsync(texts["Host.Ledger.BadYear", of]);
            return 1;
        }

        var table = new Spectre.Console.Table().AddColumns(
            texts["Host.Ledger.Book"], texts["Host.Ledger.Month"], texts["Host.Ledger.State"], texts["Host.Ledger.Lines"],
            texts["Host.Ledger.Debit"]);
        foreach (var month in await periods.YearAsync(region, of, cancel))
        {
            var number = month.Period.Month.ToString(System.Globalization.CultureInfo.InvariantCulture);
            table.AddRow(
                month.Period.Book.ToString(), $"{number[..4]}-{number[4..]}", texts[$"Host.Ledger.Month.{month.State}"],
                Formats.Number(month.Entries), Formats.Money(month.Debit));
        }

        AnsiConsole.Write(table);
        return 0;
    }

    private sealed class Watcher(ProgressTask task) : IProgress<LedgerProgress>
    {
        public void Report(LedgerProgress value)
        {
            task.MaxValue = value.Total;
            task.Value = value.Done;
        }
    }
}

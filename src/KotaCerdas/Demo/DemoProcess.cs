using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using KotaCerdas.Movement.Contracts;
using KotaCerdas.Platform;
using KotaCerdas.Web;

namespace KotaCerdas.Demo;

/// <summary>
/// Has the demo played by a process of its own (the verb <c>play-demo</c>) over the same database, and hears from it how far it is. The
/// process ends with the one that started it: it watches its standard input, which closes when that one is gone.
/// </summary>
internal sealed class DemoProcess(IConfiguration configuration)
{
    /// <summary>The verb, not shown in help.</summary>
    public const string Verb = "play-demo";

    private const string Executable = "kotacerdas";

    public async Task<Outcome<DemoFigures>> RunAsync(DemoSeason season, IProgress<OperationProgress> progress, CancellationToken cancel)
    {
        using var process = new Process { StartInfo = StartOf(season) };
        Check.That(process.Start());
        DemoLine? last = null;
        try
        {
            while (await process.StandardOutput.ReadLineAsync(cancel) is { } text)
            {
                if (DemoLine.Read(text) is not { } line)
                {
                    continue;
                }

                last = line;
                if (line.Figures is null && line.Problem is null)
                {
                    progress.Report(new OperationProgress(line.Done, line.Total, line.MessageKey, []));
                }
            }

            await process.WaitForExitAsync(cancel);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None);
            }
        }

        return last switch
        {
            { Figures: { } figures } => figures,
            { Problem: { } problem } => new Problem(problem, null, [.. last.Args]),
            _ => new Problem("Host.Demo.ProcessEnded", null, process.ExitCode),
        };
    }

    /// <summary>Settings go by environment, where no list of processes shows them.</summary>
    private ProcessStartInfo StartOf(DemoSeason season)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, Executable))
        {
            ArgumentList = { Verb, JsonSerializer.Serialize(season) },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (var (key, value) in configuration.AsEnumerable().Where(s => s.Value is not null))
        {
            start.Environment[Configuration.EnvironmentPrefix + key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        return start;
    }
}

/// <summary>What the process that plays says, one line of JSON each time.</summary>
/// <param name="Done">Steps done.</param>
/// <param name="Total">Steps in all, 0 where unknown.</param>
/// <param name="MessageKey">Text key of what it is doing, or empty.</param>
/// <param name="Figures">What stands in the database; the last line where all went well.</param>
/// <param name="Problem">Text key of what went wrong; the last line then.</param>
/// <param name="Args">Values for that text.</param>
internal sealed record DemoLine(
    long Done, long Total, string MessageKey, DemoFigures? Figures, string? Problem, IReadOnlyList<string> Args)
{
    public static DemoLine Of(OperationProgress progress) => new(progress.Done, progress.Total, progress.MessageKey, null, null, []);

    public static DemoLine Of(Outcome<DemoFigures> end) => end.Match(
        figures => new DemoLine(0, 0, string.Empty, figures, null, []),
        problems => new DemoLine(
            0, 0, string.Empty, null, problems[0].Code,
            [.. problems[0].Args.Select(a => Convert.ToString(a, CultureInfo.InvariantCulture) ?? string.Empty)]));

    /// <summary>The line, or null where something else wrote to the output.</summary>
    public static DemoLine? Read(string text)
    {
        try
        {
            return text.StartsWith('{') ? JsonSerializer.Deserialize<DemoLine>(text) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public string Write() => JsonSerializer.Serialize(this);
}

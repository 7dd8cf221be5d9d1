using System.Diagnostics;
using System.Runtime.InteropServices;

namespace KotaCerdas.TestKit;

/// <summary>How a verb ended, and what an operator read.</summary>
/// <param name="Code">Exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
public sealed record VerbEnd(int Code, string Output, string Error);

/// <summary>
/// A verb as an operator types it: the built executable in the full run and where a process of its own matters, else the same command
/// line in the process of the test.
/// </summary>
public static class ProductVerb
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Ctrl+C.</summary>
    public static async Task InterruptAsync(int number)
    {
        using var kill = Process.Start("kill", ["-INT", $"{number}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Runs a verb over a database until it ends.</summary>
    /// <param name="settings">Configuration, usually <see cref="TestDatabase.Settings"/>.</param>
    /// <param name="words">The verb with its options.</param>
    /// <param name="input">What is typed into it.</param>
    /// <param name="path">Where programs are looked for, or null for where the test looks.</param>
    /// <param name="meanwhile">What happens while it runs; gets the process's number.</param>
    public static async Task<VerbEnd> RunAsync(
        IReadOnlyDictionary<string, string?> settings, string[] words, string input = "", string? path = null,
        Func<int, Task>? meanwhile = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(words);
        string[] typed = [.. words, .. settings.SelectMany(s => new[] { "--set", $"{s.Key}={s.Value}" })];
        if (!HowMany.Full && path is null && meanwhile is null)
        {
            return await VerbHere.RunAsync(typed, input);
        }

        // What a shell starts in the background ignores Ctrl+C, and so does whatever that starts: env undoes it.
        string[] interruptible = meanwhile is null ? [] : ["env", "--default-signal=INT"];
        string[] line = [.. interruptible, Path.Combine(AppContext.BaseDirectory, "kotacerdas"), .. typed];
        var start = new ProcessStartInfo(line[0], line[1..])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
            WorkingDirectory = settings["Storage:Folder"],
        };
        start.Environment["DOTNET_TieredPGO"] = "0";
        if (path is not null)
        {
            start.Environment["PATH"] = path;
            start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
        }

        using var process = new Process { StartInfo = start };
        process.Start();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (meanwhile is not null)
        {
            await meanwhile(process.Id);
        }

        using var patience = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(patience.Token);
        return new(process.ExitCode, await output, await error);
    }
}

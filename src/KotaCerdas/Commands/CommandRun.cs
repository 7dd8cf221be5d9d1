using System.CommandLine;
using System.CommandLine.Parsing;
using KotaCerdas.Platform;
using Microsoft.AspNetCore.Connections;
using Microsoft.Data.Sqlite;
using Npgsql;
using Spectre.Console;

namespace KotaCerdas.Commands;

/// <summary>Runs a verb, and says in one sentence why it cannot: wrong words, wrong settings, no database, no right to write.</summary>
internal static class CommandRun
{
    private const int Failed = 1;
    private const int Unusable = 2;
    private const int Interrupted = 130;

    public static async Task<int> RunAsync(ParseResult parsed, Texts texts)
    {
        if (parsed.Errors.Count > 0 && parsed.Action is not System.CommandLine.Help.HelpAction)
        {
            foreach (var sentence in ParseWords.Of(parsed, texts))
            {
                await Console.Error.WriteLineAsync(sentence);
            }

            await Console.Error.WriteLineAsync(texts["Host.Command.Unread", Words(parsed.CommandResult)]);
            return Unusable;
        }

        KeepPlain();
        await using var output = new HelpWords(Console.Out, texts);
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = output });
        }
        catch (SettingsException wrong)
        {
            foreach (var problem in wrong.Problems)
            {
                await Console.Error.WriteLineAsync(texts.Of(problem));
            }

            return Unusable;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync(texts["Host.Command.Stopped"]);
            return Interrupted;
        }
        catch (Exception failure) when (Said(failure, texts) is { } sentence)
        {
            await Console.Error.WriteLineAsync(sentence);
            return Failed;
        }
    }

    /// <summary>Colours and a bar that is drawn over itself are for terminals; a file or another program gets plain lines.</summary>
    private static void KeepPlain()
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Capabilities.Ansi = false;
            AnsiConsole.Profile.Capabilities.ColorSystem = ColorSystem.NoColors;
            AnsiConsole.Profile.Capabilities.Interactive = false;
        }
    }

    /// <summary>The command with its verbs, as it was typed.</summary>
    private static string Words(CommandResult? result) =>
        result is null ? string.Empty : $"{Words(result.Parent as CommandResult)} {result.Command.Name}".Trim();

    /// <summary>What a failure of the surroundings means; null for a bug, which is shown whole.</summary>
    private static string? Said(Exception failure, Texts texts) => failure switch
    {
        IOException { InnerException: AddressInUseException } taken => texts["Host.Command.AddressTaken", taken.Message],
        NpgsqlException { SqlState: null or ['0', '8', ..] or ['2', '8', ..] or ['3', 'D', ..] or ['5', '3' or '7', ..] } =>
            texts["Host.Command.NoDatabase", failure.Message],
        SqliteException { SqliteErrorCode: 1 } unprepared when unprepared.Message.Contains("no such table", StringComparison.Ordinal) =>
            texts["Host.Command.NotPrepared", failure.Message.TrimEnd('.')],
        PostgresException { SqlState: PostgresErrorCodes.UndefinedTable } =>
            texts["Host.Command.NotPrepared", failure.Message.TrimEnd('.')],
        SqliteException { SqliteErrorCode: 5 or 8 or 10 or 11 or 13 or 14 or 26 } => texts["Host.Command.NoDatabase", failure.Message],
        UnauthorizedAccessException or IOException => texts["Host.Command.NoAccess", failure.Message],
        _ => null,
    };
}

using System.CommandLine;
using System.CommandLine.Parsing;
using KotaCerdas.Platform;

namespace KotaCerdas.Commands;

/// <summary>Why a command line cannot be read, in the reader's language; the library below knows English sentences only.</summary>
internal static class ParseWords
{
    /// <summary>One sentence a flaw, in the order of the line: unknown words, then what is missing or cannot be read.</summary>
    public static IEnumerable<string> Of(ParseResult parsed, Texts texts)
    {
        var command = parsed.CommandResult.Command;
        var known = command.Subcommands.Cast<Symbol>().Concat(command.Options).Where(s => !s.Hidden).Select(s => s.Name).ToList();
        var unknown = parsed.UnmatchedTokens.Select(token => NearestNames.Of(token, known, n => n, 1) is [var near]
            ? texts["Host.Command.UnknownNear", token, near]
            : texts["Host.Command.Unknown", token]);
        var missing = command.Options.Where(o => o.Required && parsed.GetResult(o) is null or { Implicit: true })
            .Select(o => texts["Host.Command.Required", o.Name]);
        var faults = parsed.Errors.Select(e => Fault(e, texts)).Where(s => s is not null).Select(s => s!);
        string[] verb = command.Action is null && command.Subcommands.Count > 0 && parsed.UnmatchedTokens.Count == 0
            ? [texts["Host.Command.NoVerb", string.Join(", ", known.Where(n => n[0] != '-'))]]
            : [];
        return [.. unknown.Concat(missing).Concat(faults).Concat(verb).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>A flaw of an argument or of an option's value; null for what the structure of the line already tells.</summary>
    private static string? Fault(ParseError error, Texts texts) => error.SymbolResult switch
    {
        ArgumentResult { Parent: OptionResult { Implicit: false } option } => OfOption(option, texts),
        OptionResult { Implicit: false } option => OfOption(option, texts),
        ArgumentResult { Tokens: [] } missing => texts["Host.Command.Required", $"<{missing.Argument.Name}>"],
        ArgumentResult wrong => texts["Host.Command.BadValue", $"<{wrong.Argument.Name}>", Typed(wrong)],
        _ => null,
    };

    private static string OfOption(OptionResult option, Texts texts) => option.Tokens.Count == 0
        ? texts["Host.Command.NoValue", option.Option.Name]
        : texts["Host.Command.BadValue", option.Option.Name, Typed(option)];

    private static string Typed(SymbolResult result) => string.Join(' ', result.Tokens.Select(t => t.Value));
}

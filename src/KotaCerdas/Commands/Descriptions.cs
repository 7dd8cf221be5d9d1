using System.CommandLine;
using System.Globalization;
using KotaCerdas.Platform;

namespace KotaCerdas.Commands;

/// <summary>
/// What <c>--help</c> says: texts by the name of the verb, option or argument. Indonesian unless <c>KOTACERDAS_LANG</c> is <c>en</c>.
/// </summary>
internal static class Descriptions
{
    private const string Prefix = "Host.Command";

    public static Texts Apply(RootCommand root)
    {
        if (Environment.GetEnvironmentVariable("KOTACERDAS_LANG") == "en")
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        }

        var texts = new Texts([typeof(Descriptions).Assembly, typeof(Texts).Assembly]);
        root.Description = texts[Prefix];
        Describe(root, Prefix, texts);
        return texts;
    }

    private static void Describe(Command command, string key, Texts texts)
    {
        foreach (var symbol in command.Options.Cast<Symbol>().Concat(command.Arguments).Concat(command.Subcommands))
        {
            var own = symbol is System.CommandLine.Help.HelpOption or VersionOption ? $"{Prefix}.{Word(symbol.Name)}"
                : $"{key}.{Word(symbol.Name)}";
            symbol.Description = texts[own];
            if (symbol is Command verb)
            {
                Describe(verb, own, texts);
            }
        }
    }

    /// <summary><c>--check</c> is Check, <c>create-admin</c> is CreateAdmin.</summary>
    private static string Word(string name) =>
        string.Concat(name.Split('-', StringSplitOptions.RemoveEmptyEntries).Select(w => char.ToUpperInvariant(w[0]) + w[1..]));
}

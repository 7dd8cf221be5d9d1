using System.Text;
using KotaCerdas.Platform;

namespace KotaCerdas.Commands;

/// <summary>Writes help with the headings of the reader's language; the library below knows English ones only.</summary>
internal sealed class HelpWords(TextWriter to, Texts texts) : TextWriter
{
    private readonly (string Theirs, string Key)[] _words =
    [
        ("Description:", "Host.Help.Description"), ("Usage:", "Host.Help.Usage"), ("Arguments:", "Host.Help.Arguments"),
        ("Options:", "Host.Help.Options"), ("Commands:", "Host.Help.Commands"), ("(REQUIRED)", "Host.Help.Required"),
        ("[default: ", "Host.Help.Default"), ("[command]", "Host.Help.Command"), ("[options]", "Host.Help.OptionsWord"),
    ];

    public override Encoding Encoding => to.Encoding;

    public override void Write(char value) => to.Write(value);

    public override void Write(string? value) => to.Write(Ours(value));

    public override void WriteLine(string? value) => to.WriteLine(Ours(value));

    public override void Flush() => to.Flush();

    private string? Ours(string? text) =>
        text is null ? null : _words.Aggregate(text, (t, w) => t.Replace(w.Theirs, texts[w.Key], StringComparison.Ordinal));
}

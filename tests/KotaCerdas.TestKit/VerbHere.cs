using System.Text;
using KotaCerdas.Commands;
using Spectre.Console;

namespace KotaCerdas.TestKit;

/// <summary>
/// Runs a verb in the process of the test, which has the database model already: a process of its own makes it anew and takes seconds of
/// processor time for it. What is written and read follows the caller, so that tests beside it keep their own words.
/// </summary>
internal static class VerbHere
{
    private static readonly AsyncLocal<Desk?> Current = new();
    private static readonly SemaphoreSlim One = new(1);
    private static int _set;

    public static async Task<VerbEnd> RunAsync(string[] words, string input)
    {
        // The bar of a long verb can be drawn once at a time in a process.
        await One.WaitAsync();
        try
        {
            UseDesks();
            return await Task.Run(async () =>
            {
                var desk = new Desk(input);
                Current.Value = desk;
                var code = await CommandLine.RunAsync(words);
                return new VerbEnd(code, desk.Written.ToString(), desk.Complained.ToString());
            });
        }
        finally
        {
            One.Release();
        }
    }

    private static void UseDesks()
    {
        if (Interlocked.Exchange(ref _set, 1) == 1)
        {
            return;
        }

        var output = new Router(Console.Out, desk => desk.Output);
        Console.SetOut(output);
        Console.SetError(new Router(Console.Error, desk => desk.Error));
        Console.SetIn(new Hand(Console.In));
        AnsiConsole.Console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
    }

    private sealed class Desk
    {
        public Desk(string input)
        {
            Input = new StringReader(input);
            Output = TextWriter.Synchronized(Written);
            Error = TextWriter.Synchronized(Complained);
        }

        public TextReader Input { get; }

        public StringWriter Written { get; } = new();

        public StringWriter Complained { get; } = new();

        public TextWriter Output { get; }

        public TextWriter Error { get; }
    }

    private sealed class Router(TextWriter usual, Func<Desk, TextWriter> of) : TextWriter
    {
        public override Encoding Encoding => usual.Encoding;

        private TextWriter Now => Current.Value is { } desk ? of(desk) : usual;

        public override void Write(char value) => Now.Write(value);

        public override void Write(string? value) => Now.Write(value);

        public override void Write(char[] buffer, int index, int count) => Now.Write(buffer, index, count);

        public override void WriteLine(string? value) => Now.WriteLine(value);

        public override void Flush() => Now.Flush();
    }

    private sealed class Hand(TextReader usual) : TextReader
    {
        private TextReader Now => Current.Value?.Input ?? usual;

        public override int Read() => Now.Read();

        public override int Peek() => Now.Peek();

        public override string? ReadLine() => Now.ReadLine();
    }
}

namespace KotaCerdas.Documents.Pdf;

/// <summary>A stretch of text in one weight.</summary>
/// <param name="Text">The letters; a line feed begins a new line.</param>
/// <param name="Bold">In the bold weight.</param>
public readonly record struct TextRun(string Text, bool Bold = false);

/// <summary>Where lines begin and end.</summary>
public enum TextAlign
{
    /// <summary>Ragged right.</summary>
    Left,

    /// <summary>In the middle.</summary>
    Center,

    /// <summary>Ragged left.</summary>
    Right,

    /// <summary>Even on both sides but for the last line.</summary>
    Justify,
}

/// <summary>How text is set.</summary>
/// <param name="Size">Size in points.</param>
/// <param name="Leading">Distance of lines as a multiple of the size.</param>
/// <param name="Align">Where lines begin and end.</param>
/// <param name="After">Space below the paragraph in points.</param>
/// <param name="Grey">0 is black, 1 white.</param>
public sealed record TextStyle(
    double Size = 10.5, double Leading = 1.45, TextAlign Align = TextAlign.Left, double After = 6, double Grey = 0)
{
    /// <summary>Distance of two lines in points.</summary>
    public double LineHeight => Size * Leading;
}

/// <summary>A line: letters from <paramref name="Start"/> up to <paramref name="End"/>.</summary>
/// <param name="Start">First letter.</param>
/// <param name="End">Letter after the last, the space at which the line was broken included.</param>
/// <param name="Width">Without trailing spaces, in thousandths of the size.</param>
/// <param name="Gaps">Spaces between words.</param>
/// <param name="IsLast">Ends the paragraph or was broken on demand: is not justified.</param>
internal readonly record struct TextLine(int Start, int End, int Width, int Gaps, bool IsLast);

/// <summary>A letter as the page draws it.</summary>
internal readonly record struct PlacedLetter(ushort Code, ushort Width, byte Font, bool IsSpace);

/// <summary>Text broken into lines of a width. One block is used again and again.</summary>
internal sealed class TextBlock(FontSet fonts)
{
    private const char Break = '\n';

    private PlacedLetter[] _letters = new PlacedLetter[256];
    private int _count;

    public List<TextLine> Lines { get; } = [];

    public TextStyle Style { get; private set; } = new();

    /// <summary>Width that lines were broken to, in points.</summary>
    public double Width { get; private set; }

    public double Height => Lines.Count * Style.LineHeight;

    public ReadOnlySpan<PlacedLetter> Letters(TextLine line) => _letters.AsSpan(line.Start..line.End);

    /// <summary>Breaks text into lines.</summary>
    public void Set(ReadOnlySpan<TextRun> runs, TextStyle style, double width)
    {
        (Style, Width, _count) = (style, width, 0);
        Lines.Clear();
        var breaker = new LineBreaker(Lines, (int)(width * 1000 / style.Size));
        foreach (var run in runs)
        {
            Add(run, ref breaker);
        }

        breaker.Finish(_count);
    }

    private void Add(TextRun run, ref LineBreaker breaker)
    {
        if (_letters.Length < _count + run.Text.Length)
        {
            Array.Resize(ref _letters, Math.Max(_letters.Length * 2, _count + run.Text.Length));
        }

        foreach (var letter in run.Text)
        {
            if (letter == Break)
            {
                breaker.Force(_count);
                continue;
            }

            if (letter == '\r')
            {
                continue;
            }

            var shown = letter == '\t' ? ' ' : letter;
            var number = fonts.Drawing(shown, run.Bold);
            var font = fonts[number];
            var code = font.CodeOf(shown);
            var width = font.WidthOf(code);
            _letters[_count] = new PlacedLetter(code, (ushort)width, (byte)number, shown == ' ');
            breaker.Take(_count, shown, width);
            _count++;
        }
    }
}

/// <summary>Breaks greedily at spaces and after hyphens, and inside a word only where it is wider than the line.</summary>
internal struct LineBreaker(List<TextLine> lines, int room)
{
    private const int None = -1;

    private int _start;
    private int _width;
    private int _gaps;
    private int _chance = None;
    private int _widthBefore;
    private int _widthAfter;
    private int _gapsBefore;

    public void Take(int at, char letter, int width)
    {
        if (letter == ' ')
        {
            (_widthBefore, _gapsBefore) = (_width, _gaps);
            _width += width;
            (_chance, _widthAfter) = (at + 1, _width);
            _gaps++;
            return;
        }

        if (_width + width > room && at > _start)
        {
            Wrap(at);
        }

        _width += width;
        if (letter == '-')
        {
            (_chance, _widthBefore, _widthAfter, _gapsBefore) = (at + 1, _width, _width, _gaps);
        }
    }

    /// <summary>Ends the line where the author wants it.</summary>
    public void Force(int at)
    {
        lines.Add(new TextLine(_start, at, _width, _gaps, IsLast: true));
        (_start, _width, _gaps, _chance) = (at, 0, 0, None);
    }

    public void Finish(int end)
    {
        if (end > _start || lines.Count == 0)
        {
            Force(end);
        }
    }

    /// <summary>Goes on in a new line after the last chance, with the letters that stand behind it.</summary>
    private void Wrap(int at)
    {
        if (_chance == None || _chance > at)
        {
            Force(at);
            return;
        }

        lines.Add(new TextLine(_start, _chance, _widthBefore, _gapsBefore, IsLast: false));
        (_start, _width, _gaps, _chance) = (_chance, _width - _widthAfter, 0, None);
    }
}

using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace KotaCerdas.Platform;

/// <summary>A cell of a streamed workbook: a text, a whole number, or a day.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly struct StreamedCell
{
    private static readonly int DayZero = new DateOnly(1899, 12, 30).DayNumber;

    private StreamedCell(string? text, long number, bool day = false) => (Text, Number, IsDay) = (text, number, day);

    internal string? Text { get; }

    internal long Number { get; }

    internal bool IsDay { get; }

    /// <summary>A text; digits stay text.</summary>
    public static implicit operator StreamedCell(string text) => new(text, 0);

    /// <summary>A whole number.</summary>
    public static implicit operator StreamedCell(long number) => new(null, number);

    /// <summary>A day, counted as workbooks count from 30 December 1899.</summary>
    public static implicit operator StreamedCell(DateOnly day) => new(null, day.DayNumber - DayZero, day: true);

    /// <summary>A text.</summary>
    public static StreamedCell FromString(string text) => text;

    /// <summary>A whole number.</summary>
    public static StreamedCell FromInt64(long number) => number;

    /// <summary>A day.</summary>
    public static StreamedCell FromDateOnly(DateOnly day) => day;
}

/// <summary>
/// Writes an XLSX workbook row by row, so that memory does not grow with it. A sheet that is full goes on in the next. Equal rows give
/// equal bytes. Texts that look like a formula are marked so that no program runs them.
/// </summary>
public sealed class WorkbookStream : IDisposable
{
    /// <summary>Rows that a sheet can hold.</summary>
    public const int MostRows = 1_048_576;

    private const int FlushAt = 1 << 16;
    private const int Bold = 1;
    private const int Quoted = 2;
    private const int Day = 3;
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string PackageRelations = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string Declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";

    // ZIP keeps no time zone; the first moment it knows makes equal content equal bytes.
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ZipArchive _zip;
    private readonly string _name;
    private readonly IReadOnlyList<(string Head, int Width)> _columns;
    private readonly List<string> _sheets = [];
    private readonly int _mostRows;
    private byte[] _bytes = new byte[2 * FlushAt];
    private int _used;
    private int _row;
    private Stream? _sheet;

    /// <summary>Begins a workbook.</summary>
    /// <param name="to">Where it is written; left open.</param>
    /// <param name="name">Name of the sheet, at most 25 letters.</param>
    /// <param name="columns">Head and width in letters of each column.</param>
    /// <param name="mostRows">Rows a sheet, the head included.</param>
    public WorkbookStream(Stream to, string name, IReadOnlyList<(string Head, int Width)> columns, int mostRows = MostRows)
    {
        Check.That(name.Length is > 0 and <= 25 && mostRows is > 1 and <= MostRows);
        (_zip, _name, _columns, _mostRows) = (new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true), name, columns, mostRows);
        BeginSheet();
    }

    /// <summary>Adds a row.</summary>
    public void Row(params ReadOnlySpan<StreamedCell> cells)
    {
        if (_row == _mostRows)
        {
            EndSheet();
            BeginSheet();
        }

        Begin();
        for (var i = 0; i < cells.Length; i++)
        {
            if (cells[i].Text is { } text)
            {
                Write(text, i, text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? Quoted : 0);
            }
            else
            {
                Raw("<c r=\""u8);
                Reference(i);
                Raw("\""u8);
                Style(cells[i].IsDay ? Day : 0);
                Raw("><v>"u8);
                System.Buffers.Text.Utf8Formatter.TryFormat(cells[i].Number, Room(20), out var written);
                _used += written;
                Raw("</v></c>"u8);
            }
        }

        End();
    }

    /// <summary>Completes the workbook.</summary>
    public void Dispose()
    {
        if (_sheet is null)
        {
            return;
        }

        EndSheet();
        Part("xl/styles.xml", $"<styleSheet xmlns=\"{Main}\"><fonts count=\"2\"><font/><font><b/></font></fonts>"
            + "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>"
            + "<fill><patternFill patternType=\"gray125\"/></fill></fills>"
            + "<borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs>"
            + "<cellXfs count=\"4\"><xf/><xf fontId=\"1\" applyFont=\"1\"/><xf quotePrefix=\"1\"/>"
            + "<xf numFmtId=\"14\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>");
        Part("xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Relations}\"><sheets>"
            + string.Concat(_sheets.Select((s, i) => $"<sheet name=\"{Escaped(s)}\" sheetId=\"{i + 1}\" r:id=\"r{i + 1}\"/>"))
            + "</sheets></workbook>");
        Part("xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"{PackageRelations}\">"
            + string.Concat(_sheets.Select((_, i) =>
                $"<Relationship Id=\"r{i + 1}\" Type=\"{Relations}/worksheet\" Target=\"worksheets/sheet{i + 1}.xml\"/>"))
            + $"<Relationship Id=\"s\" Type=\"{Relations}/styles\" Target=\"styles.xml\"/></Relationships>");
        Part("_rels/.rels", $"<Relationships xmlns=\"{PackageRelations}\"><Relationship Id=\"w\" Type=\"{Relations}/officeDocument\" "
            + "Target=\"xl/workbook.xml\"/></Relationships>");
        const string kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
        Part("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
            + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
            + $"<Override PartName=\"/xl/workbook.xml\" ContentType=\"{kinds}sheet.main+xml\"/>"
            + $"<Override PartName=\"/xl/styles.xml\" ContentType=\"{kinds}styles+xml\"/>"
            + string.Concat(_sheets.Select((_, i) =>
                $"<Override PartName=\"/xl/worksheets/sheet{i + 1}.xml\" ContentType=\"{kinds}worksheet+xml\"/>")) + "</Types>");
        _zip.Dispose();
    }

    private static string Escaped(string text) => System.Security.SecurityElement.Escape(text);

    private void BeginSheet()
    {
        var number = _sheets.Count + 1;
        _sheets.Add(number == 1 ? _name : string.Create(CultureInfo.InvariantCulture, $"{_name} ({number})"));
        var entry = _zip.CreateEntry(string.Create(CultureInfo.InvariantCulture, $"xl/worksheets/sheet{number}.xml"),
            CompressionLevel.Fastest);
        entry.LastWriteTime = Epoch;
        _sheet = entry.Open();
        _row = 0;
        Ascii($"{Declaration}<worksheet xmlns=\"{Main}\"><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" "
            + "activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><cols>");
        for (var i = 0; i < _columns.Count; i++)
        {
            Ascii(string.Create(CultureInfo.InvariantCulture,
                $"<col min=\"{i + 1}\" max=\"{i + 1}\" width=\"{_columns[i].Width}\" customWidth=\"1\"/>"));
        }

        Raw("</cols><sheetData>"u8);
        Begin();
        for (var i = 0; i < _columns.Count; i++)
        {
            Write(_columns[i].Head, i, Bold);
        }

        End();
    }

    private void EndSheet()
    {
        Raw("</sheetData></worksheet>"u8);
        _sheet!.Write(_bytes, 0, _used);
        _used = 0;
        _sheet.Dispose();
        _sheet = null;
    }

    private void Begin()
    {
        _row++;
        Raw("<row r=\""u8);
        Whole(_row);
        Raw("\">"u8);
    }

    private void End()
    {
        Raw("</row>"u8);
        if (_used >= FlushAt)
        {
            _sheet!.Write(_bytes, 0, _used);
            _used = 0;
        }
    }

    private void Write(string text, int column, int style)
    {
        Raw("<c r=\""u8);
        Reference(column);
        Raw("\" t=\"inlineStr\""u8);
        Style(style);
        Raw("><is><t xml:space=\"preserve\">"u8);
        Encoded(text);
        Raw("</t></is></c>"u8);
    }

    private void Style(int style)
    {
        if (style != 0)
        {
            Raw(" s=\""u8);
            Whole(style);
            Raw("\""u8);
        }
    }

    /// <summary>Escapes what XML gives a meaning; control characters, which XML cannot hold, become blanks.</summary>
    private void Encoded(string text)
    {
        var plain = true;
        foreach (var sign in text)
        {
            plain &= sign is >= ' ' and not ('&' or '<' or '>' or '\uFFFE' or '\uFFFF');
        }

        var clean = plain ? text : Escaped(string.Concat(text.Select(c => c is < ' ' or '\uFFFE' or '\uFFFF' ? ' ' : c)));
        _used += Encoding.UTF8.GetBytes(clean, Room(clean.Length * 3));
    }

    private void Reference(int column)
    {
        Check.That(column < 26);
        Room(1)[0] = (byte)('A' + column);
        _used++;
        Whole(_row);
    }

    private void Whole(int value)
    {
        System.Buffers.Text.Utf8Formatter.TryFormat(value, Room(11), out var written);
        _used += written;
    }

    private void Ascii(string text) => _used += Encoding.ASCII.GetBytes(text, Room(text.Length));

    private void Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        _used += bytes.Length;
    }

    private Span<byte> Room(int length)
    {
        if (_bytes.Length - _used < length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _used + length));
        }

        return _bytes.AsSpan(_used);
    }

    private void Part(string path, string xml)
    {
        var entry = _zip.CreateEntry(path, CompressionLevel.Fastest);
        entry.LastWriteTime = Epoch;
        using var stream = entry.Open();
        stream.Write(Encoding.UTF8.GetBytes(Declaration + xml));
    }
}

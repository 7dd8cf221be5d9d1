using KotaCerdas.Documents.Pdf;

namespace KotaCerdas.Platform;

/// <summary>Prints the blocks of one document. The data has been checked: what a placeholder names is there.</summary>
internal sealed class BlockPrinter(PdfWriter pdf, DocumentTemplate template, DocumentRequest request, DocumentImprint imprint)
{
    /// <summary>Room for a note of a few lines and a row of signatures below it, in points.</summary>
    private const double NoteWithSignatures = 190;

    /// <summary>Room for the head of a table and its first rows, which a heading is not parted from.</summary>
    private const double HeadingWithTable = 110;

    /// <summary>Room for the mark of an entry, and for the name of a list or a point of a decree, in points.</summary>
    private const double MarkRoom = 20;
    private const double NameRoom = 92;

    private static readonly TextStyle Body = new(Align: TextAlign.Justify);
    private static readonly TextStyle Note = new(Size: 8.5, Leading: 1.4);
    private static readonly TextStyle Centred = new(Align: TextAlign.Center);
    private static readonly TextStyle Title = new(Size: 12.5, Leading: 1.35, TextAlign.Center, After: 2);
    private static readonly TextStyle Clause = new(Size: 10.5, Leading: 1.4, TextAlign.Center, After: 2);

    public void Print()
    {
        TemplateBlock[] blocks = [.. template.Blocks.Where(b => Stands(b.When))];
        for (var i = 0; i < blocks.Length; i++)
        {
            if (blocks[i] is HeadingBlock && i + 1 < blocks.Length && blocks[i + 1] is TableBlock)
            {
                pdf.KeepTogether(HeadingWithTable);
            }

            Print(blocks[i]);
        }
    }

    private void Print(TemplateBlock block)
    {
        switch (block)
        {
            case LetterheadBlock letterhead:
                Letterhead(letterhead);
                break;
            case TitleBlock title:
                Titles(title);
                break;
            case HeadingBlock heading:
                pdf.Space(4);
                pdf.Heading(2, Plain(heading.Text));
                break;
            case ParagraphBlock paragraph:
                Paragraph(paragraph);
                break;
            case ListBlock list:
                pdf.List(Entries(list), Body with { After = 3 }, LabelRoom(list.Marks), MarginOf(list));
                pdf.Space(4);
                break;
            case PointsBlock points:
                var style = Body with { After = 3 };
                TemplatePoint[] standing = [.. points.Points.Where(p => Stands(p.When))];
                if (points.Together)
                {
                    pdf.KeepTogether(standing.Length * (style.LineHeight + style.After));
                }

                pdf.List(
                    standing.Select(p => (Plain(p.Label), Plain(p.Text))), style, labelWidth: PageSize.Points(points.LabelWidth));
                pdf.Space(4);
                break;
            case ClausesBlock clauses:
                Clauses(clauses);
                break;
            case TableBlock table:
                Table(table);
                break;
            case SignaturesBlock signatures:
                Signatures(signatures);
                break;
            case PageBreakBlock:
                pdf.PageBreak();
                break;
        }
    }

    private void Paragraph(ParagraphBlock block)
    {
        if (block.Note)
        {
            pdf.KeepTogether(NoteWithSignatures);
        }

        pdf.Paragraph(Runs(block.Text), block.Note ? Note : block.Centred ? Centred : Body);
    }

    private void Letterhead(LetterheadBlock block)
    {
        for (var i = 0; i < block.Lines.Count; i++)
        {
            var style = new TextStyle(Size: i == 0 ? 13 : i == 1 ? 11 : 8.5, Leading: 1.3, TextAlign.Center, After: 0);
            pdf.Paragraph([new TextRun(Plain(block.Lines[i]), Bold: i < 2)], style);
        }

        pdf.Space(3);
        pdf.Rule(1.2);
        pdf.Space(12);
    }

    private void Titles(TitleBlock block)
    {
        for (var i = 0; i < block.Lines.Count; i++)
        {
            if (i == 0)
            {
                pdf.Heading(1, Plain(block.Lines[i]), Title);
            }
            else
            {
                pdf.Paragraph([new TextRun(Plain(block.Lines[i]), Bold: true)], Title with { Size = 11 });
            }
        }

        pdf.Paragraph(Plain(block.Number), Centred with { After = 14 });
    }

    private IEnumerable<(string Label, string Text)> Entries(ListBlock block)
    {
        var texts = block.Of is null
            ? (block.Items ?? []).Select(Plain)
            : Rows(block.Of).Select(row => Placeholders.FillPlain(block.Text ?? string.Empty, row));
        return texts.Select((text, i) => (Mark(block.Marks, i), text));
    }

    private static string Mark(ListMarks marks, int index) => marks switch
    {
        ListMarks.Letters => index < 26 ? $"{(char)('a' + index)}." : $"{(char)('a' + (index / 26) - 1)}{(char)('a' + (index % 26))}.",
        ListMarks.Dashes => "–",
        ListMarks.Ordinals => Terbilang.Ordinal(index + 1).ToUpperInvariant(),
        ListMarks.None => string.Empty,
        _ => $"{index + 1}.",
    };

    private static double LabelRoom(ListMarks marks) => marks switch
    {
        ListMarks.Ordinals => NameRoom,
        ListMarks.None => 0,
        _ => MarkRoom,
    };

    private static ListMargin? MarginOf(ListBlock list) =>
        list.Name.Length > 0 || list.Marks == ListMarks.Ordinals ? new ListMargin(list.Name, NameRoom) : null;

    private void Clauses(ClausesBlock block)
    {
        foreach (var row in Rows(block.Of))
        {
            pdf.Space(6);
            var heading = Placeholders.FillPlain("{heading}", row);
            pdf.Heading(2, Placeholders.FillPlain(block.Label, row) + (heading.Length > 0 ? "\n" + heading : string.Empty), Clause);
            pdf.Space(3);
            foreach (var line in Placeholders.FillPlain("{text}", row).Split('\n', StringSplitOptions.TrimEntries))
            {
                var (label, text) = ClauseLine.Read(line);
                if (label.Length > 0)
                {
                    pdf.List([(label, text)], Body with { After = 4 }, labelWidth: 24);
                }
                else if (text.Length > 0)
                {
                    pdf.Paragraph(text, Body);
                }
            }
        }
    }

    private void Table(TableBlock block)
    {
        var table = pdf.Table([.. block.Columns.Select(c =>
            new PdfColumn(Plain(c.Head), c.Share, c.Right ? TextAlign.Right : TextAlign.Left))]);
        foreach (var row in Rows(block.Of))
        {
            table.Row([.. block.Columns.Select(c => Placeholders.FillPlain(c.Text, row))]);
        }

        table.End();
    }

    private void Signatures(SignaturesBlock block)
    {
        pdf.Space(10);
        if (block.Place is { } place)
        {
            pdf.KeepTogether(160);
            pdf.Paragraph(Plain(place), new TextStyle(Align: TextAlign.Right, After: 10));
        }

        pdf.SigningPlaces([.. template.Signers.Join(request.Signers, t => t.Role, s => s.Role, (t, s) =>
            new SigningPlace(s.Role, t.Label.Length > 0 ? [t.Label, s.Office] : [s.Office], s.Name is null ? [] : [s.Name]))]);
    }

    private bool Stands(string? when) => when is null || request.Data.Values.ContainsKey(when);

    private string Plain(string text) => Placeholders.FillPlain(text, Value);

    private TextRun[] Runs(string text) => Placeholders.Fill(text, Value);

    private FieldValue Value(string name) => name switch
    {
        "number" => new FieldValue(FieldType.Text, imprint.Number),
        "title" => new FieldValue(FieldType.Text, request.Title),
        "date" => new FieldValue(FieldType.Date, imprint.DatedOn),
        _ => request.Data.Values[name],
    };

    /// <summary>The rows of a list, each as what its placeholders mean: its own fields, its number, then those of the document.</summary>
    private IEnumerable<Func<string, FieldValue>> Rows(string list)
    {
        var field = template.Fields.Single(f => f.Name == list);
        if (!request.Data.Values.TryGetValue(list, out var given))
        {
            return field.Default.Select((row, i) => Row(i, name => row.TryGetValue(name, out var text)
                ? new FieldValue(FieldType.Text, Plain(text))
                : null));
        }

        return ((List<DocumentData>)given.Value).Select((row, i) => Row(i, name => row.Values.GetValueOrDefault(name)
            ?? (field.Fields.Any(f => f.Name == name) ? new FieldValue(FieldType.Text, string.Empty) : null)));
    }

    private Func<string, FieldValue> Row(int index, Func<string, FieldValue?> own) => name =>
        name == Placeholders.RowNumber ? new FieldValue(FieldType.Number, (long)index + 1) : own(name) ?? Value(name);
}

/// <summary>A line of a clause: <c>(1) …</c> and <c>a. …</c> stand with their mark apart.</summary>
internal static class ClauseLine
{
    private const int LongestMark = 5;

    public static (string Label, string Text) Read(string line)
    {
        var end = line.IndexOf(' ', StringComparison.Ordinal);
        if (end is < 2 or > LongestMark)
        {
            return (string.Empty, line);
        }

        var mark = line.AsSpan(0, end);
        var isMark = mark is ['(', .., ')'] || (mark[^1] is '.' or ')' && (mark.Length == 2 || char.IsAsciiDigit(mark[0])));
        return isMark ? (line[..end], line[(end + 1)..].TrimStart()) : (string.Empty, line);
    }
}

using System.Globalization;
using KotaCerdas.Documents.Pdf;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Model.Assessment;

namespace KotaCerdas.Revenue.Features.Decree;

/// <summary>What the handout of a hearing says of itself.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Region">Whose figures they are.</param>
/// <param name="Lead">What it is and from which objects, when read.</param>
/// <param name="Foot">Small print on every page.</param>
/// <param name="At">When it was made, UTC.</param>
internal sealed record DecreePaperHead(string Title, string Region, string Lead, string Foot, DateTime At);

/// <summary>
/// The handout for a hearing: the sheet of the summary, section by section, and the largest rises. It is neither numbered nor sealed,
/// because nothing was decided.
/// </summary>
internal sealed class DecreePaper(DecreePaperHead head, Texts t)
{
    private static readonly TextStyle Small = new(Size: 8.5, Leading: 1.3);

    /// <summary>Writes it.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="rows">Rows of <see cref="DecreeView.Summary"/>: section, what, last year, in force, tried, change.</param>
    /// <param name="aboveText">What the list of rises is of.</param>
    /// <param name="above">The rises it shows, the largest first.</param>
    public void Write(Stream to, IEnumerable<object?[]> rows, string aboveText, IEnumerable<Rise> above)
    {
        using var pdf = new PdfWriter(to, new PdfSetup
        {
            Title = head.Title, Author = head.Region, Language = CultureInfo.CurrentUICulture.Name,
            CreatedAt = new DateTimeOffset(head.At, TimeSpan.Zero),
            Footer = new PageFooter([head.Foot], PageLabel: t["Revenue.Decree.Page", "{0}", "{1}"]),
        });
        pdf.Heading(1, head.Title);
        pdf.Paragraph([new TextRun(head.Region, Bold: true)]);
        pdf.Paragraph(head.Lead);
        foreach (var section in rows.GroupBy(r => (string)r[0]!, StringComparer.Ordinal))
        {
            Section(pdf, section.Key, [.. section]);
        }

        pdf.KeepTogether(110);
        pdf.Heading(2, t["Revenue.Decree.AboveTitle"]);
        pdf.Paragraph(aboveText);
        var table = Table(pdf, "Revenue.Batch.Nop", "Revenue.Batch.Last", "Revenue.Batch.Now", "Revenue.Batch.Change");
        foreach (var rise in above)
        {
            table.Row(BatchWords.NopOf(rise.Nop), Formats.Money(rise.Last), Formats.Money(rise.Amount),
                BatchWords.Change(rise.Amount - rise.Last));
        }

        table.End();
        pdf.Finish();
    }

    /// <summary>Columns that have nothing in a section are left out of it.</summary>
    private void Section(PdfWriter pdf, string title, IReadOnlyList<object?[]> rows)
    {
        pdf.KeepTogether(110);
        pdf.Heading(2, title);
        string[] heads =
        [
            "Revenue.Decree.What", "Revenue.Batch.LastAmount", "Revenue.Decree.NowColumn", "Revenue.Decree.TriedColumn",
            "Revenue.Batch.Change",
        ];
        int[] used = [.. Enumerable.Range(0, heads.Length).Where(i => rows.Any(r => r[i + 1] is not null))];
        var table = Table(pdf, [.. used.Select(i => heads[i])]);
        foreach (var row in rows)
        {
            table.Row([.. used.Select(i => Show(row[i + 1], isChange: i == heads.Length - 1))]);
        }

        table.End();
    }

    private PdfTable Table(PdfWriter pdf, params IReadOnlyList<string> heads) => pdf.Table(
        [.. heads.Select((h, i) => new PdfColumn(t[h], i == 0 ? 1.7 : 1, i == 0 ? TextAlign.Left : TextAlign.Right))], Small);

    private static string Show(object? value, bool isChange) => value switch
    {
        null or "" => "–",
        string text => text,
        IConvertible number => Show(number.ToInt64(CultureInfo.InvariantCulture), isChange),
        _ => throw new InvalidOperationException($"a summary has no {value.GetType()}"),
    };

    private static string Show(long number, bool isChange) => (isChange && number > 0 ? "+" : string.Empty) + Formats.Number(number);
}

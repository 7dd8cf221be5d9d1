using KotaCerdas.Platform;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Ui;

/// <summary>How the rows of a sorted column run.</summary>
public enum SortOrder
{
    /// <summary>This column does not order the rows.</summary>
    None,

    /// <summary>Smallest first.</summary>
    Ascending,

    /// <summary>Largest first.</summary>
    Descending,
}

/// <summary>A column.</summary>
/// <param name="Text">Its heading.</param>
/// <param name="Numeric">True to align right, with tabular figures.</param>
/// <param name="SortHref">Address of the same list ordered by this column, or null where it cannot be.</param>
/// <param name="Order">How it orders the rows now.</param>
/// <param name="Action">True where its cells hold buttons, not values: it is left out of downloads.</param>
/// <param name="Extra">True where a list shows it only to who chooses it; a download has it.</param>
public sealed record Column(string Text, bool Numeric = false, string? SortHref = null, SortOrder Order = SortOrder.None,
    bool Action = false, bool Extra = false);

/// <summary>
/// A cell: a text (by conversion), markup, or a value that a page shows in words and a download as programs read it. Markup is made when
/// it is shown, so that a download of a long list makes none.
/// </summary>
public readonly record struct Cell
{
    // What makes the number of a cell an amount of money.
    private static readonly object Rupiah = new();

    private readonly object? _content;
    private readonly string? _text;

    private Cell(string? text, object? content, object? value = null, bool missing = false)
    {
        IsMissing = missing;
        Value = value;
        _text = text;
        _content = content;
    }

    /// <summary>The number or day that the cell stands for, or null.</summary>
    internal object? Value { get; }

    internal bool IsMissing { get; }

    /// <summary>The text of a cell that is no markup or a link, or null.</summary>
    internal string? PlainText => _text
        ?? (Value is not long number ? null : ReferenceEquals(_content, Rupiah) ? Formats.Money(number) : Formats.Number(number));

    /// <summary>The markup of a cell that was given as such, or null.</summary>
    internal IHtmlContent? Content => _content as IHtmlContent;

    /// <summary>A text.</summary>
    public static implicit operator Cell(string? text) => new(text, null);

    /// <summary>Markup.</summary>
    public static implicit operator Cell(HtmlBuilder content) => new(null, content);

    /// <summary>Markup.</summary>
    public static Cell Of(IHtmlContent content) => new(null, content);

    /// <summary>A text.</summary>
    public static Cell FromString(string? text) => text;

    /// <summary>A link.</summary>
    public static Cell Link(string text, string href) => new(text, href);

    /// <summary>Whole rupiah; a download has the number.</summary>
    /// <param name="rupiah">The amount.</param>
    /// <param name="shown">What a page shows where it is not the plain amount: brackets, a sign, a dash for none.</param>
    public static Cell Money(long rupiah, string? shown = null) => new(shown, Rupiah, rupiah);

    /// <summary>A whole number that counts something; a download has it without separators. Years and codes are texts.</summary>
    public static Cell Count(long number) => new(null, null, number);

    /// <summary>A day; a download has it as 2026-03-02.</summary>
    public static Cell Date(DateOnly day) => new(null, null, day);

    /// <summary>A value that nobody has reported. Missing is not zero.</summary>
    public static Cell Missing(Texts texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return new(null, new HtmlBuilder().Element("span", texts["Ui.Missing"], ("class", "k-missing")), missing: true);
    }

    /// <summary>A value that a register does not hold: nobody is asked to report it. Missing is not zero.</summary>
    public static Cell NotRecorded(Texts texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return new(null, new HtmlBuilder().Element("span", texts["Ui.NotRecorded"], ("class", "k-missing")), missing: true);
    }

    /// <summary>The same cell as a link.</summary>
    public Cell To(string href) => new(PlainText, href, Value);

    /// <summary>Adds what a page shows.</summary>
    internal void AddTo(HtmlBuilder html)
    {
        if (_content is string href)
        {
            html.Add(Markup.Link(_text!, href));
        }
        else if (Value is DateOnly day)
        {
            html.Add(Markup.Date(day));
        }
        else
        {
            html.Text(PlainText).Add(Content);
        }
    }
}

/// <summary>What a table does on a phone.</summary>
public enum Narrowing
{
    /// <summary>Every row becomes a card with its headings.</summary>
    Cards,

    /// <summary>The table scrolls sideways in a region that can be focused: where columns are compared.</summary>
    Scroll,
}

/// <summary>A table.</summary>
public sealed record TableOptions
{
    /// <summary>What it shows.</summary>
    public required string Caption { get; init; }

    /// <summary>True where a heading just above says the same.</summary>
    public bool CaptionHidden { get; init; }

    /// <summary>Columns. The first names the row.</summary>
    public required IReadOnlyList<Column> Columns { get; init; }

    /// <summary>Rows, each with one cell per column.</summary>
    public required IEnumerable<IReadOnlyList<Cell>> Rows { get; init; }

    /// <summary>Total row, or null.</summary>
    public IReadOnlyList<Cell>? Total { get; init; }

    /// <summary>What it does on a phone.</summary>
    public Narrowing Narrowing { get; init; }

    /// <summary>Shown instead of the table where there is no row: say why, and what to do.</summary>
    public IHtmlContent? Empty { get; init; }
}

/// <summary>Renders a table.</summary>
public static class Table
{
    // More columns than a portrait page can hold: printed across.
    private const int WideColumns = 8;

    /// <summary>The table, or what stands for an empty one.</summary>
    public static IHtmlContent Render(TableOptions o)
    {
        ArgumentNullException.ThrowIfNull(o);
        var rows = o.Rows.ToList();
        if (rows.Count == 0 && o.Empty is not null)
        {
            return o.Empty;
        }

        var cards = o.Narrowing == Narrowing.Cards ? "k-table--cards" : null;
        var html = new HtmlBuilder()
            .Start("div", ("class", Markup.Classes("k-table", cards, o.Columns.Count > WideColumns ? "k-table--wide" : null)))
            .Start("div", ("class", "k-table__scroll"), ("role", "region"), ("aria-label", o.Caption), ("tabindex", "0"))
            .Start("table").Start("caption", ("class", o.CaptionHidden ? "govuk-visually-hidden" : null)).Text(o.Caption).End();
        Head(html, o.Columns);
        html.Start("tbody");
        foreach (var row in rows)
        {
            Row(html, o.Columns, row);
        }

        html.End();
        if (o.Total is not null)
        {
            html.Start("tfoot");
            Row(html, o.Columns, o.Total);
            html.End();
        }

        return html.End(3);
    }

    private static void Head(HtmlBuilder html, IReadOnlyList<Column> columns)
    {
        html.Start("thead").Start("tr");
        foreach (var column in columns)
        {
            html.Start("th", ("scope", "col"), ("class", column.Numeric ? "is-num" : null), ("aria-sort", Order(column.Order)));
            if (column.SortHref is null)
            {
                html.Text(column.Text).End();
                continue;
            }

            html.Start("a", ("href", column.SortHref), ("data-sort", "")).Text(column.Text);
            if (column.Order != SortOrder.None)
            {
                html.Add(Icon.Render(column.Order == SortOrder.Ascending ? IconName.ArrowUp : IconName.ArrowDown));
            }

            html.End(2);
        }

        html.End(2);
    }

    private static void Row(HtmlBuilder html, IReadOnlyList<Column> columns, IReadOnlyList<Cell> cells)
    {
        Check.That(cells.Count == columns.Count);
        html.Start("tr");
        for (var i = 0; i < cells.Count; i++)
        {
            _ = i == 0
                ? html.Start("th", ("scope", "row"))
                : html.Start("td", ("class", columns[i].Numeric ? "is-num" : null), ("data-label", columns[i].Text));
            html.Start("span");
            cells[i].AddTo(html);
            html.End(2);
        }

        html.End();
    }

    private static string? Order(SortOrder order) => order switch
    {
        SortOrder.Ascending => "ascending",
        SortOrder.Descending => "descending",
        _ => null,
    };
}

using System.Text.Json.Serialization;

namespace KotaCerdas.Platform;

/// <summary>
/// A piece of a page. Its texts may have placeholders: <c>{name}</c> or <c>{name:form}</c>; <c>**</c> begins and ends bold.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "block")]
[JsonDerivedType(typeof(LetterheadBlock), "letterhead")]
[JsonDerivedType(typeof(TitleBlock), "title")]
[JsonDerivedType(typeof(HeadingBlock), "heading")]
[JsonDerivedType(typeof(ParagraphBlock), "paragraph")]
[JsonDerivedType(typeof(ListBlock), "list")]
[JsonDerivedType(typeof(PointsBlock), "points")]
[JsonDerivedType(typeof(ClausesBlock), "clauses")]
[JsonDerivedType(typeof(TableBlock), "table")]
[JsonDerivedType(typeof(SignaturesBlock), "signatures")]
[JsonDerivedType(typeof(PageBreakBlock), "pageBreak")]
public abstract record TemplateBlock
{
    /// <summary>An optional field: the block stands only where the data has it.</summary>
    public string? When { get; init; }

    /// <summary>Every text of the block that may have placeholders, with the list whose rows they may name.</summary>
    internal abstract IEnumerable<(string Text, string? List)> Texts { get; }
}

/// <summary>Office and address on top of the first page, with a rule below.</summary>
public sealed record LetterheadBlock(IReadOnlyList<string> Lines) : TemplateBlock
{
    internal override IEnumerable<(string Text, string? List)> Texts => Lines.Select(l => (l, (string?)null));
}

/// <summary>Title of the document, in the middle, and its number.</summary>
public sealed record TitleBlock(IReadOnlyList<string> Lines, string Number) : TemplateBlock
{
    internal override IEnumerable<(string Text, string? List)> Texts => Lines.Append(Number).Select(l => (l, (string?)null));
}

/// <summary>A heading.</summary>
public sealed record HeadingBlock(string Text) : TemplateBlock
{
    internal override IEnumerable<(string Text, string? List)> Texts => [(Text, null)];
}

/// <summary>A paragraph.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Centred">In the middle instead of even on both sides.</param>
/// <param name="Note">Small, and on the page of the signatures that follow: nobody signs a page without words.</param>
public sealed record ParagraphBlock(string Text, bool Centred = false, bool Note = false) : TemplateBlock
{
    internal override IEnumerable<(string Text, string? List)> Texts => [(Text, null)];
}

/// <summary>How list entries are marked.</summary>
public enum ListMarks
{
    /// <summary>1. 2. 3.</summary>
    Numbers,

    /// <summary>a. b. c.</summary>
    Letters,

    /// <summary>Dashes.</summary>
    Dashes,

    /// <summary>KESATU KEDUA KETIGA, with a colon: what a decree decides.</summary>
    Ordinals,

    /// <summary>Nothing; for a single entry beside the name of its list.</summary>
    None,
}

/// <summary>A list: fixed entries, or one entry per row of a list.</summary>
/// <param name="Marks">How entries are marked.</param>
/// <param name="Items">Fixed entries; empty with <paramref name="Of"/>.</param>
/// <param name="Of">List field, or null.</param>
/// <param name="Text">Text of an entry, with <paramref name="Of"/>.</param>
/// <param name="Name">Stands in the margin beside the first entry, with a colon: <c>Menimbang</c>.</param>
public sealed record ListBlock(
    ListMarks Marks, IReadOnlyList<string>? Items = null, string? Of = null, string? Text = null, string Name = "") : TemplateBlock
{
    internal override IEnumerable<(string Text, string? List)> Texts =>
        Of is null ? (Items ?? []).Select(i => (i, (string?)null)) : [(Text ?? string.Empty, Of)];
}

/// <summary>A label with its text.</summary>
/// <param name="Label">Label.</param>
/// <param name="Text">Text.</param>
/// <param name="When">An optional field: the point stands only where the data has it.</param>
public sealed record TemplatePoint(string Label, string Text, string? When = null);

/// <summary>Labels with texts beside them: facts, or the points of a decision.</summary>
/// <param name="Points">The points.</param>
/// <param name="LabelWidth">Room for the labels, in millimetres.</param>
/// <param name="Together">True where they stand on one page, such as who decided and where.</param>
public sealed record PointsBlock(IReadOnlyList<TemplatePoint> Points, double LabelWidth = 40, bool Together = false) : TemplateBlock
{
    internal override IEnumerable<(string Text, string? List)> Texts =>
        Points.SelectMany(p => new (string, string?)[] { (p.Label, null), (p.Text, null) });
}

/// <summary>Numbered clauses, one per row of a list with <c>heading</c> and <c>text</c>; each line of the text is a paragraph.</summary>
/// <param name="Of">List field.</param>
/// <param name="Label">Label of a clause: <c>Pasal {#}</c>.</param>
public sealed record ClausesBlock(string Of, string Label) : TemplateBlock
{
    /// <summary>Field of a row with the heading.</summary>
    internal const string Heading = "heading";

    /// <summary>Field of a row with the text.</summary>
    internal const string Body = "text";

    internal override IEnumerable<(string Text, string? List)> Texts => [(Label, Of), ("{heading}{text}", Of)];
}

/// <summary>A column of a table.</summary>
/// <param name="Head">Text of the head.</param>
/// <param name="Text">Text of a cell.</param>
/// <param name="Share">Width in relation to the others.</param>
/// <param name="Right">Even on the right side: for numbers.</param>
public sealed record TemplateColumn(string Head, string Text, double Share = 1, bool Right = false);

/// <summary>A table with a row per row of a list.</summary>
/// <param name="Of">List field.</param>
/// <param name="Columns">Columns.</param>
public sealed record TableBlock(string Of, IReadOnlyList<TemplateColumn> Columns) : TemplateBlock
{
    internal override IEnumerable<(string Text, string? List)> Texts =>
        Columns.SelectMany(c => new[] { (c.Head, (string?)null), (c.Text, Of) });
}

/// <summary>Places for all who sign.</summary>
/// <param name="Place">Place and date above them, or null.</param>
public sealed record SignaturesBlock(string? Place = null) : TemplateBlock
{
    internal override IEnumerable<(string Text, string? List)> Texts => Place is null ? [] : [(Place, null)];
}

/// <summary>What follows begins on a new page.</summary>
public sealed record PageBreakBlock : TemplateBlock
{
    internal override IEnumerable<(string Text, string? List)> Texts => [];
}

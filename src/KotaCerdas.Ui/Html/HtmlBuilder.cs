using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Ui;

/// <summary>
/// Builds markup. Every text and attribute value is encoded; there is no way to add raw markup except other content that was itself
/// encoded. Each <see cref="Start"/> needs its <see cref="End"/>: unbalanced markup is a bug and throws when written.
/// </summary>
public sealed class HtmlBuilder : IHtmlContent
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _html = new();
    private readonly Stack<string> _open = new();

    /// <summary>
    /// Opens an element. An attribute whose value is null is left out; one whose value is empty is written as a boolean attribute.
    /// </summary>
    public HtmlBuilder Start(string tag, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        WriteTag(tag, attributes);
        _open.Push(tag);
        return this;
    }

    /// <summary>Writes an element that has no content and no end tag.</summary>
    public HtmlBuilder Void(string tag, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        WriteTag(tag, attributes);
        return this;
    }

    /// <summary>An element with one text inside.</summary>
    public HtmlBuilder Element(string tag, string? text, params ReadOnlySpan<(string Name, string? Value)> attributes) =>
        Start(tag, attributes).Text(text).End();

    /// <summary>Adds text.</summary>
    public HtmlBuilder Text(string? text)
    {
        if (text is not null)
        {
            _html.Append(Encoder.Encode(text));
        }

        return this;
    }

    /// <summary>Adds content that is markup already.</summary>
    public HtmlBuilder Add(IHtmlContent? content)
    {
        if ((content is TagContent tag ? tag.Markup : content) is HtmlBuilder other)
        {
            _html.Append(other.Finished());
        }
        else if (content is not null)
        {
            using var writer = new StringWriter(_html);
            content.WriteTo(writer, Encoder);
        }

        return this;
    }

    /// <summary>Closes the element opened last.</summary>
    public HtmlBuilder End()
    {
        _html.Append("</").Append(_open.Pop()).Append('>');
        return this;
    }

    /// <summary>Closes several elements.</summary>
    public HtmlBuilder End(int count)
    {
        for (var i = 0; i < count; i++)
        {
            End();
        }

        return this;
    }

    /// <inheritdoc />
    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(Finished());
    }

    /// <inheritdoc />
    public override string ToString() => Finished().ToString();

    private StringBuilder Finished() =>
        _open.Count == 0 ? _html : throw new Platform.BugException($"Element {_open.Peek()} was not closed");

    private void WriteTag(string tag, ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        _html.Append('<').Append(tag);
        foreach (var (name, value) in attributes)
        {
            if (value is null)
            {
                continue;
            }

            _html.Append(' ').Append(name);
            if (value.Length > 0)
            {
                _html.Append("=\"").Append(Encoder.Encode(value)).Append('"');
            }
        }

        _html.Append('>');
    }
}

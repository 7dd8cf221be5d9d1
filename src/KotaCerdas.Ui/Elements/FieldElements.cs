using System.Collections;
using KotaCerdas.Platform;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace KotaCerdas.Ui;

/// <summary>
/// What every field tag helper does: takes name, value and error from the bound property (<c>asp-for</c>), so that a page that answers 422
/// shows what was typed and what is wrong without further code.
/// </summary>
public abstract class FieldElement : TagHelper
{
    /// <summary>The bound property.</summary>
    [HtmlAttributeName("asp-for")]
    public required ModelExpression For { get; set; }

    /// <summary>The question.</summary>
    public required string Label { get; set; }

    /// <summary>How the label is set.</summary>
    public LabelSize LabelSize { get; set; }

    /// <summary>Help that is always needed.</summary>
    public string? Hint { get; set; }

    /// <summary>True where it may stay empty.</summary>
    public bool Optional { get; set; }

    /// <summary>True where it cannot be changed now.</summary>
    public bool Disabled { get; set; }

    /// <summary>The page.</summary>
    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <summary>Name as posted: the one the property is bound by, where it is bound by another than its own.</summary>
    protected string FullName =>
        For.Metadata.BinderModelName ?? ViewContext.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name);

    /// <summary>The first error of the field.</summary>
    protected string? FieldError => Entry(FullName)?.Errors.FirstOrDefault()?.ErrorMessage;

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);

        // What the element does not know would be dropped without a word.
        Check.That(output.Attributes.Count == 0);
        output.TagName = null;
        output.Content.SetHtmlContent(Render());
    }

    /// <summary>The component.</summary>
    protected abstract IHtmlContent Render();

    /// <summary>What was typed, or the value of the model.</summary>
    protected string? Typed() => Entry(FullName)?.AttemptedValue ?? Display(For.Model);

    /// <summary>All values typed or in the model.</summary>
    protected IReadOnlyCollection<string> TypedAll() =>
        Entry(FullName)?.RawValue is { } raw ? Many(raw) : For.Model is null ? [] : Many(For.Model);

    private static string[] Many(object value) =>
        value is IEnumerable items and not string ? [.. items.Cast<object?>().Select(Display).OfType<string>()] : Display(value) is { } one
            ? [one] : [];

    private static string? Display(object? value) => value switch
    {
        null => null,
        bool yes => yes ? "true" : "false",
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    private ModelStateEntry? Entry(string name) => ViewContext.ModelState.TryGetValue(name, out var entry) ? entry : null;
}

/// <summary><c>&lt;k-input asp-for="Input.Title" label="…" /&gt;</c></summary>
[HtmlTargetElement("k-input", TagStructure = TagStructure.WithoutEndTag)]
public sealed class InputElement(Texts texts) : FieldElement
{
    /// <summary>What is typed.</summary>
    public InputType Type { get; set; }

    /// <summary>Shown before the field.</summary>
    public string? Prefix { get; set; }

    /// <summary>Shown after the field.</summary>
    public string? Suffix { get; set; }

    /// <summary>Width in characters.</summary>
    public int? Width { get; set; }

    /// <summary>HTML autocomplete token.</summary>
    public string? Autocomplete { get; set; }

    /// <summary>Longest text that can be typed.</summary>
    public int? MaxLength { get; set; }

    /// <inheritdoc />
    protected override IHtmlContent Render() => Input.Render(
        new()
        {
            Name = FullName, Label = Label, LabelSize = LabelSize, Hint = Hint, Optional = Optional, Disabled = Disabled,
                Error = FieldError, Type = Type,
            Value = Typed(), Prefix = Prefix, Suffix = Suffix, Width = Width, Autocomplete = Autocomplete, MaxLength = MaxLength,
        },
        texts);
}

/// <summary><c>&lt;k-textarea asp-for="Input.Reason" label="…" max-length="500" /&gt;</c></summary>
[HtmlTargetElement("k-textarea", TagStructure = TagStructure.WithoutEndTag)]
public sealed class TextareaElement(Texts texts) : FieldElement
{
    /// <summary>Visible lines.</summary>
    public int Rows { get; set; } = 5;

    /// <summary>Most characters.</summary>
    public int? MaxLength { get; set; }

    /// <inheritdoc />
    protected override IHtmlContent Render() => Textarea.Render(
        new()
        {
            Name = FullName, Label = Label, LabelSize = LabelSize, Hint = Hint, Optional = Optional, Disabled = Disabled,
                Error = FieldError,
            Value = Typed(), Rows = Rows, MaxLength = MaxLength,
        },
        texts);
}

/// <summary>What the three kinds of choices share.</summary>
public abstract class ChoicesElement : FieldElement
{
    /// <summary>What can be chosen.</summary>
    public required IReadOnlyList<Choice> Choices { get; set; }

    /// <summary>Short answers side by side.</summary>
    public bool Inline { get; set; }

    /// <summary>Text of an empty first entry of a list.</summary>
    public string? EmptyText { get; set; }

    /// <summary>The options.</summary>
    protected ChoicesOptions Options => new()
    {
        Name = FullName, Label = Label, LabelSize = LabelSize, Hint = Hint, Optional = Optional, Disabled = Disabled, Error = FieldError,
        Choices = Choices, Chosen = TypedAll(), Inline = Inline, EmptyText = EmptyText,
    };
}

/// <summary><c>&lt;k-radios asp-for="Input.Track" label="…" choices="Model.Tracks" /&gt;</c></summary>
[HtmlTargetElement("k-radios", TagStructure = TagStructure.WithoutEndTag)]
public sealed class RadiosElement(Texts texts) : ChoicesElement
{
    /// <inheritdoc />
    protected override IHtmlContent Render() => Radios.Render(Options, texts);
}

/// <summary><c>&lt;k-checkboxes asp-for="Input.Provinces" label="…" choices="Model.Provinces" /&gt;</c></summary>
[HtmlTargetElement("k-checkboxes", TagStructure = TagStructure.WithoutEndTag)]
public sealed class CheckboxesElement(Texts texts) : ChoicesElement
{
    /// <inheritdoc />
    protected override IHtmlContent Render() => Checkboxes.Render(Options, texts);
}

/// <summary><c>&lt;k-select asp-for="Input.Year" label="…" choices="Model.Years" /&gt;</c></summary>
[HtmlTargetElement("k-select", TagStructure = TagStructure.WithoutEndTag)]
public sealed class SelectElement(Texts texts) : ChoicesElement
{
    /// <inheritdoc />
    protected override IHtmlContent Render() => Select.Render(Options, texts);
}

/// <summary><c>&lt;k-date asp-for="Input.Opens" label="…" /&gt;</c> for a property of type <see cref="DateFields"/>.</summary>
[HtmlTargetElement("k-date", TagStructure = TagStructure.WithoutEndTag)]
public sealed class DateElement(Texts texts) : FieldElement
{
    /// <inheritdoc />
    protected override IHtmlContent Render()
    {
        var typed = For.Model switch { DateFields fields => fields, DateOnly date => DateFields.From(date), _ => new() };
        return DateInput.Render(
            new()
            {
                Name = FullName, Label = Label, LabelSize = LabelSize, Hint = Hint, Optional = Optional, Disabled = Disabled,
                    Error = FieldError,
                Value = (typed.Day, typed.Month, typed.Year),
            },
            texts);
    }
}

/// <summary><c>&lt;k-file asp-for="Evidence" label="…" accept=".pdf" /&gt;</c></summary>
[HtmlTargetElement("k-file", TagStructure = TagStructure.WithoutEndTag)]
public sealed class FileElement(Texts texts) : FieldElement
{
    /// <summary>Accepted types.</summary>
    public string? Accept { get; set; }

    /// <summary>Several files.</summary>
    public bool Several { get; set; }

    /// <inheritdoc />
    protected override IHtmlContent Render() => FileUpload.Render(
        new()
        {
            Name = FullName, Label = Label, LabelSize = LabelSize, Hint = Hint, Optional = Optional, Disabled = Disabled,
                Error = FieldError,
            Accept = Accept, Several = Several,
        },
        texts);
}

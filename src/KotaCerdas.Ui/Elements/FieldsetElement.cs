using Microsoft.AspNetCore.Razor.TagHelpers;

namespace KotaCerdas.Ui;

/// <summary><c>&lt;k-fieldset legend="…"&gt;…&lt;/k-fieldset&gt;</c>: fields that belong together.</summary>
[HtmlTargetElement("k-fieldset")]
public sealed class FieldsetElement : TagHelper
{
    /// <summary>What they are about.</summary>
    public required string Legend { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.TagName = "fieldset";
        output.Attributes.SetAttribute("class", "govuk-fieldset");
        output.PreContent.SetHtmlContent(new HtmlBuilder().Element("legend", Legend,
            ("class", "govuk-fieldset__legend govuk-fieldset__legend--m")));
    }
}

using KotaCerdas.Platform;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Ui;

/// <summary>A file to choose. The form needs <c>enctype="multipart/form-data"</c>.</summary>
public sealed record FileUploadOptions : FieldOptions
{
    /// <summary>Accepted types for the chooser, such as <c>.pdf,.jpg</c>; the server decides by content.</summary>
    public string? Accept { get; init; }

    /// <summary>True where several files may be chosen.</summary>
    public bool Several { get; init; }
}

/// <summary>Renders a file field.</summary>
public static class FileUpload
{
    /// <summary>The field with label, hint and error.</summary>
    public static IHtmlContent Render(FileUploadOptions o, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(o);
        ArgumentNullException.ThrowIfNull(texts);
        return Field.Group(o).Label(o, texts)
            .Void(
                "input", ("class", "govuk-file-upload"), ("id", o.Id), ("name", o.Name), ("type", "file"), ("accept", o.Accept),
                ("multiple", Markup.Flag(o.Several)), ("aria-describedby", Field.DescribedBy(o)),
                    ("aria-invalid", o.Error is null ? null : "true"),
                ("disabled", Markup.Flag(o.Disabled)))
            .End();
    }
}

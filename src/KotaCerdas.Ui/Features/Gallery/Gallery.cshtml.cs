using KotaCerdas.Platform;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Ui.Features.Gallery;

/// <summary>Every component in every state, with made-up content.</summary>
[AllowAnonymous]
public sealed class GalleryModel(Texts texts) : ProductPage
{
    /// <summary>The groups of samples.</summary>
    internal IReadOnlyList<GallerySection> Sections { get; } =
    [
        .. ActionSamples.All(texts), .. FieldSamples.All(texts), .. ContentSamples.All(texts), .. DataSamples.All(texts),
            .. ChartSamples.All(texts),
    ];
}

/// <summary>A component with its states.</summary>
/// <param name="Anchor">Fragment of the address.</param>
/// <param name="Title">Name of the component.</param>
/// <param name="Samples">States by name; a single state needs none.</param>
internal sealed record GallerySection(string Anchor, string Title, IReadOnlyList<(string? State, IHtmlContent Content)> Samples)
{
    public static GallerySection Of(string anchor, string title, params (string? State, IHtmlContent Content)[] samples) =>
        new(anchor, title, samples);
}

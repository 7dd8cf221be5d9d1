using KotaCerdas.Platform;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Ui.Features.Gallery;

/// <summary>A form that keeps nothing: to try errors, focus and the script.</summary>
[AllowAnonymous]
public sealed class GalleryFormModel(Texts texts) : ProductPage
{
    /// <summary>An address.</summary>
    [BindProperty]
    public string? Email { get; set; }

    /// <summary>A choice.</summary>
    [BindProperty]
    public string? Track { get; set; }

    /// <summary>A date.</summary>
    [BindProperty]
    public DateFields Opens { get; set; } = new();

    /// <summary>A long text.</summary>
    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>What can be chosen.</summary>
    public IReadOnlyList<Choice> Tracks => [new("kota", texts["Ui.Gallery.TrackCity"]), new("provinsi", texts["Ui.Gallery.TrackProvince"])];

    /// <summary>Shows the problems, or goes back to the gallery.</summary>
    public IActionResult OnPost()
    {
        List<Problem> problems = [];
        if (Email?.Contains('@', StringComparison.Ordinal) != true)
        {
            problems.Add(new("Ui.Gallery.EmailError", nameof(Email)));
        }

        problems.AddRange(Opens.Read(nameof(Opens)).Problems);
        return problems.Count > 0 ? this.Invalid(problems) : this.SeeOther("/galeri");
    }
}

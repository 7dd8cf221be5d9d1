using KotaCerdas.Platform;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KotaCerdas.Movement.Features.Signing;

/// <summary>A page on which somebody signs: what the authority asks of them, where it asks.</summary>
internal abstract class SigningFields(SigningDesk signing) : PageModel
{
    [BindProperty]
    public string? Identity { get; set; }

    [BindProperty]
    public string? Secret { get; set; }

    public bool AsksForSecret => signing.AsksForSecret;

    protected SigningHand Hand => AsksForSecret && !string.IsNullOrEmpty(Secret)
        ? new SigningHand(Identity?.Trim(), new SigningSecret(Secret))
        : SigningHand.None;
}

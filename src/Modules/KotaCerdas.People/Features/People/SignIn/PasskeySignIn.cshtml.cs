using KotaCerdas.People.Model;
using KotaCerdas.People.SignIn;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.People.Features.SignIn;

/// <summary>Signs in with a passkey: holding the device and unlocking it are two factors, so no code is asked.</summary>
internal sealed class PasskeySignInModel(Passkeys passkeys, Sessions sessions) : ProductPage
{
    [BindProperty(Name = "lanjut", SupportsGet = true)]
    public string? Back { get; set; }

    public async Task<IActionResult> OnPostOptionsAsync() => Content(await passkeys.AskOptionsAsync(HttpContext), "application/json");

    public async Task<IActionResult> OnPostAsync(string? credential, CancellationToken cancel)
    {
        var found = await passkeys.CheckAsync(HttpContext, credential, cancel);
        if (found.Failed)
        {
            return this.Invalid(found.Problems);
        }

        await sessions.StartAsync(HttpContext, found.Value, SignInWay.Passkey, cancel);
        return this.SeeOther(SignInPages.SafePath(Back));
    }
}

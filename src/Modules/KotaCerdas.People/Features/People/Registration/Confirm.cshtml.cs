using KotaCerdas.People.Features.SignIn;
using KotaCerdas.People.Model;
using KotaCerdas.People.SignIn;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.People.Features.Registrations;

/// <summary>What the link of the mail opens: how one is called, and a password. Opening it alone changes nothing.</summary>
internal sealed class ConfirmModel(ConfirmAccount confirm, Sessions sessions) : ProductPage
{
    [BindProperty(SupportsGet = true)]
    public string Token { get; set; } = string.Empty;

    [BindProperty]
    public string? DisplayName { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    public Registration? Wish { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Response.Headers["Referrer-Policy"] = "no-referrer";
        Wish = await confirm.FindAsync(Token, cancel);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var made = await confirm.RunAsync(Token, DisplayName, Password, cancel);
        if (made.Failed)
        {
            await OnGetAsync(cancel);
            return this.Invalid(made.Problems);
        }

        await sessions.StartAsync(HttpContext, made.Value.Account, SignInWay.Registration, cancel);
        return this.SeeOther(SignInPages.SafePath(made.Value.Back));
    }
}

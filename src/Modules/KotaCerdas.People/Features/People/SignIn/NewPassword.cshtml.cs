using KotaCerdas.People.SignIn;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.People.Features.SignIn;

/// <summary>Sets a new password by a link.</summary>
internal sealed class NewPasswordModel(PasswordResets resets) : ProductPage
{
    [BindProperty(SupportsGet = true)]
    public string Token { get; set; } = string.Empty;

    [BindProperty]
    public string? Password { get; set; }

    public bool Good { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Response.Headers["Referrer-Policy"] = "no-referrer";
        Good = await resets.FindAsync(Token, cancel) is not null;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var set = await resets.SetAsync(Token, Password, cancel);
        if (set.Failed)
        {
            await OnGetAsync(cancel);
            return this.Invalid(set.Problems);
        }

        return this.SeeOther("/masuk");
    }
}

using KotaCerdas.People.SignIn;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.People.Features.SignIn;

/// <summary>Ends the session of this browser.</summary>
internal sealed class SignOutModel(Sessions sessions) : ProductPage
{
    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        await sessions.EndAsync(HttpContext, cancel);
        return this.SeeOther("/");
    }
}

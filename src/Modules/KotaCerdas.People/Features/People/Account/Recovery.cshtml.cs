using KotaCerdas.People.SignIn;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.People.Features.Profile;

/// <summary>Recovery codes, shown once after they were made.</summary>
[Needs]
internal sealed class RecoveryModel(PendingCookie pending) : ProductPage
{
    public IReadOnlyList<string> Codes { get; private set; } = [];

    public IActionResult OnGet()
    {
        if (pending.Read<string[]>(HttpContext, SetUpCodesModel.Recovered) is not { } codes)
        {
            return this.SeeOther("/akun/keamanan");
        }

        pending.Clear(HttpContext, SetUpCodesModel.Recovered);
        Codes = codes;
        return Page();
    }
}

using KotaCerdas.People.Model;
using KotaCerdas.People.SignIn;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.People.Features.SignIn;

/// <summary>The second step: a one-time code.</summary>
internal sealed class CodeModel(Codes codes, Sessions sessions, PendingCookie pending) : ProductPage
{
    [BindProperty]
    public string? Code { get; set; }

    public IActionResult OnGet() => Waiting() is null ? this.SeeOther("/masuk") : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (Waiting() is not { } waiting)
        {
            return this.SeeOther("/masuk");
        }

        var checkedAccount = await codes.CheckAsync(new UserId(waiting.User), Code, this.Address(), cancel);
        if (checkedAccount.Failed)
        {
            return this.Invalid(checkedAccount.Problems);
        }

        pending.Clear(HttpContext, PendingSignIn.Purpose);
        var account = checkedAccount.Value;
        if (account.SecurityStamp != waiting.Stamp || account.ClosedAt is not null)
        {
            return this.SeeOther("/masuk");
        }

        await sessions.StartAsync(HttpContext, account, SignInWay.PasswordAndCode, cancel);
        return this.SeeOther(SignInPages.SafePath(waiting.Back));
    }

    private PendingSignIn? Waiting() => pending.Read<PendingSignIn>(HttpContext, PendingSignIn.Purpose);
}

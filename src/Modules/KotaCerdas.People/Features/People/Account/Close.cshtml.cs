using KotaCerdas.People.SignIn;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.People.Features.Profile;

/// <summary>Closes one's own account for good.</summary>
[Needs]
internal sealed class CloseModel(CloseOwnAccount close, Sessions sessions, Actor actor) : ProductPage
{
    [BindProperty]
    public string? Password { get; set; }

    /// <summary>Whoever acts for an office gives its role back first.</summary>
    public bool HoldsRole => actor.Grants.Count > 0;

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var closed = await close.RunAsync(actor, Password, cancel);
        if (closed.Failed)
        {
            return this.Invalid(closed.Problems);
        }

        await sessions.EndAsync(HttpContext, cancel);
        return this.SeeOther("/");
    }
}

using KotaCerdas.People.Model;
using KotaCerdas.People.SignIn;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.People.Features.Invitations;

/// <summary>What an invited person sees: the offer, and what is needed to take it.</summary>
internal sealed class AcceptModel(KotaDb db, AcceptInvitation accept, Sessions sessions, RoleCatalogue roles, Texts texts, Actor actor)
    : ProductPage
{
    [BindProperty(SupportsGet = true)]
    public string Token { get; set; } = string.Empty;

    [BindProperty]
    public string? DisplayName { get; set; }

    [BindProperty]
    public string? Affiliation { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    public Invitation? Invitation { get; private set; }

    public string Role { get; private set; } = string.Empty;

    public string Region { get; private set; } = string.Empty;

    /// <summary>True where the e-mail address already has an account.</summary>
    public bool HasAccount { get; private set; }

    public bool IsMine { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        DisplayName = Invitation?.Name;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var typed = new NewAccount(string.Empty, string.Empty, DisplayName ?? string.Empty, Affiliation
            ?? string.Empty) { Password = Password };
        var accepted = await accept.RunAsync(actor, Token, typed, cancel);
        if (accepted.Failed)
        {
            await LoadAsync(cancel);
            return this.Invalid(accepted.Problems);
        }

        if (actor.User == accepted.Value.Id)
        {
            return this.SeeOther("/akun");
        }

        await sessions.StartAsync(HttpContext, accepted.Value, SignInWay.Invitation, cancel);
        return this.SeeOther("/akun/keamanan/kode");
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        Response.Headers["Referrer-Policy"] = "no-referrer";
        Invitation = await accept.FindAsync(Token, cancel);
        if (Invitation is { } found)
        {
            Role = roles.Find(found.Role)?.NameIn() ?? found.Role;
            Region = (await RegionNames.OfAsync(db, texts, [found.RegionCode], cancel))
                .GetValueOrDefault(found.RegionCode, found.RegionCode.Value);
            var owner = await db.Shared<Account>().Where(a => a.NormalEmail == found.NormalEmail && a.ClosedAt == null)
                .Select(a => (UserId?)a.Id).SingleOrDefaultAsync(cancel);
            (HasAccount, IsMine) = (owner is not null, owner is not null && owner == actor.User);
        }
    }
}

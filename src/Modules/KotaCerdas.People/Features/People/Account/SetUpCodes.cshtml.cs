using KotaCerdas.People.Model;
using KotaCerdas.People.SignIn;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.People.Features.Profile;

/// <summary>Switches one-time codes on: the key as a QR code, and the first code typed back.</summary>
[Needs]
internal sealed class SetUpCodesModel(
    KotaDb db, AccountChanges changes, Sessions sessions, PendingCookie pending, Actor actor) : ProductPage
{
    public const string Recovered = "pemulihan";
    private const string Making = "kunci-kode";

    public string Key { get; private set; } = string.Empty;

    public string Address { get; private set; } = string.Empty;

    [BindProperty]
    public string? Code { get; set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Key = Totp.NewKey();
        pending.Write(HttpContext, Making, new Draft(Key));
        await LoadAsync(cancel);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (pending.Read<Draft>(HttpContext, Making) is not { } draft)
        {
            return this.SeeOther("/akun/keamanan/kode");
        }

        var on = await changes.TurnCodesOnAsync(actor, draft.Key, Code, cancel);
        if (on.Failed)
        {
            Key = draft.Key;
            await LoadAsync(cancel);
            return this.Invalid(on.Problems);
        }

        pending.Clear(HttpContext, Making);
        pending.Write(HttpContext, Recovered, on.Value.Recovery.ToArray());
        await sessions.StartAsync(HttpContext, on.Value.Account, SignInWay.PasswordAndCode, cancel);
        return this.SeeOther("/akun/keamanan/pemulihan");
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        var user = actor.User!.Value;
        var name = await db.Shared<Account>().Where(a => a.Id == user).Select(a => a.Name).SingleAsync(cancel);
        Address = Totp.Address("KotaCerdas", name, Key);
    }

    private sealed record Draft(string Key);
}

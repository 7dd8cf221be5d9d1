using System.Buffers.Text;
using KotaCerdas.People.Model;
using KotaCerdas.People.SignIn;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.People.Features.Profile;

/// <summary>What one signs in with, and where one is signed in.</summary>
[Needs]
internal sealed class SecurityModel(KotaDb db, AccountChanges changes, Passkeys passkeys, Sessions sessions, Actor actor) : ProductPage
{
    public Account Account { get; private set; } = null!;

    public IReadOnlyList<Passkey> Keys { get; private set; } = [];

    public IReadOnlyList<Session> Open { get; private set; } = [];

    public SessionId? Mine => Sessions.IdOf(HttpContext.User);

    [BindProperty]
    public string? Present { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    [BindProperty]
    public string? OffPassword { get; set; }

    public Task OnGetAsync(CancellationToken cancel) => LoadAsync(cancel);

    public async Task<IActionResult> OnPostPasswordAsync(CancellationToken cancel) =>
        await AnswerAsync(await changes.PasswordAsync(actor, Present, Password, cancel), cancel);

    public async Task<IActionResult> OnPostCodesOffAsync(CancellationToken cancel) =>
        await AnswerAsync(await changes.TurnCodesOffAsync(actor, OffPassword, cancel), cancel);

    public async Task<IActionResult> OnPostEverywhereAsync(CancellationToken cancel) =>
        await AnswerAsync(await changes.SignOutEverywhereAsync(actor, cancel), cancel);

    public async Task<IActionResult> OnPostEndAsync(Guid session, CancellationToken cancel)
    {
        await changes.EndSessionAsync(actor, new SessionId(session), cancel);
        return this.SeeOther("/akun/keamanan");
    }

    public async Task<IActionResult> OnPostKeyOptionsAsync(CancellationToken cancel) =>
        Content(await passkeys.MakeOptionsAsync(HttpContext, actor.User!.Value, cancel), "application/json");

    public async Task<IActionResult> OnPostAddKeyAsync(string? credential, string? newKey, CancellationToken cancel)
    {
        var added = await passkeys.AddAsync(HttpContext, actor, credential, newKey, cancel);
        if (added.Failed)
        {
            await LoadAsync(cancel);
            return this.Invalid(added.Problems);
        }

        return this.SeeOther("/akun/keamanan");
    }

    public async Task<IActionResult> OnPostKeyAsync(string? rename, string? remove, CancellationToken cancel)
    {
        if ((rename ?? remove) is not { } key || !Base64Url.IsValid(key))
        {
            return NotFound();
        }

        var id = Base64Url.DecodeFromChars(key);
        await (rename is null ? passkeys.RemoveAsync(actor, id, cancel) : passkeys.RenameAsync(actor, id, Request.Form[key], cancel));
        return this.SeeOther("/akun/keamanan");
    }

    /// <summary>After a change every session is void; this browser goes on with a new one.</summary>
    private async Task<IActionResult> AnswerAsync(Outcome<Account> changed, CancellationToken cancel)
    {
        if (changed.Failed)
        {
            await LoadAsync(cancel);
            return this.Invalid(changed.Problems);
        }

        await sessions.StartAsync(HttpContext, changed.Value, SignInWay.Password, cancel);
        return this.SeeOther("/akun/keamanan");
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        var user = actor.User!.Value;
        Account = await db.Shared<Account>().AsNoTracking().SingleAsync(a => a.Id == user, cancel);
        Keys = await passkeys.ListAsync(user, cancel);
        Open = await db.Shared<Session>().AsNoTracking().Where(s => s.UserId == user && s.EndedAt == null).OrderByDescending(s => s.SeenAt)
            .Take(50).ToListAsync(cancel);
    }
}

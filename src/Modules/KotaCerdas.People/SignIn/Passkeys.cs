using KotaCerdas.People.Model;
using KotaCerdas.Platform;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.People.SignIn;

/// <summary>Registers passkeys and signs in with them. The ceremony itself is ASP.NET Core Identity's (W3C WebAuthn level 3).</summary>
internal sealed class Passkeys(KotaDb db, IPasskeyHandler<Account> handler, PendingCookie pending, Trail trail, TimeProvider clock)
{
    public const int Most = 10;
    public const int LongestName = 60;
    private const string Making = "kunci-baru";
    private const string Asking = "kunci-masuk";

    public async Task<IReadOnlyList<Passkey>> ListAsync(UserId user, CancellationToken cancel) =>
        await db.Shared<Passkey>().AsNoTracking().Where(p => p.UserId == user).OrderBy(p => p.CreatedAt).ToListAsync(cancel);

    /// <summary>What the browser needs to make a passkey.</summary>
    public async Task<string> MakeOptionsAsync(HttpContext http, UserId user, CancellationToken cancel)
    {
        var account = await db.Shared<Account>().AsNoTracking().SingleAsync(a => a.Id == user, cancel);
        var options = await handler.MakeCreationOptionsAsync(
            new PasskeyUserEntity { Id = account.Id.ToString(), Name = account.Name, DisplayName = account.DisplayName }, http);
        pending.Write(http, Making, new State(options.AttestationState));
        return options.CreationOptionsJson;
    }

    /// <summary>Stores the passkey that the browser made.</summary>
    public async Task<Outcome<Nothing>> AddAsync(HttpContext http, Actor actor, string? credential, string? name, CancellationToken cancel)
    {
        var user = actor.User!.Value;
        if (await db.Shared<Passkey>().CountAsync(p => p.UserId == user, cancel) >= Most)
        {
            return new Problem("People.Passkey.TooMany", null, Most);
        }

        if (pending.Read<State>(http, Making) is not { } state || string.IsNullOrEmpty(credential))
        {
            return new Problem("People.Passkey.NotMade");
        }

        pending.Clear(http, Making);
        var made = await handler.PerformAttestationAsync(
            new PasskeyAttestationContext { HttpContext = http, CredentialJson = credential, AttestationState = state.Value });
        if (!made.Succeeded || made.UserEntity.Id != user.ToString())
        {
            return new Problem("People.Passkey.NotMade");
        }

        var passkey = Passkey.From(user, made.Passkey);
        passkey.Name = Named(name, passkey.Name);
        await using var write = await db.BeginWriteAsync(RegionScope.Of(RegionCode.National), cancel);
        db.Add(passkey);
        trail.Add(actor, "People.Trail.PasskeyAdded", About(user));
        await write.CommitAsync(cancel);
        return Outcome.Done;
    }

    /// <summary>What the browser needs to ask for any passkey of this site.</summary>
    public async Task<string> AskOptionsAsync(HttpContext http)
    {
        var options = await handler.MakeRequestOptionsAsync(null, http);
        pending.Write(http, Asking, new State(options.AssertionState));
        return options.RequestOptionsJson;
    }

    /// <summary>The account whose passkey answered the challenge; a challenge is good once.</summary>
    public async Task<Outcome<Account>> CheckAsync(HttpContext http, string? credential, CancellationToken cancel)
    {
        if (pending.Read<State>(http, Asking) is not { } state || string.IsNullOrEmpty(credential))
        {
            return new Problem("People.Passkey.NotRecognised");
        }

        pending.Clear(http, Asking);
        var answer = await handler.PerformAssertionAsync(
            new PasskeyAssertionContext { HttpContext = http, CredentialJson = credential, AssertionState = state.Value });
        if (!answer.Succeeded || answer.User.ClosedAt is not null)
        {
            return new Problem("People.Passkey.NotRecognised");
        }

        var (id, now) = (answer.Passkey.CredentialId, clock.GetUtcNow().UtcDateTime);
        await using var write = await db.BeginWriteAsync(RegionScope.Of(RegionCode.National), cancel);
        var passkey = await db.Shared<Passkey>().SingleAsync(p => p.CredentialId == id, cancel);
        passkey.Took(answer.Passkey);
        passkey.UsedAt = now;
        await write.CommitAsync(cancel);
        return answer.User;
    }

    public async Task RemoveAsync(Actor actor, byte[] id, CancellationToken cancel)
    {
        var user = actor.User!.Value;
        await using var write = await db.BeginWriteAsync(RegionScope.Of(RegionCode.National), cancel);
        if (await db.Shared<Passkey>().SingleOrDefaultAsync(p => p.UserId == user && p.CredentialId == id, cancel) is { } passkey)
        {
            db.Remove(passkey);
            trail.Add(actor, "People.Trail.PasskeyRemoved", About(user));
            await write.CommitAsync(cancel);
        }
    }

    public async Task RenameAsync(Actor actor, byte[] id, string? name, CancellationToken cancel)
    {
        var user = actor.User!.Value;
        if (await db.Shared<Passkey>().SingleOrDefaultAsync(p => p.UserId == user && p.CredentialId == id, cancel) is { } passkey)
        {
            passkey.Name = Named(name, passkey.Name);
            await db.SaveChangesAsync(cancel);
        }
    }

    private static string Named(string? typed, string before) =>
        typed?.Trim() is { Length: > 0 } name ? name[..Math.Min(name.Length, LongestName)] : before;

    private static Subject About(UserId user) => new(RegionCode.National, "people.account", user.ToString());

    private sealed record State(string? Value);
}

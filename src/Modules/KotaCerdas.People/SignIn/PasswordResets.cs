using System.Security.Cryptography;
using System.Text.Json;
using KotaCerdas.People.Features.Directory;
using KotaCerdas.People.Model;
using KotaCerdas.Platform;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.People.SignIn;

/// <summary>
/// Links by which someone sets a new password. A link names the account's stamp, so it is good once, and for half an hour. One-time codes
/// stay on: whoever reads the mail alone does not get in.
/// </summary>
internal sealed class PasswordResets(
    KotaDb db, Actors actors, Passwords passwords, Trail trail, IDataProtectionProvider protection, TimeProvider clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);
    private readonly IDataProtector _protector = protection.CreateProtector("KotaCerdas.People.PasswordReset");

    public string PathFor(Account account)
    {
        var content = JsonSerializer.Serialize(new Content(account.Id.Value, account.SecurityStamp, clock.GetUtcNow() + Lifetime));
        return "/masuk/sandi-baru/" + _protector.Protect(content);
    }

    /// <summary>The account of a link that is still good, or null.</summary>
    public async Task<Account?> FindAsync(string token, CancellationToken cancel)
    {
        if (Read(token) is not { } content || clock.GetUtcNow() >= content.Until)
        {
            return null;
        }

        var user = new UserId(content.User);
        var account = await db.Shared<Account>().SingleOrDefaultAsync(a => a.Id == user && a.ClosedAt == null, cancel);
        return account?.SecurityStamp == content.Stamp ? account : null;
    }

    /// <summary>Sets the password and ends every session.</summary>
    public async Task<Outcome<Nothing>> SetAsync(string token, string? password, CancellationToken cancel)
    {
        if (await FindAsync(token, cancel) is not { } account)
        {
            return new Problem("People.Reset.Gone");
        }

        if (Passwords.Refuse(password, account.Name, account.Email) is { } refused)
        {
            return refused;
        }

        var (hash, stamp, now) = (passwords.Hash(password!), CreateAccount.Stamp(), clock.GetUtcNow().UtcDateTime);
        await using var write = await db.BeginWriteAsync(RegionScope.Of(RegionCode.National), cancel);

        // The old stamp decides between two who open the same link at once.
        var changed = await db.Shared<Account>().Where(a => a.Id == account.Id && a.SecurityStamp == account.SecurityStamp)
            .ExecuteUpdateAsync(s => s.SetProperty(a => a.PasswordHash, hash).SetProperty(a => a.SecurityStamp, stamp), cancel);
        if (changed == 0)
        {
            return new Problem("People.Reset.Gone");
        }

        await db.Shared<Session>().Where(s => s.UserId == account.Id && s.EndedAt == null)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.EndedAt, now), cancel);
        trail.Add(
            actors.Entering(account), "People.Trail.PasswordReset",
            new Subject(RegionCode.National, "people.account", account.Id.ToString()));
        await write.CommitAsync(cancel);
        return Outcome.Done;
    }

    private Content? Read(string token)
    {
        try
        {
            return JsonSerializer.Deserialize<Content>(_protector.Unprotect(token));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private sealed record Content(Guid User, string Stamp, DateTimeOffset Until);
}

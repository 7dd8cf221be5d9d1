using KotaCerdas.People.Features.Directory;
using KotaCerdas.People.Model;
using KotaCerdas.People.SignIn;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.People.Features.Profile;

/// <summary>
/// Closes one's own account, which needs the password, and forgets what it holds of the person (UU 27/2022 art. 8): the
/// address is free again. Whoever holds a role gives it back first: what an office did needs a name.
/// </summary>
internal sealed class CloseOwnAccount(
    KotaDb db, Actors actors, AccountChanges changes, Trail trail, Outbox outbox, TimeProvider clock)
{
    public async Task<Outcome<Nothing>> RunAsync(Actor actor, string? password, CancellationToken cancel)
    {
        var user = actor.User!.Value;
        var known = await db.Shared<Account>().AsNoTracking().SingleAsync(a => a.Id == user, cancel);
        if ((await actors.InForceAsync(known, cancel)).Count > 0)
        {
            return new Problem("People.Close.HoldsRole");
        }

        if (known.IsDemo || known.PasswordHash is null)
        {
            return new Problem(known.IsDemo ? "People.Close.Generated" : "People.Close.NoPassword");
        }

        if (await changes.ProveAsync(actor, password, "Password", cancel) is { } wrong)
        {
            return wrong;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        await using var write = await db.BeginWriteAsync(RegionScope.Of(RegionCode.National), cancel);
        var account = await db.Shared<Account>().SingleAsync(a => a.Id == user, cancel);
        account.FreeAddress();
        Forget(account);
        account.ClosedAt = now;
        await db.Shared<Passkey>().Where(p => p.UserId == user).ExecuteDeleteAsync(cancel);
        await db.Shared<Session>().Where(s => s.UserId == user && s.EndedAt == null)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.EndedAt, now), cancel);
        trail.Add(
            actor, "People.Trail.AccountClosed", new Subject(RegionCode.National, "people.account", user.ToString()));
        outbox.Add(new AccountClosed(user.Value));
        await write.CommitAsync(cancel);
        return Outcome.Done;
    }

    private static void Forget(Account account)
    {
        (account.DisplayName, account.Affiliation) = ("-", string.Empty);
        (account.PhoneSealed, account.PhoneLookup, account.NipSealed, account.NipLookup) = (null, null, null, null);
        (account.PasswordHash, account.CodeKeySealed, account.CodeSince, account.RecoveryHashes) = (null, null, null, string.Empty);
        account.SecurityStamp = CreateAccount.Stamp();
    }
}

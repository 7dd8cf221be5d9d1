using KotaCerdas.People.Model;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.People.Features.Directory;

/// <summary>Closes an account for good: nobody can sign in with it, what it did stays, its address is free.</summary>
internal sealed class CloseAccount(KotaDb db, Trail trail, Outbox outbox, TimeProvider clock)
{
    public async Task<Outcome<Nothing>> RunAsync(Actor actor, UserId user, CancellationToken cancel)
    {
        if (actor.User == user)
        {
            return new Problem("People.Account.NotYourself");
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(RegionCode.National), cancel);
        var account = await db.Shared<Account>().SingleOrDefaultAsync(a => a.Id == user && a.ClosedAt == null, cancel);
        if (account is null)
        {
            return new Problem("People.Holding.NoAccount");
        }

        // Someone who also holds a role elsewhere is closed only by who may do so everywhere.
        if (account.Regions.DefaultIfEmpty(RegionCode.National).Select(r => actor.Refuse(PeopleModule.CloseAccounts, r)).OfType<Problem>()
            .FirstOrDefault() is { } refused)
        {
            return refused;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        account.ClosedAt = now;
        account.FreeAddress();
        account.SecurityStamp = CreateAccount.Stamp();
        await db.Shared<Session>().Where(s => s.UserId == user && s.EndedAt == null)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.EndedAt, now), cancel);
        trail.Add(actor, "People.Trail.AccountClosed", new Subject(RegionCode.National, "people.account", user.ToString()));
        outbox.Add(new AccountClosed(user.Value));
        await write.CommitAsync(cancel);
        return Outcome.Done;
    }
}

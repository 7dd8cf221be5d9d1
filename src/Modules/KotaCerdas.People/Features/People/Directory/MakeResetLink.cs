using KotaCerdas.People.Model;
using KotaCerdas.People.SignIn;
using KotaCerdas.Platform;

namespace KotaCerdas.People.Features.Directory;

/// <summary>Makes a link for a new password; who may close the account may do so.</summary>
internal sealed class MakeResetLink(KotaDb db, PasswordResets resets, Notifications notifications, Trail trail)
{
    public async Task<Outcome<string>> RunAsync(Actor actor, Account account, CancellationToken cancel)
    {
        var regions = account.Regions.DefaultIfEmpty(RegionCode.National);
        if (regions.Select(r => actor.Refuse(PeopleModule.CloseAccounts, r)).OfType<Problem>().FirstOrDefault() is { } refused)
        {
            return refused;
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(RegionCode.National), cancel);
        notifications.Add(account.Id, "People.Mail.ResetLinkMade", [actor.Name]);
        trail.Add(actor, "People.Trail.ResetLinkMade", new Subject(RegionCode.National, "people.account", account.Id.ToString()));
        await write.CommitAsync(cancel);
        return resets.PathFor(account);
    }
}

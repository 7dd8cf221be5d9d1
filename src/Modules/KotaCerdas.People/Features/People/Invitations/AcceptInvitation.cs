using KotaCerdas.People.Features.Directory;
using KotaCerdas.People.Model;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.People.Features.Invitations;

/// <summary>Turns an invitation into an account with its role, or gives the role to the account of the same e-mail address.</summary>
internal sealed class AcceptInvitation(KotaDb db, InvitationReader reader, CreateAccount create, GrantHolding grant, TimeProvider clock)
{
    public Task<Invitation?> FindAsync(string token, CancellationToken cancel) => reader.FindAsync(token, cancel);

    public async Task<Outcome<Account>> RunAsync(Actor actor, string token, NewAccount typed, CancellationToken cancel)
    {
        if (await reader.FindAsync(token, cancel) is not { } invitation)
        {
            return new Problem("People.Invitation.Gone");
        }

        var existing = await db.Shared<Account>()
            .SingleOrDefaultAsync(a => a.NormalEmail == invitation.NormalEmail && a.ClosedAt == null, cancel);
        if (existing is not null && existing.Id != actor.User)
        {
            return new Problem("People.Invitation.SignInFirst");
        }

        var input = typed with { Email = invitation.Email, Password = typed.Password ?? string.Empty };
        if (existing is null && await create.CheckAsync(input, cancel) is { Count: > 0 } problems)
        {
            return problems;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var account = existing ?? create.Make(input, now);
        return await SaveAsync(invitation, account, existing is null, cancel) ? account : new Problem("People.Invitation.Gone");
    }

    private async Task<bool> SaveAsync(Invitation invitation, Account account, bool isNew, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var write = await db.BeginWriteAsync(RegionScope.Of(invitation.RegionCode), cancel);

        // The claim decides between two who open the same link at once.
        var claimed = await db.In<Invitation>(RegionScope.Of(invitation.RegionCode))
            .Where(i => i.RegionCode == invitation.RegionCode && i.Id == invitation.Id && i.AcceptedAt == null && i.WithdrawnAt == null)
            .ExecuteUpdateAsync(s => s.SetProperty(i => i.AcceptedAt, now).SetProperty(i => i.AcceptedBy, account.Id), cancel);
        if (claimed == 0)
        {
            return false;
        }

        if (isNew)
        {
            db.Add(account);
        }

        var offer = new NewHolding(account.Id, invitation.Role, invitation.RegionCode, invitation.FromDate)
        {
            Kind = invitation.Kind, To = invitation.ToDate, Letter = invitation.Letter, Unit = invitation.UnitId?.Value,
        };
        grant.Add(account, offer, new Actor(account.Id, account.DisplayName, []), invitation.InvitedBy);
        await write.CommitAsync(cancel);
        return true;
    }
}

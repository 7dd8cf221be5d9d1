using System.Globalization;
using KotaCerdas.People.Model;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.People.SignIn;

/// <summary>
/// Where accounts, invited people and those who register get mail, and in which language. Generated accounts get none: their addresses
/// belong to nobody.
/// </summary>
internal sealed class MailAddresses(KotaDb db, TimeProvider clock) : IMailAddresses
{
    private static readonly RegionScope Everywhere = RegionScope.National("address of an invitation, found by its number");

    public async Task<MailAddressee?> FindAsync(UserId user, CancellationToken cancel)
    {
        if (await db.Shared<Account>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == user && a.ClosedAt == null, cancel) is { } account)
        {
            var language = CultureInfo.GetCultureInfo(account.Language ?? "id");
            return account.IsDemo ? null : new MailAddressee(account.Email, language, account.WantsMail);
        }

        var id = new InvitationId(user.Value);
        var invitation = await db.In<Invitation>(Everywhere).AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, cancel);
        return invitation?.IsOpenAt(clock.GetUtcNow().UtcDateTime) == true
            ? new MailAddressee(invitation.Email, CultureInfo.GetCultureInfo("id"), WantsMail: true)
            : invitation is null ? await RegistrationAsync(user, cancel) : null;
    }

    private async Task<MailAddressee?> RegistrationAsync(UserId user, CancellationToken cancel)
    {
        var (id, now) = (new RegistrationId(user.Value), clock.GetUtcNow().UtcDateTime);
        var wish = await db.Shared<Registration>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == id && r.ExpiresAt > now, cancel);
        return wish is null ? null : new MailAddressee(wish.Email, CultureInfo.GetCultureInfo(wish.Language), WantsMail: true);
    }
}

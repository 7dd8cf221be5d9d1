using KotaCerdas.People.Model;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.People.SignIn;

/// <summary>Where accounts get mail. Generated accounts get none: their addresses belong to nobody.</summary>
internal sealed class MailAddresses(KotaDb db) : IMailAddresses
{
    private static readonly System.Globalization.CultureInfo Indonesian = System.Globalization.CultureInfo.GetCultureInfo("id");

    public async Task<MailAddressee?> FindAsync(UserId user, CancellationToken cancel) =>
        await db.Shared<Account>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == user && a.ClosedAt == null, cancel) is { } account
            ? new MailAddressee(account.Email, Indonesian, !account.IsDemo)
            : null;
}

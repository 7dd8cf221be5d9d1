using KotaCerdas.People.Model;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.People.SignIn;

/// <summary>Mails a link for a new password. Says the same whether the account exists or not.</summary>
internal sealed class AskForReset(KotaDb db, PasswordResets resets, Notifications notifications, Throttle throttle)
{
    public async Task<Outcome<Nothing>> RunAsync(string? email, string address, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(email))
        {
            return new Problem("People.SignIn.NameMissing", "Email");
        }

        var normal = Account.Normal(email);
        if (await throttle.CountAsync("reset\n" + normal, address, cancel) is { } tooMany)
        {
            return tooMany;
        }

        var account = await db.Shared<Account>().AsNoTracking()
            .SingleOrDefaultAsync(a => (a.NormalEmail == normal || a.NormalName == normal) && a.ClosedAt == null, cancel);
        if (account is not null)
        {
            await using var write = await db.BeginWriteAsync(RegionScope.Of(RegionCode.National), cancel);
            notifications.AddLink(account.Id, "People.Mail.Reset", [], resets.PathFor(account));
            await write.CommitAsync(cancel);
        }

        return Outcome.Done;
    }
}

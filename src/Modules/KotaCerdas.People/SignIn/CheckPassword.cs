using KotaCerdas.People.Model;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.People.SignIn;

/// <summary>The first step of signing in with a password. Says the same, in the same time, for a wrong name and a wrong password.</summary>
internal sealed class CheckPassword(KotaDb db, Passwords passwords, Throttle throttle)
{
    public async Task<Outcome<Account>> RunAsync(string? name, string? password, string address, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(name) || string.IsNullOrEmpty(password))
        {
            return Missing(name, password);
        }

        var normal = Account.Normal(name);
        if (await throttle.CountAsync(normal, address, cancel) is { } tooMany)
        {
            return tooMany;
        }

        var account = await db.Shared<Account>().AsNoTracking()
            .SingleOrDefaultAsync(a => (a.NormalName == normal || a.NormalEmail == normal) && a.ClosedAt == null, cancel);
        if (!passwords.IsRight(account, password))
        {
            return new Problem("People.SignIn.Wrong");
        }

        // With codes switched on the count goes on until the code was right as well.
        if (account!.CodeSince is null)
        {
            await throttle.ForgetAsync(normal, cancel);
        }

        return account;
    }

    private static List<Problem> Missing(string? name, string? password)
    {
        var problems = new List<Problem>();
        if (string.IsNullOrWhiteSpace(name))
        {
            problems.Add(new Problem("People.SignIn.NameMissing", "Name"));
        }

        if (string.IsNullOrEmpty(password))
        {
            problems.Add(new Problem("People.SignIn.PasswordMissing", "Password"));
        }

        return problems;
    }
}

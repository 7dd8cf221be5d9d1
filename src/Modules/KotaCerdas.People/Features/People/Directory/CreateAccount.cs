using System.Net.Mail;
using System.Security.Cryptography;
using KotaCerdas.People.Model;
using KotaCerdas.People.SignIn;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.People.Features.Directory;

/// <summary>Makes an account.</summary>
internal sealed class CreateAccount(KotaDb db, Passwords passwords, Trail trail, TimeProvider clock)
{
    public async Task<Outcome<UserId>> RunAsync(Actor actor, NewAccount input, CancellationToken cancel)
    {
        if (actor.Refuse(PeopleModule.CreateAccounts, RegionCode.National) is { } refused)
        {
            return refused;
        }

        var problems = await CheckAsync(input, cancel);
        if (problems.Count > 0)
        {
            return problems;
        }

        var account = Make(input, clock.GetUtcNow().UtcDateTime);
        await using var write = await db.BeginWriteAsync(RegionScope.Of(RegionCode.National), cancel);
        db.Add(account);
        trail.Add(actor, "People.Trail.AccountCreated", new Subject(RegionCode.National, "people.account", account.Id.ToString()));
        await write.CommitAsync(cancel);
        return account.Id;
    }

    /// <summary>What is wrong with names and password of a new account.</summary>
    public async Task<List<Problem>> CheckAsync(NewAccount input, CancellationToken cancel)
    {
        var problems = new List<Problem>();
        if (input.DisplayName.Trim() is not { Length: > 0 and <= Account.LongestName })
        {
            problems.Add(new Problem("People.Account.DisplayNameMissing", "DisplayName", Account.LongestName));
        }

        if (!Emails.IsOne(input.Email))
        {
            problems.Add(new Problem("People.Account.EmailInvalid", "Email"));
        }

        if (input.Password is not null && Passwords.Refuse(input.Password, input.Name, input.Email) is { } refused)
        {
            problems.Add(refused);
        }

        var (email, name) = (Account.Normal(input.Email), Account.Normal(NameOf(input)));
        if (await db.Shared<Account>().AnyAsync(a => a.NormalEmail == email || a.NormalName == email, cancel))
        {
            problems.Add(new Problem("People.Account.EmailTaken", "Email"));
        }
        else if (await db.Shared<Account>().AnyAsync(a => a.NormalEmail == name || a.NormalName == name, cancel))
        {
            problems.Add(new Problem("People.Account.NameTaken", "Name"));
        }

        return problems;
    }

    /// <summary>The account, not yet added; the password is hashed here, outside any write.</summary>
    public Account Make(NewAccount input, DateTime now) => new()
    {
        Id = Ids.New<UserId>(clock),
        Name = NameOf(input),
        NormalName = Account.Normal(NameOf(input)),
        Email = input.Email.Trim(),
        NormalEmail = Account.Normal(input.Email),
        DisplayName = input.DisplayName.Trim(),
        Affiliation = input.Affiliation.Trim(),
        PasswordHash = input.Password is null ? null : passwords.Hash(input.Password),
        SecurityStamp = Stamp(),
        IsDemo = input.IsDemo,
        CreatedAt = now,
    };

    public static string Stamp() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private static string NameOf(NewAccount input) => string.IsNullOrWhiteSpace(input.Name) ? input.Email.Trim() : input.Name.Trim();
}

/// <summary>
/// What counts as an e-mail address: one @, a domain, and nothing that mail would read as a name or a remark beside another address.
/// Whether it works shows when it is used.
/// </summary>
internal static class Emails
{
    public const int Longest = 254;

    private const string Reserved = "<>()\",;:\\[]";

    public static bool IsOne(string? text) =>
        text?.Trim() is { Length: > 3 and <= Longest } email
        && email.Split('@') is [{ Length: > 0 }, { Length: > 0 } domain]
        && !email.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || Reserved.Contains(c))
        && !domain.StartsWith('.') && !domain.EndsWith('.')
        && MailAddress.TryCreate(email, out var read) && read.Address == email && read.DisplayName.Length == 0;
}

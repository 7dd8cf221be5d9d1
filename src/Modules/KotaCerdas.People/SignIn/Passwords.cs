using KotaCerdas.People.Model;
using KotaCerdas.Platform;
using Microsoft.AspNetCore.Identity;

namespace KotaCerdas.People.SignIn;

/// <summary>Rules, hashing and checking of passwords. Hashes are ASP.NET Core Identity's (PBKDF2, HMAC-SHA-512, salted).</summary>
internal sealed class Passwords(IPasswordHasher<Account> hasher)
{
    /// <summary>Length counts, composition does not (NIST SP 800-63B section 3.1.1.2).</summary>
    public const int Shortest = 12;
    public const int Longest = 128;
    private const int FewestDifferent = 5;

    private static readonly Account Nobody = new()
    {
        Id = default, Name = "-", NormalName = "-", Email = "-", NormalEmail = "-", DisplayName = "-", Affiliation = "-",
            SecurityStamp = "-", CreatedAt = default,
    };

    private readonly Lazy<string> _nobodysHash = new(() => hasher.HashPassword(Nobody, Guid.Empty.ToString()));

    /// <summary>What is wrong with a password for an account, or null.</summary>
    public static Problem? Refuse(string? password, string name, string email)
    {
        var problem = password switch
        {
            null or { Length: < Shortest } => new Problem("People.Password.Short", "Password", Shortest),
            { Length: > Longest } => new Problem("People.Password.Long", "Password", Longest),
            _ when password.Distinct().Count() < FewestDifferent => new Problem("People.Password.Monotonous", "Password"),
            _ when IsPattern(password) => new Problem("People.Password.Pattern", "Password"),
            _ when Holds(password, name) || Holds(password, email.Split('@')[0]) => new Problem("People.Password.HoldsName", "Password"),
            _ => null,
        };
        return problem;
    }

    public string Hash(string password) => hasher.HashPassword(Nobody, password);

    /// <summary>
    /// True where it is the account's password. Takes the same time for an account that does not exist or has no password.
    /// </summary>
    public bool IsRight(Account? account, string password)
    {
        var result = hasher.VerifyHashedPassword(Nobody, account?.PasswordHash ?? _nobodysHash.Value, password);
        return account?.PasswordHash is not null && result != PasswordVerificationResult.Failed;
    }

    /// <summary>True where most characters follow their neighbours, as in 12345678901234, or one piece is repeated throughout.</summary>
    private static bool IsPattern(string password)
    {
        var steps = password.Zip(password.Skip(1), (a, b) => b - a).ToList();
        return steps.Count(s => s is >= -1 and <= 1) * 4 >= steps.Count * 3
            || (password + password).IndexOf(password, 1, StringComparison.Ordinal) < password.Length;
    }

    private static bool Holds(string password, string part) =>
        part.Length >= 4 && password.Contains(part, StringComparison.OrdinalIgnoreCase);
}

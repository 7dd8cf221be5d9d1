using System.Security.Cryptography;
using System.Text;
using KotaCerdas.People.Model;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.People.SignIn;

/// <summary>The second step of signing in: a one-time code from an app, or a recovery code. Each is accepted once.</summary>
internal sealed class Codes(KotaDb db, PersonalNumbers numbers, Throttle throttle, TimeProvider clock)
{
    public const int RecoveryCount = 10;
    private const string Letters = "ABCDEFGHJKMNPQRSTVWXYZ23456789";

    /// <summary>Checks a code and marks it as used.</summary>
    public async Task<Outcome<Account>> CheckAsync(UserId user, string? typed, string address, CancellationToken cancel)
    {
        var account = await db.Shared<Account>().SingleAsync(a => a.Id == user, cancel);
        if (await throttle.CountAsync("code\n" + account.NormalName, address, cancel) is { } tooMany)
        {
            return tooMany;
        }

        var code = Clean(typed);
        await using var write = await db.BeginWriteAsync(RegionScope.Of(RegionCode.National), cancel);
        await db.Entry(account).ReloadAsync(cancel);
        if (account.CodeKeySealed is null || !(TakeRecovery(account, code) || TakeCode(account, code)))
        {
            return new Problem("People.SignIn.CodeWrong", "Code");
        }

        await write.CommitAsync(cancel);
        await write.DisposeAsync();
        await throttle.ForgetAsync(account.NormalName, cancel);
        await throttle.ForgetAsync("code\n" + account.NormalName, cancel);
        return account;
    }

    /// <summary>New recovery codes and what to store of them.</summary>
    public static (IReadOnlyList<string> Codes, string Hashes) NewRecovery()
    {
        var codes = Enumerable.Range(0, RecoveryCount).Select(_ => RandomNumberGenerator.GetString(Letters, 10)).ToList();
        return ([.. codes.Select(c => $"{c[..5]}-{c[5..]}")], string.Join('\n', codes.Select(Hash)));
    }

    public static string Clean(string? typed) =>
        string.Concat((typed ?? string.Empty).Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();

    private bool TakeCode(Account account, string code)
    {
        var step = Totp.StepOf(code, numbers.Open(account.CodeKeySealed), clock.GetUtcNow(), account.CodeLastStep);
        account.CodeLastStep = step ?? account.CodeLastStep;
        return step is not null;
    }

    private static bool TakeRecovery(Account account, string code)
    {
        var hashes = account.RecoveryHashes.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var left = hashes.Where(h => h != Hash(code)).ToList();
        account.RecoveryHashes = string.Join('\n', left);
        return left.Count < hashes.Length;
    }

    // A recovery code is random, 49 bits, and tried five times a quarter of an hour: a plain hash is enough.
    private static string Hash(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(code)));
}

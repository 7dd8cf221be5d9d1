using KotaCerdas.People.Features.Directory;
using KotaCerdas.People.Model;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.People.SignIn;

/// <summary>
/// Changes to what an account signs in with. Each gives a new stamp, which voids every session but the one that made the change.
/// </summary>
internal sealed class AccountChanges(
    KotaDb db, Passwords passwords, PersonalNumbers numbers, Throttle throttle, Trail trail, TimeProvider clock)
{
    /// <summary>Changes the password, which needs the present one.</summary>
    public async Task<Outcome<Account>> PasswordAsync(Actor actor, string? present, string? wanted, CancellationToken cancel)
    {
        var account = await ReadAsync(actor, cancel);
        if (await ProveAsync(account, present, "Present", cancel) is { } wrong)
        {
            return wrong;
        }

        if (Passwords.Refuse(wanted, account.Name, account.Email) is { } refused)
        {
            return refused;
        }

        var hash = passwords.Hash(wanted!);
        return await ChangeAsync(actor, a => a.PasswordHash = hash, "People.Trail.PasswordChanged", cancel);
    }

    /// <summary>Switches one-time codes on with a key whose first code was typed; gives recovery codes, shown once.</summary>
    public async Task<Outcome<(Account Account, IReadOnlyList<string> Recovery)>> TurnCodesOnAsync(
        Actor actor, string key, string? code, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (Totp.StepOf(Codes.Clean(code), key, now, 0) is not { } step)
        {
            return new Problem("People.SignIn.CodeWrong", "Code");
        }

        var (recovery, hashes) = Codes.NewRecovery();
        var account = await ChangeAsync(
            actor,
            a => (a.CodeKeySealed, a.CodeSince, a.CodeLastStep, a.RecoveryHashes) = (numbers.Seal(key), now.UtcDateTime, step, hashes),
            "People.Trail.CodesOn", cancel);
        return (account, recovery);
    }

    /// <summary>Switches one-time codes off, which needs the password.</summary>
    public async Task<Outcome<Account>> TurnCodesOffAsync(Actor actor, string? present, CancellationToken cancel)
    {
        var account = await ReadAsync(actor, cancel);
        return await ProveAsync(account, present, "OffPassword", cancel) is { } wrong
            ? wrong
            : await ChangeAsync(
                actor, a => (a.CodeKeySealed, a.CodeSince, a.RecoveryHashes) = (null, null, string.Empty), "People.Trail.CodesOff", cancel);
    }

    /// <summary>Ends every session of the person; this browser gets a cookie with the new stamp.</summary>
    public Task<Account> SignOutEverywhereAsync(Actor actor, CancellationToken cancel) =>
        ChangeAsync(actor, _ => { }, "People.Trail.SignedOutEverywhere", cancel);

    /// <summary>Ends one other session of the person.</summary>
    public Task EndSessionAsync(Actor actor, SessionId session, CancellationToken cancel)
    {
        var (user, now) = (actor.User!.Value, clock.GetUtcNow().UtcDateTime);
        return db.Shared<Session>().Where(s => s.Id == session && s.UserId == user && s.EndedAt == null)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.EndedAt, now), cancel);
    }

    /// <summary>Stores the person's own numbers; an empty one is removed, null leaves it as it is.</summary>
    public async Task NumbersAsync(Actor actor, string? phone, string? nip, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(RegionScope.Of(RegionCode.National), cancel);
        var account = await ReadAsync(actor, cancel);
        (account.PhoneSealed, account.PhoneLookup) = Sealed("phone", phone, account.PhoneSealed, account.PhoneLookup);
        (account.NipSealed, account.NipLookup) = Sealed("nip", nip, account.NipSealed, account.NipLookup);
        trail.Add(actor, "People.Trail.NumbersChanged", About(account));
        await write.CommitAsync(cancel);
    }

    /// <summary>What is wrong with the password by which somebody shows who they are; nothing where the account has none.</summary>
    public async Task<Problem?> ProveAsync(Actor actor, string? present, string field, CancellationToken cancel) =>
        await ReadAsync(actor, cancel) is { PasswordHash: not null } account ? await ProveAsync(account, present, field, cancel) : null;

    private (byte[]? Sealed, byte[]? Lookup) Sealed(string kind, string? value, byte[]? oldSealed, byte[]? oldLookup) => value switch
    {
        null => (oldSealed, oldLookup),
        "" => (null, null),
        _ => (numbers.Seal(value), numbers.Lookup(kind, value)),
    };

    private Task<Account> ReadAsync(Actor actor, CancellationToken cancel)
    {
        var user = actor.User!.Value;
        return db.Shared<Account>().SingleAsync(a => a.Id == user, cancel);
    }

    private async Task<Problem?> ProveAsync(Account account, string? present, string field, CancellationToken cancel) =>
        await throttle.CountAsync(account.NormalName, account.Id.ToString(), cancel)
        ?? (passwords.IsRight(account, present ?? string.Empty) ? null : new Problem("People.Password.PresentWrong", field));

    private async Task<Account> ChangeAsync(Actor actor, Action<Account> change, string action, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var write = await db.BeginWriteAsync(RegionScope.Of(RegionCode.National), cancel);
        var account = await ReadAsync(actor, cancel);
        change(account);
        account.SecurityStamp = CreateAccount.Stamp();
        await db.Shared<Session>().Where(s => s.UserId == account.Id && s.EndedAt == null)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.EndedAt, now), cancel);
        trail.Add(actor, action, About(account));
        await write.CommitAsync(cancel);
        return account;
    }

    private static Subject About(Account account) => new(RegionCode.National, "people.account", account.Id.ToString());
}

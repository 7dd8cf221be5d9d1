using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using KotaCerdas.People.Features.Directory;
using KotaCerdas.People.Model;
using KotaCerdas.People.SignIn;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.People.Features.Registrations;

/// <summary>
/// Mails the link by which somebody makes an account. An address that has an account gets another mail; the page says the same to both, so
/// that nobody learns who has one.
/// </summary>
internal sealed class AskForAccount(
    KotaDb db, RegistrationDoor door, Notifications notifications, Throttle throttle, TimeProvider clock)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>So long after a mail no second one goes to the address.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(3);

    /// <param name="email">As typed.</param>
    /// <param name="back">Path of this site to go to afterwards, or empty.</param>
    /// <param name="address">Where the request comes from.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<Outcome<Nothing>> RunAsync(string? email, string back, string address, CancellationToken cancel)
    {
        if (!door.IsOpen)
        {
            return new Problem("People.Registration.Closed");
        }

        if (!door.CanMail)
        {
            return new Problem("People.Registration.NoMail");
        }

        if (!Emails.IsOne(email))
        {
            return new Problem("People.Registration.EmailInvalid", "Email");
        }

        var normal = Account.Normal(email!);
        if (await throttle.CountAsync("register\n" + normal, "register\n" + address, cancel) is { } tooMany)
        {
            return new Problem("People.Registration.TooMany", null, [.. tooMany.Args]);
        }

        var known = await db.Shared<Account>().AsNoTracking()
            .SingleOrDefaultAsync(a => a.NormalEmail == normal || a.NormalName == normal, cancel);
        var now = clock.GetUtcNow().UtcDateTime;
        await using var write = await db.BeginWriteAsync(RegionScope.Of(RegionCode.National), cancel);
        await db.Shared<Registration>().Where(r => r.ExpiresAt <= now).ExecuteDeleteAsync(cancel);
        if (known is null)
        {
            var (fresh, hour) = (now - Pause, now.AddHours(-1));
            if (await db.Shared<Registration>().CountAsync(r => r.CreatedAt > hour, cancel) >= door.MostPerHour)
            {
                return new Problem("People.Registration.TooMany", null, 60);
            }

            // The mail of a moment ago is still on its way: the same answer, and no second mail to an address that may be another's.
            if (await db.Shared<Registration>().AnyAsync(r => r.NormalEmail == normal && r.CreatedAt > fresh, cancel))
            {
                await write.CommitAsync(cancel);
                return Outcome.Done;
            }

            var secret = RandomNumberGenerator.GetBytes(32);
            var wish = Row(email!, secret, back, now);
            db.Add(wish);
            notifications.AddLink(
                new UserId(wish.Id.Value), "People.Mail.Registered", [],
                $"/daftar/{wish.Id.Value:N}~{Base64Url.EncodeToString(secret)}");
        }
        else
        {
            notifications.AddLink(known.Id, "People.Mail.RegisteredBefore", [], "/masuk/lupa");
        }

        await write.CommitAsync(cancel);
        return Outcome.Done;
    }

    /// <summary>A path without the check code in it: that is kept nowhere.</summary>
    private static string WithoutCode(string back)
    {
        var parts = back.Split('?', 2);
        var query = parts.Skip(1).SelectMany(q => q.Split('&')).Where(q => !q.StartsWith("kode=", StringComparison.OrdinalIgnoreCase));
        return string.Join('?', new[] { parts[0], string.Join('&', query) }.Where(p => p.Length > 0));
    }

    private Registration Row(string email, byte[] secret, string back, DateTime now) => new()
    {
        Id = Ids.New<RegistrationId>(clock),
        TokenHash = SHA256.HashData(secret),
        Email = email.Trim(),
        NormalEmail = Account.Normal(email),
        Language = Languages.IsEnglish(CultureInfo.CurrentUICulture) ? "en" : "id",
        Back = WithoutCode(back) is { Length: <= Registration.LongestBack } kept ? kept : string.Empty,
        CreatedAt = now,
        ExpiresAt = now + Lifetime,
    };
}

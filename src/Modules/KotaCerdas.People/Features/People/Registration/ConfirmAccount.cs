using System.Buffers.Text;
using System.Security.Cryptography;
using KotaCerdas.People.Features.Directory;
using KotaCerdas.People.Model;
using KotaCerdas.People.SignIn;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.People.Features.Registrations;

/// <summary>Makes the account of who opened the link of the mail: the address is theirs. It holds no role.</summary>
internal sealed class ConfirmAccount(
    KotaDb db, CreateAccount create, RegistrationDoor door, Actors actors, Trail trail, TimeProvider clock)
{
    private const string Gone = "People.Registration.Gone";

    /// <summary>The open registration of a link; null where it is wrong, used or expired, or where registration was closed.</summary>
    public async Task<Registration?> FindAsync(string token, CancellationToken cancel)
    {
        if (!door.IsOpen || token.Split('~') is not [var idText, var secretText] || !Guid.TryParseExact(idText, "N", out var guid)
            || !Base64Url.IsValid(secretText))
        {
            return null;
        }

        var (id, now) = (new RegistrationId(guid), clock.GetUtcNow().UtcDateTime);
        var found = await db.Shared<Registration>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == id && r.ExpiresAt > now, cancel);
        return found is not null
            && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Base64Url.DecodeFromChars(secretText)), found.TokenHash)
                ? found : null;
    }

    public async Task<Outcome<(Account Account, string Back)>> RunAsync(
        string token, string? displayName, string? password, CancellationToken cancel)
    {
        if (await FindAsync(token, cancel) is not { } wish)
        {
            return new Problem(Gone);
        }

        // A name that is missing is asked for in a citizen's words: an officer's account is named by office.
        var input = new NewAccount(string.Empty, wish.Email, displayName ?? string.Empty, string.Empty)
        {
            Password = password ?? string.Empty,
        };
        var problems = (await create.CheckAsync(input, cancel)).ConvertAll(p => p.Code switch
        {
            "People.Account.DisplayNameMissing" => new Problem("People.Registration.NameMissing", p.Field, [.. p.Args]),
            "People.Account.EmailTaken" or "People.Account.NameTaken" => new Problem(Gone),
            _ => p,
        });
        if (problems.Count > 0)
        {
            return problems;
        }

        var account = create.Make(input, clock.GetUtcNow().UtcDateTime);
        account.Language = wish.Language;
        await using var write = await db.BeginWriteAsync(RegionScope.Of(RegionCode.National), cancel);

        // Taking the rows of the address away in one statement decides between two who open links to it at once.
        if (await db.Shared<Registration>().Where(r => r.NormalEmail == wish.NormalEmail).ExecuteDeleteAsync(cancel) == 0)
        {
            return new Problem(Gone);
        }

        db.Add(account);
        trail.Add(
            await actors.OfAsync(account, cancel), "People.Trail.Registered",
            new Subject(RegionCode.National, "people.account", account.Id.ToString()));
        try
        {
            await write.CommitAsync(cancel);
        }
        catch (DbUpdateException)
        {
            // Somebody else took the address or the name meanwhile.
            return new Problem(Gone);
        }

        return (account, wish.Back);
    }
}

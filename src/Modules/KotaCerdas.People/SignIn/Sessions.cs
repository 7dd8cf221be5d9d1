using System.Security.Claims;
using KotaCerdas.People.Model;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.People.SignIn;

/// <summary>Starts, checks and ends sessions. The cookie names a session row; the row decides.</summary>
internal sealed class Sessions(KotaDb db, Actors actors, Trail trail, TimeProvider clock)
{
    public const string Scheme = "masuk";
    public const string SessionClaim = "sesi";
    public const string StampClaim = "cap";
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(5);

    public async Task StartAsync(HttpContext http, Account account, SignInWay way, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var session = new Session
        {
            Id = Ids.New<SessionId>(clock), UserId = account.Id, Way = way, StartedAt = now, SeenAt = now,
                Device = Devices.Describe(http.Request.Headers.UserAgent),
        };
        await using (var write = await db.BeginWriteAsync(RegionScope.Of(RegionCode.National), cancel))
        {
            db.Add(session);
            trail.Add(
                actors.Entering(account), "People.Trail.SignedIn",
                    new Subject(RegionCode.National, "people.account", account.Id.ToString()),
                new { way = way.ToString() });
            await write.CommitAsync(cancel);
        }

        await IssueAsync(http, account, session.Id);
        if (account.Language is { } language)
        {
            PagePreferences.Remember(http, language);
        }
    }

    /// <summary>Gives this browser a cookie for its session and the account's present stamp.</summary>
    public static Task IssueAsync(HttpContext http, Account account, SessionId session) => http.SignInAsync(
        Scheme,
        new ClaimsPrincipal(new ClaimsIdentity(
            [
                new Claim(ClaimTypes.NameIdentifier, account.Id.ToString()),
                new Claim(SessionClaim, session.Value.ToString()),
                new Claim(StampClaim, account.SecurityStamp),
            ],
            Scheme)),
        new AuthenticationProperties { IsPersistent = false });

    /// <summary>The account and session of a cookie that is still good, or null.</summary>
    public async Task<(Account Account, SessionId Session)?> CheckAsync(ClaimsPrincipal cookie, CancellationToken cancel)
    {
        if (!Guid.TryParse(cookie.FindFirstValue(ClaimTypes.NameIdentifier), out var userGuid) || IdOf(cookie) is not { } id)
        {
            return null;
        }

        var user = new UserId(userGuid);
        var found = await (
            from s in db.Shared<Session>().AsNoTracking()
            join a in db.Shared<Account>().AsNoTracking() on s.UserId equals a.Id
            where s.Id == id && s.UserId == user && s.EndedAt == null && a.ClosedAt == null
            select new { Account = a, s.SeenAt, s.StartedAt }).SingleOrDefaultAsync(cancel);
        var now = clock.GetUtcNow().UtcDateTime;
        if (found is null || found.Account.SecurityStamp != cookie.FindFirstValue(StampClaim) || now - found.StartedAt > Longest)
        {
            return null;
        }

        if (now - found.SeenAt > SeenEvery)
        {
            await db.Shared<Session>().Where(s => s.Id == id).ExecuteUpdateAsync(s => s.SetProperty(x => x.SeenAt, now), cancel);
        }

        return (found.Account, id);
    }

    public static SessionId? IdOf(ClaimsPrincipal cookie) =>
        Guid.TryParse(cookie.FindFirstValue(SessionClaim), out var id) ? new SessionId(id) : null;

    /// <summary>Ends the session of this browser.</summary>
    public async Task EndAsync(HttpContext http, CancellationToken cancel)
    {
        if (IdOf(http.User) is { } id)
        {
            var now = clock.GetUtcNow().UtcDateTime;
            await db.Shared<Session>().Where(s => s.Id == id && s.EndedAt == null)
                .ExecuteUpdateAsync(s => s.SetProperty(x => x.EndedAt, now), cancel);
        }

        await http.SignOutAsync(Scheme);
    }

    public static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "sesi";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.Path = "/";
        options.CookieManager = new SchemeCookies();
        options.ExpireTimeSpan = Longest;
        options.SlidingExpiration = false;
        options.LoginPath = "/masuk";
    }
}

/// <summary>Names a browser in a few words, without keeping what would single it out.</summary>
internal static class Devices
{
    private static readonly (string Mark, string Name)[] Browsers =
        [("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];
    private static readonly (string Mark, string Name)[] Systems =
        [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"), ("Linux", "Linux")];

    public static string Describe(string? userAgent) =>
        string.Join(" · ", new[] { First(Browsers, userAgent), First(Systems, userAgent) }.OfType<string>());

    private static string? First((string Mark, string Name)[] known, string? text) =>
        known.Where(k => text?.Contains(k.Mark, StringComparison.Ordinal) == true).Select(k => k.Name).FirstOrDefault();
}

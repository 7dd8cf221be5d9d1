using KotaCerdas.People.Model;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.People.SignIn;

/// <summary>Turns accounts into actors: the roles in force on the legal date of each region.</summary>
internal sealed class Actors(KotaDb db, RoleCatalogue roles, Texts texts, TimeProvider clock) : IActors
{
    private static readonly System.Globalization.CultureInfo Indonesian = System.Globalization.CultureInfo.GetCultureInfo("id");

    public async Task<Actor?> FindAsync(UserId user, CancellationToken cancel)
    {
        var account = await db.Shared<Account>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == user && a.ClosedAt == null, cancel);
        return account is null ? null : await OfAsync(account, cancel);
    }

    public async Task<Actor> OfAsync(Account account, CancellationToken cancel)
    {
        var inForce = await InForceAsync(account, cancel);
        var grants = inForce
            .Select(h => roles.Find(h.Role)?.In(h.RegionCode))
            .OfType<Grant>().ToList();
        var acting = inForce.Where(h => h.Kind is HoldingKind.Plt or HoldingKind.Plh && roles.Find(h.Role) is not null)
            .Select(h => $"{texts.Get(KindKey(h.Kind), Indonesian)} {roles.Find(h.Role)!.NameId}");

        // What an office did needs a name; whoever holds no role is not named by facts that outlive the account.
        return inForce.Count == 0
            ? Unnamed(account)
            : new Actor(account.Id, string.Join(", ", acting.Prepend(account.DisplayName)), grants);
    }

    /// <summary>Who signs in, before roles are asked for: named where the account ever held one.</summary>
    public Actor Entering(Account account) =>
        account.HeldIn.Length == 0 ? Unnamed(account) : new Actor(account.Id, account.DisplayName, []);

    /// <summary>Holdings of an account in force now, each by the date of its own region.</summary>
    public async Task<List<Holding>> InForceAsync(Account account, CancellationToken cancel)
    {
        var found = new List<Holding>();
        foreach (var region in account.Regions)
        {
            var holdings = await db.In<Holding>(RegionScope.Of(region)).AsNoTracking()
                .Where(h => h.RegionCode == region && h.UserId == account.Id && h.EndedAt == null).ToListAsync(cancel);
            if (holdings.Count > 0)
            {
                var today = await db.LegalDateAsync(region, clock, cancel);
                found.AddRange(holdings.Where(h => h.InForceOn(today)));
            }
        }

        return found;
    }

    private Actor Unnamed(Account account) =>
        new(account.Id, texts.Get("People.Actor.NoRole", Indonesian), []) { ShownName = account.DisplayName };

    public static string KindKey(HoldingKind kind) => kind switch
    {
        HoldingKind.Plt => "People.Kind.Plt",
        HoldingKind.Plh => "People.Kind.Plh",
        HoldingKind.Delegated => "People.Kind.Delegated",
        _ => "People.Kind.Definitive",
    };
}

/// <summary>Legal dates of regions.</summary>
internal static class LegalDates
{
    /// <summary>Today in a region; the country and unknown regions have Jakarta's date.</summary>
    public static async Task<DateOnly> LegalDateAsync(this KotaDb db, RegionCode region, TimeProvider clock, CancellationToken cancel)
    {
        var zone = region.IsNational
            ? null
            : await db.Shared<Region>().Where(r => r.Code == region).Select(r => (RegionZone?)r.Zone).SingleOrDefaultAsync(cancel);
        return (zone ?? RegionZone.WIB).DateAt(clock.GetUtcNow());
    }
}

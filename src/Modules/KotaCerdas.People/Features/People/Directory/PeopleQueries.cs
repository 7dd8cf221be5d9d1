using KotaCerdas.People.Model;
using KotaCerdas.People.SignIn;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.People.Features.Directory;

/// <summary>Answers other modules about people.</summary>
internal sealed class PeopleQueries(KotaDb db, TimeProvider clock) : IPeopleQueries
{
    public async Task<IReadOnlyList<PersonRow>> HoldersAsync(string role, RegionScope scope, CancellationToken cancel)
    {
        var held = await (
            from h in db.In<Holding>(scope).AsNoTracking()
            join a in db.Shared<Account>() on h.UserId equals a.Id
            where h.Role == role && h.EndedAt == null && a.ClosedAt == null
            select new { Holding = h, a.DisplayName, a.Email, a.Affiliation }).ToListAsync(cancel);
        var found = new List<PersonRow>(held.Count);
        foreach (var group in held.GroupBy(h => h.Holding.RegionCode))
        {
            var today = await db.LegalDateAsync(group.Key, clock, cancel);
            found.AddRange(group.Where(h => h.Holding.InForceOn(today))
                .Select(h => new PersonRow(h.Holding.UserId, h.DisplayName, h.Email, h.Affiliation, h.Holding.RegionCode, h.Holding.Kind)));
        }

        return [.. found.OrderBy(p => p.DisplayName, StringComparer.Ordinal).ThenBy(p => p.User.Value)];
    }

    public async Task<IReadOnlySet<UserId>> OpenAsync(IReadOnlyCollection<UserId> users, CancellationToken cancel) =>
        (await db.Shared<Account>().Where(a => users.Contains(a.Id) && a.ClosedAt == null).Select(a => a.Id).ToListAsync(cancel))
        .ToHashSet();

    public async Task<IReadOnlyDictionary<UserId, string>> NamesAsync(IReadOnlyCollection<UserId> users, CancellationToken cancel) =>
        await db.Shared<Account>().Where(a => users.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.DisplayName, cancel);

    public Task<bool> IsGeneratedAsync(UserId user, CancellationToken cancel) =>
        db.Shared<Account>().AnyAsync(a => a.Id == user && a.IsDemo, cancel);
}

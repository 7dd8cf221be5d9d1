using KotaCerdas.People.Contracts;
using KotaCerdas.People.Model;
using KotaCerdas.People.SignIn;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace KotaCerdas.People.Features.SignIn;

/// <summary>A generated account that can be entered with one button.</summary>
/// <param name="User">The account.</param>
/// <param name="Name">Name of the office.</param>
internal sealed record DemoDoor(UserId User, string Name);

/// <summary>The generated accounts, where the installation is a demo. A real account is never offered and never opened this way.</summary>
internal sealed class DemoDoors(KotaDb db, RoleCatalogue roles, IOptions<DemoOptions> options)
{
    private const int PerRole = 3;

    public async Task<IReadOnlyList<DemoDoor>> ListAsync(CancellationToken cancel)
    {
        if (!options.Value.SignIn)
        {
            return [];
        }

        var accounts = await db.Shared<Account>().AsNoTracking().Where(a => a.IsDemo && a.ClosedAt == null).OrderBy(a => a.Id)
            .ToListAsync(cancel);
        var named = accounts.ToDictionary(a => a.Id, a => a.DisplayName);
        var held = await db.In<Holding>(RegionScope.National("demo sign-in")).AsNoTracking().Where(h => h.EndedAt == null)
            .OrderBy(h => h.Id).ToListAsync(cancel);
        return
        [
            .. from h in held
               where named.ContainsKey(h.UserId)
               group h by h.Role into sameRole
               let role = roles.Find(sameRole.Key)
               where role is not null
               from h in sameRole.DistinctBy(h => h.UserId).Take(PerRole)
               select new DemoDoor(h.UserId, named[h.UserId]),

            // Citizens hold no role.
            .. accounts.Where(a => a.HeldIn.Length == 0).Take(PerRole).Select(a => new DemoDoor(a.Id, a.DisplayName)),
        ];
    }

    public async Task<Account?> OpenAsync(UserId user, CancellationToken cancel) =>
        options.Value.SignIn ? await db.Shared<Account>().AsNoTracking()
            .SingleOrDefaultAsync(a => a.Id == user && a.IsDemo && a.ClosedAt == null, cancel) : null;
}

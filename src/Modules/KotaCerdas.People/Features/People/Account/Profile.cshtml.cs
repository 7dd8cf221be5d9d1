using KotaCerdas.People.Model;
using KotaCerdas.People.SignIn;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.People.Features.Profile;

/// <summary>What the platform keeps about the person signed in.</summary>
[Needs]
internal sealed class ProfileModel(KotaDb db, Actors actors, RoleCatalogue roles, Texts texts, Actor actor) : ProductPage
{
    public Account Account { get; private set; } = null!;

    public IReadOnlyList<HeldRole> Held { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var user = actor.User!.Value;
        Account = await db.Shared<Account>().AsNoTracking().SingleAsync(a => a.Id == user, cancel);
        Held = HeldRole.From(
            await actors.InForceAsync(Account, cancel), roles, await RegionNames.OfAsync(db, texts, Account.Regions, cancel));
    }
}

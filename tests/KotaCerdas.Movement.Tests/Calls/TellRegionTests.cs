using KotaCerdas.People.Contracts;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Movement.Tests.Calls;

public sealed class TellRegionTests
{
    [Theory, OnEachDatabase]
    public async Task An_invited_region_is_told_and_no_other(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var (head, stranger) = (await HolderAsync(database, "a", "16.72"), await HolderAsync(database, "b", "34.04"));
        await Season.OpenAsync(database);

        while (await database.Services.GetRequiredService<OutboxDispatcher>().DispatchAsync(default))
        {
        }

        Assert.Equal(1, await database.WithAsync<Notifications, int>(n => n.CountUnreadAsync(head, default)));
        Assert.Equal(0, await database.WithAsync<Notifications, int>(n => n.CountUnreadAsync(stranger, default)));
    }

    private static Task<UserId> HolderAsync(TestDatabase database, string name, string region) =>
        database.WithAsync<IPeopleSetup, UserId>(async people =>
        {
            var platform = Actor.Platform("test");
            var user = await people.CreateAccountAsync(
                platform, new NewAccount(name, $"{name}@contoh.go.id", "Kepala daerah", string.Empty), default);
            var holding = await people.GrantAsync(
                platform, new NewHolding(user.Value, "region-head", RegionCode.Parse(region), new(2026, 1, 1)), default);
            Assert.Empty(holding.Problems);
            return user.Value;
        });
}

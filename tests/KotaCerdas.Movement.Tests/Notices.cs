using KotaCerdas.People.Contracts;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Movement.Tests;

/// <summary>Accounts of offices and what they were told.</summary>
internal sealed class Notices(TestDatabase database)
{
    private static readonly RegionScope Everywhere = RegionScope.National("test");

    private int _accounts;

    /// <summary>An account that holds a role from the first day of the year.</summary>
    public Task<UserId> AccountAsync(string role, string region) => database.WithAsync<IPeopleSetup, UserId>(async people =>
    {
        var actor = Actor.Platform("test");
        var account = new NewAccount("", $"{role}-{++_accounts}@contoh.go.id", $"{role} {region}", "Contoh");
        var made = await people.CreateAccountAsync(actor, account, default);
        Assert.False(made.Failed);
        await HoldAsync(made.Value, role, region);
        return made.Value;
    });

    /// <summary>Gives an account one more role.</summary>
    public Task HoldAsync(UserId user, string role, string region) => database.WithAsync<IPeopleSetup>(async people =>
    {
        var from = new DateOnly(database.Clock.GetUtcNow().Year, 1, 1);
        var given = await people.GrantAsync(
            Actor.Platform("test"), new NewHolding(user, role, RegionCode.Parse(region), from), default);
        Assert.False(given.Failed);
    });

    /// <summary>Delivers every event, and then all of them a second time.</summary>
    public async Task DeliverTwiceAsync()
    {
        var dispatcher = database.Services.GetRequiredService<OutboxDispatcher>();
        await DeliverAsync(dispatcher);
        await database.WithAsync<KotaDb>(async db =>
        {
            await using var write = await db.BeginWriteAsync(Everywhere, default);
            await db.In<OutboxRow>(Everywhere).ExecuteUpdateAsync(s => s.SetProperty(o => o.DoneAt, (DateTime?)null));
            await write.CommitAsync(default);
        });
        await DeliverAsync(dispatcher);
        Assert.Equal(0, await database.WithAsync<KotaDb, int>(db => db.In<OutboxRow>(Everywhere).CountAsync(o => o.Attempts > 0)));
    }

    /// <summary>What a person was told, oldest first; the mails say the same.</summary>
    public Task<List<string>> ToldAsync(UserId user) => database.WithAsync<KotaDb, List<string>>(async db =>
    {
        var told = await db.Shared<NotificationRow>().Where(n => n.UserId == user).OrderBy(n => n.Id)
            .Select(n => n.TextKey).ToListAsync();
        var mails = await db.Shared<MailRow>().Where(m => m.UserId == user).OrderBy(m => m.Id).Select(m => m.TextKey).ToListAsync();
        Assert.Equal(told, mails);
        return [.. told.Select(k => k.Replace("Movement.Notice.", "", StringComparison.Ordinal))];
    });

    /// <summary>The sentences a person reads in a language.</summary>
    public Task<List<string>> SentencesAsync(UserId user, string language) => database.WithAsync<IServiceProvider, List<string>>(
        async services =>
        {
            var texts = services.GetRequiredService<Texts>();
            var rows = await services.GetRequiredService<Notifications>().ListAsync(user, false, null, 50, default);
            var culture = System.Globalization.CultureInfo.GetCultureInfo(language);
            return rows.ConvertAll(r => texts.Get(r.TextKey, culture, TextArgs.Read(r.TextArgs)));
        });

    private static async Task DeliverAsync(OutboxDispatcher dispatcher)
    {
        while (await dispatcher.DispatchAsync(default))
        {
        }
    }
}

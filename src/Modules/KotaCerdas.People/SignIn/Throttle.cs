using KotaCerdas.People.Model;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.People.SignIn;

/// <summary>
/// Limits attempts to sign in, by name and by address. An attempt is counted before it is checked, so that many at once gain nothing. Rows
/// hold keyed hashes: neither names nor addresses are kept, and unknown names are treated as known ones.
/// </summary>
internal sealed class Throttle(KotaDb db, PersonalNumbers numbers, TimeProvider clock)
{
    public const int ForName = 5;
    public const int ForAddress = 60;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    /// <summary>Counts an attempt; a problem where there were too many in the window.</summary>
    public async Task<Problem?> CountAsync(string normalName, string address, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var write = await db.BeginWriteAsync(RegionScope.National("sign-in throttle"), cancel);
        var name = await AddAsync(Key("name", normalName), now, cancel);
        var from = await AddAsync(Key("address", address), now, cancel);
        await write.CommitAsync(cancel);
        var until = name.Attempts > ForName ? name.Since + Window : from.Attempts > ForAddress ? from.Since + Window : (DateTime?)null;
        return until is { } end ? new Problem("People.SignIn.TooMany", null, Math.Max(1, (int)Math.Ceiling((end - now).TotalMinutes)))
            : null;
    }

    /// <summary>Forgets the attempts of a name after a success.</summary>
    public Task ForgetAsync(string normalName, CancellationToken cancel)
    {
        var key = Key("name", normalName);
        return db.Shared<ThrottleRow>().Where(t => t.Key == key).ExecuteDeleteAsync(cancel);
    }

    private async Task<ThrottleRow> AddAsync(string key, DateTime now, CancellationToken cancel)
    {
        var start = now - Window;
        var rows = await db.Shared<ThrottleRow>()
            .FromSql(
                $"""
                insert into people_throttle (key, attempts, since) values ({key}, 1, {now})
                on conflict (key) do update set
                  attempts = case when people_throttle.since <= {start} then 1 else people_throttle.attempts + 1 end,
                  since = case when people_throttle.since <= {start} then excluded.since else people_throttle.since end
                returning key, attempts, since
                """)
            .AsNoTracking().ToListAsync(cancel);
        return rows[0];
    }

    private string Key(string kind, string value) => Convert.ToHexStringLower(numbers.Lookup("throttle-" + kind, value));
}

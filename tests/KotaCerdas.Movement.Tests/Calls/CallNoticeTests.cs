using KotaCerdas.Movement.Features.Applications;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;

namespace KotaCerdas.Movement.Tests.Calls;

public sealed class CallNoticeTests
{
    [Theory, OnEachDatabase]
    public async Task A_region_is_told_each_step_of_its_way_into_a_call_once(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var notices = new Notices(database);
        var head = await notices.AccountAsync("region-head", "16.72");
        await notices.HoldAsync(head, "bappeda", "16.72");
        var planner = await notices.AccountAsync("bappeda", "16.72");
        var neighbour = await notices.AccountAsync("region-head", "34.04");
        var season = await Season.OpenAsync(database);
        await season.SaveAsync(season.Head, Season.Complete);
        Assert.False((await season.SubmitAsync(season.Head)).Failed);
        Assert.False((await season.AsAsync(season.Ministry, (CheckApplication check) =>
            check.ReturnAsync(Season.PagarAlam, season.Call, new Dictionary<string, string> { ["visi"] = "terlalu singkat" }, default)))
            .Failed);
        Assert.False((await season.SubmitAsync(season.Head)).Failed);
        Assert.False((await season.AsAsync(season.Ministry, (CheckApplication check) =>
            check.VerifyAsync(Season.PagarAlam, season.Call, default))).Failed);

        await notices.DeliverTwiceAsync();

        Assert.Equal(["CallOpened", "Invited", "Returned", "Verified"], (await notices.ToldAsync(head)).Order(StringComparer.Ordinal));
        Assert.Equal(["Invited", "Returned", "Verified"], await notices.ToldAsync(planner));
        Assert.Equal(["CallOpened"], await notices.ToldAsync(neighbour));
        Assert.Contains("Panggilan kota cerdas 2026 telah dibuka. Pendaftaran diterima sampai 31 Maret 2026.",
            await notices.SentencesAsync(neighbour, "id"));
        Assert.Contains("The smart city call of 2026 is open. Applications are taken until 31 March 2026.",
            await notices.SentencesAsync(neighbour, "en"));
    }
}

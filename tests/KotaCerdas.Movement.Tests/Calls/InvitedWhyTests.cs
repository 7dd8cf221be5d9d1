using AngleSharp.Dom;
using KotaCerdas.Movement.Features.Calls;
using KotaCerdas.Movement.Features.Invitations;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Movement.Tests.Calls;

/// <summary>Why a region was invited, for the region and for the ministry.</summary>
public sealed class InvitedWhyTests
{
    private const string Rule = "Indeks SPBE 2025 paling rendah 2,6";

    [Theory, OnEachDatabase]
    public async Task The_rule_with_the_values_it_found_and_their_source_stands_on_the_application_and_in_the_list(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var season = await Season.OpenAsync(app.Database, app.Services);
        await InviteAsync(season);
        using var region = app.Client(TestPeople.Office("diskominfo", "34.04"));
        using var ministry = app.Client(season.Ministry);

        var why = (await region.PageAsync($"/pendaftaran/{season.Call}/34.04")).QuerySelector("#undangan")!.TextContent;
        string[] parts = [Rule, "3,20, Baik", "Keputusan MenPANRB 108/2025", "B-7/2026", "27 Februari 2026", "paling sedikit 2,6"];
        foreach (var part in parts)
        {
            Assert.Contains(part, why, StringComparison.Ordinal);
        }

        Assert.Contains("2025: 3,20, Baik", await RowAsync(ministry, season, "Kabupaten Sleman"), StringComparison.Ordinal);
        Assert.Contains("2025: 3,20, Baik", await ministry.GetStringAsync($"/panggilan/{season.Call}/pendaftaran?bentuk=csv"),
            StringComparison.Ordinal);
        // An invitation without values shows its reason.
        Assert.Contains("uji", await RowAsync(ministry, season, "Kota Pagar Alam"), StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task A_volunteer_reads_its_own_reason_and_the_ministrys_answer(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var season = await Season.OpenAsync(app.Database, app.Services);
        var head = TestPeople.Office("region-head", "34.04");
        await season.AsAsync(head, (Volunteer v) => v.AskAsync(Season.Sleman, season.Call, "Kami siap sejak 2021", default));
        Assert.Empty((await season.AsAsync(season.Ministry, (Volunteer v) =>
            v.AnswerAsync(Season.Sleman, season.Call, true, "Kuota masih ada", default))).Problems);
        using var region = app.Client(head);
        using var ministry = app.Client(season.Ministry);

        var why = (await region.PageAsync($"/pendaftaran/{season.Call}/34.04")).QuerySelector("#undangan")!.TextContent;
        Assert.Contains("Kami siap sejak 2021", why, StringComparison.Ordinal);
        Assert.Contains("Kuota masih ada", why, StringComparison.Ordinal);
        Assert.Contains("Mendaftar sendiri", await RowAsync(ministry, season, "Kabupaten Sleman"), StringComparison.Ordinal);
    }

    private static Task InviteAsync(Season season) => season.AsAsync(season.Ministry, async (IServiceProvider scope) =>
    {
        var finding = new Finding(
            new("spbe", 2025, true, "2.6"), new(3.2m, "Baik", "Keputusan MenPANRB 108/2025"), true);
        var call = (await scope.GetRequiredService<CallRows>().FindAsync(season.Call, default))!;
        var invited = await scope.GetRequiredService<InviteRegion>().RunAsync(
            call, Season.Sleman, (Rule, [finding]), new("B-7/2026", new(2026, 2, 27)), default);
        Assert.Empty(invited.Problems);
        return true;
    });

    private static async Task<string> RowAsync(HttpClient client, Season season, string region) =>
        (await client.PageAsync($"/panggilan/{season.Call}/pendaftaran")).QuerySelectorAll("main tbody tr")
            .Single(r => r.TextContent.Contains(region, StringComparison.Ordinal)).TextContent;
}

using System.Net;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;

namespace KotaCerdas.People.Tests.Directory;

public sealed class AdministrationTests
{
    [Theory, OnEachDatabase]
    public async Task An_administrator_of_a_region_sees_and_changes_nobody_of_another(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var (mine, theirs) = (await app.AccountAsync("diskominfo", "16.72"), await app.AccountAsync("diskominfo", "34.04"));
        var admin = await app.AccountAsync("region-administrator", "16.72");
        using var client = app.Client();
        await app.SignInAsync(client, admin);

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync($"/orang/{mine.User}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/orang/{theirs.User}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/orang/{theirs.User}/peran")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/orang?wilayah=34.04")).StatusCode);
        var list = (await client.PageAsync("/orang")).Body!.TextContent;
        Assert.Contains("diskominfo 16.72", list, StringComparison.Ordinal);
        Assert.DoesNotContain("34.04", list, StringComparison.Ordinal);
        using var granted = await client.SubmitAsync($"/orang/{mine.User}/peran", Role("bappeda", "34.04"));
        Assert.Equal(HttpStatusCode.Forbidden, granted.StatusCode);
        using var invited = await client.SubmitAsync("/orang/undang", Role("bappeda", "34.04"));
        Assert.Equal(HttpStatusCode.Forbidden, invited.StatusCode);
    }

    [Theory, OnEachDatabase]
    public async Task An_administrator_of_a_region_cannot_make_a_national_officer(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var mine = await app.AccountAsync("diskominfo", "16.72");
        var admin = await app.AccountAsync("region-administrator", "16.72");
        using var client = app.Client();
        await app.SignInAsync(client, admin);

        using var national = await client.SubmitAsync($"/orang/{mine.User}/peran", Role("administrator", "00"));
        using var disguised = await client.SubmitAsync($"/orang/{mine.User}/peran", Role("administrator", "16.72"));

        Assert.Equal(HttpStatusCode.Forbidden, national.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, disguised.StatusCode);
    }

    [Theory, OnEachDatabase]
    public async Task Someone_without_the_permission_does_not_see_the_directory(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var officer = await app.AccountAsync("diskominfo", "16.72");
        using var client = app.Client();
        Assert.Equal(HttpStatusCode.Redirect, (await client.GetAsync("/orang")).StatusCode);
        await app.SignInAsync(client, officer);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/orang")).StatusCode);
    }

    [Theory, OnEachDatabase]
    public async Task A_closed_account_is_signed_out_and_stays_out(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var (admin, officer) = (await app.AccountAsync("region-administrator", "16.72"), await app.AccountAsync("diskominfo", "16.72"));
        using var theirs = app.Client();
        using var client = app.Client();
        await app.SignInAsync(theirs, officer);
        await app.SignInAsync(client, admin);

        using var closed = await client.SubmitAsync($"/orang/{officer.User}", [], "form[action$='handler=Close']");

        Assert.Equal(HttpStatusCode.SeeOther, closed.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await theirs.GetAsync("/akun")).StatusCode);
        await Assert.ThrowsAsync<InvalidOperationException>(() => app.SignInAsync(theirs, officer));
    }

    [Theory, OnEachDatabase]
    public async Task An_ended_role_opens_nothing_from_the_next_request_on(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var (admin, other) =
            (await app.AccountAsync("region-administrator", "16.72"), await app.AccountAsync("region-administrator", "16.72"));
        using var theirs = app.Client();
        using var client = app.Client();
        await app.SignInAsync(theirs, other);
        await app.SignInAsync(client, admin);
        Assert.Equal(HttpStatusCode.OK, (await theirs.GetAsync("/orang")).StatusCode);

        var held = (await client.PageAsync($"/orang/{other.User}")).QuerySelector("button[name=holding]")!.GetAttribute("value")!;
        var reason = new Dictionary<string, string>(StringComparer.Ordinal) { ["Reason"] = "Pindah tugas", ["holding"] = held };
        using var ended = await client.SubmitAsync($"/orang/{other.User}", reason, "form[action$='handler=End']");

        Assert.Equal(HttpStatusCode.SeeOther, ended.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await theirs.GetAsync("/orang")).StatusCode);
    }

    [Theory, OnEachDatabase]
    public async Task A_person_sees_who_opened_their_data_and_nobody_can_remove_it(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var (admin, officer) = (await app.AccountAsync("region-administrator", "16.72"), await app.AccountAsync("diskominfo", "16.72"));
        using var theirs = app.Client();
        using var client = app.Client();
        await app.SignInAsync(theirs, officer);
        await app.SignInAsync(client, admin);
        Assert.DoesNotContain(
            "region-administrator 16.72", (await theirs.PageAsync("/akun/akses")).Body!.TextContent, StringComparison.Ordinal);

        await client.PageAsync($"/orang/{officer.User}");

        Assert.Contains("region-administrator 16.72", (await theirs.PageAsync("/akun/akses")).Body!.TextContent, StringComparison.Ordinal);
        foreach (var sql in new[] { "update people_access_log set who_name = 'x'", "delete from people_access_log" })
        {
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => app.Database.RawAsync(sql));
        }
    }

    private static Dictionary<string, string> Role(string role, string region) => new(StringComparer.Ordinal)
    {
        ["Email"] = "baru@contoh.go.id", ["Input.Role"] = role, ["Input.Region"] = region, ["Input.Kind"] = "Definitive",
        ["Input.From.Day"] = "2", ["Input.From.Month"] = "3", ["Input.From.Year"] = "2026",
    };
}

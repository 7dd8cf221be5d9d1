using System.Net;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;

namespace KotaCerdas.People.Tests.Units;

public sealed class UnitTests
{
    [Theory, OnEachDatabase]
    public async Task Units_are_kept_by_the_administrator_of_their_region_only(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var admin = await app.AccountAsync("region-administrator", "16.72");
        using var client = app.Client();
        await app.SignInAsync(client, admin);

        using var added = await client.SubmitAsync("/unit", Typed("Dinas Kominfo"), "form[action='/unit?wilayah=16.72']");
        Assert.Equal(HttpStatusCode.SeeOther, added.StatusCode);
        using var again = await client.SubmitAsync("/unit", Typed("dinas kominfo"), "form[action='/unit?wilayah=16.72']");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.StatusCode);
        Assert.Contains("Dinas Kominfo", (await client.PageAsync("/unit"))
            .QuerySelector("main table")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/unit?wilayah=34.04")).StatusCode);
    }

    [Theory, OnEachDatabase]
    public async Task A_unit_with_parts_cannot_be_closed(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var admin = await app.AccountAsync("region-administrator", "16.72");
        using var client = app.Client();
        await app.SignInAsync(client, admin);
        using var added = await client.SubmitAsync("/unit", Typed("Dinas Kominfo"), "form[action='/unit?wilayah=16.72']");
        var whole = (await client.PageAsync("/unit")).QuerySelector("button[name=unit]")!.GetAttribute("value")!;
        var part = Typed("Bidang Aplikasi");
        part["Parent"] = whole;
        using var below = await client.SubmitAsync("/unit", part, "form[action='/unit?wilayah=16.72']");
        Assert.Equal(HttpStatusCode.SeeOther, below.StatusCode);

        using var closed = await client.SubmitAsync(
            "/unit", new Dictionary<string, string>(StringComparer.Ordinal) { ["unit"] = whole }, "form[action*='handler=Close']");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, closed.StatusCode);
    }

    private static Dictionary<string, string> Typed(string name) => new(StringComparer.Ordinal) { ["Name"] = name };
}

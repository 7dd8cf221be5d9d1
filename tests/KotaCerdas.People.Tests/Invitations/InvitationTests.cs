using System.Net;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.People.Tests.Invitations;

public sealed class InvitationTests
{
    [Theory, OnEachDatabase]
    public async Task An_invitation_becomes_an_account_with_its_role_once(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var link = await InviteAsync(app, "baru@contoh.go.id");
        using var client = app.Client();

        using var accepted = await client.SubmitAsync(link, Accepting());

        Assert.Equal(HttpStatusCode.SeeOther, accepted.StatusCode);
        Assert.Contains("Petugas Diskominfo", (await client.PageAsync("/akun")).Body!.TextContent, StringComparison.Ordinal);
        using var other = app.Client();
        Assert.Null((await other.PageAsync(link)).QuerySelector("main form"));
    }

    [Theory, OnEachDatabase]
    public async Task An_invitation_expires_after_seven_days(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var link = await InviteAsync(app, "baru@contoh.go.id");
        using var client = app.Client();
        app.Database.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        Assert.NotNull((await client.PageAsync(link)).QuerySelector("main form"));
        app.Database.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null((await client.PageAsync(link)).QuerySelector("main form"));
    }

    [Theory, OnEachDatabase]
    public async Task A_changed_link_opens_nothing(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var link = await InviteAsync(app, "baru@contoh.go.id");
        using var client = app.Client();
        foreach (var wrong in new[] { link[..^2] + (link[^2] == 'A' ? "BA" : "AA"),
            link.Replace("16.72", "34.04", StringComparison.Ordinal), "/undangan/x", "/undangan/16.72~a~b" })
        {
            Assert.Null((await client.PageAsync(wrong)).QuerySelector("main form"));
        }
    }

    [Theory, OnEachDatabase]
    public async Task A_weak_password_is_refused_and_the_invitation_stays_good(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var link = await InviteAsync(app, "baru@contoh.go.id");
        using var client = app.Client();
        var weak = Accepting();
        weak["Password"] = "pendek";

        using var refused = await client.SubmitAsync(link, weak);
        using var accepted = await client.SubmitAsync(link, Accepting());

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, accepted.StatusCode);
    }

    [Theory, OnEachDatabase]
    public async Task An_existing_account_signs_in_before_it_takes_a_role(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var account = await app.AccountAsync("bappeda", "16.72");
        var link = await InviteAsync(app, account.Email);
        using var client = app.Client();
        Assert.Null((await client.PageAsync(link)).QuerySelector("main form"));

        await app.SignInAsync(client, account);
        using var accepted = await client.SubmitAsync(link, []);

        Assert.Equal(HttpStatusCode.SeeOther, accepted.StatusCode);
        Assert.Contains("Petugas Diskominfo", (await client.PageAsync("/akun")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task An_invitation_is_mailed_to_its_address_with_its_link_where_mail_can_be_sent(DatabaseEngine engine)
    {
        var smtp = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Smtp:Host"] = "127.0.0.1", ["Smtp:From"] = "a@example.go.id", ["Smtp:SiteAddress"] = "https://kota.example.go.id",
            ["Operations:Worker"] = "false",
        };
        await using var app = await TestApp.StartAsync(engine, smtp);
        var link = await InviteAsync(app, "baru@contoh.go.id");

        await using var scope = app.Services.CreateAsyncScope();
        var mail = await scope.ServiceProvider.GetRequiredService<KotaDb>().Shared<MailRow>().AsNoTracking().SingleAsync();
        var addresses = scope.ServiceProvider.GetRequiredService<IMailAddresses>();
        Assert.Equal((link, true), (mail.Link, mail.Essential));
        Assert.Equal("baru@contoh.go.id", (await addresses.FindAsync(mail.UserId, default))!.Address);
        app.Database.Clock.Advance(TimeSpan.FromDays(8));
        Assert.Null(await addresses.FindAsync(mail.UserId, default));
    }

    [Theory, OnEachDatabase]
    public async Task An_invited_person_belongs_to_the_unit_of_the_invitation(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var admin = await app.AccountAsync("region-administrator", "16.72");
        using var client = app.Client();
        await app.SignInAsync(client, admin);
        using var added = await client.SubmitAsync(
            "/unit", new Dictionary<string, string>(StringComparer.Ordinal) { ["Name"] = "Dinas Kominfo", ["Kind"] = "Agency" },
            "form[action='/unit?wilayah=16.72']");
        Assert.Equal(HttpStatusCode.SeeOther, added.StatusCode);

        var form = await client.PageAsync("/orang/undang");
        var unit = form.QuerySelectorAll("select[name='Input.Unit'] option")[^1].GetAttribute("value");
        var link = await InviteAsync(app, "baru@contoh.go.id", unit!);
        using var wrong = await client.SubmitAsync("/orang/undang", Offer("x@contoh.go.id", Guid.CreateVersion7().ToString()));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);

        using var invited = app.Client();
        using var accepted = await invited.SubmitAsync(link, Accepting());
        Assert.Equal(HttpStatusCode.SeeOther, accepted.StatusCode);
        var held = await app.Database.WithAsync<KotaDb, List<long>>(db =>
        {
            db.Declare(RegionScope.National("test"));
            return db.Database.SqlQuery<long>(
                $"""select count(*) as "Value" from people_holding where lower(cast(unit_id as text)) = {unit}""").ToListAsync();
        });
        Assert.Equal([1L], held);
    }

    [Theory, OnEachDatabase]
    public async Task A_region_that_does_not_exist_is_named_at_its_field(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var admin = await app.AccountAsync("administrator", "00");
        using var client = app.Client();
        await app.SignInAsync(client, admin);
        var offer = Offer("baru@contoh.go.id", string.Empty);
        offer["Input.Region"] = "99.99";
        using var refused = await client.SubmitAsync("/orang/undang", offer);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var page = await refused.DocumentAsync();
        Assert.Equal("true", page.QuerySelector("[name='Input.Region']")!.GetAttribute("aria-invalid"));
        Assert.Contains("\"99.99\" bukan kode wilayah", page.Body!.TextContent, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Accepting() => new(StringComparer.Ordinal)
    {
        ["DisplayName"] = "Petugas data Kota Pagar Alam", ["Password"] = "lampu-hijau-lima-belas",
    };

    private static Dictionary<string, string> Offer(string email, string unit) => new(StringComparer.Ordinal)
    {
        ["Email"] = email, ["Input.Role"] = "diskominfo", ["Input.Region"] = "16.72", ["Input.Kind"] = "Definitive",
        ["Input.From.Day"] = "1", ["Input.From.Month"] = "1", ["Input.From.Year"] = "2026", ["Input.Unit"] = unit,
    };

    private static async Task<string> InviteAsync(TestApp app, string email, string unit = "")
    {
        var admin = await app.AccountAsync("region-administrator", "16.72");
        using var client = app.Client();
        await app.SignInAsync(client, admin);
        using var made = await client.SubmitAsync("/orang/undang", Offer(email, unit));
        Assert.Equal(HttpStatusCode.SeeOther, made.StatusCode);
        return new Uri((await client.PageAsync("/orang/undangan")).QuerySelector("main code")!.TextContent).AbsolutePath;
    }
}

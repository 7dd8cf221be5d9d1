using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.People.Tests.Invitations;

public sealed class InviteManyTests
{
    private const string Page = "/orang/impor";
    private const string Header = "email,name,role,region_code,unit,from,until,kind,letter\n";

    private static readonly Dictionary<string, string?> Mailing = new(StringComparer.Ordinal)
    {
        ["Smtp:Host"] = "127.0.0.1", ["Smtp:From"] = "a@example.go.id", ["Smtp:SiteAddress"] = "https://kota.example.go.id",
        ["Operations:Worker"] = "false",
    };

    [Theory, OnEachDatabase]
    public async Task A_checked_file_invites_all_its_people_by_mail_and_again_nobody(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine, Mailing);
        using var ministry = await SignedInAsync(app, "administrator");
        const string rows =
            "satu@contoh.go.id,Petugas Satu,diskominfo,16.72,,2026-03-02,,,\n"
            + "dua@contoh.go.id,,Petugas Diskominfo,34.04,,2/3/2026,31/12/2026,plt,800/1/2026\n"
            + "SATU@contoh.go.id,Petugas Satu,diskominfo,16.72,,2026-03-02,,,\n";

        using var tried = await UploadAsync(ministry, rows);
        Assert.Equal(HttpStatusCode.OK, tried.StatusCode);
        var page = await tried.DocumentAsync();
        Assert.Contains("2 orang dapat diundang", page.QuerySelector("main .k-notice")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Sama dengan baris 2", page.QuerySelector("main table tbody")!.TextContent, StringComparison.Ordinal);
        Assert.Equal((0L, 0), await CountAsync(app));

        using var sent = await ConfirmAsync(ministry, page);
        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        Assert.Equal((2L, 2), await CountAsync(app));
        using var again = await ConfirmAsync(ministry, page);
        Assert.Equal(3, (await again.DocumentAsync()).QuerySelectorAll("main table tbody tr").Count(r =>
            r.TextContent.Contains("Sudah diundang", StringComparison.Ordinal)));
        Assert.Equal((2L, 2), await CountAsync(app));

        var listed = (await ministry.PageAsync("/orang/undangan")).QuerySelectorAll("main tbody tr").Select(r => r.TextContent).ToList();
        Assert.Single(listed, r => r.Contains("Petugas Satu", StringComparison.Ordinal));
    }

    [Theory, OnEachDatabase]
    public async Task Every_wrong_cell_is_named_with_its_row_and_column_and_nobody_is_invited(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine, Mailing);
        using var ministry = await SignedInAsync(app, "administrator");
        const string rows =
            "benar@contoh.go.id,,diskominfo,16.72,,2026-03-02,,,\n"
            + "bukan surel,,juru masak,99.99,,kemarin,2026-01-01,wakil,\n"
            + "tiga@contoh.go.id,,diskominfo,00,,2026-03-02,2026-01-01,plt,\n"
            + "empat@contoh.go.id,,diskominfo,16.72,Dinas Lain,2026-03-02,,,\n";

        using var tried = await UploadAsync(ministry, rows);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, tried.StatusCode);
        var page = await tried.DocumentAsync();
        var told = page.QuerySelectorAll("main table")[0].QuerySelectorAll("tbody tr")
            .Select(r => $"{r.Children[0].TextContent.Trim()} {r.Children[1].TextContent.Trim()}").Order(StringComparer.Ordinal).ToList();
        Assert.Equal(
            [
                "3 email", "3 from", "3 kind", "3 region_code", "3 role", "4 letter", "4 role", "4 until", "5 unit",
            ],
            told);
        Assert.Null(page.QuerySelector("form[action*='handler=Undang']"));
        Assert.Equal((0L, 0), await CountAsync(app));
    }

    [Theory, OnEachDatabase]
    public async Task An_administrator_of_a_region_invites_for_that_region_only(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine, Mailing);
        using var region = await SignedInAsync(app, "region-administrator", "16.72");
        const string other = "dua@contoh.go.id,,diskominfo,34.04,,2026-03-02,,,\n";

        using var refused = await UploadAsync(region, other);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var row = (await refused.DocumentAsync()).QuerySelector("main table tbody tr")!;
        Assert.Contains("34.04", row.TextContent, StringComparison.Ordinal);

        // What was checked is checked again: a file that somebody puts into the form invites nobody either.
        var page = await (await UploadAsync(region, "satu@contoh.go.id,,diskominfo,16.72,,2026-03-02,,,\n")).DocumentAsync();
        ((IHtmlInputElement)page.QuerySelector("input[name=Checked]")!).Value =
            Convert.ToBase64String(Encoding.UTF8.GetBytes(Header + other));
        using var forged = await ConfirmAsync(region, page);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, forged.StatusCode);
        Assert.Equal((0L, 0), await CountAsync(app));

        using var stranger = await SignedInAsync(app, "diskominfo", "16.72");
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.GetAsync(Page)).StatusCode);
    }

    [Theory, OnEachDatabase]
    public async Task Who_holds_the_role_is_noted_and_without_mail_nobody_is_invited(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var holder = await app.AccountAsync("bappeda", "16.72");
        using var region = await SignedInAsync(app, "region-administrator", "16.72");
        const string offer = ",,bappeda,16.72,,2026-03-02,,,\n";
        using var tried = await UploadAsync(region, $"{holder.Email}{offer}satu@contoh.go.id{offer}");
        var page = await tried.DocumentAsync();
        Assert.Contains("Sudah memegang peran", page.QuerySelector("main table tbody")!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("form[action*='handler=Undang']"));
        using var forced = await region.SubmitAsync(
            Page + "?handler=Undang", new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Checked"] = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Header}satu@contoh.go.id{offer}")),
            },
            "#berkas");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, forced.StatusCode);
        Assert.Equal((0L, 0), await CountAsync(app));
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    public async Task The_template_has_the_columns_and_a_workbook_is_read_too(string form)
    {
        await using var app = await TestApp.StartAsync(DatabaseEngine.Sqlite, Mailing);
        using var ministry = await SignedInAsync(app, "administrator");
        var template = await ministry.GetByteArrayAsync($"{Page}?handler=Contoh&bentuk={form}");

        using var empty = await ministry.UploadAsync(Page, "Upload", ($"undangan.{form}", template));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.StatusCode);
        var told = (await empty.DocumentAsync()).QuerySelector(".govuk-error-summary")!.TextContent;
        Assert.Contains("tidak berisi", told, StringComparison.Ordinal);
    }

    private static async Task<HttpClient> SignedInAsync(TestApp app, string role, string region = "00")
    {
        var account = await app.AccountAsync(role, region);
        var client = app.Client();
        await app.SignInAsync(client, account);
        return client;
    }

    private static Task<HttpResponseMessage> UploadAsync(HttpClient client, string rows) =>
        client.UploadAsync(Page, "Upload", ("undangan.csv", Encoding.UTF8.GetBytes(Header + rows)));

    private static async Task<HttpResponseMessage> ConfirmAsync(HttpClient client, IHtmlDocument page)
    {
        var form = (IHtmlFormElement)page.QuerySelector("form[action*='handler=Undang']")!;
        using var fields = new FormUrlEncodedContent(form.QuerySelectorAll("input[name]").OfType<IHtmlInputElement>()
            .Select(i => KeyValuePair.Create(i.Name!, i.Value)));
        return await client.PostAsync(form.GetAttribute("action"), fields);
    }

    /// <summary>Invitations and mails.</summary>
    private static async Task<(long Invitations, int Mails)> CountAsync(TestApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<KotaDb>();
        db.Declare(RegionScope.National("test"));
        var invitations = await db.Database.SqlQuery<long>($"select count(*) as \"Value\" from people_invitation").SingleAsync();
        return (invitations, await db.Shared<MailRow>().CountAsync());
    }
}

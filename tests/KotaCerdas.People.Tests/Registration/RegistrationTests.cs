using System.Net;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.People.Tests.Registration;

public sealed class RegistrationTests
{
    private const string Email = "warga@contoh.id";
    private const string Sent = "/daftar?terkirim=true";

    private static readonly Dictionary<string, string?> WithMail = new(StringComparer.Ordinal)
    {
        ["Smtp:Host"] = "127.0.0.1", ["Smtp:Port"] = "9", ["Smtp:From"] = "kota@contoh.go.id",
        ["Smtp:SiteAddress"] = "https://kota.contoh.go.id", ["Operations:Worker"] = "false",
    };

    [Theory, OnEachDatabase]
    public async Task Whoever_opens_the_mailed_link_makes_an_account_without_a_role_once(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine, WithMail);
        using var client = app.Client();
        var link = await AskAsync(app, client, Email, "/kalender");
        using var other = app.Client();
        using var anonymous = await other.GetAsync("/akun");
        Assert.Equal(HttpStatusCode.Redirect, anonymous.StatusCode);

        using var made = await client.SubmitAsync(link!, Typed());

        Assert.Equal((HttpStatusCode.SeeOther, "/kalender"), (made.StatusCode, made.Headers.Location?.OriginalString));
        var account = await client.PageAsync("/akun");
        Assert.Contains("Warga Contoh", account.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/orang")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/pendapatan/16.72/tagihan")).StatusCode);
        Assert.Null((await other.PageAsync(link!)).QuerySelector("main form"));
        Assert.Equal(0, await CountAsync(app));
        await app.SignInAsync(other, new TestAccount(default, Email, "lampu-hijau-lima-belas"));
    }

    [Theory, OnEachDatabase]
    public async Task A_known_address_and_an_unknown_one_get_the_same_answer_and_each_its_own_mail(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine, WithMail);
        var account = await app.AccountAsync("ministry-officer");
        using var client = app.Client();

        Assert.Null(await AskAsync(app, client, account.Email));
        Assert.NotNull(await AskAsync(app, client, Email));

        var mails = await MailsAsync(app);
        Assert.Equal(
            ["People.Mail.Registered", "People.Mail.RegisteredBefore"], mails.Select(m => m.TextKey).Order(StringComparer.Ordinal));
        Assert.Equal(account.User, mails.Single(m => m.TextKey == "People.Mail.RegisteredBefore").UserId);
        await using var scope = app.Services.CreateAsyncScope();
        var addresses = scope.ServiceProvider.GetRequiredService<IMailAddresses>();
        var to = await addresses.FindAsync(mails.Single(m => m.TextKey == "People.Mail.Registered").UserId, default);
        Assert.Equal(Email, to!.Address);
    }

    [Theory, OnEachDatabase]
    public async Task A_registration_that_nobody_confirms_opens_nothing_after_a_day_and_is_forgotten(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine, WithMail);
        using var client = app.Client();
        var link = await AskAsync(app, client, Email);
        app.Database.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        Assert.NotNull((await client.PageAsync(link!)).QuerySelector("main form"));
        app.Database.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null((await client.PageAsync(link!)).QuerySelector("main form"));
        Assert.Equal(1, await CountAsync(app));

        await AskAsync(app, client, "lain@contoh.id");

        Assert.Equal(1, await CountAsync(app));
        Assert.DoesNotContain(Email, await EmailsAsync(app));
    }

    [Theory, OnEachDatabase]
    public async Task A_weak_password_and_no_name_are_refused_and_the_link_stays_good(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine, WithMail);
        using var client = app.Client();
        var link = await AskAsync(app, client, Email);

        using var weak = await client.SubmitAsync(link!, Typed(password: "pendek"));
        using var nameless = await client.SubmitAsync(link!, Typed(name: " "));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, weak.StatusCode);
        Assert.Contains("Isi nama Anda", (await nameless.DocumentAsync()).Body!.TextContent, StringComparison.Ordinal);
        using var made = await client.SubmitAsync(link!, Typed());
        Assert.Equal("/kantor", made.Headers.Location?.OriginalString);
    }

    [Theory, OnEachDatabase]
    public async Task A_changed_link_and_two_confirmations_at_once_make_one_account(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine, WithMail);
        using var client = app.Client();
        var link = (await AskAsync(app, client, Email))!;
        Assert.Null((await client.PageAsync(link[..^2] + (link[^2] == 'A' ? "BA" : "AA"))).QuerySelector("main form"));
        using var second = app.Client();

        // Both have the form before either sends it.
        var forms = new[] { await client.FillAsync(link, Typed()), await second.FillAsync(link, Typed()) };
        var answers = await Task.WhenAll(forms.Select(post => post()));

        Assert.Equal(
            [HttpStatusCode.SeeOther, HttpStatusCode.UnprocessableEntity], answers.Select(a => a.StatusCode).Order());
        Array.ForEach(answers, a => a.Dispose());
    }

    [Theory, OnEachDatabase]
    public async Task Asking_is_slowed_down_for_one_address_and_refused_where_it_is_closed_or_no_mail_goes_out(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine, WithMail);
        using var client = app.Client();
        for (var i = 0; i < 5; i++)
        {
            await AskAsync(app, client, Email);
            app.Database.Clock.Advance(TimeSpan.FromMinutes(2.9));
        }

        using var sixth = await client.SubmitAsync("/daftar", Asked(Email));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, sixth.StatusCode);
        Assert.Equal(3, (await MailsAsync(app)).Count);

        await using var closed = await TestApp.OverAsync(
            app.Database, new Dictionary<string, string?>(WithMail, StringComparer.Ordinal) { ["Registration:Open"] = "false" });
        using var late = closed.Client();
        Assert.Null((await late.PageAsync("/daftar")).QuerySelector("main form"));
        Assert.Null((await late.PageAsync("/masuk")).QuerySelector("main a[href='/daftar']"));
        await using var mute = await TestApp.OverAsync(app.Database);
        using var unheard = mute.Client();
        Assert.Null((await unheard.PageAsync("/daftar")).QuerySelector("main form"));
    }

    [Theory, OnEachDatabase]
    public async Task A_person_closes_the_account_with_the_password_and_may_register_again(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine, WithMail);
        using var client = app.Client();
        using var made = await client.SubmitAsync((await AskAsync(app, client, Email))!, Typed());

        using var wrong = await client.SubmitAsync("/akun/tutup", Password("lampu-merah-lima-belas"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        using var closed = await client.SubmitAsync("/akun/tutup", Password("lampu-hijau-lima-belas"));

        Assert.Equal(HttpStatusCode.SeeOther, closed.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await client.GetAsync("/akun")).StatusCode);
        using var again = await client.SubmitAsync((await AskAsync(app, client, Email))!, Typed());
        Assert.Equal(HttpStatusCode.SeeOther, again.StatusCode);
    }

    [Theory, OnEachDatabase]
    public async Task Facts_that_outlive_the_account_do_not_name_its_person(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine, WithMail);
        using var client = app.Client();
        using var made = await client.SubmitAsync((await AskAsync(app, client, Email))!, Typed());
        Assert.Contains("Warga Contoh", (await client.PageAsync("/akun")).Body!.TextContent, StringComparison.Ordinal);

        using var closed = await client.SubmitAsync("/akun/tutup", Password("lampu-hijau-lima-belas"));

        Assert.Equal(HttpStatusCode.SeeOther, closed.StatusCode);
        var names = await RowsAsync(app, "select actor_name as \"Value\" from platform_trail");
        Assert.Contains("Wajib pajak", names);
        Assert.DoesNotContain(names, n => n.Contains("Warga Contoh", StringComparison.Ordinal));
    }

    [Theory, OnEachDatabase]
    public async Task An_account_without_a_password_and_a_generated_one_are_not_closed(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine, WithMail);
        using var client = app.Client();
        using var made = await client.SubmitAsync((await AskAsync(app, client, Email))!, Typed());
        foreach (var (change, said) in new[]
        {
            ("update people_account set password_hash = null", "belum punya kata sandi"),
            ("update people_account set is_demo = true", "Akun contoh"),
        })
        {
            await app.Database.WithAsync<KotaDb>(async db =>
            {
                await using var write = await db.BeginWriteAsync(RegionScope.National("test"), default);
                await db.Database.ExecuteSqlRawAsync(change);
                await write.CommitAsync(default);
            });
            using var refused = await client.SubmitAsync("/akun/tutup", Password(string.Empty));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.Contains(said, (await refused.DocumentAsync()).Body!.TextContent, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/akun")).StatusCode);
    }

    [Theory, OnEachDatabase]
    public async Task Whose_account_an_office_closed_may_register_with_the_address(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine, WithMail);
        var (admin, officer) = (await app.AccountAsync("region-administrator", "16.72"), await app.AccountAsync("diskominfo", "16.72"));
        using var client = app.Client();
        await app.SignInAsync(client, admin);
        using var closed = await client.SubmitAsync($"/orang/{officer.User}", [], "form[action$='handler=Close']");
        using var theirs = app.Client();

        using var made = await theirs.SubmitAsync((await AskAsync(app, theirs, officer.Email))!, Typed());

        Assert.Equal(HttpStatusCode.SeeOther, made.StatusCode);
    }

    [Theory, OnEachDatabase]
    public async Task The_check_code_of_the_page_before_is_not_kept(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine, WithMail);
        using var client = app.Client();

        var link = await AskAsync(app, client, Email, "/saya/pajak/tambah?nop=1&kode=7K3M-9QXA");

        Assert.Equal(["/saya/pajak/tambah?nop=1"], await RowsAsync(app, "select back as \"Value\" from people_registration"));
        using var made = await client.SubmitAsync(link!, Typed());
        Assert.Equal("/saya/pajak/tambah?nop=1", made.Headers.Location?.OriginalString);
    }

    [Theory, OnEachDatabase]
    public async Task An_hour_has_so_many_registrations_and_no_more(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(
            engine, new Dictionary<string, string?>(WithMail, StringComparer.Ordinal) { ["Registration:MostPerHour"] = "2" });
        using var client = app.Client();
        await AskAsync(app, client, "satu@contoh.id");
        await AskAsync(app, client, "dua@contoh.id");
        using var third = await client.SubmitAsync("/daftar", Asked("tiga@contoh.id"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, third.StatusCode);
        app.Database.Clock.Advance(TimeSpan.FromHours(1));
        Assert.NotNull(await AskAsync(app, client, "tiga@contoh.id"));
    }

    [Fact]
    public async Task An_address_with_a_name_or_a_remark_beside_it_is_none()
    {
        await using var app = await TestApp.StartAsync(DatabaseEngine.Sqlite, WithMail);
        using var client = app.Client();
        foreach (var typed in new[]
        {
            "1<korban@contoh.id>", "(1)korban@contoh.id", "korban@contoh.id(1)", "\"1\"korban@contoh.id", "a,b@contoh.id",
        })
        {
            using var refused = await client.SubmitAsync("/daftar", Asked(typed));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        }

        Assert.Empty(await MailsAsync(app));
        Assert.NotNull(await AskAsync(app, client, "nama.depan+pbb@surel.contoh.go.id"));
    }

    [Theory, OnEachDatabase]
    public async Task Whoever_holds_a_role_does_not_close_the_account(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var account = await app.AccountAsync("bappeda", "16.72");
        using var client = app.Client();
        await app.SignInAsync(client, account);

        Assert.Null((await client.PageAsync("/akun/tutup")).QuerySelector("main form"));
        using var forced = await PostForeignAsync(client, account.Password);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, forced.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/akun")).StatusCode);
    }

    /// <summary>Posts to the page with the token of another form.</summary>
    private static async Task<HttpResponseMessage> PostForeignAsync(HttpClient client, string password)
    {
        var token = (await client.PageAsync("/akun/keamanan")).QuerySelector("input[name='__RequestVerificationToken']")!
            .GetAttribute("value")!;
        using var content = new FormUrlEncodedContent(
            Password(password).Append(KeyValuePair.Create("__RequestVerificationToken", token)));
        return await client.PostAsync("/akun/tutup", content);
    }

    private static Dictionary<string, string> Typed(string name = "Warga Contoh", string password = "lampu-hijau-lima-belas") =>
        new(StringComparer.Ordinal) { ["DisplayName"] = name, ["Password"] = password };

    private static Dictionary<string, string> Password(string password) => new(StringComparer.Ordinal) { ["Password"] = password };

    private static Dictionary<string, string> Asked(string email) => new(StringComparer.Ordinal) { ["Email"] = email };

    /// <summary>The link of the newest mail to who registers, or null where none was written by this.</summary>
    private static async Task<string?> AskAsync(TestApp app, HttpClient client, string email, string? back = null)
    {
        var before = (await MailsAsync(app)).Count(m => m.TextKey == "People.Mail.Registered");
        var page = back is null ? "/daftar" : "/daftar?lanjut=" + Uri.EscapeDataString(back);
        using var asked = await client.SubmitAsync(page, Asked(email));
        Assert.Equal(Sent, asked.Headers.Location?.OriginalString);
        var written = (await MailsAsync(app)).Where(m => m.TextKey == "People.Mail.Registered").OrderBy(m => m.Id).ToList();
        return written.Count > before ? written[^1].Link : null;
    }

    private static Task<List<MailRow>> MailsAsync(TestApp app) =>
        app.Database.WithAsync<KotaDb, List<MailRow>>(db => db.Shared<MailRow>().AsNoTracking().ToListAsync());

    private static Task<List<string>> RowsAsync(TestApp app, string sql) => app.Database.WithAsync<KotaDb, List<string>>(db =>
    {
        db.Declare(RegionScope.National("test"));
        return db.Database.SqlQueryRaw<string>(sql).ToListAsync();
    });

    private static async Task<int> CountAsync(TestApp app) => (await EmailsAsync(app)).Count;

    private static Task<List<string>> EmailsAsync(TestApp app) => app.Database.WithAsync<KotaDb, List<string>>(
        db => db.Database.SqlQuery<string>($"""select email as "Value" from people_registration""").ToListAsync());
}

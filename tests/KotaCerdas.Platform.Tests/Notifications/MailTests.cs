using System.Globalization;
using System.Text;
using KotaCerdas.People.Contracts;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Platform.Tests.Notifications;

public sealed class MailTests
{
    private const string Text = "Platform.Operations.SelfCheckDone";

    private static readonly UserId Reader = UserId.From(Guid.CreateVersion7());

    [Theory, OnEachDatabase]
    public async Task A_notification_is_mailed_in_the_language_of_the_account_with_its_link(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var server = await SmtpServerProcess.StartAsync(database.Folder);
        await using var node = Node(database, server.Port, "kadis@example.go.id", "en");
        await NotifyAsync(node);
        Assert.True(await node.Get<Mailer>().SendNextAsync(default));
        Assert.False(await node.Get<Mailer>().SendNextAsync(default));

        var mail = await MailAsync(node);
        Assert.Equal((MailState.Sent, 1, (DateTime?)null), (mail.State, mail.Attempts, mail.NextAttemptAt));
        var message = Assert.Single(server.Messages());
        Assert.Contains("Subject: 12 steps written, each exactly once.", message, StringComparison.Ordinal);
        Assert.Contains("https://kota.example.go.id/operasi/1", Body(message), StringComparison.Ordinal);
        Assert.Contains($"Message-ID: <{mail.Id}@example.go.id>", message, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("To: kadis@example.go.id", message, StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task A_recipient_the_server_refuses_is_not_tried_again_unless_asked(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var server = await SmtpServerProcess.StartAsync(database.Folder);
        await using var node = Node(database, server.Port, "refused@example.go.id");
        await NotifyAsync(node);
        await node.Get<Mailer>().SendNextAsync(default);
        var mail = await MailAsync(node);
        Assert.Equal((MailState.Refused, "MailboxUnavailable"), (mail.State, mail.LastError));
        database.Clock.Advance(TimeSpan.FromDays(1));
        Assert.False(await node.Get<Mailer>().SendNextAsync(default));

        Assert.False((await node.Get<Mailer>().SendAgainAsync(Actor.Platform("test"), mail.Id, default)).Failed);
        Assert.True(await node.Get<Mailer>().SendNextAsync(default));
        Assert.Empty(server.Messages());
    }

    [Theory, OnEachDatabase]
    public async Task A_link_that_only_its_reader_may_know_is_forgotten_when_the_mail_is_given_up(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var node = new ProbeNode(database);
        await database.WithAsync<KotaDb>(async db =>
        {
            await using var write = await db.BeginWriteAsync(RegionScope.Of(RegionCode.National), default);
            var mails = new Platform.Notifications(db, database.Clock);
            mails.AddLink(new UserId(Guid.CreateVersion7()), "Platform.Mail.Body", [], "/daftar/rahasia");
            await write.CommitAsync(default);
        });

        Assert.True(await node.Get<Mailer>().SendNextAsync(default));

        var mail = await MailAsync(node);
        Assert.Equal((MailState.NotConfigured, (string?)null), (mail.State, mail.Link));
        Assert.True((await node.Get<Mailer>().SendAgainAsync(Actor.Platform("test"), mail.Id, default)).Failed);
    }

    [Theory, OnEachDatabase]
    public async Task What_the_server_puts_off_is_sent_later(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var server = await SmtpServerProcess.StartAsync(database.Folder);
        await using var node = Node(database, server.Port, "busy@example.go.id");
        await NotifyAsync(node);
        await node.Get<Mailer>().SendNextAsync(default);
        var mail = await MailAsync(node);
        Assert.Equal(MailState.Queued, mail.State);
        Assert.Equal(database.Clock.GetUtcNow().UtcDateTime.AddMinutes(1), mail.NextAttemptAt);

        Assert.False(await node.Get<Mailer>().SendNextAsync(default));
        server.Calm();
        database.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True(await node.Get<Mailer>().SendNextAsync(default));
        Assert.Equal((MailState.Sent, 2), ((await MailAsync(node)).State, (await MailAsync(node)).Attempts));
        Assert.Single(server.Messages());
    }

    [Fact]
    public async Task Nothing_is_sent_over_an_encryption_that_cannot_be_trusted_or_is_missing()
    {
        foreach (var tls in new[] { true, false })
        {
            await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
            await using var server = await SmtpServerProcess.StartAsync(database.Folder, tls);
            await using var node = Node(database, server.Port, "kadis@example.go.id", startTls: true);
            await NotifyAsync(node);
            await node.Get<Mailer>().SendNextAsync(default);
            Assert.Equal(MailState.Queued, (await MailAsync(node)).State);
            Assert.Empty(server.Messages());
        }
    }

    [Theory, OnEachDatabase]
    public async Task A_server_that_is_away_is_tried_eight_times_and_then_given_up(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var node = Node(database, port: 1, "kadis@example.go.id");
        await NotifyAsync(node);
        for (var i = 0; i < Mailer.MaxAttempts; i++)
        {
            Assert.Equal((MailState.Queued, i), ((await MailAsync(node)).State, (await MailAsync(node)).Attempts));
            Assert.True(await node.Get<Mailer>().SendNextAsync(default));
            database.Clock.Advance(TimeSpan.FromHours(2));
        }

        Assert.Equal(MailState.Failed, (await MailAsync(node)).State);
        Assert.False(await node.Get<Mailer>().SendNextAsync(default));
    }

    [Theory, OnEachDatabase]
    public async Task Without_a_mail_server_the_mail_says_so_and_the_notification_is_there(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var node = new ProbeNode(database);
        await NotifyAsync(node);
        await node.Get<Mailer>().SendNextAsync(default);
        Assert.Equal(MailState.NotConfigured, (await MailAsync(node)).State);
        Assert.Equal(1, await UnreadAsync(node));
    }

    [Theory, OnEachDatabase]
    public async Task Who_wants_no_mail_gets_none(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var server = await SmtpServerProcess.StartAsync(database.Folder);
        await using var node = Node(database, server.Port, null);
        await NotifyAsync(node);
        await node.Get<Mailer>().SendNextAsync(default);
        Assert.Equal(MailState.NotWanted, (await MailAsync(node)).State);
        Assert.Empty(server.Messages());
    }

    [Theory, OnEachDatabase]
    public async Task A_link_reaches_who_wants_no_mail_and_is_forgotten_once_sent(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var server = await SmtpServerProcess.StartAsync(database.Folder);
        await using var node = Node(database, server.Port, null);
        await NotifyAsync(node);
        await node.Get<Mailer>().SendNextAsync(default);
        Assert.Equal((MailState.NotWanted, "/operasi/1"), ((await MailAsync(node)).State, (await MailAsync(node)).Link));

        await node.InScopeAsync(async s =>
        {
            var db = s.GetRequiredService<KotaDb>();
            await using var write = await db.BeginWriteAsync(RegionScope.Of(RegionCode.National), default);
            await db.Shared<MailRow>().ExecuteDeleteAsync();
            Service(s).AddLink(Reader, Text, [12], "/masuk/sandi-baru/rahasia");
            await write.CommitAsync(default);
            return true;
        });
        await node.Get<Mailer>().SendNextAsync(default);
        Assert.Contains("/masuk/sandi-baru/rahasia", Body(Assert.Single(server.Messages())), StringComparison.Ordinal);
        Assert.Equal((MailState.Sent, null), ((await MailAsync(node)).State, (await MailAsync(node)).Link));
    }

    /// <summary>
    /// The trusted certificates of the product are those of OpenSSL, so a mail server with a certificate of one's own is trusted by a file.
    /// </summary>
    [Fact]
    public async Task A_product_that_trusts_the_certificate_sends_over_starttls()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        await using var server = await SmtpServerProcess.StartAsync(database.Folder, tls: true);
        await using (var node = Node(database, server.Port, null, startTls: true))
        {
            await InviteAsync(node);
        }

        var settings = new Dictionary<string, string?>(database.Settings, StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in Smtp(server.Port, startTls: true))
        {
            settings[key] = value;
        }

        settings["Smtp:Host"] = "localhost";
        await using var product = new ProductProcess(settings) { Environment = { ["SSL_CERT_FILE"] = server.CertificateFile } };
        await product.StartAsync();
        for (var i = 0; i < 400 && server.Messages().Count == 0; i++)
        {
            await Task.Delay(50);
        }

        Assert.Contains("To: baru@example.go.id", Assert.Single(server.Messages()), StringComparison.Ordinal);
        Assert.True(server.Encrypted);
    }

    [Theory, OnEachDatabase]
    public async Task Unread_comes_down_one_by_one_and_only_for_its_reader(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var node = new ProbeNode(database);
        await NotifyAsync(node);
        await NotifyAsync(node);
        await NotifyAsync(node, UserId.From(Guid.CreateVersion7()));
        Assert.Equal(2, await UnreadAsync(node));
        var newest = await node.InScopeAsync(s => Service(s).ListAsync(Reader, read: false, null, 1, default));
        await MarkAsync(node, newest[0].Id);
        Assert.Equal(1, await UnreadAsync(node));
        await MarkAsync(node, null);
        Assert.Equal(0, await UnreadAsync(node));
        Assert.Equal(2, (await node.InScopeAsync(s => Service(s).ListAsync(Reader, read: true, null, 9, default))).Count);
    }

    [Theory]
    [InlineData("Smtp:From", "nobody")]
    [InlineData("Smtp:Port", "70000")]
    [InlineData("Smtp:Password", "x")]
    public async Task A_wrong_setting_stops_the_start(string key, string value)
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Smtp:Host"] = "127.0.0.1",
            ["Smtp:From"] = "a@example.go.id",
            [key] = value,
        };
        var failure = Assert.Throws<SettingsException>(() => new ProbeNode(database, settings: settings));
        var texts = new Texts([typeof(Texts).Assembly]);
        Assert.Contains(key, texts.Of(Assert.Single(failure.Problems)), StringComparison.Ordinal);
    }

    private static string Body(string message) =>
        Encoding.UTF8.GetString(Convert.FromBase64String(message[message.IndexOf("\r\n\r\n", StringComparison.Ordinal)..]));

    private static Platform.Notifications Service(IServiceProvider services) => services.GetRequiredService<Platform.Notifications>();

    private static ProbeNode Node(TestDatabase database, int port, string? address, string language = "id", bool startTls = false) => new(
        database, settings: Smtp(port, startTls),
        more: services => services.AddSingleton<IMailAddresses>(new OneAddress(address, language)));

    private static Dictionary<string, string?> Smtp(int port, bool startTls) => new(StringComparer.Ordinal)
    {
        ["Smtp:Host"] = "127.0.0.1",
        ["Smtp:Port"] = port.ToString(CultureInfo.InvariantCulture),
        ["Smtp:From"] = "kotacerdas@example.go.id",
        ["Smtp:StartTls"] = startTls.ToString(),
        ["Smtp:SiteAddress"] = "https://kota.example.go.id/",
    };

    /// <summary>Somebody with an account and an address of their own, whom the product itself looks up.</summary>
    private static Task<bool> InviteAsync(ProbeNode node) => node.InScopeAsync(async s =>
    {
        var made = await s.GetRequiredService<IPeopleSetup>().CreateAccountAsync(
            Actor.Platform("test"), new NewAccount("", "baru@example.go.id", "Kepala Dinas", "Contoh") { Password = "kereta-hujan-tujuh" },
            default);
        await using var write = await s.GetRequiredService<KotaDb>().BeginWriteAsync(RegionScope.Of(RegionCode.National), default);
        Service(s).Add(made.Value, Text, [12], "/operasi/1");
        await write.CommitAsync(default);
        return true;
    });

    private static Task<bool> NotifyAsync(ProbeNode node, UserId? user = null) => node.InScopeAsync(async s =>
    {
        await using var write = await s.GetRequiredService<KotaDb>().BeginWriteAsync(RegionScope.Of(RegionCode.National), default);
        Service(s).Add(user ?? Reader, Text, [12], "/operasi/1");
        await write.CommitAsync(default);
        return true;
    });

    private static Task<MailRow> MailAsync(ProbeNode node) =>
        node.InScopeAsync(s => s.GetRequiredService<KotaDb>().Shared<MailRow>().AsNoTracking().SingleAsync());

    private static Task<int> UnreadAsync(ProbeNode node) => node.InScopeAsync(s => Service(s).CountUnreadAsync(Reader, default));

    private static Task<bool> MarkAsync(ProbeNode node, Guid? id) => node.InScopeAsync(async s =>
    {
        await Service(s).MarkReadAsync(Reader, id, default);
        return true;
    });

    private sealed class OneAddress(string? address, string language) : IMailAddresses
    {
        public Task<MailAddressee?> FindAsync(UserId user, CancellationToken cancel) => Task.FromResult<MailAddressee?>(
            new MailAddressee(address ?? "kadis@example.go.id", CultureInfo.GetCultureInfo(language), WantsMail: address is not null));
    }
}

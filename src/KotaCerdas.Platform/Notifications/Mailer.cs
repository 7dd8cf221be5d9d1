using System.Net;
using System.Net.Mail;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KotaCerdas.Platform;

/// <summary>
/// Sends mail that waits, one by one, never inside a request. What the server refuses for good is not tried again; anything else is, after
/// growing pauses. A crash between the server's yes and our note sends a mail twice under the same Message-ID.
/// </summary>
public sealed partial class Mailer(
    IServiceScopeFactory scopes, IOptions<SmtpOptions> options, Texts texts, TimeProvider clock, ILogger<Mailer> logger)
{
    /// <summary>Tries after which a mail is given up; about two hours.</summary>
    public const int MaxAttempts = 8;

    private const int LongestSubject = 150;

    private static readonly Backoff Wait = new(TimeSpan.FromMinutes(1), TimeSpan.FromHours(2));
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan SendTime = TimeSpan.FromSeconds(60);

    /// <summary>Handles one mail that is due; false where there is none.</summary>
    public async Task<bool> SendNextAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<KotaDb>();
        var now = clock.GetUtcNow().UtcDateTime;
        var mail = await db.Shared<MailRow>().AsNoTracking().Where(m => m.NextAttemptAt <= now)
            .OrderBy(m => m.NextAttemptAt).ThenBy(m => m.Id).FirstOrDefaultAsync(cancel);
        if (mail is null)
        {
            return false;
        }

        if (await TakeAsync(db, mail, now + Lease, cancel))
        {
            var addresses = scope.ServiceProvider.GetService<IMailAddresses>();
            var to = addresses is null ? null : await addresses.FindAsync(mail.UserId, cancel);
            await SettleAsync(db, mail, await SendAsync(mail, to, cancel));
        }

        return true;
    }

    /// <summary>
    /// Queues a mail again that was refused, given up or never sent. A link that only its reader may know is not kept for that: it is
    /// made anew where it came from.
    /// </summary>
    public async Task<Outcome<Nothing>> SendAgainAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        if (actor.Refuse(PlatformModule.ManageOperations, RegionCode.National) is { } refused)
        {
            return refused;
        }

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<KotaDb>();
        await using var write = await db.BeginWriteAsync(RegionScope.Of(RegionCode.National), cancel);
        var mail = await db.Shared<MailRow>().SingleOrDefaultAsync(
            m => m.Id == id && m.State != MailState.Sent && (!m.Essential || m.Link != null), cancel);
        if (mail is null)
        {
            return new Problem("Platform.Operations.NotFound");
        }

        mail.State = MailState.Queued;
        mail.Attempts = 0;
        mail.NextAttemptAt = clock.GetUtcNow().UtcDateTime;
        await write.CommitAsync(cancel);
        return Outcome.Done;
    }

    /// <summary>Of several nodes that see the mail, the first to move its time has it.</summary>
    private static async Task<bool> TakeAsync(KotaDb db, MailRow mail, DateTime until, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(RegionScope.Of(RegionCode.National), cancel);
        var seen = mail.NextAttemptAt;
        var taken = await db.Shared<MailRow>().Where(m => m.Id == mail.Id && m.NextAttemptAt == seen).ExecuteUpdateAsync(
            s => s.SetProperty(m => m.NextAttemptAt, until).SetProperty(m => m.Attempts, m => m.Attempts + 1), cancel);
        await write.CommitAsync(cancel);
        mail.Attempts++;
        return taken == 1;
    }

    /// <summary>
    /// 425 to 454 and a server that cannot be reached pass; 530 to 535 mean a wrong password, which an operator can repair.
    /// </summary>
    private static bool IsForGood(SmtpException problem) => (int)problem.StatusCode is >= 500 and not (>= 530 and <= 535);

    private static string OneLine(string text)
    {
        var line = new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)]);
        return line.Length <= LongestSubject ? line : line[..(LongestSubject - 1)] + "…";
    }

    private async Task<Sending> SendAsync(MailRow mail, MailAddressee? to, CancellationToken cancel)
    {
        if (!options.Value.Configured)
        {
            return new Sending(MailState.NotConfigured);
        }

        if (to is null || !(to.WantsMail || mail.Essential))
        {
            return new Sending(MailState.NotWanted);
        }

        try
        {
            await SmtpAsync(mail, to, cancel);
            return new Sending(MailState.Sent);
        }
        catch (SmtpException problem) when (IsForGood(problem))
        {
            NotSent(logger, mail.Id, mail.Attempts, problem.StatusCode.ToString());
            return new Sending(MailState.Refused, problem.StatusCode.ToString());
        }
        catch (Exception problem) when (!cancel.IsCancellationRequested)
        {
            var said = problem is SmtpException { StatusCode: not SmtpStatusCode.GeneralFailure } smtp
                ? smtp.StatusCode.ToString()
                : (problem.InnerException ?? problem).GetType().Name;
            NotSent(logger, mail.Id, mail.Attempts, said);
            return mail.Attempts < MaxAttempts
                ? new Sending(MailState.Queued, said, Wait.After(mail.Attempts))
                : new Sending(MailState.Failed, said);
        }
    }

    private async Task SmtpAsync(MailRow mail, MailAddressee to, CancellationToken cancel)
    {
        var smtp = options.Value;
        var text = texts.Get(mail.TextKey, to.Language, TextArgs.Read(mail.TextArgs));
        var link = mail.Link is null || smtp.SiteAddress.Length == 0 ? string.Empty : smtp.SiteAddress.TrimEnd('/') + mail.Link;
        var body = texts.Get(link.Length > 0 ? "Platform.Mail.BodyWithLink" : "Platform.Mail.Body", to.Language, text, link);
        using var message = new MailMessage(smtp.From, to.Address)
        {
            Subject = OneLine(text),
            Body = body,
            SubjectEncoding = Encoding.UTF8,
            BodyEncoding = Encoding.UTF8,
        };
        message.Headers.Add("Message-ID", $"<{mail.Id}@{new MailAddress(smtp.From).Host}>");
        message.Headers.Add("Auto-Submitted", "auto-generated");
        using var client = new SmtpClient(smtp.Host, smtp.Port) { EnableSsl = smtp.StartTls };
        if (smtp.User.Length > 0)
        {
            client.Credentials = new NetworkCredential(smtp.User, smtp.Password);
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(SendTime);
        await client.SendMailAsync(message, patience.Token);
    }

    private async Task SettleAsync(KotaDb db, MailRow mail, Sending sending)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        DateTime? next = sending.State == MailState.Queued ? now + sending.Wait : null;
        DateTime? sent = sending.State == MailState.Sent ? now : null;
        await using var write = await db.BeginWriteAsync(RegionScope.Of(RegionCode.National), CancellationToken.None);
        await db.Shared<MailRow>().Where(m => m.Id == mail.Id).ExecuteUpdateAsync(
            s => s.SetProperty(m => m.State, sending.State)
                .SetProperty(m => m.NextAttemptAt, next)
                .SetProperty(m => m.SentAt, sent)
                .SetProperty(m => m.Link, m => m.Essential && next == null ? null : m.Link)
                .SetProperty(m => m.LastError, sending.Said));
        await write.CommitAsync(CancellationToken.None);
    }

    private sealed record Sending(MailState State, string Said = "", TimeSpan Wait = default);

    [LoggerMessage(LogLevel.Warning, "Mail {Mail} was not sent in try {Attempt}: {Said}")]
    private static partial void NotSent(ILogger logger, Guid mail, int attempt, string said);
}

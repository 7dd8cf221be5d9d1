using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Platform;

/// <summary>Something a person is told inside the product.</summary>
public sealed class NotificationRow : ISharedRow
{
    /// <summary>Who is told.</summary>
    public required UserId UserId { get; init; }

    /// <summary>Time-ordered key.</summary>
    public required Guid Id { get; init; }

    /// <summary>Text that says it.</summary>
    public required string TextKey { get; init; }

    /// <summary>Values for the text (<see cref="TextArgs"/>).</summary>
    public required string TextArgs { get; init; }

    /// <summary>Path of the page it is about, or null.</summary>
    public string? Link { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>When it was read, UTC, or null.</summary>
    public DateTime? ReadAt { get; set; }

    internal static void Map(ModelBuilder model) => model.Entity<NotificationRow>(e =>
    {
        e.ToTable("platform_notification");
        e.HasKey(n => new { n.UserId, n.Id });
        e.HasIndex(n => new { n.UserId, n.Id }).HasFilter("read_at is null").HasDatabaseName("platform_notification_unread");
    });
}

/// <summary>Where a mail is.</summary>
public enum MailState
{
    /// <summary>Waits to be sent, for the first time or again.</summary>
    Queued,

    /// <summary>The mail server has taken it.</summary>
    Sent,

    /// <summary>The mail server has refused it for good.</summary>
    Refused,

    /// <summary>Given up after many tries.</summary>
    Failed,

    /// <summary>This installation has no mail server.</summary>
    NotConfigured,

    /// <summary>The person has no address or wants no mail.</summary>
    NotWanted,
}

/// <summary>A mail on its way.</summary>
public sealed class MailRow : ISharedRow
{
    /// <summary>Time-ordered key; also the message's identity towards mail servers.</summary>
    public required Guid Id { get; init; }

    /// <summary>To whom: an account, or an invitation; the address is looked up when it is sent.</summary>
    public required UserId UserId { get; init; }

    /// <summary>Text that says it.</summary>
    public required string TextKey { get; init; }

    /// <summary>Values for the text (<see cref="TextArgs"/>).</summary>
    public required string TextArgs { get; init; }

    /// <summary>Path of the page it is about, or null.</summary>
    public string? Link { get; init; }

    /// <summary>True where it goes out even to who has switched mail off. Its link is forgotten once it is sent.</summary>
    public bool Essential { get; init; }

    /// <summary>Where it is.</summary>
    public MailState State { get; set; }

    /// <summary>Tries so far.</summary>
    public int Attempts { get; set; }

    /// <summary>Not tried before this instant; null once it is settled.</summary>
    public DateTime? NextAttemptAt { get; set; }

    /// <summary>What the mail server said last, or empty.</summary>
    public string LastError { get; set; } = string.Empty;

    /// <summary>When it was written, UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>When it was sent, UTC, or null.</summary>
    public DateTime? SentAt { get; set; }

    internal static void Map(ModelBuilder model) => model.Entity<MailRow>(e =>
    {
        e.ToTable("platform_mail");
        e.HasKey(m => m.Id);
        e.HasIndex(m => m.NextAttemptAt).HasFilter("next_attempt_at is not null").HasDatabaseName("platform_mail_waiting");
        e.HasIndex(m => new { m.State, m.Id }).HasDatabaseName("platform_mail_state");
    });
}

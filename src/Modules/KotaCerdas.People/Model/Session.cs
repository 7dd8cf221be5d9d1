using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.People.Model;

/// <summary>A signed-in browser.</summary>
internal readonly record struct SessionId(Guid Value) : IGuidId<SessionId>
{
    public static SessionId From(Guid value) => new(value);
}

/// <summary>How someone proved who they are.</summary>
internal enum SignInWay
{
    Password,
    PasswordAndCode,
    Passkey,
    Invitation,
    Demo,
    Registration,
}

/// <summary>A browser that is signed in, until it ends. Keeps no network address.</summary>
internal sealed class Session : ISharedRow
{
    public required SessionId Id { get; init; }

    public required UserId UserId { get; init; }

    /// <summary>Browser and system in a few words.</summary>
    public required string Device { get; init; }

    public required SignInWay Way { get; init; }

    public required DateTime StartedAt { get; init; }

    public required DateTime SeenAt { get; set; }

    public DateTime? EndedAt { get; set; }

    public static void Map(ModelBuilder model) => model.Entity<Session>(e =>
    {
        e.ToTable("people_session");
        e.HasKey(s => s.Id);
        e.HasIndex(s => new { s.UserId, s.Id }).HasDatabaseName("people_session_user");
    });
}

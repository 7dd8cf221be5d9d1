using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.People.Model;

internal readonly record struct RegistrationId(Guid Value) : IGuidId<RegistrationId>
{
    public static RegistrationId From(Guid value) => new(value);
}

/// <summary>
/// Somebody's wish for an account of their own. Until the link of the mail is opened nobody knows whether the address is theirs: the row
/// gives nothing, and goes when it is confirmed or expires. Only the hash of its secret is kept.
/// </summary>
internal sealed class Registration : ISharedRow
{
    public const int LongestBack = 500;

    public required RegistrationId Id { get; init; }

    public required byte[] TokenHash { get; init; }

    public required string Email { get; init; }

    public required string NormalEmail { get; init; }

    /// <summary>Language of the page, in which the mail is written.</summary>
    public required string Language { get; init; }

    /// <summary>Path of this site that the person came from, or empty.</summary>
    public required string Back { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime ExpiresAt { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<Registration>(e =>
    {
        e.ToTable("people_registration");
        e.HasKey(r => r.Id);
        e.HasIndex(r => r.NormalEmail).HasDatabaseName("people_registration_email");
        e.HasIndex(r => r.ExpiresAt).HasDatabaseName("people_registration_expiry");
    });
}

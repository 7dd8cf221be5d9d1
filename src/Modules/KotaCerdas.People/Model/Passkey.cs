using KotaCerdas.Platform;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.People.Model;

/// <summary>A public key whose private half a device of the person keeps (W3C WebAuthn level 3).</summary>
internal sealed class Passkey : ISharedRow
{
    public required byte[] CredentialId { get; init; }

    public required UserId UserId { get; init; }

    public required string Name { get; set; }

    public required byte[] PublicKey { get; init; }

    public required long SignCount { get; set; }

    public required string Transports { get; init; }

    public required bool UserVerified { get; set; }

    public required bool BackupEligible { get; init; }

    public required bool BackedUp { get; set; }

    public required byte[] AttestationObject { get; init; }

    public required byte[] ClientDataJson { get; init; }

    public required DateTime CreatedAt { get; init; }

    public DateTime? UsedAt { get; set; }

    public static Passkey From(UserId user, UserPasskeyInfo info) => new()
    {
        CredentialId = info.CredentialId,
        UserId = user,
        Name = info.Name ?? string.Empty,
        PublicKey = info.PublicKey,
        SignCount = info.SignCount,
        Transports = string.Join(',', info.Transports ?? []),
        UserVerified = info.IsUserVerified,
        BackupEligible = info.IsBackupEligible,
        BackedUp = info.IsBackedUp,
        AttestationObject = info.AttestationObject,
        ClientDataJson = info.ClientDataJson,
        CreatedAt = info.CreatedAt.UtcDateTime,
    };

    public UserPasskeyInfo ToInfo() => new(
        CredentialId, PublicKey, CreatedAt, (uint)SignCount, Transports.Split(',', StringSplitOptions.RemoveEmptyEntries), UserVerified,
            BackupEligible, BackedUp,
        AttestationObject, ClientDataJson)
    {
        Name = Name,
    };

    public void Took(UserPasskeyInfo info)
    {
        SignCount = info.SignCount;
        UserVerified = info.IsUserVerified;
        BackedUp = info.IsBackedUp;
    }

    public static void Map(ModelBuilder model) => model.Entity<Passkey>(e =>
    {
        e.ToTable("people_passkey");
        e.HasKey(p => p.CredentialId);
        e.HasIndex(p => p.UserId).HasDatabaseName("people_passkey_user");
    });
}

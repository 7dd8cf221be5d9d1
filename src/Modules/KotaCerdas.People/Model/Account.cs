using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.People.Model;

/// <summary>Someone who can sign in. <see cref="DisplayName"/> names an office; numbers of the person are sealed.</summary>
internal sealed class Account : ISharedRow
{
    public const int LongestName = 120;

    public required UserId Id { get; init; }

    /// <summary>What is typed to sign in, besides the e-mail address.</summary>
    public required string Name { get; set; }

    public required string NormalName { get; set; }

    public required string Email { get; set; }

    public required string NormalEmail { get; set; }

    public required string DisplayName { get; set; }

    /// <summary>Institution: university, ministry, region.</summary>
    public required string Affiliation { get; set; }

    public string? PasswordHash { get; set; }

    /// <summary>Changes whenever what one signs in with changes; sessions made under another stamp are void.</summary>
    public required string SecurityStamp { get; set; }

    public byte[]? PhoneSealed { get; set; }

    public byte[]? PhoneLookup { get; set; }

    public byte[]? NipSealed { get; set; }

    public byte[]? NipLookup { get; set; }

    /// <summary>Key of the one-time codes, sealed; in force from <see cref="CodeSince"/>.</summary>
    public byte[]? CodeKeySealed { get; set; }

    public DateTime? CodeSince { get; set; }

    /// <summary>Time step of the last accepted code: no code is accepted twice.</summary>
    public long CodeLastStep { get; set; }

    /// <summary>Hashes of unused recovery codes, one a line.</summary>
    public string RecoveryHashes { get; set; } = string.Empty;

    /// <summary>Regions in which a role is or was held, comma-separated: where to look, without searching all regions.</summary>
    public string HeldIn { get; set; } = string.Empty;

    /// <summary><c>id</c> or <c>en</c> as the person chose, or null.</summary>
    public string? Language { get; set; }

    /// <summary>False where the person gets no mail but links to sign in with.</summary>
    public bool WantsMail { get; set; } = true;

    public bool IsDemo { get; init; }

    public required DateTime CreatedAt { get; init; }

    public DateTime? ClosedAt { get; set; }

    public IEnumerable<RegionCode> Regions => HeldIn.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(RegionCode.Parse);

    public static string Normal(string name) => name.Trim().ToUpperInvariant();

    /// <summary>Gives address and name of a closed account free: whoever has the address may register again.</summary>
    public void FreeAddress()
    {
        var nobody = $"{Id.Value:N}@tutup.invalid";
        (Name, NormalName) = (nobody, Normal(nobody));
        (Email, NormalEmail) = (nobody, Normal(nobody));
    }

    public void HoldsIn(RegionCode region)
    {
        if (!Regions.Contains(region))
        {
            HeldIn = HeldIn.Length == 0 ? region.Value : $"{HeldIn},{region.Value}";
        }
    }

    public static void Map(ModelBuilder model) => model.Entity<Account>(e =>
    {
        e.ToTable("people_account");
        e.HasKey(a => a.Id);
        e.Ignore(a => a.Regions);
        e.HasIndex(a => a.NormalName).IsUnique().HasDatabaseName("people_account_name");
        e.HasIndex(a => a.NormalEmail).IsUnique().HasDatabaseName("people_account_email");
        e.HasIndex(a => a.NipLookup).HasDatabaseName("people_account_nip");
    });
}

using System.Text;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Model.Registers;

/// <summary>A taxpayer of a region.</summary>
internal readonly record struct TaxpayerId(Guid Value) : IGuidId<TaxpayerId>
{
    public static TaxpayerId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

/// <summary>What a taxpayer is.</summary>
internal enum TaxpayerKind
{
    /// <summary>A natural person.</summary>
    Person,

    /// <summary>A body: company, foundation, office.</summary>
    Body,
}

/// <summary>A taxpayer as it was known from an instant on; the version with the highest number counts.</summary>
internal sealed class Taxpayer : ITenantRow
{
    public const int NameLength = 100;
    public const int AddressLength = 200;
    public const int PlaceLength = 100;
    public const int ReasonLength = 300;

    public required RegionCode RegionCode { get; init; }

    public required TaxpayerId TaxpayerId { get; init; }

    /// <summary>From 1, without gaps.</summary>
    public required int Version { get; init; }

    public required TaxpayerKind Kind { get; init; }

    public required string Name { get; init; }

    /// <summary>The name in capitals, digits and single blanks: what lists are ordered and searched by.</summary>
    public required string NameKey { get; init; }

    /// <summary>The region's own number, or empty.</summary>
    public required string Npwpd { get; init; }

    public required string Address { get; init; }

    /// <summary>Village and town as they are written on letters.</summary>
    public required string Place { get; init; }

    public required string Postcode { get; init; }

    /// <summary>Why this version was recorded.</summary>
    public required string Reason { get; init; }

    public required DateTime RecordedAt { get; init; }

    public required string RecordedBy { get; init; }

    /// <summary>How a name is ordered and searched.</summary>
    public static string KeyOf(string name)
    {
        var key = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                key.Append(char.ToUpperInvariant(c));
            }
            else if (key.Length > 0 && key[^1] != ' ' && c is not ('\'' or '’' or '.'))
            {
                key.Append(' ');
            }
        }

        return key.ToString().TrimEnd();
    }

    public static void Map(ModelBuilder model) => model.Entity<Taxpayer>(e =>
    {
        e.ToTable("revenue_taxpayer");
        e.HasKey(t => new { t.RegionCode, t.TaxpayerId, t.Version });
        e.HasIndex(t => new { t.RegionCode, t.NameKey, t.TaxpayerId }).HasDatabaseName("revenue_taxpayer_name");
        e.HasIndex(t => new { t.RegionCode, t.Npwpd }).HasDatabaseName("revenue_taxpayer_npwpd");
    });
}

/// <summary>A number or contact of a taxpayer, encrypted; the version with the highest number counts.</summary>
internal sealed class TaxpayerNumber : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required TaxpayerId TaxpayerId { get; init; }

    /// <summary>One of <see cref="NumberKinds"/>.</summary>
    public required string Kind { get; init; }

    public required int Version { get; init; }

    /// <summary>Encrypted; empty where the number was taken away.</summary>
    public required byte[] Sealed { get; init; }

    /// <summary>Keyed hash; empty where the number was taken away.</summary>
    public required byte[] Lookup { get; init; }

    public required DateTime RecordedAt { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<TaxpayerNumber>(e =>
    {
        e.ToTable("revenue_taxpayer_number");
        e.HasKey(n => new { n.RegionCode, n.TaxpayerId, n.Kind, n.Version });
        e.HasIndex(n => new { n.RegionCode, n.Lookup }).HasDatabaseName("revenue_taxpayer_number_lookup");
    });
}

/// <summary>The fact that one entry and another are the same taxpayer.</summary>
internal sealed class TaxpayerMerge : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    /// <summary>The entry that is no longer used.</summary>
    public required TaxpayerId FromId { get; init; }

    /// <summary>The entry that stays.</summary>
    public required TaxpayerId IntoId { get; init; }

    public required string Reason { get; init; }

    public required DateTime RecordedAt { get; init; }

    public required string RecordedBy { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<TaxpayerMerge>(e =>
    {
        e.ToTable("revenue_taxpayer_merge");
        e.HasKey(m => new { m.RegionCode, m.FromId });
        e.HasIndex(m => new { m.RegionCode, m.IntoId }).HasDatabaseName("revenue_taxpayer_merge_into");
    });
}

/// <summary>That somebody opened the numbers of a taxpayer, and why.</summary>
internal sealed class TaxpayerAccess : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required TaxpayerId TaxpayerId { get; init; }

    public required Guid Id { get; init; }

    public required DateTime At { get; init; }

    public UserId? UserId { get; init; }

    public required string UserName { get; init; }

    /// <summary>In the words of who opened it.</summary>
    public required string Reason { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<TaxpayerAccess>(e =>
    {
        e.ToTable("revenue_taxpayer_access");
        e.HasKey(a => new { a.RegionCode, a.TaxpayerId, a.Id });
    });
}

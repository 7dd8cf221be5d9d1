using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Rules;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Model.Returns;

/// <summary>An object of a tax or levy other than PBB-P2: a hotel, a billboard, a well, a market stall.</summary>
internal readonly record struct KindObjectId(Guid Value) : IGuidId<KindObjectId>
{
    public static KindObjectId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

/// <summary>
/// Such an object as it is from <see cref="ValidFrom"/> on, as it was known from <see cref="RecordedAt"/> on. On a day counts, of the
/// versions known by then, the one with the latest date that is not after the day, and of several with the same date the latest version.
/// </summary>
internal sealed class KindObject : ITenantRow
{
    public const int NameLength = 150;
    public const int NumberLength = 40;

    public required RegionCode RegionCode { get; init; }

    public required KindObjectId ObjectId { get; init; }

    /// <summary>From 1, without gaps, in the order of recording.</summary>
    public required int Version { get; init; }

    /// <summary>Code of the kind; never changes.</summary>
    public required string Kind { get; init; }

    /// <summary>NOPD by the region's mask; never changes and is the subject of its journals.</summary>
    public required string Number { get; init; }

    public required DateOnly ValidFrom { get; init; }

    /// <summary>Last day of a permit or display, null where it has none.</summary>
    public DateOnly? ValidTo { get; init; }

    public required ObjectState State { get; init; }

    public required TaxpayerId TaxpayerId { get; init; }

    /// <summary>Name of the business, or what the object is called.</summary>
    public required string Name { get; init; }

    public required string Address { get; init; }

    /// <summary>Kemendagri code of the village, empty where unknown.</summary>
    public required string VillageCode { get; init; }

    /// <summary>Millionths of a degree (WGS 84), null where unknown.</summary>
    public int? LatitudeMicro { get; init; }

    /// <summary>Millionths of a degree (WGS 84), null where unknown.</summary>
    public int? LongitudeMicro { get; init; }

    /// <summary>Inputs of the kind's rules that stay the same from period to period; see <see cref="Facts"/>.</summary>
    public required string Facts { get; init; }

    public required string Reason { get; init; }

    public required DateTime RecordedAt { get; init; }

    public required string RecordedBy { get; init; }

    /// <summary>The version that counts on a day, of those given, or null.</summary>
    public static KindObject? On(DateOnly day, IEnumerable<KindObject> versions) =>
        versions.Where(v => v.ValidFrom <= day).MaxBy(v => (v.ValidFrom, v.Version));

    /// <summary>True for kinds whose objects are registered here: not PBB-P2, whose objects have a NOP, nor deeds and what is received.
    /// </summary>
    public static bool Has(RevenueKind kind) =>
        kind is { IsPbb: false, Code: not "bphtb", Group: "tax" or "general" or "business" or "licence" };

    public static void Map(ModelBuilder model)
    {
        model.Entity<KindObject>(e =>
        {
            e.ToTable("revenue_kind_object");
            e.HasKey(o => new { o.RegionCode, o.ObjectId, o.Version });
            e.HasIndex(o => new { o.RegionCode, o.Number, o.Version }).IsUnique().HasDatabaseName("revenue_kind_object_number");
            e.HasIndex(o => new { o.RegionCode, o.Kind, o.Number }).HasDatabaseName("revenue_kind_object_kind");
            e.HasIndex(o => new { o.RegionCode, o.TaxpayerId, o.Number }).HasDatabaseName("revenue_kind_object_taxpayer");
        });
        model.Entity<NopdMask>(e =>
        {
            e.ToTable("revenue_nopd_mask");
            e.HasKey(m => new { m.RegionCode, m.Kind, m.ValidFrom, m.Id });
        });
    }
}

/// <summary>How a region writes NOPD, from a date on: <c>9</c> a digit, <c>A</c> a capital letter, anything else itself.</summary>
internal sealed class NopdMask : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    /// <summary>A kind, or empty for all that have no mask of their own.</summary>
    public required string Kind { get; init; }

    public required DateOnly ValidFrom { get; init; }

    public required Guid Id { get; init; }

    public required string Mask { get; init; }

    /// <summary>The regulation that says so.</summary>
    public required string Source { get; init; }

    public required DateTime RecordedAt { get; init; }

    public required string RecordedBy { get; init; }

    /// <summary>The number that a sequence gives: its digits fill the mask from the right. Null where they do not fit, or where the mask
    /// asks for letters, which only a person can choose.</summary>
    public static string? Fill(string mask, int sequence)
    {
        if (mask.Contains('A', StringComparison.Ordinal))
        {
            return null;
        }

        var number = mask.ToCharArray();
        var left = sequence;
        for (var i = number.Length - 1; i >= 0; i--)
        {
            if (number[i] == '9')
            {
                number[i] = (char)('0' + (left % 10));
                left /= 10;
            }
        }

        return left == 0 ? new string(number) : null;
    }
}

/// <summary>A link by which a taxpayer files returns of one object without an account; only the hash of its secret is kept.</summary>
internal sealed class ReturnLink : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required KindObjectId ObjectId { get; init; }

    public required Guid Id { get; init; }

    public required byte[] TokenHash { get; init; }

    public required DateOnly ExpiresOn { get; init; }

    public required DateTime RecordedAt { get; init; }

    public required string RecordedBy { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<ReturnLink>(e =>
    {
        e.ToTable("revenue_return_link");
        e.HasKey(l => new { l.RegionCode, l.ObjectId, l.Id });
        e.HasIndex(l => new { l.RegionCode, l.TokenHash }).IsUnique().HasDatabaseName("revenue_return_link_token");
    });
}

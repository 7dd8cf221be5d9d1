using System.Buffers.Binary;
using System.Runtime.InteropServices;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Returns;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Model.Letters;

/// <summary>
/// What is owed: a return, an assessment, a bill of sanctions. A PBB-P2 bill has an identifier of this kind too, made of its NOP and year,
/// so that later letters can follow it.
/// </summary>
internal readonly record struct ChargeId(Guid Value) : IGuidId<ChargeId>
{
    private const byte OfBills = 0x80;

    public static ChargeId From(Guid value) => new(value);

    /// <summary>The identifier of what is owed of a PBB-P2 object and year: a UUID of version 8 that holds both.</summary>
    public static ChargeId Of(Nop nop, int year)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], nop.Value);
        BinaryPrimitives.WriteInt16BigEndian(bytes[4..], (short)year);
        (bytes[6], bytes[8]) = (OfBills, (byte)(bytes[8] | 0x80));
        return new(new Guid(bytes, bigEndian: true));
    }

    /// <summary>The NOP and year of a PBB-P2 bill, or null for anything else.</summary>
    public (Nop Nop, int Year)? Bill
    {
        get
        {
            Span<byte> bytes = stackalloc byte[16];
            Check.That(Value.TryWriteBytes(bytes, bigEndian: true, out _));
            if ((bytes[6] & 0xF0) != OfBills)
            {
                return null;
            }

            bytes[8] &= 0x7F;
            return (Nop.Of(BinaryPrimitives.ReadInt64BigEndian(bytes[8..])), BinaryPrimitives.ReadInt16BigEndian(bytes[4..]));
        }
    }

    public override string ToString() => Value.ToString();
}

/// <summary>Whole rupiah of which an amount is made; none is negative.</summary>
/// <param name="Principal">Tax or levy of the region.</param>
/// <param name="Sanction">Interest, fines and surcharges of the region.</param>
/// <param name="Province">What is collected for the province.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ChargeParts(long Principal, long Sanction, long Province)
{
    public long Total => checked(Principal + Sanction + Province);
}

/// <summary>
/// A cycle of what is owed, with the facts and rules it was computed from. Never changed: a correction is the next cycle of the same
/// charge, and the highest cycle counts.
/// </summary>
internal sealed class Charge : ITenantRow
{
    public const int ReasonLength = 500;

    public required RegionCode RegionCode { get; init; }

    public required ChargeId ChargeId { get; init; }

    public required int Cycle { get; init; }

    /// <summary>Code of the letter that says it in this cycle.</summary>
    public required string Letter { get; init; }

    /// <summary>Code of the tax or levy.</summary>
    public required string Kind { get; init; }

    /// <summary>Number of the letter.</summary>
    public required string Number { get; init; }

    public DocumentId? DocumentId { get; init; }

    /// <summary>The object, null for a deed.</summary>
    public KindObjectId? ObjectId { get; init; }

    public required TaxpayerId TaxpayerId { get; init; }

    /// <summary>Subject of its journals: NOPD, NOP, or the number of a deed's taxpayer.</summary>
    public required string Subject { get; init; }

    /// <summary>What it is about, once in a region: <c>sptpd/07.00.0001/202601</c>. A second letter about the same is refused.</summary>
    public required string Reference { get; init; }

    public required DateOnly PeriodFrom { get; init; }

    public required DateOnly PeriodTo { get; init; }

    /// <summary>Period of its journals: the year and month of <see cref="PeriodTo"/>.</summary>
    public required int LedgerPeriod { get; init; }

    /// <summary>See <see cref="Returns.Facts"/>.</summary>
    public required string Facts { get; init; }

    /// <summary>Every figure that came out; see <see cref="ChargeTrace"/>.</summary>
    public required string Trace { get; init; }

    public required int RulesVersion { get; init; }

    /// <summary>SHA-256 of the rules' content, hexadecimal.</summary>
    public required string RulesHash { get; init; }

    public required long Principal { get; init; }

    public required long Sanction { get; init; }

    public required long Province { get; init; }

    public required long Amount { get; init; }

    /// <summary>Legal date of the letter.</summary>
    public required DateOnly IssuedOn { get; init; }

    /// <summary>Last day without interest; null where nothing is asked for.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>When a return came, null for what is no return.</summary>
    public DateOnly? FiledOn { get; init; }

    /// <summary>By when a return should have come, null for what is no return.</summary>
    public DateOnly? FileDueOn { get; init; }

    /// <summary>The charge it follows, or null.</summary>
    public ChargeId? Follows { get; init; }

    /// <summary>How it came: see <see cref="ReturnChannel"/>; <c>office</c> for letters.</summary>
    public required string Channel { get; init; }

    public required string Reason { get; init; }

    public required DateTime RecordedAt { get; init; }

    public required UserId? RecordedBy { get; init; }

    public required string RecordedByName { get; init; }

    public ChargeParts Parts => new(Principal, Sanction, Province);

    /// <summary>Code of the letter of the first cycle, which says what it is.</summary>
    public string FirstLetter => FirstLetterOf(Reference);

    /// <summary>Code of the letter that a reference begins with.</summary>
    public static string FirstLetterOf(string reference) => reference[..reference.IndexOf('/', StringComparison.Ordinal)];

    public static void Map(ModelBuilder model)
    {
        model.Entity<Charge>(e =>
        {
            e.ToTable("revenue_assessment");
            e.HasKey(c => new { c.RegionCode, c.ChargeId, c.Cycle });
            e.HasIndex(c => new { c.RegionCode, c.Reference, c.Cycle }).IsUnique().HasDatabaseName("revenue_assessment_reference");
            e.HasIndex(c => new { c.RegionCode, c.ObjectId, c.PeriodFrom }).HasDatabaseName("revenue_assessment_object");
            e.HasIndex(c => new { c.RegionCode, c.TaxpayerId, c.PeriodFrom }).HasDatabaseName("revenue_assessment_taxpayer");
            e.HasIndex(c => new { c.RegionCode, c.Follows }).HasDatabaseName("revenue_assessment_follows");
            e.HasIndex(c => new { c.RegionCode, c.Subject }).HasDatabaseName("revenue_assessment_following")
                .HasFilter("follows is not null");
            e.Ignore(c => c.Parts);
            e.Ignore(c => c.FirstLetter);
        });
        model.Entity<ChargeFile>(e =>
        {
            e.ToTable("revenue_assessment_file");
            e.HasKey(f => new { f.RegionCode, f.OwnerId, f.FileId });
        });
    }
}

/// <summary>How a return came to the office.</summary>
internal static class ReturnChannel
{
    public const string Counter = "counter";
    public const string Link = "link";
    public const string Office = "office";

    /// <summary>The taxpayer's own account.</summary>
    public const string Account = "account";
}

/// <summary>A file that came with a return or a request.</summary>
internal sealed class ChargeFile : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    /// <summary>The charge or the request.</summary>
    public required Guid OwnerId { get; init; }

    public required FileId FileId { get; init; }

    public required DateTime RecordedAt { get; init; }
}

using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Model.Signing;

/// <summary>Where a ceremony is.</summary>
internal enum CeremonyState
{
    /// <summary>Its documents are being made; the room is not open.</summary>
    Planned,

    /// <summary>The room is open: regions come in and sign.</summary>
    Open,

    /// <summary>Over; its protocol is written.</summary>
    Closed,
}

/// <summary>A ceremony of the ministry in which agreements of many regions are signed. It stands under the code of the country.</summary>
internal sealed class Ceremony : ITenantRow
{
    public const int TextLength = 300;

    public RegionCode RegionCode { get; init; } = RegionCode.National;

    public required CeremonyId Id { get; init; }

    public required string Title { get; init; }

    /// <summary>Planned legal date in the west, the zone of the ministry.</summary>
    public required DateOnly HeldOn { get; init; }

    /// <summary>Empty where it is held online.</summary>
    public required string Place { get; init; }

    public required bool HeldOnline { get; init; }

    public CeremonyState State { get; private set; }

    public DateTime? OpenedAt { get; private set; }

    public DateTime? ClosedAt { get; private set; }

    /// <summary>The background operation that countersigns or did so last.</summary>
    public Guid? CountersignId { get; private set; }

    /// <summary>The protocol as a document.</summary>
    public Guid? ProtocolId { get; private set; }

    public bool Generated { get; init; }

    public UserId? CreatedBy { get; init; }

    public required string CreatedByName { get; init; }

    public required DateTime CreatedAt { get; init; }

    public int Version { get; private set; } = 1;

    public Problem? Open(DateTime now)
    {
        if (State != CeremonyState.Planned)
        {
            return new Problem("Movement.Ceremony.NotPlanned");
        }

        (State, OpenedAt) = (CeremonyState.Open, now);
        Version++;
        return null;
    }

    public void Countersign(Guid operation)
    {
        CountersignId = operation;
        Version++;
    }

    public void Close(DateTime now, Guid protocol)
    {
        Check.That(State == CeremonyState.Open);
        (State, ClosedAt, ProtocolId) = (CeremonyState.Closed, now, protocol);
        Version++;
    }

    public static void Map(ModelBuilder model) => model.Entity<Ceremony>(e =>
    {
        e.ToTable("movement_ceremony");
        e.HasKey(c => new { c.RegionCode, c.Id });
        e.Property(c => c.Version).IsConcurrencyToken();
    });
}

/// <summary>
/// A region's seat in a ceremony with the agreement that it signs there. Whether it has signed is read from the document itself, never
/// from here.
/// </summary>
internal sealed class CeremonySeat : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required CeremonyId CeremonyId { get; init; }

    public required AgreementId AgreementId { get; init; }

    /// <summary>When somebody of the region was in the room first, UTC.</summary>
    public DateTime? CameAt { get; set; }

    /// <summary>Who that was: an office.</summary>
    public string CameOffice { get; set; } = string.Empty;

    /// <summary>Last sign of life from the region's page, UTC.</summary>
    public DateTime? SeenAt { get; set; }

    /// <summary>Why the last step did not succeed: a text key, or empty.</summary>
    public string ProblemCode { get; set; } = string.Empty;

    /// <summary>Values for that text (<see cref="TextArgs"/>).</summary>
    public string ProblemArgs { get; set; } = "[]";

    public DateTime? ProblemAt { get; set; }

    public static void Map(ModelBuilder model) => model.Entity<CeremonySeat>(e =>
    {
        e.ToTable("movement_ceremony_seat");
        e.HasKey(s => new { s.RegionCode, s.CeremonyId });
        e.HasIndex(s => new { s.RegionCode, s.AgreementId }).HasDatabaseName("movement_ceremony_seat_agreement");
    });
}

/// <summary>A witness or someone who attended for no region, by office.</summary>
internal sealed class CeremonyPerson : ITenantRow
{
    public RegionCode RegionCode { get; init; } = RegionCode.National;

    public required Guid Id { get; init; }

    public required CeremonyId CeremonyId { get; init; }

    public required AttendanceKind Kind { get; init; }

    public required string Office { get; init; }

    public required string Institution { get; init; }

    public required bool Online { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<CeremonyPerson>(e =>
    {
        e.ToTable("movement_ceremony_person");
        e.HasKey(p => new { p.RegionCode, p.Id });
        e.HasIndex(p => new { p.RegionCode, p.CeremonyId }).HasDatabaseName("movement_ceremony_person_of");
    });
}

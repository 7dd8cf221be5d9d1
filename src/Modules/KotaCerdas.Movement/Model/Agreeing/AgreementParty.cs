using KotaCerdas.Movement.Contracts;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Model.Agreeing;

/// <summary>In what capacity a party's signatory signs.</summary>
internal enum SigningCapacity
{
    /// <summary>The holder of the office.</summary>
    Holder,

    /// <summary>On behalf of the holder, by a letter.</summary>
    OnBehalf,
}

/// <summary>A party of an agreement with its own number and signatory.</summary>
internal sealed class AgreementParty : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required AgreementId AgreementId { get; init; }

    /// <summary>1 for the first party.</summary>
    public required int Number { get; init; }

    /// <summary>A code of <c>data/agreements/party-kinds.csv</c>.</summary>
    public required string Kind { get; init; }

    public required string Name { get; set; }

    /// <summary>Code of the region that this party is, or empty.</summary>
    public string PartyRegion { get; init; } = string.Empty;

    /// <summary>True for the region whose agreement it is.</summary>
    public bool IsOwn => PartyRegion == RegionCode.Value;

    /// <summary>The account that acts for a party that is neither the ministry nor a region.</summary>
    public UserId? OfficerUser { get; set; }

    /// <summary>The number that this party gives the agreement in its own register.</summary>
    public string DocumentNumber { get; set; } = string.Empty;

    public required string SignatoryOffice { get; set; }

    public SigningCapacity Capacity { get; set; }

    /// <summary>Hash of the text that this party confirmed last, or empty.</summary>
    public string ConfirmedSha256 { get; private set; } = string.Empty;

    public DateTime? ConfirmedAt { get; private set; }

    public string ConfirmedByName { get; private set; } = string.Empty;

    public void Confirm(string sha256, string byName, DateTime now) =>
        (ConfirmedSha256, ConfirmedByName, ConfirmedAt) = (sha256, byName, now);

    public static void Map(ModelBuilder model) => model.Entity<AgreementParty>(e =>
    {
        e.ToTable("movement_agreement_party");
        e.HasKey(p => new { p.RegionCode, p.AgreementId, p.Number });
        e.Ignore(p => p.IsOwn);
    });
}

/// <summary>Why a person stands in an agreement's list.</summary>
internal enum AttendanceKind
{
    Witness,
    Attendee,
}

/// <summary>A witness or someone who attended, by office.</summary>
internal sealed class AgreementPerson : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required Guid Id { get; init; }

    public required AgreementId AgreementId { get; init; }

    public required AttendanceKind Kind { get; init; }

    public required string Office { get; init; }

    public required string Institution { get; init; }

    public required bool Online { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<AgreementPerson>(e =>
    {
        e.ToTable("movement_agreement_person");
        e.HasKey(p => new { p.RegionCode, p.Id });
        e.HasIndex(p => new { p.RegionCode, p.AgreementId }).HasDatabaseName("movement_agreement_person_of");
    });
}

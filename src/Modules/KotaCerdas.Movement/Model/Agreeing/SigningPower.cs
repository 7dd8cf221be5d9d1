using KotaCerdas.Movement.Contracts;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Model.Agreeing;

/// <summary>A letter by which the holder of an office lets another office sign, such as a head of region the Sekda.</summary>
internal sealed class SigningPower : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required Guid Id { get; init; }

    public required AgreementId AgreementId { get; init; }

    public required int Party { get; init; }

    public required string FromOffice { get; init; }

    public required string ToOffice { get; init; }

    public required string LetterNumber { get; init; }

    public required DateOnly LetterDate { get; init; }

    public required DateOnly ValidFrom { get; init; }

    public required DateOnly ValidUntil { get; init; }

    /// <summary>What it covers, in words.</summary>
    public required string Scope { get; init; }

    /// <summary>The letter itself; the newest bytes where the platform made it.</summary>
    public required Guid FileId { get; set; }

    /// <summary>The letter as a document of the platform, or null where it was uploaded.</summary>
    public Guid? DocumentId { get; init; }

    /// <summary>When the holder of the office signed the letter that the platform made, or confirmed the one that was uploaded.</summary>
    public DateTime? GrantedAt { get; private set; }

    public UserId? AddedBy { get; init; }

    public required string AddedByName { get; init; }

    public required DateTime AddedAt { get; init; }

    public DateTime? WithdrawnAt { get; private set; }

    public string WithdrawnReason { get; private set; } = string.Empty;

    /// <summary>True for a letter that the holder of the office has neither signed nor confirmed yet.</summary>
    public bool WaitsForHolder => GrantedAt is null;

    /// <summary>True where it lets the other office sign on that day.</summary>
    public bool Covers(DateOnly on) => WithdrawnAt is null && !WaitsForHolder && ValidFrom <= on && on <= ValidUntil;

    /// <summary>The holder of the office has signed the letter, or confirmed it with the file that was uploaded.</summary>
    public void Grant(Guid signedFile, DateTime now) => (FileId, GrantedAt) = (signedFile, now);

    public void Withdraw(string reason, DateTime now) => (WithdrawnAt, WithdrawnReason) = (now, reason.Trim());

    /// <summary>Why a party's signatory may not sign on that day, or null.</summary>
    public static Problem? Refuse(AgreementParty party, IEnumerable<SigningPower> powers, DateOnly on)
    {
        if (party.Capacity == SigningCapacity.Holder)
        {
            return null;
        }

        var own = powers.Where(p => p.Party == party.Number && p.WithdrawnAt is null).ToList();
        return own.Count == 0 ? new Problem("Movement.Agreement.NoLetter", null, party.Name, party.SignatoryOffice)
            : own.Exists(p => p.Covers(on)) ? null
            : own.TrueForAll(p => p.WaitsForHolder) ? new Problem("Movement.Signing.LetterUnsigned", null, party.SignatoryOffice)
            : new Problem("Movement.Agreement.LetterOutOfDate", null, party.Name, party.SignatoryOffice, on);
    }

    public static void Map(ModelBuilder model) => model.Entity<SigningPower>(e =>
    {
        e.ToTable("movement_signing_power");
        e.HasKey(p => new { p.RegionCode, p.Id });
        e.HasIndex(p => new { p.RegionCode, p.AgreementId, p.Party }).HasDatabaseName("movement_signing_power_of");
    });
}

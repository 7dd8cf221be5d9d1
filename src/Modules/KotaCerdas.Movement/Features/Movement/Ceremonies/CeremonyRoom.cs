using System.Security.Cryptography;
using System.Text;
using KotaCerdas.Movement.Features.Signing;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Movement.Model.Signing;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Ceremonies;

/// <summary>A seat as the room shows it.</summary>
internal sealed record RoomSeat
{
    public required CeremonySeat Seat { get; init; }

    public required Region Region { get; init; }

    public required AgreementState State { get; init; }

    /// <summary>Number of the party that the ministry is.</summary>
    public required int Ministry { get; init; }

    /// <summary>True while the region's page gives signs of life; once the ceremony is over, where the region came.</summary>
    public required bool Present { get; init; }

    /// <summary>Null until it is made.</summary>
    public IssuedDocument? Document { get; init; }

    public IReadOnlyList<DocumentSignature> Signatures { get; init; } = [];

    public DateTime? RegionSignedAt => Signatures.FirstOrDefault(s => s.Role != MinistryRole)?.SignedAt;

    public DateTime? MinistrySignedAt => Signatures.FirstOrDefault(s => s.Role == MinistryRole)?.SignedAt;

    /// <summary>True where everybody has signed and its clocks run.</summary>
    public bool Complete =>
        Document?.State is DocumentState.Issued or DocumentState.Superseded && State != AgreementState.Signing;

    /// <summary>True where the ministry can sign, or has signed and a crash left the rest undone.</summary>
    public bool Waits => RegionSignedAt is not null && State == AgreementState.Signing;

    /// <summary>The office that signs for the region.</summary>
    public string Office => Document?.SignaturePlaces.FirstOrDefault(p => p.Role != MinistryRole)?.Office ?? string.Empty;

    public Problem? Problem => Seat.ProblemCode.Length == 0 || Complete ? null
        : new Problem(Seat.ProblemCode, null, TextArgs.Read(Seat.ProblemArgs));

    private string MinistryRole => SigningRoles.Of(Ministry);
}

/// <summary>A ceremony as it stands: read anew each time, so that reloads, lost connections and restarts lose nothing.</summary>
internal sealed record CeremonyRoom(Ceremony Ceremony, IReadOnlyList<RoomSeat> Seats, IReadOnlyList<CeremonyPerson> People)
{
    /// <summary>The operation that countersigns or did so last, or null.</summary>
    public OperationRow? Countersigning { get; init; }

    public IssuedDocument? Protocol { get; init; }

    public bool Busy => Countersigning is { Ended: false };

    public int Present => Seats.Count(s => s.Present);

    public int RegionsSigned => Seats.Count(s => s.RegionSignedAt is not null);

    public int Complete => Seats.Count(s => s.Complete);

    public int Waiting => Seats.Count(s => s.Waits);

    /// <summary>Changes whenever something that the room shows changes.</summary>
    public string Mark
    {
        get
        {
            var facts = new StringBuilder().Append(Ceremony.State).Append(Ceremony.Version).Append(People.Count)
                .Append(Countersigning?.State).Append(Protocol?.Version);
            foreach (var seat in Seats)
            {
                facts.Append('|').Append(seat.Region.Code.Value).Append(seat.Present).Append(seat.State).Append(seat.Document?.Version)
                    .Append(seat.Seat.ProblemCode).Append(seat.Seat.ProblemAt?.Ticks);
            }

            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(facts.ToString())).AsSpan(0, 8));
        }
    }
}

using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Ceremonies;

/// <summary>Finds before the ceremony what would keep its agreements from coming into force on its day.</summary>
internal sealed class CeremonyClocks(AgreementClocks clocks, Records records)
{
    /// <summary>What is in the way, each with how many regions it stops; empty where all can sign.</summary>
    public Task<IReadOnlyList<(Problem Problem, int Seats)>> FindAsync(CeremonyRoom room, CancellationToken cancel)
    {
        var on = records.Today(RegionZone.WIB) is var today && today > room.Ceremony.HeldOn ? today : room.Ceremony.HeldOn;
        return clocks.FindAsync(
            [.. room.Seats.Where(s => s.Document is not null && !s.Complete).Select(s => (s.Seat.AgreementId, on)).Distinct()], cancel);
    }
}

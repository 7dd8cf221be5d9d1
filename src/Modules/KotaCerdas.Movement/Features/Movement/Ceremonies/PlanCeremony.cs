using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Movement.Model.Signing;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;
using BackgroundOperations = KotaCerdas.Platform.Operations;

namespace KotaCerdas.Movement.Features.Ceremonies;

/// <summary>An agreement of a region that is signed in a ceremony.</summary>
internal sealed record SeatInput(RegionCode Region, Guid Agreement);

/// <summary>A ceremony to plan.</summary>
internal sealed record CeremonyInput(string Title, DateOnly HeldOn, string Place, bool HeldOnline, IReadOnlyList<SeatInput> Seats)
{
    public bool Generated { get; init; }
}

/// <summary>An agreement that can be signed in a ceremony.</summary>
internal sealed record CeremonyCandidate(RegionCode Region, string RegionName, AgreementId Id, string Title);

/// <summary>
/// The ministry plans a ceremony. Seats and documents follow one region a write in the background, asked for in the same write.
/// </summary>
internal sealed class PlanCeremony(KotaDb db, Actor actor, BackgroundOperations operations, Records records)
{
    private static readonly RegionScope Everywhere = RegionScope.National("agreements that wait for a signature");

    /// <summary>Plans, and has the documents made.</summary>
    public Task<Outcome<CeremonyId>> RunAsync(CeremonyInput input, CancellationToken cancel) => PlanAsync(input, asks: true, cancel);

    /// <summary>Plans only; the caller makes seats and documents itself.</summary>
    public Task<Outcome<CeremonyId>> AloneAsync(CeremonyInput input, CancellationToken cancel) => PlanAsync(input, asks: false, cancel);

    /// <summary>Agreements with the ministry whose text is final and that sit in no ceremony that is not over.</summary>
    public async Task<IReadOnlyList<CeremonyCandidate>> CandidatesAsync(CancellationToken cancel)
    {
        var taken = await db.In<CeremonySeat>(Everywhere).Join(
                db.In<Ceremony>(RegionScope.Of(RegionCode.National)).Where(c => c.State != CeremonyState.Closed),
                s => s.CeremonyId, c => c.Id, (s, _) => s.AgreementId).ToListAsync(cancel);
        var kinds = AgreementCatalogue.Shipped.Kinds.Where(k => k.ActsAs == ActsAs.National).Select(k => k.Code).ToList();
        var open = await db.In<AgreementRecord>(Everywhere).AsNoTracking()
            .Where(a => a.State == AgreementState.Frozen || (a.State == AgreementState.Signing && a.DocumentId != null))
            .Where(a => db.In<AgreementParty>(Everywhere)
                .Any(p => p.RegionCode == a.RegionCode && p.AgreementId == a.Id && kinds.Contains(p.Kind)))
            .Join(db.Shared<Region>(), a => a.RegionCode, r => r.Code, (a, r) => new { a.RegionCode, r.Name, a.Id, a.Title, a.Vehicle })
            .ToListAsync(cancel);
        return
        [
            .. open.Where(a => AgreementCatalogue.Shipped.DocumentOf(a.Vehicle) is not null && !taken.Contains(a.Id))
                .OrderBy(a => a.RegionCode).ThenBy(a => a.Id.Value)
                .Select(a => new CeremonyCandidate(a.RegionCode, a.Name, a.Id, a.Title)),
        ];
    }

    private async Task<Outcome<CeremonyId>> PlanAsync(CeremonyInput input, bool asks, CancellationToken cancel)
    {
        if (actor.Refuse(CeremonyPermissions.Manage, RegionCode.National) is { } refusal)
        {
            return refusal;
        }

        var problems = await CheckAsync(input, cancel);
        if (problems.Count > 0)
        {
            return problems;
        }

        var ceremony = new Ceremony
        {
            Id = new CeremonyId(records.NewId()),
            Title = input.Title.Trim(),
            HeldOn = input.HeldOn,
            Place = input.HeldOnline ? string.Empty : input.Place.Trim(),
            HeldOnline = input.HeldOnline,
            Generated = input.Generated,
            CreatedBy = actor.User,
            CreatedByName = actor.Name,
            CreatedAt = records.Now,
        };
        await using var write = await db.BeginWriteAsync(RegionScope.Of(RegionCode.National), cancel);
        db.Add(ceremony);
        if (asks)
        {
            operations.Add(actor, PrepareCeremony.Kind, RegionCode.National, new PrepareCeremonyInput(ceremony.Id.Value, input.Seats));
        }

        records.About(actor, "Movement.Trail.CeremonyPlanned", CeremonyPaths.Subject(ceremony.Id), new { seats = input.Seats.Count });
        await write.CommitAsync(cancel);
        return ceremony.Id;
    }

    private async Task<List<Problem>> CheckAsync(CeremonyInput input, CancellationToken cancel)
    {
        List<Problem> problems = [];
        if (input.Title.Trim().Length is 0 or > Ceremony.TextLength)
        {
            problems.Add(new("Movement.Agreement.TextNeeded", "Title", Ceremony.TextLength));
        }

        if (!input.HeldOnline && input.Place.Trim().Length is 0 or > Ceremony.TextLength)
        {
            problems.Add(new("Movement.Agreement.TextNeeded", "Place", Ceremony.TextLength));
        }

        if (input.HeldOn < records.Today(RegionZone.WIB))
        {
            problems.Add(new("Movement.Ceremony.DatePast", "HeldOn"));
        }

        if (input.Seats.Count == 0)
        {
            problems.Add(new("Movement.Ceremony.SeatsNeeded", "Seats"));
        }

        var candidates = (await CandidatesAsync(cancel)).Select(c => (c.Region, c.Id.Value)).ToHashSet();
        if (input.Seats.Any(s => !candidates.Contains((s.Region, s.Agreement))))
        {
            problems.Add(new("Movement.Ceremony.SeatGone", "Seats"));
        }

        if (input.Seats.GroupBy(s => s.Region).Any(g => g.Count() > 1))
        {
            problems.Add(new("Movement.Ceremony.SeatTwice", "Seats"));
        }

        return problems;
    }
}

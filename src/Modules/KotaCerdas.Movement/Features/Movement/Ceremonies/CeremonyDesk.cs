using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Movement.Model.Signing;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Ceremonies;

/// <summary>Reads ceremonies and their rooms, and keeps who is present.</summary>
internal sealed class CeremonyDesk(KotaDb db, TimeProvider clock)
{
    /// <summary>A page that gives no sign of life for so long has gone.</summary>
    public static readonly TimeSpan PresentFor = TimeSpan.FromSeconds(60);

    /// <summary>How often a page that stays open says that it is there.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(20);

    private static readonly RegionScope Country = RegionScope.Of(RegionCode.National);
    private static readonly RegionScope Everywhere = RegionScope.National("room of a ceremony of many regions");

    /// <summary>Tracked, for operations that change it.</summary>
    public Task<Ceremony?> FindAsync(CeremonyId id, CancellationToken cancel) =>
        db.In<Ceremony>(Country).SingleOrDefaultAsync(c => c.Id == id, cancel);

    public Task<List<Ceremony>> AllAsync(CancellationToken cancel) =>
        db.In<Ceremony>(Country).AsNoTracking().OrderByDescending(c => c.HeldOn).ThenByDescending(c => c.Id).ToListAsync(cancel);

    public Task<CeremonySeat?> SeatAsync(CeremonyId id, RegionCode region, CancellationToken cancel) =>
        db.In<CeremonySeat>(RegionScope.Of(region)).AsNoTracking()
            .SingleOrDefaultAsync(s => s.RegionCode == region && s.CeremonyId == id, cancel);

    /// <summary>Seats of regions that a reader acts for, the newest ceremony first.</summary>
    public Task<List<CeremonySeat>> SeatsOfAsync(IReadOnlyList<RegionCode> regions, CancellationToken cancel) =>
        db.In<CeremonySeat>(Everywhere).AsNoTracking().Where(s => regions.Contains(s.RegionCode)).ToListAsync(cancel);

    /// <summary>The room as it stands now, or null.</summary>
    public async Task<CeremonyRoom?> RoomAsync(CeremonyId id, CancellationToken cancel)
    {
        if (await db.In<Ceremony>(Country).AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancel) is not { } ceremony)
        {
            return null;
        }

        var people = await db.In<CeremonyPerson>(Country).AsNoTracking().Where(p => p.CeremonyId == id).OrderBy(p => p.Kind)
            .ThenBy(p => p.Id).ToListAsync(cancel);
        return new CeremonyRoom(ceremony, await SeatsAsync(ceremony, cancel), people)
        {
            Countersigning = ceremony.CountersignId is not { } operation ? null : await OperationAsync(new(operation), cancel),
            Protocol = ceremony.ProtocolId is not { } protocol ? null : await ProtocolAsync(new(protocol), cancel),
        };
    }

    /// <summary>Notes that somebody of a region is in the room; the first time is kept as attendance.</summary>
    public async Task TouchAsync(CeremonySeat seat, string office, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (seat.SeenAt is { } seen && now - seen < Beat / 2)
        {
            return;
        }

        var (region, id) = (seat.RegionCode, seat.CeremonyId);
        var scope = RegionScope.Of(region);
        await using var write = await db.BeginWriteAsync(scope, cancel);
        await db.In<CeremonySeat>(scope).Where(s => s.RegionCode == region && s.CeremonyId == id)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.SeenAt, now), cancel);
        await db.In<CeremonySeat>(scope).Where(s => s.RegionCode == region && s.CeremonyId == id && s.CameAt == null)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.CameAt, now).SetProperty(x => x.CameOffice, office), cancel);
        await write.CommitAsync(cancel);
    }

    private async Task<IReadOnlyList<RoomSeat>> SeatsAsync(Ceremony ceremony, CancellationToken cancel)
    {
        var id = ceremony.Id;
        var seats = await db.In<CeremonySeat>(Everywhere).AsNoTracking().Where(s => s.CeremonyId == id).ToListAsync(cancel);
        var codes = seats.ConvertAll(s => s.RegionCode);
        var regions = await db.Shared<Region>().AsNoTracking().Where(r => codes.Contains(r.Code)).ToDictionaryAsync(r => r.Code, cancel);
        var ids = seats.ConvertAll(s => s.AgreementId);
        var agreements = (await db.In<AgreementRecord>(Everywhere).AsNoTracking().Where(a => ids.Contains(a.Id))
            .Select(a => new { a.RegionCode, a.Id, a.State, a.DocumentId }).ToListAsync(cancel)).ToDictionary(a => (a.RegionCode, a.Id));
        var wanted = agreements.Values.Where(a => a.DocumentId is not null).Select(a => new DocumentId(a.DocumentId!.Value)).ToList();
        var documents = await db.In<IssuedDocument>(Everywhere).AsNoTracking().Where(d => wanted.Contains(d.Id))
            .ToDictionaryAsync(d => (d.RegionCode, d.Id), cancel);
        var signatures = (await db.In<DocumentSignature>(Everywhere).AsNoTracking().Where(s => wanted.Contains(s.DocumentId))
            .OrderBy(s => s.Ordinal).ToListAsync(cancel)).ToLookup(s => (s.RegionCode, s.DocumentId));
        var ministries = await MinistriesAsync(ids, cancel);
        var now = clock.GetUtcNow().UtcDateTime;
        return
        [
            .. seats.Where(s => agreements.ContainsKey((s.RegionCode, s.AgreementId))).OrderBy(s => s.RegionCode).Select(s =>
            {
                var agreement = agreements[(s.RegionCode, s.AgreementId)];
                DocumentId? document = agreement.DocumentId is { } own ? new DocumentId(own) : null;
                return new RoomSeat
                {
                    Seat = s,
                    Region = regions[s.RegionCode],
                    State = agreement.State,
                    Ministry = ministries[(s.RegionCode, s.AgreementId)],
                    Present = ceremony.State == CeremonyState.Closed
                        ? s.CameAt is not null : s.SeenAt is { } seen && now - seen <= PresentFor,
                    Document = document is { } key ? documents.GetValueOrDefault((s.RegionCode, key)) : null,
                    Signatures = document is { } same ? [.. signatures[(s.RegionCode, same)]] : [],
                };
            }),
        ];
    }

    /// <summary>Which party of each agreement is the ministry.</summary>
    private async Task<Dictionary<(RegionCode, AgreementId), int>> MinistriesAsync(List<AgreementId> ids, CancellationToken cancel)
    {
        var kinds = AgreementCatalogue.Shipped.Kinds.Where(k => k.ActsAs == ActsAs.National).Select(k => k.Code).ToList();
        return (await db.In<AgreementParty>(Everywhere).AsNoTracking()
            .Where(p => ids.Contains(p.AgreementId) && kinds.Contains(p.Kind))
            .Select(p => new { p.RegionCode, p.AgreementId, p.Number }).ToListAsync(cancel))
            .ToDictionary(p => (p.RegionCode, p.AgreementId), p => p.Number);
    }

    private Task<OperationRow?> OperationAsync(OperationId id, CancellationToken cancel) =>
        db.In<OperationRow>(Country).AsNoTracking().SingleOrDefaultAsync(o => o.Id == id, cancel);

    private Task<IssuedDocument?> ProtocolAsync(DocumentId id, CancellationToken cancel) =>
        db.In<IssuedDocument>(Country).AsNoTracking().SingleOrDefaultAsync(d => d.Id == id, cancel);
}

/// <summary>Keeps why the last step of a seat did not succeed.</summary>
internal sealed class SeatNotes(KotaDb db, TimeProvider clock)
{
    /// <summary>Keeps a problem, or takes the last one off.</summary>
    public async Task NoteAsync(RegionCode region, CeremonyId id, Problem? problem, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        var (code, args) = (problem?.Code ?? string.Empty, TextArgs.Write(problem?.Args ?? []));
        DateTime? at = problem is null ? null : clock.GetUtcNow().UtcDateTime;
        db.ChangeTracker.Clear();
        await using var write = await db.BeginWriteAsync(scope, cancel);
        await db.In<CeremonySeat>(scope).Where(s => s.RegionCode == region && s.CeremonyId == id).ExecuteUpdateAsync(
            s => s.SetProperty(x => x.ProblemCode, code).SetProperty(x => x.ProblemArgs, args).SetProperty(x => x.ProblemAt, at), cancel);
        await write.CommitAsync(cancel);
    }
}

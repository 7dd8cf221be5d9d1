using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Features.Ceremonies;
using KotaCerdas.Movement.Features.Signing;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Movement.Model.Signing;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Boards;

/// <summary>Why an agreement or a ceremony waits for somebody.</summary>
internal enum WaitKind
{
    /// <summary>The other side proposed another wording of a clause.</summary>
    Answer,

    /// <summary>Nothing in the text is open and the own side has not confirmed it.</summary>
    Confirm,

    /// <summary>The document waits for the own signature.</summary>
    Sign,

    /// <summary>A letter asks the reader to let another office sign.</summary>
    Delegate,

    /// <summary>A ceremony is near or open.</summary>
    Ceremony,

    /// <summary>A ceremony is over and its protocol waits for the signature.</summary>
    Protocol,
}

/// <summary>An agreement or ceremony that waits for the reader.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Title">Its title.</param>
/// <param name="Region">Name of the region; empty for a ceremony of many.</param>
/// <param name="Href">Where it is done.</param>
internal sealed record AgreementWait(WaitKind Kind, string Title, string Region, string Href)
{
    /// <summary>Day of a ceremony, or the day on which the signing was planned; null where nobody planned one.</summary>
    public DateOnly? Due { get; init; }

    /// <summary>Since when it waits; null for a ceremony.</summary>
    public DateOnly? Since { get; init; }

    public string TextKey => $"Movement.Wait.{Kind}";

    public string ActionKey => $"Movement.Wait.{Kind}Action";
}

/// <summary>What waits for the reader of agreements in negotiation or out for signature, and of ceremonies: the same for every first
/// screen.</summary>
internal sealed class AgreementWaiting(KotaDb db, Actor actor, SigningDesk signing, CeremonyDesk ceremonies, TimeProvider clock)
{
    /// <summary>Days before a ceremony from which it stands on the first screen.</summary>
    private const int Near = 14;

    private static readonly RegionScope Everywhere = RegionScope.National("agreements that wait for the reader, narrowed to the own side");

    /// <summary>
    /// What is past its day first, the longest past at the top; then signatures, ceremonies, answers, confirmations, of each the nearest
    /// day and then the oldest.
    /// </summary>
    public async Task<IReadOnlyList<AgreementWait>> OfReaderAsync(CancellationToken cancel)
    {
        var all = await ceremonies.AllAsync(cancel);
        var seats = await SeatsAsync(all, cancel);
        var files = await FilesAsync(cancel);
        var proposals = await ProposalsAsync(files, cancel);
        List<AgreementWait> found = [.. await CeremoniesAsync(all, seats, cancel)];
        foreach (var file in files)
        {
            found.AddRange(Letters(file));
            if (await OfAsync(file, proposals[file.Agreement.Id], seats, cancel) is { } wait)
            {
                found.Add(wait);
            }
        }

        var today = RegionZone.WIB.DateAt(clock.GetUtcNow());
        return
        [
            .. found.OrderBy(w => w.Due < today ? w.Due : DateOnly.MaxValue)
                .ThenBy(w => w.Kind switch
                {
                    WaitKind.Sign or WaitKind.Delegate or WaitKind.Protocol => 0, WaitKind.Ceremony => 1, WaitKind.Answer => 2, _ => 3,
                })
                .ThenBy(w => w.Due ?? DateOnly.MaxValue).ThenBy(w => w.Since).ThenBy(w => w.Region, StringComparer.Ordinal),
        ];
    }

    /// <summary>Letters that count only once the reader has confirmed or signed them.</summary>
    private IEnumerable<AgreementWait> Letters(AgreementFile file) =>
        file.Agreement.Preparing && file.HeldBy(actor) is { } party
            && file.Powers.FirstOrDefault(p => p is { WaitsForHolder: true, WithdrawnAt: null } && p.Party == party.Number) is { } power
            ? [Of(file, WaitKind.Delegate, power.DocumentId is null
                ? AgreementPaths.Parties(file.Agreement) : AgreementPaths.Signing(file.Agreement) + "#kuasa")]
            : [];

    private async Task<AgreementWait?> OfAsync(
        AgreementFile file, IEnumerable<ClauseVersion> proposals, HashSet<AgreementId> seats, CancellationToken cancel)
    {
        var agreement = file.Agreement;
        if (agreement.State == AgreementState.Signing)
        {
            return !seats.Contains(agreement.Id) && file.SignedBy(actor) is { } party && await signing.SheetAsync(file, cancel) is { } sheet
                && sheet.Of(party).Signature is null && (!AgreementFile.IsNational(party) || sheet.OnlyLeft(party))
                ? Of(file, WaitKind.Sign, AgreementPaths.Signing(agreement)) : null;
        }

        if (agreement.State != AgreementState.Negotiation || file.SideOf(actor, AgreementPermissions.Negotiate) is not { } side)
        {
            return null;
        }

        var open = proposals.ToList();
        if (open.FirstOrDefault(p => p.Party != side) is { } theirs)
        {
            return Of(file, WaitKind.Answer, AgreementPaths.Clause(agreement, theirs.Clause));
        }

        return open.Count == 0 && file.Party(side).ConfirmedSha256.Length == 0
            ? Of(file, WaitKind.Confirm, AgreementPaths.Text(agreement)) : null;
    }

    private static AgreementWait Of(AgreementFile file, WaitKind kind, string href) =>
        new(kind, file.Agreement.Title, file.Region.Name, href)
        {
            Due = file.Agreement.PlannedOn,
            Since = RegionZone.WIB.DateAt(new DateTimeOffset(file.Agreement.StateSince, TimeSpan.Zero)),
        };

    /// <summary>Agreements in work in which the reader has a side.</summary>
    private async Task<IReadOnlyList<AgreementFile>> FilesAsync(CancellationToken cancel)
    {
        var letters = await db.In<SigningPower>(Everywhere).AsNoTracking().Where(p => p.GrantedAt == null && p.WithdrawnAt == null)
            .OrderBy(p => p.Id).ToListAsync(cancel);
        var waiting = letters.Select(p => p.AgreementId).Distinct().ToList();
        var agreements = await db.In<AgreementRecord>(Everywhere).AsNoTracking()
            .Where(a => a.State == AgreementState.Negotiation || a.State == AgreementState.Signing || waiting.Contains(a.Id))
            .OrderBy(a => a.StateSince)
            .ThenBy(a => a.Id).ToListAsync(cancel);
        if (agreements.Count == 0)
        {
            return [];
        }

        var ids = agreements.ConvertAll(a => a.Id);
        var codes = agreements.Select(a => a.RegionCode).Distinct().ToList();
        var parties = (await db.In<AgreementParty>(Everywhere).AsNoTracking().Where(p => ids.Contains(p.AgreementId))
            .OrderBy(p => p.Number).ToListAsync(cancel)).ToLookup(p => p.AgreementId);
        var regions = await db.Shared<Region>().AsNoTracking().Where(r => codes.Contains(r.Code)).ToDictionaryAsync(r => r.Code, cancel);
        return
        [
            .. agreements.Select(a => new AgreementFile(
                    a, regions[a.RegionCode], [.. parties[a.Id]], letters.FindAll(p => p.AgreementId == a.Id)))
                .Where(f => f.SideOf(actor, AgreementPermissions.Negotiate) is not null || f.SignedBy(actor) is not null
                    || f.HeldBy(actor) is not null),
        ];
    }

    private async Task<ILookup<AgreementId, ClauseVersion>> ProposalsAsync(IReadOnlyList<AgreementFile> files, CancellationToken cancel)
    {
        var ids = files.Select(f => f.Agreement.Id).ToList();
        return (ids.Count == 0 ? [] : await db.In<ClauseVersion>(Everywhere).AsNoTracking()
            .Where(c => c.State == ClauseState.Proposed && ids.Contains(c.AgreementId)).OrderBy(c => c.Position).ToListAsync(cancel))
            .ToLookup(c => c.AgreementId);
    }

    /// <summary>Agreements that are signed in a ceremony to come: its room is where they wait.</summary>
    private async Task<HashSet<AgreementId>> SeatsAsync(IReadOnlyList<Ceremony> all, CancellationToken cancel)
    {
        var running = all.Where(c => c.State != CeremonyState.Closed).Select(c => c.Id).ToList();
        return running.Count == 0 ? [] : [.. await db.In<CeremonySeat>(Everywhere).Where(s => running.Contains(s.CeremonyId))
            .Select(s => s.AgreementId).ToListAsync(cancel)];
    }

    private async Task<IEnumerable<AgreementWait>> CeremoniesAsync(
        IReadOnlyList<Ceremony> all, HashSet<AgreementId> seated, CancellationToken cancel)
    {
        var today = RegionZone.WIB.DateAt(clock.GetUtcNow());
        var sees = actor.May(CeremonyPermissions.See, RegionCode.National);
        var own = actor.Grants.Where(g => g.Permissions.Contains(AgreementPermissions.ReadCode)).Select(g => g.Region).Distinct().ToList();
        var seats = sees || own.Count == 0 || seated.Count == 0 ? [] : await ceremonies.SeatsOfAsync(own, cancel);
        var coming = all.Where(c => c.State == CeremonyState.Open
                || (c.State == CeremonyState.Planned && c.HeldOn >= today && c.HeldOn <= today.AddDays(Near)))
            .Select(c => new AgreementWait(
                WaitKind.Ceremony, c.Title, string.Empty, CeremonyPaths.For(c, sees, seats.Find(s => s.CeremonyId == c.Id)))
            {
                Due = c.HeldOn,
            });
        return [.. coming.Where(w => w.Href.Length > 0), .. await ProtocolsAsync(all, cancel)];
    }

    private async Task<IReadOnlyList<AgreementWait>> ProtocolsAsync(IReadOnlyList<Ceremony> all, CancellationToken cancel)
    {
        if (!actor.May(AgreementPermissions.Sign, RegionCode.National))
        {
            return [];
        }

        List<AgreementWait> found = [];
        foreach (var ceremony in all.Where(c => c is { State: CeremonyState.Closed, ProtocolId: not null }))
        {
            if (await signing.DocumentAsync(RegionCode.National, ceremony.ProtocolId!.Value, cancel) is { State: DocumentState.Prepared })
            {
                found.Add(new(WaitKind.Protocol, ceremony.Title, string.Empty, CeremonyPaths.Room(ceremony.Id)) { Due = ceremony.HeldOn });
            }
        }

        return found;
    }
}

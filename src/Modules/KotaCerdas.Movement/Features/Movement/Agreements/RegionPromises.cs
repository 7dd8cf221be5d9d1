using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Calls;
using KotaCerdas.Movement.Features.Decisions;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Movement.Model.Signing;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Agreements;

/// <summary>An agreement as the public sees it.</summary>
/// <param name="Document">Its signed document, by which anyone checks it; null where it was signed outside the platform.</param>
internal sealed record PublicAgreement(AgreementRecord Agreement, IReadOnlyList<AgreementParty> Parties, SignedText? Document)
{
    /// <summary>The call that led to it, or null.</summary>
    public Call? Call { get; init; }

    /// <summary>The page of the region's result in that call, or of the call where nothing is announced.</summary>
    public string? CallHref { get; init; }

    /// <summary>The ceremony in which it was signed, once that is over; null where there was none.</summary>
    public Ceremony? Ceremony { get; init; }

    /// <summary>True for what the demo generated.</summary>
    public bool Generated => Agreement.Generated || Call is { Generated: true };
}

/// <summary>A signed document as far as the public sees it.</summary>
internal sealed record SignedText(string Number, string CheckCode);

/// <summary>What a region agreed and how it keeps it, as the public sees it.</summary>
/// <param name="InForce">Agreements in force, newest first.</param>
/// <param name="Past">Agreements that were in force and are over: ended, expired or renewed; newest first.</param>
/// <param name="Known">Real ones that a source names.</param>
/// <param name="Met">Obligations met, on time or not.</param>
/// <param name="MetOnTime">Those of them met by their last day.</param>
/// <param name="Running">Obligations whose time is not over.</param>
/// <param name="Late">Obligations that are late now, with the name of who owes them.</param>
internal sealed record RegionPromises(
    IReadOnlyList<PublicAgreement> InForce, IReadOnlyList<PublicAgreement> Past, IReadOnlyList<KnownAgreement> Known,
    int Met, int MetOnTime, int Running,
    IReadOnlyList<(Obligation Obligation, string Party)> Late);

/// <summary>Reads what the public page of a region shows of agreements.</summary>
internal sealed class RegionPromisesReader(KotaDb db, AnnouncedResults results, TimeProvider clock)
{
    /// <summary>A letter about who signs is not the agreement.</summary>
    private const string Power = "surat-kuasa";

    public async Task<RegionPromises> OfAsync(Region region, CancellationToken cancel)
    {
        var (code, scope) = (region.Code, RegionScope.Of(region.Code));
        var agreements = await db.In<AgreementRecord>(scope).AsNoTracking()
            .Where(a => a.RegionCode == code && a.SignedOn != null).OrderByDescending(a => a.SignedOn).ThenByDescending(a => a.Id)
            .ToListAsync(cancel);
        var ids = agreements.ConvertAll(a => a.Id);
        var parties = (await db.In<AgreementParty>(scope).AsNoTracking()
            .Where(p => p.RegionCode == code && ids.Contains(p.AgreementId)).OrderBy(p => p.Number).ToListAsync(cancel))
            .ToLookup(p => p.AgreementId);
        var running = agreements.FindAll(a => a.State == AgreementState.InForce).ConvertAll(a => a.Id);
        var obligations = await db.In<Obligation>(scope).AsNoTracking()
            .Where(o => o.RegionCode == code && running.Contains(o.AgreementId)).OrderBy(o => o.DueOn).ToListAsync(cancel);
        var subjects = ids.ConvertAll(i => i.ToString());
        var signed = await db.In<IssuedDocument>(scope).AsNoTracking()
            .Where(d => d.RegionCode == code && d.SubjectKind == "movement.agreement" && subjects.Contains(d.SubjectId)
                && (d.State == DocumentState.Issued || d.State == DocumentState.Superseded) && d.Kind != Power)
            .Select(d => new { d.SubjectId, d.PreparedAt, d.Number, d.CheckCode }).ToListAsync(cancel);
        var texts = signed.GroupBy(d => d.SubjectId).ToDictionary(g => g.Key, g => g.MaxBy(d => d.PreparedAt)!);
        var calls = await CallsAsync(region, agreements, cancel);
        var ceremonies = await CeremoniesAsync(code, ids, cancel);
        var today = region.Zone.DateAt(clock.GetUtcNow());
        var late = obligations.Where(o => o.IsLate(today)).ToList();
        var shown = agreements.ToLookup(a => a.State == AgreementState.InForce, a => new PublicAgreement(
            a, [.. parties[a.Id]],
            texts.GetValueOrDefault(a.Id.ToString()) is { } text ? new SignedText(text.Number, text.CheckCode) : null)
            {
                Call = a.CallId is { } call ? calls.GetValueOrDefault(call).Call : null,
                CallHref = a.CallId is { } led ? calls.GetValueOrDefault(led).Href : null,
                Ceremony = ceremonies.GetValueOrDefault(a.Id),
            });
        return new(
            [.. shown[true]],
            [.. shown[false]],
            KnownAgreements.Of(code),
            obligations.Count(o => o.State == ObligationState.Met),
            obligations.Count(o => o.MetOnTime),
            obligations.Count(o => o.State != ObligationState.Met) - late.Count,
            [.. late.Select(o => (o, parties[o.AgreementId].Single(p => p.Number == o.Party).Name))]);
    }

    /// <summary>Calls that led to agreements, each with the page to read.</summary>
    private async Task<Dictionary<CallId, (Call Call, string Href)>> CallsAsync(
        Region region, List<AgreementRecord> agreements, CancellationToken cancel)
    {
        var led = agreements.Where(a => a.CallId is not null).Select(a => a.CallId!.Value).ToList();
        var announced = led.Count == 0 ? [] : (await results.OfAsync(region.Code, cancel)).Select(r => r.Call).ToHashSet();
        return (await db.Shared<Call>().AsNoTracking().Where(c => led.Contains(c.Id)).ToListAsync(cancel)).ToDictionary(
            c => c.Id,
            c => (c, announced.Contains(c.Id) ? $"{CallTabs.PathOf(c.Id, "hasil")}/{region.Slug}" : Paths.Of(c.Id)));
    }

    /// <summary>Ceremonies that are over, by the agreement that was signed in them.</summary>
    private async Task<Dictionary<AgreementId, Ceremony>> CeremoniesAsync(
        RegionCode region, List<AgreementId> agreements, CancellationToken cancel)
    {
        var seats = await db.In<CeremonySeat>(RegionScope.Of(region)).AsNoTracking()
            .Where(s => s.RegionCode == region && agreements.Contains(s.AgreementId)).ToListAsync(cancel);
        var held = seats.ConvertAll(s => s.CeremonyId);
        var closed = held.Count == 0 ? [] : await db.In<Ceremony>(RegionScope.Of(RegionCode.National)).AsNoTracking()
            .Where(c => held.Contains(c.Id) && c.State == CeremonyState.Closed).ToListAsync(cancel);
        return (from seat in seats
                join ceremony in closed on seat.CeremonyId equals ceremony.Id
                group ceremony by seat.AgreementId).ToDictionary(g => g.Key, g => g.MaxBy(c => c.HeldOn)!);
    }
}

using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Movement.Model.Mentoring;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Institutions;

/// <summary>A decree that an agreement in force asks for.</summary>
internal sealed record DecreePromise(Obligation Obligation, AgreementRecord Agreement);

/// <summary>What agreements in force ask of a region's decrees.</summary>
internal sealed class DecreePromises(KotaDb db)
{
    /// <summary>By kind of decree, the promise that is still open or else the one met; a kind that nobody promised is not there.</summary>
    public async Task<IReadOnlyDictionary<string, Obligation>> OfAsync(
        RegionCode region, MentoringGuide guide, CancellationToken cancel) =>
        Foremost(await AllAsync(region, guide, cancel), _ => true);

    /// <summary>
    /// The same of one season: what the memorandum of its call asks for, with what changed or renewed it. Where the call has none, what one
    /// without a call asks for; never what the memorandum of another season does.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, Obligation>> OfSeasonAsync(
        RegionMentoring season, MentoringGuide guide, CancellationToken cancel)
    {
        var region = season.RegionCode;
        var agreements = await db.In<AgreementRecord>(RegionScope.Of(region)).AsNoTracking()
            .Where(a => a.RegionCode == region && a.State != AgreementState.Withdrawn).ToListAsync(cancel);
        var own = Lines(agreements, a => a.CallId == season.CallId || a.Id.Value == season.AgreementId);
        var counted = own.Count > 0 ? own : Lines(agreements, a => a is { CallId: null, ParentId: null });
        return Foremost(await AllAsync(region, guide, cancel), p => counted.Contains(p.Agreement.Id));
    }

    /// <summary>Every promise of agreements that are or were in force, by kind of decree, the oldest memorandum first.</summary>
    public async Task<ILookup<string, DecreePromise>> AllAsync(RegionCode region, MentoringGuide guide, CancellationToken cancel)
    {
        var codes = guide.Decrees.Select(k => k.Obligation).ToList();
        var promised = await db.In<Obligation>(RegionScope.Of(region)).AsNoTracking()
            .Where(o => o.RegionCode == region && codes.Contains(o.Code) && o.DueOn != null && o.State != ObligationState.Lapsed)
            .ToListAsync(cancel);
        var ids = promised.Select(o => o.AgreementId).Distinct().ToList();
        var agreements = await db.In<AgreementRecord>(RegionScope.Of(region)).AsNoTracking()
            .Where(a => a.RegionCode == region && ids.Contains(a.Id)).ToDictionaryAsync(a => a.Id, cancel);
        return guide.Decrees
            .SelectMany(k => promised.Where(o => o.Code == k.Obligation)
                .Select(o => (k.Code, Promise: new DecreePromise(o, agreements[o.AgreementId]))))
            .OrderBy(k => k.Promise.Agreement.SignedOn).ThenBy(k => k.Promise.Obligation.DueOn)
            .ToLookup(k => k.Code, k => k.Promise, StringComparer.Ordinal);
    }

    /// <summary>Agreements with all that follows from them: addenda, renewals and what renews those.</summary>
    public static HashSet<AgreementId> Lines(IReadOnlyList<AgreementRecord> all, Func<AgreementRecord, bool> first)
    {
        HashSet<AgreementId> found = [.. all.Where(first).Select(a => a.Id)];
        while (all.FirstOrDefault(a => a.ParentId is { } parent && found.Contains(parent) && !found.Contains(a.Id)) is { } next)
        {
            found.Add(next.Id);
        }

        return found;
    }

    private static Dictionary<string, Obligation> Foremost(
        ILookup<string, DecreePromise> promises, Func<DecreePromise, bool> counts) => promises
        .Select(k => (k.Key, Promise: k.Where(counts).Select(p => p.Obligation)
            .OrderBy(o => o.State == ObligationState.Met).ThenBy(o => o.DueOn).FirstOrDefault()))
        .Where(k => k.Promise is not null).ToDictionary(k => k.Key, k => k.Promise!, StringComparer.Ordinal);
}

using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Notices;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Invitations;

/// <summary>A region as a rule sees it.</summary>
internal sealed record Candidate(Region Region, Verdict Verdict, Invitation? Invitation);

/// <summary>An index and a year of which values are known.</summary>
/// <param name="Regions">How many regions have one.</param>
internal sealed record KnownIndex(string Index, int Year, int Regions);

/// <summary>Reads who a rule would invite, and who asked to join.</summary>
internal sealed class InvitationQueries(KotaDb db, Audience audience)
{
    private const int MostKnown = 12;

    private static readonly RegionScope Scope = RegionScope.National("invitations of a call");

    /// <summary>Every region of the track with what the rule finds, by code.</summary>
    public async Task<List<Candidate>> JudgeAsync(Call call, InvitationRule rule, CancellationToken cancel)
    {
        var regions = await db.Shared<Region>().AsNoTracking().Where(r => r.ValidTo == null).OrderBy(r => r.Code).ToListAsync(cancel);
        var invited = await db.In<Invitation>(Scope).AsNoTracking().Where(i => i.CallId == call.Id)
            .ToDictionaryAsync(i => i.RegionCode, cancel);
        var codes = rule.Conditions.Select(c => c.Index).Distinct().ToList();
        var values = await db.In<IndexValue>(Scope).AsNoTracking().Where(v => codes.Contains(v.IndexCode)).ToListAsync(cancel);
        var facts = values.GroupBy(v => v.RegionCode).ToDictionary(
            g => g.Key, g => (IReadOnlyDictionary<(string, int), IndexFact>)g.ToDictionary(v => (v.IndexCode, v.Year), FactOf));
        var none = new Dictionary<(string, int), IndexFact>();
        return
        [
            .. regions.Where(r => call.Admits(r))
            .Select(r => new Candidate(
                    r, rule.Judge(r.IslandGroup, facts.GetValueOrDefault(r.Code, none)), invited.GetValueOrDefault(r.Code))),
        ];
    }

    /// <summary>Regions in which somebody would be told of an invitation and could answer it.</summary>
    public Task<IReadOnlySet<RegionCode>> ReachedAsync(CancellationToken cancel) => audience.ReachedAsync(CallPermissions.Edit, cancel);

    /// <summary>Years for which an index has values, newest first.</summary>
    public async Task<IReadOnlyList<int>> YearsAsync(CancellationToken cancel) =>
        await db.In<IndexValue>(Scope).Select(v => v.Year).Distinct().OrderByDescending(y => y).ToListAsync(cancel);

    /// <summary>The indices and years of which values are known, the newest years first.</summary>
    public async Task<IReadOnlyList<KnownIndex>> KnownAsync(CancellationToken cancel) =>
    [
        .. (await db.In<IndexValue>(Scope).GroupBy(v => new { v.IndexCode, v.Year })
                .Select(g => new { g.Key.IndexCode, g.Key.Year, Regions = g.Count() }).ToListAsync(cancel))
            .OrderByDescending(k => k.Year).ThenBy(k => k.IndexCode, StringComparer.Ordinal).Take(MostKnown)
            .Select(k => new KnownIndex(k.IndexCode, k.Year, k.Regions)),
    ];

    public async Task<List<(Region Region, Invitation Request)>> RequestsAsync(CallId call, CancellationToken cancel)
    {
        var requests = await db.In<Invitation>(Scope).AsNoTracking().Where(i => i.CallId == call && i.Kind == InvitationKind.Volunteer)
            .ToListAsync(cancel);
        var codes = requests.Select(r => r.RegionCode).ToList();
        var regions = await db.Shared<Region>().AsNoTracking().Where(r => codes.Contains(r.Code)).ToDictionaryAsync(r => r.Code, cancel);
        return [.. requests.OrderBy(r => r.InvitedAt).Select(r => (regions[r.RegionCode], r))];
    }

    private static IndexFact FactOf(IndexValue value) => new(value.ValueMicro / 1_000_000m, value.Class, value.Source);
}

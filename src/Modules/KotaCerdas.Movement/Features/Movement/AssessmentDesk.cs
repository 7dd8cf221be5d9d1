using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Assessing;
using KotaCerdas.Movement.Model.Panel;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features;

/// <summary>What assessment and selection read of a call, its panel and its applicants.</summary>
internal sealed class AssessmentDesk(KotaDb db)
{
    /// <summary>The panel works across regions; every reader of this scope is an officer of the call or one of its assessors.</summary>
    public static RegionScope AllRegions { get; } = RegionScope.National("movement assessment of a call");

    public async Task<Outcome<Call>> CallAsync(CallId id, CancellationToken cancel) =>
        await db.Shared<Call>().SingleOrDefaultAsync(c => c.Id == id, cancel) is { } call && call.Status != CallStatus.Draft
            ? call
            : new Problem("Movement.Assess.NoCall");

    /// <summary>The call where it still goes on: what is withdrawn takes no more.</summary>
    public async Task<Outcome<Call>> RunningAsync(CallId id, CancellationToken cancel)
    {
        var call = await CallAsync(id, cancel);
        return call is { Failed: false, Value.Status: CallStatus.Withdrawn } ? new Problem("Movement.Call.IsWithdrawn") : call;
    }

    public async Task<List<PanelMember>> MembersAsync(CallId call, CancellationToken cancel) =>
    [
        .. (await db.Shared<PanelMember>().Where(m => m.CallId == call).ToListAsync(cancel))
            .OrderBy(m => m.Office, NaturalOrder.Instance),
    ];

    public Task<PanelMember?> MemberAsync(CallId call, UserId user, CancellationToken cancel) =>
        db.Shared<PanelMember>().SingleOrDefaultAsync(m => m.CallId == call && m.UserId == user, cancel);

    /// <summary>The regions to assess: those whose application is verified, by code.</summary>
    public async Task<List<Region>> ApplicantsAsync(CallId call, CancellationToken cancel)
    {
        var codes = await db.In<Application>(AllRegions).Where(a => a.CallId == call && a.Status == ApplicationStatus.Verified)
            .Select(a => a.RegionCode).ToListAsync(cancel);
        var verified = codes.ToHashSet();
        var regions = await db.Shared<Region>().AsNoTracking().Where(r => codes.Contains(r.Code)).ToListAsync(cancel);
        return [.. regions.Where(r => verified.Contains(r.Code)).OrderBy(r => r.Code)];
    }

    /// <summary>The latest declaration of each member about each region.</summary>
    public async Task<Dictionary<(UserId User, RegionCode Region), ConflictDeclaration>> DeclarationsAsync(
        CallId call, CancellationToken cancel)
    {
        var all = await db.In<ConflictDeclaration>(AllRegions).AsNoTracking().Where(c => c.CallId == call).ToListAsync(cancel);
        return all.GroupBy(c => (c.UserId, c.RegionCode))
            .ToDictionary(g => g.Key, g => g.OrderBy(c => c.DeclaredAt).ThenBy(c => c.Id).Last());
    }

    /// <summary>Sheets in force, of one region or of all.</summary>
    public Task<List<ScoreSheet>> SheetsAsync(CallId call, RegionScope scope, CancellationToken cancel) =>
        db.In<ScoreSheet>(scope).Where(s => s.CallId == call && s.WithdrawnAt == null).OrderBy(s => s.RegionCode).ToListAsync(cancel);

    /// <summary>
    /// The panel as the assignment sees it: members who accepted. What a member declared, and a region on which a member has not declared
    /// yet, bars both.
    /// </summary>
    public static List<Assessor> Assessors(
        IEnumerable<PanelMember> members, IReadOnlyList<RegionCode> regions,
        IReadOnlyDictionary<(UserId User, RegionCode Region), ConflictDeclaration> declarations) =>
    [
        .. members.Where(m => m.State == PanelInvitation.Accepted).Select(m => new Assessor(
            m.UserId.ToString(), m.Sector, RegionCode.TryParse(m.HomeRegion, out var home) ? [home] : [],
            [.. regions.Where(r => !(declarations.GetValueOrDefault((m.UserId, r)) is { Kind: ConflictKind.None }))], m.LoadCap)),
    ];

    public static PanelRules RulesOf(Call call) => new(
        call.Assessors.PerRegion, call.Assessors.LoadCap, call.Assessors.DistinctKinds ? Math.Min(call.Assessors.PerRegion, 3) : 1,
        AffiliationCoversProvince: false);

    public static PanelPlan PlanOf(IEnumerable<ScoreSheet> sheets) => new(sheets.GroupBy(s => s.RegionCode).ToDictionary(
        g => g.Key, g => (IReadOnlyList<string>)[.. g.Select(s => s.UserId.ToString()).Order(StringComparer.Ordinal)]));
}

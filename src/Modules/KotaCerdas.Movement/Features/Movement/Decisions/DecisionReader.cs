using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model.Deciding;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Decisions;

/// <summary>A region's line with the ministry's own sentence.</summary>
internal sealed record DecisionRow(Region Region, DecisionLine Line, LineReasons Reasons, string Remark);

/// <summary>A decision with its approvals and whether it is public.</summary>
internal sealed record DecisionView(Decision Decision, IReadOnlyList<DecisionApproval> Approvals, Announcement? Announced,
    IReadOnlyList<DecisionRow> Rows)
{
    /// <summary>The approver's refusal, or null; with it the draft is void.</summary>
    public DecisionApproval? Returned { get; init; }

    /// <summary>Earlier drafts of the call that approvers returned, with their numbers, the first one first.</summary>
    public IReadOnlyList<(int Number, DecisionApproval Answer)> ReturnedBefore { get; init; } = [];
}

/// <summary>Reads decisions.</summary>
internal sealed class DecisionReader(KotaDb db, TimeProvider clock)
{
    /// <summary>What is announced is public.</summary>
    public static RegionScope Public { get; } = RegionScope.National("announced selection, public");

    /// <summary>
    /// The decision of a call that is to be acted on, else the newest, or null. Of several corrections those after objections come first,
    /// because they keep places from being filled.
    /// </summary>
    public async Task<Decision?> CurrentAsync(CallId call, CancellationToken cancel) =>
        (await OpenCorrections.OfAsync(db, call, cancel)).OrderBy(c => !c.AfterObjection).FirstOrDefault()?.Decision
            ?? await db.Shared<Decision>().AsNoTracking().Where(d => d.CallId == call).OrderByDescending(d => d.Number)
                .FirstOrDefaultAsync(cancel);

    public async Task<DecisionView> ReadAsync(Decision decision, CancellationToken cancel)
    {
        var approvals = await db.Shared<DecisionApproval>().AsNoTracking().Where(a => a.DecisionId == decision.Id).OrderBy(a => a.Step)
            .ToListAsync(cancel);
        var announced = await db.Shared<Announcement>().AsNoTracking()
            .SingleOrDefaultAsync(a => a.CallId == decision.CallId && a.DecisionId == decision.Id, cancel);
        var earlier = await db.Shared<Decision>().AsNoTracking().Where(d => d.CallId == decision.CallId && d.Number < decision.Number)
            .ToDictionaryAsync(d => d.Id, d => d.Number, cancel);
        var before = await db.Shared<DecisionApproval>().AsNoTracking()
            .Where(a => earlier.Keys.Contains(a.DecisionId) && a.ReturnReason != null).ToListAsync(cancel);
        return new(
            decision, approvals.FindAll(a => a.ReturnReason is null), announced, await RowsAsync(decision.CallId, [decision.Id], cancel))
        {
            Returned = approvals.Find(a => a.ReturnReason is not null),
            ReturnedBefore = [.. before.Select(a => (earlier[a.DecisionId], a)).OrderBy(a => a.Item1)],
        };
    }

    /// <summary>
    /// The result of every region as announced: of several announced decisions about a region the newest counts, so a correction replaces
    /// what it corrects.
    /// </summary>
    public async Task<(Announcement? First, IReadOnlyList<DecisionRow> Rows)> AnnouncedAsync(CallId call, CancellationToken cancel)
    {
        var announced = await db.Shared<Announcement>().AsNoTracking().Where(a => a.CallId == call).OrderBy(a => a.At).ToListAsync(cancel);
        var order = announced.ConvertAll(a => a.DecisionId);
        var rows = order.Count == 0 ? [] : await RowsAsync(call, order, cancel);
        return (announced.FirstOrDefault(),
            [.. rows.GroupBy(r => r.Region.Code).Select(g => g.MaxBy(r => order.IndexOf(r.Line.DecisionId))!)]);
    }

    /// <summary>The days in which the region can or could object to its announced result; null where it has done so.</summary>
    public async Task<(DateOnly LastOn, bool Open)?> WindowAsync(DecisionRow row, CancellationToken cancel)
    {
        var (region, call, decision) = (row.Region.Code, row.Line.CallId, row.Line.DecisionId);
        var window = await db.In<ObjectionWindow>(Public).AsNoTracking()
            .SingleOrDefaultAsync(w => w.RegionCode == region && w.CallId == call && w.DecisionId == decision, cancel);
        var filed = await db.In<Objection>(Public).AsNoTracking().Where(o => o.RegionCode == region && o.CallId == call)
            .Select(o => o.DecisionId).ToListAsync(cancel);
        var open = window is not null && row.Region.Zone.DateAt(clock.GetUtcNow()) <= window.LastOn;
        return window is null || filed.Contains(decision) || (filed.Count > 0 && !open) ? null : (window.LastOn, open);
    }

    private async Task<List<DecisionRow>> RowsAsync(CallId call, List<Guid> decisions, CancellationToken cancel)
    {
        var lines = await db.In<DecisionLine>(Public).AsNoTracking().Where(l => l.CallId == call && decisions.Contains(l.DecisionId))
            .ToListAsync(cancel);
        var remarks = await db.In<DecisionRemark>(Public).AsNoTracking().Where(r => decisions.Contains(r.DecisionId)).ToListAsync(cancel);
        var latest = remarks.GroupBy(r => (r.RegionCode, r.DecisionId))
            .ToDictionary(g => g.Key, g => g.OrderBy(r => r.At).ThenBy(r => r.Id).Last().Remark);
        var codes = lines.ConvertAll(l => l.RegionCode);
        var regions = await db.Shared<Region>().AsNoTracking().Where(r => codes.Contains(r.Code)).ToDictionaryAsync(r => r.Code, cancel);
        return
        [
            .. lines.OrderBy(l => l.Place == 0).ThenBy(l => l.Place).ThenBy(l => l.RegionCode).Select(l => new DecisionRow(
                regions[l.RegionCode], l, LineReasons.Read(l.Reasons),
                    latest.GetValueOrDefault((l.RegionCode, l.DecisionId), string.Empty))),
        ];
    }
}

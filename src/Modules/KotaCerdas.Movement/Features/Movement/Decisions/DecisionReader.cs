using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model.Deciding;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Decisions;

/// <summary>A region's line with the ministry's own sentence.</summary>
internal sealed record DecisionRow(Region Region, DecisionLine Line, LineReasons Reasons, string Remark);

/// <summary>A decision with its approvals and whether it is public.</summary>
internal sealed record DecisionView(Decision Decision, IReadOnlyList<DecisionApproval> Approvals, Announcement? Announced,
    IReadOnlyList<DecisionRow> Rows);

/// <summary>Reads decisions.</summary>
internal sealed class DecisionReader(KotaDb db)
{
    /// <summary>What is announced is public.</summary>
    public static RegionScope Public { get; } = RegionScope.National("announced selection, public");

    /// <summary>The newest draft of a call, or null.</summary>
    public Task<Decision?> NewestAsync(CallId call, CancellationToken cancel) =>
        db.Shared<Decision>().AsNoTracking().Where(d => d.CallId == call).OrderByDescending(d => d.Number).FirstOrDefaultAsync(cancel);

    public async Task<DecisionView> ReadAsync(Decision decision, CancellationToken cancel)
    {
        var approvals = await db.Shared<DecisionApproval>().AsNoTracking().Where(a => a.DecisionId == decision.Id).OrderBy(a => a.Step)
            .ToListAsync(cancel);
        var announced = await db.Shared<Announcement>().AsNoTracking()
            .SingleOrDefaultAsync(a => a.CallId == decision.CallId && a.DecisionId == decision.Id, cancel);
        return new(decision, approvals, announced, await RowsAsync(decision.CallId, [decision.Id], cancel));
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

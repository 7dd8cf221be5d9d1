using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Calls;

/// <summary>How far the regions of a call are, in numbers that are public.</summary>
internal sealed record CallCounts(int Invited, int Started, int Submitted, int Verified, int Returned, int Withdrawn)
{
    /// <summary>Regions that have submitted at least once and not withdrawn.</summary>
    public int Handed => Submitted + Verified + Returned;

    public static CallCounts None { get; } = new(0, 0, 0, 0, 0, 0);
}

/// <summary>Calls with their counts.</summary>
internal sealed class CallRows(KotaDb db)
{
    private const string Every = "{0} t";

    // Regions first, each finding its row by the whole key: the rows of other calls are not read.
    private const string One = "platform_region r cross join {0} t where t.region_code = r.code and t.call_id = {{0}}";

    private static readonly RegionScope Public = RegionScope.National("public counts of a call");

    /// <summary>All calls, newest first; drafts only for those who make them.</summary>
    public Task<List<Call>> AllAsync(bool withDrafts, CancellationToken cancel) =>
        db.Shared<Call>().AsNoTracking().Where(c => withDrafts || c.Status != CallStatus.Draft)
            .OrderByDescending(c => c.Year).ThenBy(c => c.Track).ThenByDescending(c => c.Id).ToListAsync(cancel);

    public Task<Call?> FindAsync(CallId id, CancellationToken cancel) =>
        db.Shared<Call>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancel);

    /// <summary>How many regions each track has that can take part.</summary>
    public async Task<AdmittedRegions> AdmittedAsync(CancellationToken cancel)
    {
        var regions = await db.Shared<Region>().AsNoTracking().Where(r => r.ValidTo == null).ToListAsync(cancel);
        int Of(CallTrack track) => regions.Count(r => Call.Refuse(track, r) is null);
        return new(Of(CallTrack.City), Of(CallTrack.Province));
    }

    /// <summary>How often and why the last day of a call was moved, the first time first.</summary>
    public async Task<IReadOnlyList<CallExtension>> ExtensionsAsync(CallId id, CancellationToken cancel) =>
        await db.Shared<CallExtension>().AsNoTracking().Where(x => x.CallId == id).OrderBy(x => x.Number).ToListAsync(cancel);

    /// <summary>The counts of every call.</summary>
    public Task<IReadOnlyDictionary<CallId, CallCounts>> CountsAsync(CancellationToken cancel) => CountsAsync(Every, [], cancel);

    /// <summary>The counts of one call.</summary>
    public async Task<CallCounts> CountsAsync(CallId id, CancellationToken cancel) =>
        (await CountsAsync(One, [id.Value], cancel)).GetValueOrDefault(id, CallCounts.None);

    private async Task<IReadOnlyDictionary<CallId, CallCounts>> CountsAsync(string source, object[] args, CancellationToken cancel)
    {
        db.Declare(Public);
        var invited = await RowsAsync("movement_invitation", source, args, cancel);
        var applied = await RowsAsync("movement_application", source, args, cancel);
        var counts = new Dictionary<CallId, CallCounts>();
        foreach (var id in invited.Concat(applied).Select(r => r.CallId).Distinct())
        {
            int Of(List<CountRow> rows, string status) => (int)rows.Where(r => r.CallId == id && r.Status == status).Sum(r => r.Count);
            counts[new CallId(id)] = new(
                Of(invited, nameof(InvitationStatus.Invited)),
                (int)applied.Where(r => r.CallId == id).Sum(r => r.Count),
                Of(applied, nameof(ApplicationStatus.Submitted)),
                Of(applied, nameof(ApplicationStatus.Verified)),
                Of(applied, nameof(ApplicationStatus.Returned)),
                Of(applied, nameof(ApplicationStatus.Withdrawn)));
        }

        return counts;
    }

    private Task<List<CountRow>> RowsAsync(string table, string source, object[] args, CancellationToken cancel)
    {
        var from = string.Format(System.Globalization.CultureInfo.InvariantCulture, source, table);
        return db.Database.SqlQueryRaw<CountRow>(
            $"""select t.call_id as "CallId", t.status as "Status", count(*) as "Count" from {from} group by t.call_id, t.status""", args)
            .ToListAsync(cancel);
    }

    private sealed record CountRow(Guid CallId, string Status, long Count);
}

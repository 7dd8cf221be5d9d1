using System.Globalization;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Measures;

/// <summary>
/// What a year's calls show. Only calls that are closed or later, and of applications only those handed in: how far a draft is stays with
/// its region. docs/measures.md states the rule.
/// </summary>
internal sealed class CallMeasures(KotaDb db) : IMeasureSource
{
    public IReadOnlyList<Measure> Measures => MovementMeasures.OfCalls;

    public async Task<IReadOnlyList<string>> PeriodsAsync(CancellationToken cancel)
    {
        var years = await Counted().Select(c => c.Year).Distinct().ToListAsync(cancel);
        return [.. years.Select(y => y.ToString(CultureInfo.InvariantCulture))];
    }

    public async Task<IReadOnlyList<MeasureRow>> RowsAsync(string period, RegionCode? only, CancellationToken cancel)
    {
        if (!int.TryParse(period, NumberStyles.None, CultureInfo.InvariantCulture, out var year))
        {
            return [];
        }

        var scope = only is { } region ? RegionScope.Of(region) : RegionScope.National("measures of the movement");
        var rows = new List<MeasureRow>();
        var calls = await Counted().Where(c => c.Year == year).ToListAsync(cancel);
        foreach (var call in calls)
        {
            rows.AddRange(await OfCallAsync(call, scope, cancel));
        }

        return rows;
    }

    /// <summary>Calls that are closed and not withdrawn.</summary>
    private IQueryable<Call> Counted() => db.Shared<Call>().AsNoTracking()
        .Where(c => c.Status != CallStatus.Draft && c.Status != CallStatus.Open && c.Status != CallStatus.Withdrawn);

    private async Task<IEnumerable<MeasureRow>> OfCallAsync(Call call, RegionScope scope, CancellationToken cancel)
    {
        var invited = await db.In<Model.Invitation>(scope).Where(i => i.CallId == call.Id && i.Status == InvitationStatus.Invited)
            .Select(i => i.RegionCode).ToListAsync(cancel);
        var handedIn = await db.In<Model.Application>(scope).AsNoTracking().Where(a => a.CallId == call.Id && a.FirstSubmittedOn != null
            && (a.Status == ApplicationStatus.Submitted || a.Status == ApplicationStatus.Returned
                || a.Status == ApplicationStatus.Verified))
            .ToDictionaryAsync(a => a.RegionCode, cancel);
        var files = await db.In<Evidence>(scope).Where(e => e.CallId == call.Id && e.RemovedAt == null).GroupBy(e => e.RegionCode)
            .Select(g => new { Region = g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Region, g => g.Count, cancel);
        return invited.SelectMany(r => OfInvitation(call, r, handedIn.GetValueOrDefault(r)))
            .Concat(handedIn.Values.SelectMany(a => OfApplication(call, a, files.GetValueOrDefault(a.RegionCode))));
    }

    private static IEnumerable<MeasureRow> OfInvitation(Call call, RegionCode region, Model.Application? handedIn)
    {
        yield return Invitation(call, MovementMeasures.Invited, region, 1);
        yield return Invitation(call, MovementMeasures.Submitted, region, handedIn is null ? 0 : 1);
        yield return Invitation(call, MovementMeasures.Verified, region, handedIn?.Status == ApplicationStatus.Verified ? 1 : 0);
    }

    private static IEnumerable<MeasureRow> OfApplication(Call call, Model.Application a, int files)
    {
        yield return Application(call, MovementMeasures.OnTime, a.RegionCode, a.FirstSubmittedOn <= call.SubmitBy ? 1 : 0, 1);

        // A returned application is being changed again: what is in it is not public until it is handed in.
        var settled = a.Status != ApplicationStatus.Returned;
        decimal? required = settled && a.RequiredCount > 0 ? a.RequiredCount : null;
        yield return Application(call, MovementMeasures.Completeness, a.RegionCode, settled ? a.AnsweredCount : null, required);
        yield return Application(call, MovementMeasures.EvidenceFiles, a.RegionCode, settled ? files : null, 1);
    }

    private static MeasureRow Invitation(Call call, Measure measure, RegionCode region, decimal count) =>
        new(measure.Code, region, $"movement.invitation/{region}/{call.Id}", count)
        {
            LabelKey = "Movement.Measure.RowInvitation", LabelArgs = [Year(call)], Href = Results(call),
        };

    private static MeasureRow Application(Call call, Measure measure, RegionCode region, decimal? numerator, decimal? denominator) =>
        new(measure.Code, region, $"movement.application/{region}/{call.Id}", numerator, denominator)
        {
            LabelKey = "Movement.Measure.RowApplication", LabelArgs = [Year(call)], Href = Results(call),
        };

    private static string Year(Call call) => call.Year.ToString(CultureInfo.InvariantCulture);

    private static string Results(Call call) => $"/panggilan/{call.Id}/hasil";
}

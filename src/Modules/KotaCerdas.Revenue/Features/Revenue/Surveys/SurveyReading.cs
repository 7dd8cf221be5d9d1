using System.Text.Json;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Buildings;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Rules;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Surveys;

/// <summary>A task with the object's address and what was reported last.</summary>
internal sealed record SurveyTaskRow(SurveyTask Task, string Address, SurveyReport? Report, bool Settled);

/// <summary>A report with how it was settled.</summary>
internal sealed record SurveyReportRow(SurveyReport Report, SurveyDecision? Decision)
{
    /// <summary>True where somebody has to decide.</summary>
    public bool Waits => Decision is null && Report.Outcome is (SurveyOutcome.Conflict or SurveyOutcome.Held);
}

/// <summary>A task with its object as the surveyor gets to see it.</summary>
/// <param name="Task">The task.</param>
/// <param name="File">The object.</param>
/// <param name="Latest">The version recorded last: what the form shows and the report is compared with.</param>
/// <param name="Facts">Its fields.</param>
internal sealed record SurveyVisit(SurveyTask Task, ObjectFile File, TaxObject Latest, Dictionary<string, string> Facts);

/// <summary>Reads tasks, reports and the fields of objects.</summary>
internal sealed class SurveyReading(KotaDb db, ObjectReading objects)
{
    public const int PageSize = 100;

    /// <summary>Tasks of a surveyor, those without a report first, the oldest first.</summary>
    public async Task<IReadOnlyList<SurveyTaskRow>> TasksAsync(RegionCode region, UserId surveyor, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        var tasks = await db.In<SurveyTask>(scope).AsNoTracking().Where(t => t.Surveyor == surveyor).OrderByDescending(t => t.Id)
            .Take(PageSize).ToListAsync(cancel);
        var ids = tasks.ConvertAll(t => t.Id);
        var reports = (await db.In<SurveyReport>(scope).AsNoTracking().Where(r => ids.Contains(r.TaskId)).ToListAsync(cancel))
            .ToLookup(r => r.TaskId);
        var decided = await DecidedAsync(scope, [.. reports.SelectMany(r => r).Select(r => r.Id)], cancel);
        var numbers = tasks.ConvertAll(t => t.Nop).Distinct().ToList();
        var addresses = (await db.In<TaxObject>(scope).AsNoTracking().Where(o => numbers.Contains(o.Nop))
            .Select(o => new { o.Nop, o.Version, o.Address }).ToListAsync(cancel)).ToLookup(o => o.Nop);
        return
        [
            .. tasks.Select(t =>
                {
                    var last = reports[t.Id].MaxBy(r => r.ReceivedAt);
                    return new SurveyTaskRow(
                        t, addresses[t.Nop].MaxBy(o => o.Version)?.Address ?? string.Empty, last, last is not null
                            && decided.Contains(last.Id));
                })
                .OrderBy(r => r.Report is not null).ThenBy(r => r.Task.DueOn ?? DateOnly.MaxValue).ThenBy(r => r.Task.Id),
        ];
    }

    /// <summary>A task of a surveyor with the object as it is recorded now, or null.</summary>
    public async Task<SurveyVisit?> VisitAsync(
        RegionCode region, Guid task, UserId surveyor, DateOnly today, CancellationToken cancel)
    {
        var found = await db.In<SurveyTask>(RegionScope.Of(region)).AsNoTracking()
            .SingleOrDefaultAsync(t => t.Id == task && t.Surveyor == surveyor, cancel);
        return found is null ? null : await VisitAsync(found, today, cancel);
    }

    /// <summary>The object of a task as it is recorded now, or null where it is there no longer.</summary>
    public async Task<SurveyVisit?> VisitAsync(SurveyTask task, DateOnly today, CancellationToken cancel)
    {
        if (await objects.FindAsync(task.RegionCode, task.Nop, today, cancel) is not { } file)
        {
            return null;
        }

        var latest = file.Versions[^1];
        return new(task, file with { Current = latest }, latest, await FactsAsync(file, latest, cancel));
    }

    /// <summary>The fields of a version of an object.</summary>
    public async Task<Dictionary<string, string>> FactsAsync(ObjectFile file, TaxObject version, CancellationToken cancel)
    {
        var nop = file.Nop;
        var valuations = await db.In<BuildingValuation>(RegionScope.Of(version.RegionCode)).AsNoTracking()
            .Where(v => v.Nop == nop && v.Version <= version.Version).ToListAsync(cancel);
        var known = valuations.GroupBy(v => v.Number)
            .ToDictionary(g => g.Key, g => ValuationReading.FactsOf(g.MaxBy(v => v.Version)!));
        var same = file.Buildings[version.Version].Where(b => known.TryGetValue(b.Number, out var facts)
            && facts.Area == b.Area && facts.Use == b.UseCode && facts.Floors == b.Floors).ToDictionary(b => b.Number, b =>
                known[b.Number]);
        return SurveyFacts.Of(file, version, same);
    }

    /// <summary>Reports of the region, those that wait first, the newest first.</summary>
    public async Task<IReadOnlyList<SurveyReportRow>> ReportsAsync(RegionCode region, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        var reports = await db.In<SurveyReport>(scope).AsNoTracking().OrderByDescending(r => r.ReceivedAt).ThenBy(r => r.Id)
            .Take(PageSize).ToListAsync(cancel);
        var ids = reports.ConvertAll(r => r.Id);
        var decisions = await db.In<SurveyDecision>(scope).AsNoTracking().Where(d => ids.Contains(d.ReportId))
            .ToDictionaryAsync(d => d.ReportId, cancel);
        return [.. reports.Select(r => new SurveyReportRow(r, decisions.GetValueOrDefault(r.Id))).OrderBy(r => !r.Waits)];
    }

    /// <summary>A report, or null.</summary>
    public async Task<SurveyReportRow?> ReportAsync(RegionCode region, Guid id, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        var report = await db.In<SurveyReport>(scope).AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancel);
        return report is null ? null
            : new(report, await db.In<SurveyDecision>(scope).AsNoTracking().SingleOrDefaultAsync(d => d.ReportId == id, cancel));
    }

    /// <summary>What a report says otherwise than what its surveyor saw and than the register has now.</summary>
    public async Task<(ObjectFile File, IReadOnlyList<FieldDifference> Differences, Dictionary<string, string> Register)?> CompareAsync(
        SurveyReport report, DateOnly today, CancellationToken cancel)
    {
        if (await objects.FindAsync(report.RegionCode, report.Nop, today, cancel) is not { } file
            || file.Versions.FirstOrDefault(v => v.Version == report.BaseVersion) is not { } seen)
        {
            return null;
        }

        var register = await FactsAsync(file, file.Versions[^1], cancel);
        var facts = await FactsAsync(file, seen, cancel);
        var differences = SurveyMerge.Of(facts, SurveyFacts.Whole(facts, FactsOf(report)), register);
        return (file with { Current = file.Versions[^1] }, differences, register);
    }

    public static Dictionary<string, string> FactsOf(SurveyReport report) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(report.Facts)!;

    private async Task<HashSet<Guid>> DecidedAsync(RegionScope scope, List<Guid> reports, CancellationToken cancel) =>
        await db.In<SurveyDecision>(scope).Where(d => reports.Contains(d.ReportId)).Select(d => d.ReportId).ToHashSetAsync(cancel);
}

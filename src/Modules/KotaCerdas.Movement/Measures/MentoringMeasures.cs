using System.Globalization;
using KotaCerdas.Movement.Model.Institutions;
using KotaCerdas.Movement.Model.Mentoring;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Measures;

/// <summary>
/// What mentoring and the bodies of regions show, by the year in which it began or happened. docs/measures.md states the rule.
/// </summary>
internal sealed class MentoringMeasures(KotaDb db) : IMeasureSource
{
    public static readonly Measure Stages = Of("movement.mentoring.stages", "Stages", "UnitStages", Aggregation.Mean, 1);
    public static readonly Measure OnTime = Of("movement.mentoring.on-time", "OnTimeDeliverables", "UnitPercent", Aggregation.Ratio, 1,
        100);
    public static readonly Measure DecreeDays = Of("movement.decree.days", "DecreeDays", "UnitDays", Aggregation.Mean, 1);
    public static readonly Measure Forum = Of("movement.forum.meetings", "ForumMeetings", "UnitMeetings", Aggregation.Sum, 0);
    public static readonly Measure Bodies = Of("movement.body.meetings", "BodyMeetings", "UnitMeetings", Aggregation.Sum, 0);
    public static readonly Measure Decisions = Of("movement.body.decisions", "BodyDecisions", "UnitPercent", Aggregation.Ratio, 1, 100);

    public static IReadOnlyList<Measure> All { get; } = [Stages, OnTime, DecreeDays, Forum, Bodies, Decisions];

    public IReadOnlyList<Measure> Measures => All;

    public async Task<IReadOnlyList<string>> PeriodsAsync(CancellationToken cancel)
    {
        var everywhere = RegionScope.National("years of mentoring");
        var days = await db.In<RegionMentoring>(everywhere).Select(m => m.StartedOn).Distinct().ToListAsync(cancel);
        days.AddRange(await db.In<Meeting>(everywhere).Where(m => m.State == MeetingState.Held).Select(m => m.ToOn).Distinct()
            .ToListAsync(cancel));
        days.AddRange((await db.In<Deliverable>(everywhere).Where(d => d.FirstAcceptedOn != null).Select(d => d.FirstAcceptedOn)
            .Distinct().ToListAsync(cancel)).OfType<DateOnly>());
        return [.. days.Select(d => d.Year).Distinct().Order().Select(y => y.ToString(CultureInfo.InvariantCulture))];
    }

    public async Task<IReadOnlyList<MeasureRow>> RowsAsync(string period, RegionCode? only, CancellationToken cancel)
    {
        if (!int.TryParse(period, NumberStyles.None, CultureInfo.InvariantCulture, out var year))
        {
            return [];
        }

        var scope = only is { } region ? RegionScope.Of(region) : RegionScope.National("measures of mentoring");
        var (from, to) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        return
        [
            .. await StageRowsAsync(scope, (from, to), cancel), .. await OnTimeRowsAsync(scope, (from, to), cancel),
            .. await DecreeRowsAsync(scope, (from, to), cancel), .. await MeetingRowsAsync(scope, (from, to), cancel),
            .. await DecisionRowsAsync(scope, (from, to), cancel),
        ];
    }

    private async Task<IEnumerable<MeasureRow>> StageRowsAsync(RegionScope scope, (DateOnly From, DateOnly To) of, CancellationToken cancel)
    {
        var begun = await db.In<RegionMentoring>(scope).AsNoTracking().Where(m => m.StartedOn >= of.From && m.StartedOn <= of.To)
            .ToListAsync(cancel);
        var done = await db.In<StageOpening>(scope).AsNoTracking().Where(s => s.CompletedOn != null).ToListAsync(cancel);
        var counts = done.GroupBy(s => (s.RegionCode, s.CallId)).ToDictionary(g => g.Key, g => g.Count());
        return begun.Select(m => new MeasureRow(
            Stages.Code, m.RegionCode, $"movement.mentoring/{m.RegionCode}/{m.CallId}", counts.GetValueOrDefault((m.RegionCode, m.CallId)))
        {
            LabelKey = "Movement.Measure.RowMentoring", LabelArgs = [m.StartedOn],
        });
    }

    private async Task<IEnumerable<MeasureRow>> OnTimeRowsAsync(RegionScope scope, (DateOnly From, DateOnly To) of,
        CancellationToken cancel)
    {
        var accepted = await (
            from d in db.In<Deliverable>(scope).AsNoTracking()
            join s in db.In<StageOpening>(scope) on new { d.RegionCode, d.CallId, d.Stage } equals new { s.RegionCode, s.CallId, s.Stage }
            where d.FirstAcceptedOn >= of.From && d.FirstAcceptedOn <= of.To
            select new { d.RegionCode, d.CallId, d.Code, On = d.FirstAcceptedOn!.Value, s.DueOn }).ToListAsync(cancel);
        return accepted.Select(a => new MeasureRow(
            OnTime.Code, a.RegionCode, $"movement.deliverable/{a.RegionCode}/{a.CallId}/{a.Code}", a.On <= a.DueOn ? 1 : 0)
        {
            LabelKey = "Movement.Measure.RowDeliverable", LabelArgs = [a.Code, a.On, a.DueOn],
        });
    }

    /// <summary>Days from the start of the mentoring, or missing where the region was in none; the first decree of a kind counts.</summary>
    private async Task<IEnumerable<MeasureRow>> DecreeRowsAsync(RegionScope scope, (DateOnly From, DateOnly To) of,
        CancellationToken cancel)
    {
        var accepted = await db.In<Decree>(scope).AsNoTracking().Where(d => d.Step == WorkStep.Accepted).ToListAsync(cancel);
        var begun = (await db.In<RegionMentoring>(scope).AsNoTracking().ToListAsync(cancel)).ToLookup(m => m.RegionCode, m => m.StartedOn);
        return
            from first in accepted.GroupBy(d => (d.RegionCode, d.Kind)).Select(g => g.MinBy(d => d.SubmittedOn)!)
            where first.SubmittedOn >= of.From && first.SubmittedOn <= of.To
            let starts = begun[first.RegionCode].Where(s => s <= first.SubmittedOn).ToList()
            select new MeasureRow(
                DecreeDays.Code, first.RegionCode, $"movement.decree/{first.RegionCode}/{first.Id}",
                starts.Count == 0 ? null : first.SubmittedOn!.Value.DayNumber - starts.Max().DayNumber)
            {
                LabelKey = "Movement.Measure.RowDecree", LabelArgs = [first.Number, first.SubmittedOn!.Value],
            };
    }

    private async Task<IEnumerable<MeasureRow>> MeetingRowsAsync(RegionScope scope, (DateOnly From, DateOnly To) of,
        CancellationToken cancel)
    {
        var held = await db.In<Meeting>(scope).AsNoTracking()
            .Where(m => m.State == MeetingState.Held && m.Kind != MeetingKind.Session && m.ToOn >= of.From && m.ToOn <= of.To)
            .ToListAsync(cancel);
        return held.Select(m => new MeasureRow(
            m.Kind == MeetingKind.Forum ? Forum.Code : Bodies.Code, m.RegionCode, $"movement.meeting/{m.RegionCode}/{m.Id}", 1)
        {
            LabelKey = "Movement.Measure.RowMeeting", LabelArgs = [m.ToOn],
        });
    }

    /// <summary>Decisions that were closed: 1 where they were done by their day. What is still open has no row yet.</summary>
    private async Task<IEnumerable<MeasureRow>> DecisionRowsAsync(RegionScope scope, (DateOnly From, DateOnly To) of,
        CancellationToken cancel)
    {
        var closed = await db.In<MeetingDecision>(scope).AsNoTracking()
            .Where(d => d.State != MeetingDecisionState.Open && d.DueOn >= of.From && d.DueOn <= of.To).ToListAsync(cancel);
        return closed.Select(d => new MeasureRow(
            Decisions.Code, d.RegionCode, $"movement.meeting-decision/{d.RegionCode}/{d.Id}",
            d.State == MeetingDecisionState.Done && d.ClosedOn <= d.DueOn ? 1 : 0)
        {
            LabelKey = "Movement.Measure.RowDecision", LabelArgs = [d.DueOn, d.ClosedOn!.Value],
        });
    }

    private static Measure Of(string code, string key, string unit, Aggregation aggregation, int decimals, decimal scale = 1) => new()
    {
        Code = code,
        NameKey = $"Movement.Measure.{key}",
        AboutKey = $"Movement.Measure.{key}About",
        FormulaKey = $"Movement.Measure.{key}Formula",
        UnitKey = $"Movement.Measure.{unit}",
        Aggregation = aggregation,
        Decimals = decimals,
        Scale = scale,
        Direction = code == "movement.decree.days" ? MeasureDirection.Down : MeasureDirection.Up,
    };
}

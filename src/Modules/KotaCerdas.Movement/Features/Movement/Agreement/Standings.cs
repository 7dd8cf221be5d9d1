using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Scoring;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Panel;
using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Agreement;

/// <summary>How the value of one question came about.</summary>
/// <param name="Given">Level by assessor.</param>
/// <param name="Used">The value that counts: the mean of the independent levels, or what moderation set; null where unknown.</param>
/// <param name="Ruling">The moderation or override in effect, or null.</param>
internal sealed record ItemScore(Item Item, IReadOnlyList<(UserId User, int? Level)> Given, decimal? Used, Moderation? Ruling);

/// <summary>An external index that the instrument includes.</summary>
internal sealed record IndexScore(Item Item, IndexValue? Value);

/// <summary>Everything known of one region once its panel is complete.</summary>
/// <param name="Totals">Total by assessor, from that assessor's levels alone.</param>
internal sealed record Standing(
    Region Region, IReadOnlyList<ItemScore> Items, IReadOnlyList<IndexScore> Indices, Evaluation Evaluation,
    IReadOnlyList<(UserId User, decimal? Total)> Totals);

/// <summary>A call's regions with complete panels, and those still waiting.</summary>
internal sealed record CallStanding(Call Call, InstrumentEngine Engine, IReadOnlyList<Standing> Complete, IReadOnlyList<Region> Waiting);

/// <summary>
/// Computes standings: independent levels, moderation over them, external indices beside them, and the instrument's own formulas.
/// </summary>
internal sealed class Standings(KotaDb db, AssessmentDesk desk, Scores scores, CallSources sources)
{
    public Task<Outcome<CallStanding>> OfCallAsync(CallId callId, CancellationToken cancel) =>
        OfAsync(callId, AssessmentDesk.AllRegions, cancel);

    public Task<Outcome<CallStanding>> OfRegionAsync(CallId callId, RegionCode region, CancellationToken cancel) =>
        OfAsync(callId, RegionScope.Of(region), cancel);

    /// <summary>Codes of the external indices that a call's instrument includes.</summary>
    public async Task<Outcome<IReadOnlyList<string>>> IndexCodesAsync(CallId callId, CancellationToken cancel)
    {
        var call = await desk.CallAsync(callId, cancel);
        if (call.Failed)
        {
            return call.Problem;
        }

        var engine = await sources.AssessmentAsync(call.Value, cancel);
        return engine.Failed ? engine.Problem : Outcome.Of(IndexCodesOf(engine.Value.Instrument));
    }

    /// <summary>An index is a number question whose code is the index's code.</summary>
    public static IReadOnlyList<string> IndexCodesOf(Instrument instrument) =>
        [.. instrument.Items.Where(i => i.Answer == AnswerKind.Number).Select(i => i.Code)];

    private async Task<Outcome<CallStanding>> OfAsync(CallId callId, RegionScope scope, CancellationToken cancel)
    {
        var call = await desk.CallAsync(callId, cancel);
        if (call.Failed)
        {
            return call.Problem;
        }

        var engine = await sources.AssessmentAsync(call.Value, cancel);
        if (engine.Failed)
        {
            return engine.Problem;
        }

        var regions = (await desk.ApplicantsAsync(callId, cancel)).Where(r => scope.Includes(r.Code)).ToList();
        var sheets = await scores.CompleteAsync(callId, scope, call.Value.Assessors.PerRegion, cancel);
        var rulings = await RulingsAsync(callId, scope, cancel);
        var indices = await IndicesAsync(call.Value, engine.Value.Instrument, scope, cancel);
        var complete = regions.Where(r => sheets.ContainsKey(r.Code))
            .Select(r => One(engine.Value, r, sheets[r.Code], rulings, indices)).ToList();
        return new CallStanding(call.Value, engine.Value, complete, [.. regions.Where(r => !sheets.ContainsKey(r.Code))]);
    }

    private static Standing One(
        InstrumentEngine engine, Region region, IReadOnlyList<SheetScores> panel,
        Dictionary<(RegionCode Region, string Item), Moderation> rulings, Dictionary<(RegionCode Region, string Code), IndexValue> indices)
    {
        var items = Scores.ItemsOf(engine.Instrument).Select(item =>
        {
            var given = panel.Select(p => (p.Sheet.UserId, p.LevelOf(item.Code))).ToList();
            var ruling = rulings.GetValueOrDefault((region.Code, item.Code));
            return new ItemScore(item, given, ruling?.Level ?? Mean(given.Select(g => g.Item2)), ruling);
        }).ToList();
        var external = engine.Instrument.Items.Where(i => i.Answer == AnswerKind.Number)
            .Select(i => new IndexScore(i, indices.GetValueOrDefault((region.Code, i.Code)))).ToList();
        var known = external.Where(x => x.Value?.ValueMicro is not null)
            .ToDictionary(x => x.Item.Code, x => Value.Of(x.Value!.ValueMicro!.Value / 1_000_000m), StringComparer.Ordinal);
        var totals = panel.Select(p =>
            (p.Sheet.UserId, TotalOf(engine, With(known, items.Select(i => (i.Item.Code, (decimal?)p.LevelOf(i.Item.Code)))))));
        var evaluation = engine.Evaluate(With(known, items.Select(i => (i.Item.Code, i.Used))));
        return new(region, items, external, evaluation, [.. totals]);
    }

    /// <summary>
    /// The weighted mean of the top criteria, as the instrument's <c>total()</c> has it; null where a value is missing and may not be left
    /// out.
    /// </summary>
    public static decimal? TotalOf(InstrumentEngine engine, IReadOnlyDictionary<string, Value> answers) =>
        TotalOf(engine.Instrument, engine.Evaluate(answers));

    public static decimal? TotalOf(Instrument instrument, Evaluation evaluation)
    {
        var roots = instrument.ChildrenOf(string.Empty).Select(c => (c.Weight, Score: evaluation[c.Code].Value.NumberOrNull)).ToList();
        var known = roots.Where(r => r.Score is not null).ToList();
        var usable = known.Count > 0 && (instrument.Missing == MissingRule.LeaveOut || known.Count == roots.Count);
        return usable ? known.Sum(r => r.Score!.Value * r.Weight) / known.Sum(r => (decimal)r.Weight) : null;
    }

    private static Dictionary<string, Value> With(Dictionary<string, Value> known, IEnumerable<(string Code, decimal? Level)> levels)
    {
        var all = new Dictionary<string, Value>(known, StringComparer.Ordinal);
        foreach (var (code, level) in levels)
        {
            all[code] = level is { } value ? Value.Of(value) : Value.Missing;
        }

        return all;
    }

    private static decimal? Mean(IEnumerable<int?> levels)
    {
        var known = levels.Where(l => l is not null).Select(l => (decimal)l!.Value).ToList();
        return known.Count == 0 ? null : known.Average();
    }

    private async Task<Dictionary<(RegionCode, string), Moderation>> RulingsAsync(
        CallId callId, RegionScope scope, CancellationToken cancel)
    {
        var all = await db.In<Moderation>(scope).AsNoTracking()
            .Where(m => m.CallId == callId && m.Kind != ModerationKind.OverrideProposed).ToListAsync(cancel);
        return all.GroupBy(m => (m.RegionCode, m.CriterionCode))
            .ToDictionary(g => g.Key, g => g.OrderBy(m => m.At).ThenBy(m => m.Id).Last());
    }

    /// <summary>The newest value of each index up to the call's year.</summary>
    private async Task<Dictionary<(RegionCode, string), IndexValue>> IndicesAsync(
        Call call, Instrument instrument, RegionScope scope, CancellationToken cancel)
    {
        var codes = IndexCodesOf(instrument);
        if (codes.Count == 0)
        {
            return [];
        }

        var values = await db.In<IndexValue>(scope).AsNoTracking().Where(v => codes.Contains(v.IndexCode) && v.Year <= call.Year)
            .ToListAsync(cancel);
        return values.GroupBy(v => (v.RegionCode, v.IndexCode)).ToDictionary(g => g.Key, g => g.MaxBy(v => v.Year)!);
    }
}

using System.Data.Common;
using System.Text.Json;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Features.Revaluations;

/// <summary>Input of the operations on a revaluation.</summary>
internal sealed record RevaluationWork(Guid Revaluation);

/// <summary>Computes a revaluation and keeps what people decide by. Running it again changes nothing.</summary>
internal sealed class ComputeRevaluation(KotaDb db, RevaluationReading reading, Revaluer revaluer, RevaluationDesk desk)
    : IOperation<RevaluationWork>
{
    public static readonly OperationKind<RevaluationWork> Kind = OperationKind.For<ComputeRevaluation, RevaluationWork>(
        "revenue.compute-revaluation", "Revenue.Revaluation.Computing", AssessmentPermissions.Draft);

    public async Task<Outcome<OperationResult>> RunAsync(OperationContext context, RevaluationWork input, CancellationToken cancel)
    {
        var opened = await reading.OpenAsync(context.Region, input.Revaluation, cancel);
        if (opened.Failed)
        {
            return opened.Problem;
        }

        var (found, rules) = opened.Value;
        var page = RevaluationPaths.Of(found.Of);
        if (found.State != BatchState.Made)
        {
            return new OperationResult("Revenue.Revaluation.ComputedBefore", page);
        }

        var (summary, hash) = await revaluer.RunAsync(
            found.Of, rules, null, (done, all) => context.Report(done, all, "Revenue.Revaluation.Computing"), cancel);
        await using var write = await db.BeginWriteAsync(RegionScope.Of(context.Region), cancel);
        desk.Add(found, BatchEventKind.Simulated, hash, (string.Empty, null), JsonSerializer.Serialize(summary), context.Actor);
        desk.Note("Revenue.Trail.RevaluationComputed", found.Of, new { hash, summary.Changed, summary.Before, summary.After });
        await write.CommitAsync(cancel);
        return new OperationResult("Revenue.Revaluation.ComputedDone", page, summary.Changed, summary.Refused);
    }
}

/// <summary>
/// Records what two people approved: computes everything again, refuses where it is not what they saw, and writes all versions in one
/// write. A run that was cut short left nothing; a run after a finished one changes nothing.
/// </summary>
internal sealed class PostRevaluation(
    KotaDb db, RevaluationReading reading, Revaluer revaluer, RevaluationDesk desk, RegisterDesk register) : IOperation<RevaluationWork>
{
    public static readonly OperationKind<RevaluationWork> Kind = OperationKind.For<PostRevaluation, RevaluationWork>(
        "revenue.post-revaluation", "Revenue.Revaluation.Posting", AssessmentPermissions.Post);

    private static readonly string[] ObjectColumns =
    [
        "region_code", "nop", "version", "valid_from", "state", "reason", "taxpayer_id", "address", "rt", "rw", "land_area", "land_zone",
        "land_kind", "land_use", "land_value", "land_value_source", "building_area", "building_value", "common_value", "takes_deduction",
        "latitude_micro", "longitude_micro", "recorded_at", "recorded_by",
    ];

    private static readonly string[] BuildingColumns =
    [
        "region_code", "nop", "version", "number", "area", "use_code", "floors", "built_year", "valuation", "value", "value_source",
    ];

    private static readonly string[] ValuationColumns =
    [
        "region_code", "nop", "version", "number", "tax_year", "rule_version", "rule_hash", "facts", "value", "recorded_at", "recorded_by",
    ];

    public async Task<Outcome<OperationResult>> RunAsync(OperationContext context, RevaluationWork input, CancellationToken cancel)
    {
        var opened = await reading.OpenAsync(context.Region, input.Revaluation, cancel);
        if (opened.Failed)
        {
            return opened.Problem;
        }

        var (found, rules) = opened.Value;
        var page = RevaluationPaths.Of(found.Of);
        if (found.State == BatchState.Posted)
        {
            return new OperationResult("Revenue.Revaluation.PostedDone", page, found.Summary!.Changed);
        }

        if (found.State != BatchState.Approved)
        {
            return new Problem("Revenue.Revaluation.NotApproved");
        }

        if (await desk.EarlyAsync(found.Of, cancel) is { } early)
        {
            return early;
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(context.Region), cancel);
        var connection = await db.SqlAsync(write.Scope, cancel);
        var stamp = (found.Of, Reason: ReasonOf(found), register.Now, By: context.Actor.Name);
        var (summary, hash) = await revaluer.RunAsync(
            found.Of, rules,
            async changed =>
            {
                await InsertAsync(connection, changed.Select(o => RowOf(o, stamp)), cancel);
                await BulkWriter.InsertAsync(
                    connection, "revenue_building", BuildingColumns,
                    changed.SelectMany(o => o.Parts.Select(p => RowOf(o, p, stamp.Of))), cancel);
                await BulkWriter.InsertAsync(
                    connection, "revenue_building_valuation", ValuationColumns,
                    changed.SelectMany(o => o.Parts.Where(p => p.Changed).Select(p => ValuationOf(o, p, stamp))), cancel);
            },
            (done, all) => context.Report(done, all, "Revenue.Revaluation.Posting"), cancel);
        if (hash != found.Hash)
        {
            return new Problem("Revenue.Revaluation.Moved");
        }

        var first = found.Approvals.First();
        desk.Add(found, BatchEventKind.Posted, hash, (first.DecreeNumber, first.DecreeOn), "{}", context.Actor);
        desk.Note("Revenue.Trail.RevaluationPosted", found.Of, new { hash, summary.Versions, summary.Changed });
        await write.CommitAsync(cancel);
        return new OperationResult("Revenue.Revaluation.PostedDone", page, summary.Changed);
    }

    /// <summary>Rows go in by what they leave out: the writer takes no column that is null in a row and not in another.</summary>
    private static async Task InsertAsync(DbConnection connection, IEnumerable<object?[]> rows, CancellationToken cancel)
    {
        foreach (var alike in rows.GroupBy(r => string.Concat(r.Select(v => v is null ? '0' : '1')), StringComparer.Ordinal))
        {
            string[] columns = [.. ObjectColumns.Where((_, i) => alike.Key[i] == '1')];
            await BulkWriter.InsertAsync(
                connection, "revenue_object", columns, alike.Select(r => r.Where(v => v is not null).ToArray()), cancel);
        }
    }

    private static string ReasonOf(RevaluationHistory found) =>
        $"DBKB {ObjectWords.Plain(found.Of.TaxYear)}: {found.Approvals.First().DecreeNumber}";

    private static string SourceOf(Revaluation of) =>
        $"DBKB {of.RegionCode}/{ObjectWords.Plain(of.RulesVersion)} {of.RulesHash[..12]}";

    private static object?[] RowOf(RevaluedObject to, (Revaluation Of, string Reason, DateTime Now, string By) stamp)
    {
        var of = to.Of;
        return
        [
            of.RegionCode.Value, of.Nop.Value, to.Version, to.ValidFrom, of.State.ToString(), stamp.Reason, of.TaxpayerId.Value,
            of.Address, of.Rt, of.Rw, of.LandArea, of.LandZone, of.LandKind, of.LandUse, of.LandValue, of.LandValueSource, of.BuildingArea,
            to.Parts.Count == 0 ? of.BuildingValue : to.Parts.Sum(p => p.After), of.CommonValue, of.TakesDeduction, of.LatitudeMicro,
            of.LongitudeMicro, stamp.Now, stamp.By,
        ];
    }

    private static object?[] RowOf(RevaluedObject to, RevaluedPart part, Revaluation of)
    {
        var was = part.Building;
        return
        [
            was.RegionCode.Value, was.Nop.Value, to.Version, was.Number, was.Area, was.UseCode, was.Floors, was.BuiltYear,
            (part.Changed ? Valuation.Individual : was.Valuation).ToString(), part.Changed ? part.After : was.Value,
            part.Changed ? SourceOf(of) : was.ValueSource,
        ];
    }

    private static object?[] ValuationOf(
        RevaluedObject to, RevaluedPart part, (Revaluation Of, string Reason, DateTime Now, string By) stamp) =>
    [
        part.Building.RegionCode.Value, part.Building.Nop.Value, to.Version, part.Building.Number, stamp.Of.TaxYear, stamp.Of.RulesVersion,
        stamp.Of.RulesHash, JsonSerializer.Serialize(part.Facts), part.After, stamp.Now, stamp.By,
    ];
}

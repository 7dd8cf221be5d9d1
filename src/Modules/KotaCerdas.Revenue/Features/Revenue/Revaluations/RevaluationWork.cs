using System.Text.Json;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Assessment;

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

        var result = await revaluer.RunAsync(
            found.Of, rules, (done, all) => context.Report(done, all, "Revenue.Revaluation.Computing"), cancel);
        var (summary, hash) = (result.Summary, result.Hash);
        await using var write = await db.BeginWriteAsync(RegionScope.Of(context.Region), cancel);
        if ((await reading.FindAsync(context.Region, input.Revaluation, cancel))!.State != BatchState.Made)
        {
            return new OperationResult("Revenue.Revaluation.ComputedBefore", page);
        }

        desk.Add(found, BatchEventKind.Simulated, hash, (string.Empty, null), JsonSerializer.Serialize(summary), context.Actor);
        desk.Note("Revenue.Trail.RevaluationComputed", found.Of, new { hash, summary.Changed, summary.Before, summary.After });
        await write.CommitAsync(cancel);
        return new OperationResult("Revenue.Revaluation.ComputedDone", page, summary.Changed, summary.Refused);
    }
}

/// <summary>
/// Records what two people approved: computes everything again, refuses where it is not what they saw, and then writes all versions in one
/// write, which computes nothing. What was added to the register meanwhile is computed too before anything is written. A run that was
/// cut short left nothing; a run after a finished one changes nothing.
/// </summary>
internal sealed class PostRevaluation(
    KotaDb db, RevaluationReading reading, Revaluer revaluer, RevaluationDesk desk, RegisterDesk register) : IOperation<RevaluationWork>
{
    public static readonly OperationKind<RevaluationWork> Kind = OperationKind.For<PostRevaluation, RevaluationWork>(
        "revenue.post-revaluation", "Revenue.Revaluation.Posting", AssessmentPermissions.Post);

    /// <summary>How often it is computed at most, while others keep adding to the register.</summary>
    private const int MostRounds = 5;

    public async Task<Outcome<OperationResult>> RunAsync(OperationContext context, RevaluationWork input, CancellationToken cancel)
    {
        var opened = await reading.OpenAsync(context.Region, input.Revaluation, cancel);
        if (opened.Failed)
        {
            return opened.Problem;
        }

        var (found, rules) = opened.Value;
        if (Ready(found) is { } ready)
        {
            return ready;
        }

        if (await desk.EarlyAsync(found.Of, cancel) is { } early)
        {
            return early;
        }

        for (var round = 0; round < MostRounds; round++)
        {
            var result = await revaluer.RunAsync(
                found.Of, rules, (done, all) => context.Report(done, all, "Revenue.Revaluation.Posting"), cancel);
            if (result.Hash != found.Hash)
            {
                return new Problem("Revenue.Revaluation.Moved");
            }

            if (await WriteAsync(context, input.Revaluation, result, cancel) is { } written)
            {
                return written;
            }
        }

        return new Problem("Revenue.Revaluation.Busy");
    }

    /// <summary>What to say where there is nothing to record, or null.</summary>
    private static Outcome<OperationResult>? Ready(RevaluationHistory found) => found.State switch
    {
        BatchState.Posted => new OperationResult(
            "Revenue.Revaluation.PostedDone", RevaluationPaths.Of(found.Of), found.Summary!.Changed),
        BatchState.Approved => null,
        _ => new Problem("Revenue.Revaluation.NotApproved"),
    };

    /// <summary>Records the result, or null where the register is not what it was computed from.</summary>
    private async Task<Outcome<OperationResult>?> WriteAsync(
        OperationContext context, Guid id, RevaluationResult result, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(RegionScope.Of(context.Region), cancel);
        var found = (await reading.FindAsync(context.Region, id, cancel))!;
        if (Ready(found) is { } ready)
        {
            return ready;
        }

        var connection = await db.SqlAsync(write.Scope, cancel);
        if (!await RevaluationRecord.IsAsReadAsync(connection, context.Region, result.Read, cancel))
        {
            return null;
        }

        await RevaluationRecord.WriteAsync(
            connection, found.Of, result.Versions, (ReasonOf(found), SourceOf(found.Of), register.Now, context.Actor.Name), cancel);
        var first = found.Approvals.First();
        desk.Add(found, BatchEventKind.Posted, result.Hash, (first.DecreeNumber, first.DecreeOn), "{}", context.Actor);
        desk.Note("Revenue.Trail.RevaluationPosted", found.Of, new { result.Hash, result.Summary.Versions, result.Summary.Changed });
        await write.CommitAsync(cancel);
        return new OperationResult("Revenue.Revaluation.PostedDone", RevaluationPaths.Of(found.Of), result.Summary.Changed);
    }

    private static string ReasonOf(RevaluationHistory found) =>
        $"DBKB {ObjectWords.Plain(found.Of.TaxYear)}: {found.Approvals.First().DecreeNumber}";

    private static string SourceOf(Revaluation of) =>
        $"DBKB {of.RegionCode}/{ObjectWords.Plain(of.RulesVersion)} {of.RulesHash[..12]}";
}

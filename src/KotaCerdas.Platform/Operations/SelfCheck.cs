using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Platform;

/// <summary>What the self-check is asked to do.</summary>
/// <param name="Steps">How many steps.</param>
/// <param name="PauseMilliseconds">Pause between steps.</param>
public sealed record SelfCheckInput(int Steps, int PauseMilliseconds);

/// <summary>
/// Proves on the running installation that background work survives a crash: each step writes two rows and its checkpoint in one
/// transaction, so afterwards every step is there exactly once and whole.
/// </summary>
internal sealed class SelfCheck(KotaDb db, TimeProvider clock) : IOperation<SelfCheckInput>
{
    public async Task<Outcome<OperationResult>> RunAsync(OperationContext context, SelfCheckInput input, CancellationToken cancel)
    {
        for (var step = context.Resume(0); step < input.Steps; step++)
        {
            context.Report(step, input.Steps, "Platform.Operations.SelfCheckStep", step + 1);
            await using (var write = await db.BeginWriteAsync(RegionScope.Of(context.Region), cancel))
            {
                db.Add(Row(context, step, "first"));
                db.Add(Row(context, step, "second"));
                await context.CheckpointAsync(db, step + 1, cancel);
                await write.CommitAsync(cancel);
            }

            db.ChangeTracker.Clear();
            await Task.Delay(input.PauseMilliseconds, cancel);
        }

        context.Report(input.Steps, input.Steps);
        return new OperationResult("Platform.Operations.SelfCheckDone", null, input.Steps);
    }

    private SelfCheckRow Row(OperationContext context, int step, string half) =>
        new() { RegionCode = context.Region, OperationId = context.Id, Step = step, Half = half, Id = Ids.New(clock) };
}

/// <summary>Half a step of the self-check.</summary>
internal sealed class SelfCheckRow : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required OperationId OperationId { get; init; }

    public required int Step { get; init; }

    public required string Half { get; init; }

    public required Guid Id { get; init; }

    internal static void Map(ModelBuilder model) => model.Entity<SelfCheckRow>(e =>
    {
        e.ToTable("platform_self_check");
        e.HasKey(r => new { r.RegionCode, r.Id });
        e.HasIndex(r => new { r.RegionCode, r.OperationId, r.Step }).HasDatabaseName("platform_self_check_operation");
    });
}

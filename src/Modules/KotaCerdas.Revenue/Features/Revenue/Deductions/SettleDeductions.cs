using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Registers;

namespace KotaCerdas.Revenue.Features.Deductions;

/// <summary>Input of <see cref="SettleDeductions"/>.</summary>
/// <param name="Year">The tax year on whose 1 January the new versions begin.</param>
/// <param name="Reason">The rule or decision.</param>
/// <param name="Missing">True where taxpayers who use it on no object get it on the most valuable one.</param>
internal sealed record DeductionWork(int Year, string Reason, bool Missing);

/// <summary>
/// Lets every taxpayer use the untaxed part on one object: of those it is used on, the most valuable keeps it; who uses it on none gets it,
/// where that is asked for. Objects with a version that begins later are left as they are. Running it again changes nothing.
/// </summary>
internal sealed class SettleDeductions(KotaDb db, DeductionReading reading, ObjectFeed feed, RegisterDesk desk) : IOperation<DeductionWork>
{
    public static readonly OperationKind<DeductionWork> Kind = OperationKind.For<SettleDeductions, DeductionWork>(
        "revenue.settle-deductions", "Revenue.Deduction.Settling", RegisterPermissions.Edit);

    private const int Step = 16_384;

    // What changed while it was computed is left to the next run.
    private const string Changed =
        $"""
        delete from {ObjectCopies.Table} where exists (select 1 from revenue_object x
            where x.region_code = @region and x.nop = {ObjectCopies.Table}.nop and x.version > {ObjectCopies.Table}.base)
        """;

    public async Task<Outcome<OperationResult>> RunAsync(OperationContext context, DeductionWork input, CancellationToken cancel)
    {
        var day = new DateOnly(input.Year, 1, 1);
        var at = (context.Region, day);
        var doubles = await reading.ListAsync(at, desk.Now, (0, int.MaxValue), cancel);
        List<ObjectCopy> copies = [.. doubles.Where(d => !d.Keeps).Select(d => Copy(d.Nop, d.Version, day, false))];
        if (input.Missing)
        {
            copies.AddRange((await MissingAsync(context, day, cancel)).Select(m => Copy(m.Nop, m.Version, day, true)));
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(context.Region), cancel);
        var connection = await db.SqlAsync(write.Scope, cancel);
        await ObjectCopies.StageAsync(connection, copies, cancel);
        await connection.Make(Changed, ("region", context.Region.Value)).RunAsync(cancel);
        var lost = await CountAsync(connection, false, cancel);
        var given = await CountAsync(connection, true, cancel);
        await ObjectCopies.WriteObjectsAsync(connection, context.Region, (input.Reason, desk.Now, context.Actor.Name), cancel);
        await ObjectCopies.WriteBuildingsAsync(connection, context.Region, cancel);
        await ObjectCopies.DropAsync(connection, cancel);
        desk.NoteThing(
            "Revenue.Trail.DeductionsSettled", new(context.Region, "revenue.register", context.Region.Value),
            new { input.Year, input.Reason, lost, given, left = copies.Count - lost - given });
        await write.CommitAsync(cancel);
        return new OperationResult(
            "Revenue.Deduction.Settled", DeductionPaths.List(context.Region), lost, given, copies.Count - lost - given);
    }

    private static ObjectCopy Copy(Nop nop, int version, DateOnly day, bool takes) =>
        new(nop.Value, version, version + 1, day, null, takes);

    private static Task<long> CountAsync(System.Data.Common.DbConnection connection, bool takes, CancellationToken cancel) =>
        connection.Make($"select count(*) from {ObjectCopies.Table} where takes_deduction = @takes", ("takes", takes)).NumberAsync(cancel);

    private async Task<IEnumerable<(Nop Nop, int Version)>> MissingAsync(OperationContext context, DateOnly day, CancellationToken cancel)
    {
        var (tally, read) = (new DeductionTally(), 0);
        await foreach (var facts in feed.ReadAsync(context.Region, day, desk.Now, cancel))
        {
            tally.Add(facts);
            if (++read % Step == 0)
            {
                context.Report(read, 0, "Revenue.Batch.Reading");
            }
        }

        return tally.Missing;
    }
}

using System.Text.Json;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Deductions;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Assessment;

namespace KotaCerdas.Revenue.Features.Assessment;

/// <summary>Input of the operations on a batch.</summary>
internal sealed record BatchWork(Guid Batch);

/// <summary>Facts of <see cref="BatchEventKind.Simulated"/>.</summary>
internal sealed record SimulatedFacts(AssessmentSummary Summary)
{
    public static SimulatedFacts Of(BatchEvent simulated) => JsonSerializer.Deserialize<SimulatedFacts>(simulated.Facts)!;
}

/// <summary>Facts of <see cref="BatchEventKind.Posted"/>.</summary>
/// <param name="FirstNumber">Number of its first bill, one more than the last where it has none.</param>
/// <param name="LastNumber">Number of its last bill.</param>
/// <param name="Bills">Bills.</param>
/// <param name="Debits">Bills that ask for something and are therefore in the ledger.</param>
/// <param name="Amount">Rupiah of all.</param>
/// <param name="Journals">One a village.</param>
internal sealed record PostedFacts(long FirstNumber, long LastNumber, int Bills, int Debits, long Amount, IReadOnlyList<Guid> Journals)
{
    public static PostedFacts Of(BatchEvent posted) => JsonSerializer.Deserialize<PostedFacts>(posted.Facts)!;
}

/// <summary>
/// Computes a batch and keeps what people decide by: sums by village and book, refused objects, and the hash of every bill to be. Running
/// it again changes nothing.
/// </summary>
internal sealed class SimulateBatch(
    KotaDb db, BatchReading reading, AssessmentFacts facts, RegisterDesk desk, BatchDesk batches, DeductionReading deductions)
    : IOperation<BatchWork>
{
    public static readonly OperationKind<BatchWork> Kind = OperationKind.For<SimulateBatch, BatchWork>(
        "revenue.simulate-batch", "Revenue.Batch.Simulating", AssessmentPermissions.Draft);

    public async Task<Outcome<OperationResult>> RunAsync(OperationContext context, BatchWork input, CancellationToken cancel)
    {
        var id = new BatchId(input.Batch);
        if (await reading.FindAsync(context.Region, id, cancel) is not { } found)
        {
            return BatchDesk.NotFound;
        }

        if (found.State != BatchState.Made)
        {
            return new OperationResult("Revenue.Batch.SimulatedBefore", AssessmentPaths.Of(found.Batch));
        }

        var rules = await reading.RulesAsync(found.Batch, cancel);
        if (rules.Failed)
        {
            return Outcome.Fail<OperationResult>(rules.Problems);
        }

        var table = await facts.LoadAsync(
            FactsQuery.Of(found.Batch), rules.Value, done => context.Report(done, 0, "Revenue.Batch.Reading"), cancel);
        var result = Assessor.Run(
            found.Batch, rules.Value, table, done => context.Report(done, table.Count, "Revenue.Batch.Computing"), cancel);
        var summary = await CountDeductionsAsync(found.Batch, table, result.Summary, cancel);
        await using var write = await db.BeginWriteAsync(RegionScope.Of(context.Region), cancel);
        await KeepAsync(found.Batch, result, new AssessmentTally(rules.Value, table), cancel);
        batches.Add(
            found, BatchEventKind.Simulated, result.Hash, (string.Empty, null),
            JsonSerializer.Serialize(new SimulatedFacts(summary)), context.Actor);
        desk.NoteBatch("Revenue.Trail.BatchSimulated", found.Batch, new { result.Hash, result.Summary.Bills, result.Summary.Refused });
        await write.CommitAsync(cancel);
        return new OperationResult(
            "Revenue.Batch.SimulatedDone", AssessmentPaths.Of(found.Batch), result.Summary.Bills, result.Summary.Refused);
    }

    /// <summary>Adds how often the untaxed part is used twice, or not at all.</summary>
    private async Task<AssessmentSummary> CountDeductionsAsync(
        Batch batch, FactTable table, AssessmentSummary summary, CancellationToken cancel)
    {
        var doubles = await deductions.CountAsync((batch.RegionCode, new(batch.TaxYear, 1, 1)), batch.KnownAt, cancel);
        var tally = new DeductionTally();
        var taking = 0;
        for (var i = 0; i < table.Count; i++)
        {
            taking += summary.Bills > 0 && table[i].IsBilled && table[i].Object.TakesDeduction ? 1 : 0;
            if (batch.Village is null)
            {
                tally.Add(table[i].Object, table[i].IsBilled);
            }
        }

        // Those that an earlier assessment billed are no matter of this one.
        return summary with
        {
            DoubleTaxpayers = taking == 0 ? 0 : doubles.Taxpayers, DoubleObjects = Math.Min(taking, doubles.Surplus),
            WithoutDeduction = summary.Bills == 0 ? 0 : tally.Missing.Count(),
        };
    }

    private async Task KeepAsync(Batch batch, AssessmentResult result, AssessmentTally names, CancellationToken cancel)
    {
        var connection = await db.SqlAsync(RegionScope.Of(batch.RegionCode), cancel);
        var villages = result.Villages;
        BulkColumn[] keys = [new("region_code", batch.RegionCode.Value), new("batch_id", batch.Id.Value)];
        await BulkWriter.InsertAsync(
            connection, "revenue_batch_village",
            [
                .. keys, Of("tax_code", v => v.TaxCode), Of("bills", v => v.Bills), Of("refused", v => v.Refused),
                Of("not_billed", v => v.NotBilled), Of("billed_before", v => v.BilledBefore), Of("land_area", v => v.LandArea),
                Of("building_area", v => v.BuildingArea), Of("njop", v => v.Njop), Of("tax", v => v.Tax), Of("amount", v => v.Amount),
                Of("last_bills", v => v.LastBills), Of("last_amount", v => v.LastAmount), Of("higher", v => v.Higher),
                Of("lower", v => v.Lower), Of("fresh", v => v.Fresh),
            ],
            cancel);
        var books = villages.SelectMany(v => v.Books.Select((b, i) => (v.TaxCode, Book: names.BookName(i), b.Bills, b.Amount)))
            .Where(b => b.Bills > 0).ToArray();
        await BulkWriter.InsertAsync(
            connection, "revenue_batch_book",
            [
                .. keys, new("tax_code", Array.ConvertAll(books, b => b.TaxCode)), new("book", Array.ConvertAll(books, b => b.Book)),
                new("bills", Array.ConvertAll(books, b => b.Bills)), new("amount", Array.ConvertAll(books, b => b.Amount)),
            ],
            cancel);
        var refused = result.Refusals.ToArray();
        await BulkWriter.InsertAsync(
            connection, "revenue_batch_refusal",
            [
                .. keys, new("nop", Array.ConvertAll(refused, r => r.Nop.Value)),
                new("object_version", Array.ConvertAll(refused, r => r.Version)),
                new("reason", Array.ConvertAll(refused, r => r.Reason.ToString())),
            ],
            cancel);

        BulkColumn Of<T>(string name, Func<VillageSums, T> value) => new(name, villages.Select(value).ToArray());
    }
}

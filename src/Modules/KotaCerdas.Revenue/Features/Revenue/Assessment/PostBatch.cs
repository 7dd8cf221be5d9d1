using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Features.Assessment;

/// <summary>
/// Posts what two people approved: computes everything again, refuses where it is not what they saw, and writes bills, numbers and journals
/// in one write. A run that was cut short left nothing; a run after a finished one changes nothing.
/// </summary>
internal sealed class PostBatch(
    KotaDb db, BatchReading reading, AssessmentFacts facts, GeneralLedger ledger, BatchDesk batches, RegisterDesk desk)
    : IOperation<BatchWork>
{
    public static readonly OperationKind<BatchWork> Kind = OperationKind.For<PostBatch, BatchWork>(
        "revenue.post-batch", "Revenue.Batch.Posting", AssessmentPermissions.Post);

    /// <summary>Objects with a bill of the year, of this system or the one before.</summary>
    private const string BilledNow =
        """
        select nop from revenue_bill where region_code = @region and tax_year = @year and cycle = 1
        union
        select nop from revenue_legacy_bill where region_code = @region and tax_year = @year
        """;

    public async Task<Outcome<OperationResult>> RunAsync(OperationContext context, BatchWork input, CancellationToken cancel)
    {
        var id = new BatchId(input.Batch);
        if (await reading.FindAsync(context.Region, id, cancel) is not { } found)
        {
            return BatchDesk.NotFound;
        }

        if (found.Posted is { } before)
        {
            return Done(found.Batch, PostedFacts.Of(before));
        }

        if (found.State != BatchState.Approved)
        {
            return new Problem("Revenue.Batch.NotApproved");
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
        return result.Hash != found.Hash
            ? new Problem("Revenue.Batch.Changed")
            : await WriteAsync(context, found, new(rules.Value, table, result), cancel);
    }

    /// <summary>What the ledger calls the posting of a batch's village.</summary>
    public static string Source(Batch batch, long taxCode) =>
        string.Create(CultureInfo.InvariantCulture, $"{batch.Id}/{taxCode:0000000000}");

    private static OperationResult Done(Batch batch, PostedFacts posted) =>
        new("Revenue.Batch.PostedDone", AssessmentPaths.Of(batch), posted.Bills, posted.FirstNumber, posted.LastNumber);

    private async Task<Outcome<OperationResult>> WriteAsync(
        OperationContext context, BatchHistory found, Computed computed, CancellationToken cancel)
    {
        var batch = found.Batch;
        await using var write = await db.BeginWriteAsync(RegionScope.Of(batch.RegionCode), cancel);
        var last = await LockAsync(batch, cancel);
        if (last.Bills != computed.Result.Summary.BilledBefore && await BilledSinceAsync(batch, computed, cancel))
        {
            return new Problem("Revenue.Batch.Changed");
        }

        var connection = await db.SqlAsync(write.Scope, cancel);
        if (await GrantedSinceAsync(connection, batch, cancel))
        {
            return new Problem("Revenue.Batch.Changed");
        }

        var bills = new BillColumns(batch, computed.Rules, last.Number + 1);
        var (journals, debits) = (new List<Guid>(), 0);
        await foreach (var part in Parts(computed, bills, batch.TaxYear).ToAsyncEnumerable().Ahead(cancel))
        {
            context.Report(part.Done, computed.Table.Count, "Revenue.Batch.Writing");
            foreach (var chunk in part.Chunks)
            {
                await BillColumns.WriteAsync(connection, chunk, cancel);
            }

            if (part.Lines.Count == 0)
            {
                continue;
            }

            var posted = await PostAsync(write, found, part, context.Actor, cancel);
            if (posted.Failed)
            {
                return posted.Problem;
            }

            journals.Add(posted.Value.Id.Value);
            debits += part.Lines.Count;
        }

        var done = new PostedFacts(
            last.Number + 1, bills.Next - 1, computed.Result.Summary.Bills, debits, computed.Result.Summary.Amount, journals);
        Check.That(bills.Next - 1 - last.Number == done.Bills);
        batches.Add(
            found, BatchEventKind.Posted, found.Hash, (found.Approvals.First().DecreeNumber, found.Approvals.First().DecreeOn),
            JsonSerializer.Serialize(done), context.Actor);
        desk.NoteBatch("Revenue.Trail.BatchPosted", batch, new { done.FirstNumber, done.LastNumber, done.Amount });
        await write.CommitAsync(cancel);
        return Done(batch, done);
    }

    /// <summary>
    /// Waits for other postings of the year and says what is there: the highest number, and how many objects have a bill. Numbers have no
    /// gap because only one writes them at a time and all of a batch or none become durable.
    /// </summary>
    private async Task<(long Number, long Bills)> LockAsync(Batch batch, CancellationToken cancel)
    {
        var number = await BillNumbers.LastAsync(db, batch.RegionCode, batch.TaxYear, cancel);
        var connection = await db.SqlAsync(RegionScope.Of(batch.RegionCode), cancel);
        var bills = await connection.Make(
            $"select count(*) from ({BilledNow}) b", ("region", batch.RegionCode.Value), ("year", batch.TaxYear))
            .Patient().NumberAsync(cancel);
        return (number, bills);
    }

    /// <summary>True where an object got a bill since the facts were read; bills of objects outside the batch do not matter.</summary>
    private async Task<bool> BilledSinceAsync(Batch batch, Computed computed, CancellationToken cancel)
    {
        var connection = await db.SqlAsync(RegionScope.Of(batch.RegionCode), cancel);
        await using var command = connection.Make(
            BilledNow, ("region", batch.RegionCode.Value), ("year", batch.TaxYear)).Patient();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            if (computed.Table.Find(Model.Nop.Of(reader.GetInt64(0))) is >= 0 and var line && !computed.Table[line].BilledBefore)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True where a reduction was granted after the instant of the facts: no bill would have it.</summary>
    private static async Task<bool> GrantedSinceAsync(DbConnection connection, Batch batch, CancellationToken cancel) =>
        await connection.Make(
            "select count(*) from revenue_reduction where region_code = @region and @year between first_year and last_year "
                + "and recorded_at > @known",
            ("region", batch.RegionCode.Value), ("year", batch.TaxYear), ("known", batch.KnownAt)).Patient().NumberAsync(cancel) > 0;

    /// <summary>What is written, village by village: computed while the database is busy with the villages before.</summary>
    private static IEnumerable<Part> Parts(Computed computed, BillColumns bills, int year)
    {
        foreach (var village in computed.Table.Villages)
        {
            yield return PartOf(computed, village, bills, year);
        }

        if (bills.End() is { } rest)
        {
            yield return new Part(computed.Table.Count, string.Empty, 0, [rest], []);
        }
    }

    /// <summary>A village: the chunks of bills that became full, and a line for each bill that asks for something.</summary>
    private static Part PartOf(Computed computed, VillageRange village, BillColumns bills, int year)
    {
        var (lines, chunks) = (new List<JournalLine>(village.Count + 1), new List<BulkColumn[]>());
        var unit = village.TaxCode.ToString("0000000000", CultureInfo.InvariantCulture);
        for (var i = village.First; i < village.First + village.Count; i++)
        {
            var line = computed.Table[i];
            if (!line.IsBilled || Assessor.Assess(computed.Rules, line, out var amount) is not null)
            {
                continue;
            }

            if (bills.Add(line, amount) is { } chunk)
            {
                chunks.Add(chunk);
            }

            if (amount.Payable > 0)
            {
                lines.Add(JournalLine.Dr(Book.LO, PbbAccounts.Receivable, amount.Payable, PbbAccounts.Subject(line.Object.Nop), year,
                    unit));
            }
        }

        return new Part(village.First, unit, village.TaxCode, chunks, lines);
    }

    private Task<Outcome<JournalReceipt>> PostAsync(
        WriteScope write, BatchHistory found, Part village, Actor actor, CancellationToken cancel)
    {
        var source = Source(found.Batch, village.TaxCode);
        var head = new JournalHead
        {
            Region = found.Batch.RegionCode, Key = "revenue.assessment/" + source, Event = PbbAccounts.Assessed, Source = source,
            ValueOn = PbbAccounts.OwedSince(found.Batch.TaxYear, found.Approvals.First().DecreeOn!.Value), By = actor,
        };
        var income = JournalLine.Cr(
            Book.LO, PbbAccounts.Income, village.Lines.Sum(l => l.Debit), string.Empty, found.Batch.TaxYear, village.Unit);
        return ledger.PostBulkAsync(write, head, Book.LO, village.Lines.Append(income), cancel);
    }

    /// <summary>What is written in one go.</summary>
    /// <param name="Done">Objects before it.</param>
    /// <param name="Unit">The village as the ledger's unit.</param>
    /// <param name="TaxCode">The village as the tax office's area code.</param>
    /// <param name="Chunks">Bills, maybe some of the village before.</param>
    /// <param name="Lines">Lines of its journal; none where nobody owes anything.</param>
    private sealed record Part(int Done, string Unit, long TaxCode, List<BulkColumn[]> Chunks, List<JournalLine> Lines);

    private sealed record Computed(PbbRules Rules, FactTable Table, AssessmentResult Result);
}
